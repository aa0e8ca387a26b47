/**
 * What one source alone says of the units: no more than all of them together do, and no more than
 * it says itself.
 */

import { codeOfDates, HOW, NAMING, STATUS } from "../model/status.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {(typeof HOW)[number]} How */

/** Statements that settle their unit as soon as their dates do; the other ways leave it open. */
const SETTLING = [...NAMING, "inside", "everywhere in"];

/**
 * The most that a statement says of a unit, by its dates and by how it bears on the unit.
 * @param {number} dated
 * @param {How} how
 */
function codeOfStatement(dated, how) {
    if (how === /** @type {How} */ ("says no")) {
        return dated === STATUS.IN ? STATUS.OUT : STATUS.UNKNOWN;
    }
    return Math.min(dated, SETTLING.includes(how) ? STATUS.IN : STATUS.POSSIBLE);
}

/**
 * @param {Model} model
 * @param {import("../model/places.js").Span} span
 * @param {number} source
 * @param {Uint8Array} code  Statuses by all sources.
 * @returns {{code: Uint8Array, reached: Uint8Array}}  1 for units that the source speaks of at all.
 */
export function saidBy(model, span, source, code) {
    const { reasons, statements, dates } = model;
    const said = new Uint8Array(code.length);
    const reached = new Uint8Array(code.length);
    for (let unit = 0; unit + 1 < reasons.offset.length; unit++) {
        const last = reasons.offset[unit + 1] ?? 0;
        for (let i = reasons.offset[unit] ?? 0; i < last; i++) {
            const row = reasons.row[i] ?? 0;
            const how = HOW[/** @type {0} */ (reasons.how[i])];
            const isList = how === /** @type {How} */ ("full list");
            if ((isList ? row : statements.source[row]) !== source) {
                continue;
            }
            const says = isList
                ? STATUS.OUT
                : codeOfStatement(codeOfDates(dates, statements.date[row] ?? 0, span), how);
            said[unit] = Math.max(said[unit] ?? 0, says);
            reached[unit] = 1;
        }
    }
    return { code: code.map((each, unit) => Math.min(each, said[unit] ?? 0)), reached };
}
