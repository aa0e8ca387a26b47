/**
 * How many places are named in each year, as the chart shows them: one frame per year, counted.
 */

import { startOfPlace } from "../model/places.js";
import { STATUS, yearOfSite } from "../model/status.js";
import { filtersOf, frameOf, siteRows } from "../state/viewmodel.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("../state/palette.js").YearClass} YearClass */

/**
 * @typedef {object} YearCount
 * @property {number} year
 * @property {number} named  Places that are in for certain.
 * @property {number} possible  Named places whose dates leave it open.
 * @property {boolean} open  A statement says that there were more, without naming them.
 * @property {boolean} silent  Nothing is said of the year.
 * @property {number[]} parts  `named` by class of the first year.
 */

/**
 * Up to each year where the state says so, else started in each year.
 * @param {Model} model
 * @param {State} state
 * @param {readonly YearClass[]} classes
 * @returns {YearCount[]}
 */
export function seriesOf(model, state, classes) {
    /** @type {YearCount[]} */
    const counts = [];
    const mode = state.mode === "upto" ? "upto" : "in";
    for (let year = model.years.first; year <= model.years.last; year++) {
        const frame = frameOf(model, { ...state, mode, year, from: year });
        counts.push({
            year,
            named: frame.named,
            possible: frame.possible,
            open: frame.open,
            silent: frame.silent,
            parts: partsOf(model, frame, classes),
        });
    }
    return counts;
}

/**
 * @param {Model} model
 * @param {import("../state/viewmodel.js").Frame} frame
 * @param {readonly YearClass[]} classes
 * @returns {number[]}
 */
function partsOf(model, frame, classes) {
    const parts = classes.map(() => 0);
    const add = (/** @type {number} */ year) => {
        const found = classes.findIndex(({ last }) => year <= last);
        const at = found < 0 ? classes.length - 1 : found;
        parts[at] = (parts[at] ?? 0) + 1;
    };
    const { source } = filtersOf(model, frame.state);
    for (const { unit, code } of frame.places) {
        if (code === STATUS.IN) {
            add(startOfPlace(model, unit, source).to);
        }
    }
    const { code } = frame.sites;
    for (const site of siteRows(frame.sites)) {
        if (!code || code[site] === STATUS.IN) {
            add(yearOfSite(model, site, STATUS.IN));
        }
    }
    return parts;
}
