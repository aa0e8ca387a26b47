/**
 * What an address may ask for: it can be old, mistyped, or that of another page.
 */

/** @typedef {import("../model/types.js").Model} Model */

/**
 * The levels worth showing: those with outlines; counties only where the data name them.
 * @param {Model} model
 * @returns {number[]}
 */
export function levelsOf({ topology, units }) {
    const hasCounties = topology.levels.some((levels, row) => levels & 4 && units.level[row] === 2);
    return hasCounties ? [0, 1, 2] : [0, 1];
}

/**
 * A state without what the data do not have, so that no filter narrows down to nothing unseen.
 * @param {Model} model
 * @param {import("../model/types.js").State} state
 * @returns {import("../model/types.js").State}
 */
export function validState(model, state) {
    const { units, sites, sources } = model;
    const isProvince = units.level[units.row.get(state.province) ?? -1] === 0;
    return {
        ...state,
        level: Math.min(state.level, levelsOf(model).length - 1),
        unit: units.row.has(state.unit) ? state.unit : "",
        site: state.site < sites.count ? state.site : -1,
        province: isProvince ? state.province : "",
        source: sources.some(({ id }) => id === state.source) ? state.source : "",
    };
}
