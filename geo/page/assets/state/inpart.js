/**
 * Units that are in only through something inside them: a province is in with the first of its
 * prefectures, and must not look as if all of it were.
 */

import { codeOfDates, HOW, STATUS } from "../model/status.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("./viewmodel.js").Frame} Frame */

/** How a statement speaks of a unit itself, or of all of it. */
const OF_ITSELF = /** @type {readonly string[]} */ (["direct", "all of it", "everywhere in"]);

/** Rows of the units that are divided into others, by model: asked for every unit of every year. */
const divided = /** @type {WeakMap<Model, Set<number>>} */ (new WeakMap());

/** @param {Model} model @param {number} unit */
function isDivided(model, unit) {
    const known = divided.get(model) ?? new Set(model.units.parent);
    divided.set(model, known);
    return known.has(unit);
}

/** By model and unit, what `ofItself` found. */
const spokenOf = /** @type {WeakMap<Model, number[][]>} */ (new WeakMap());

/**
 * The statements that speak of a unit itself, or of all of it.
 * @param {Model} model
 * @param {number} unit
 * @returns {number[]}
 */
function ofItself(model, unit) {
    const known = spokenOf.get(model) ?? [];
    spokenOf.set(model, known);
    known[unit] ??= rowsOfItself(model, unit);
    return known[unit] ?? [];
}

/**
 * @param {Model} model
 * @param {number} unit
 * @returns {number[]}
 */
function rowsOfItself({ reasons }, unit) {
    const rows = [];
    for (let i = reasons.offset[unit] ?? 0; i < (reasons.offset[unit + 1] ?? 0); i++) {
        if (OF_ITSELF.includes(HOW[/** @type {0} */ (reasons.how[i])])) {
            rows.push(reasons.row[i] ?? 0);
        }
    }
    return rows;
}

/**
 * Whether a unit is in, in the years shown, through what lies in it alone.
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} unit
 * @returns {boolean}
 */
export function isInPart(model, frame, unit) {
    if (frame.code[unit] !== STATUS.IN || model.sites.count) {
        return false; // sites are dots on a wash: no area looks as if all of it were in
    }
    if (!isDivided(model, unit)) {
        return false;
    }
    const span = { ...frame.years, mode: frame.state.mode };
    const settles = (/** @type {number} */ row) =>
        codeOfDates(model.dates, model.statements.date[row] ?? 0, span) === STATUS.IN;
    return !ofItself(model, unit).some(settles);
}

/**
 * Whether some unit of a map is ever in through what lies in it.
 * @param {Model} model
 * @param {readonly number[]} units
 * @returns {boolean}
 */
export function anyInPart(model, units) {
    const { offset, code } = model.statuses;
    return (
        model.sites.count === 0 &&
        units.some(
            (unit) =>
                code.subarray(offset[unit], offset[unit + 1]).includes(STATUS.IN) &&
                isDivided(model, unit) &&
                ofItself(model, unit).length === 0,
        )
    );
}

/**
 * The units that a unit is divided into.
 * @param {Model} model
 * @param {number} unit
 * @returns {number[]}
 */
function partsOf({ units }, unit) {
    const parts = [];
    for (let row = 0; row < units.count; row++) {
        if (units.parent[row] === unit) {
            parts.push(row);
        }
    }
    return parts;
}

/**
 * How many of the units that a unit is divided into are in, and how many there are; null where not
 * all of them are known to the page.
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} unit
 * @returns {{n: number, total: number, level: number} | null}
 */
export function partsIn(model, frame, unit) {
    const level = (model.units.level[unit] ?? 0) + 1;
    const parts = partsOf(model, unit).filter((part) => model.units.level[part] === level);
    const outlined = model.topology.levels.length;
    const whole = level === 1 && parts.every((part) => part < outlined);
    const n = parts.filter((part) => frame.code[part] === STATUS.IN).length;
    return whole && n ? { n, total: parts.length, level } : null;
}
