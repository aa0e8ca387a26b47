/**
 * Named places, by what statements say of them under their own name. The status of their unit may
 * say more: it is in with the first place inside it, and possible through unnamed places around it.
 */

import { codeOfDates, FOREVER, NEVER, STATUS } from "./status.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {{mode: import("./types.js").Mode, first: number, last: number}} Span */

/**
 * @typedef {object} Place
 * @property {number} unit
 * @property {import("./types.js").Code} code  `in` or possible.
 * @property {number} statement  The one that says so.
 */

/**
 * The places that are named for some years, in order of first year.
 * @param {Model} model
 * @param {Span} span
 * @param {number} source  Only what this one says; -1 for all.
 * @returns {Place[]}
 */
export function placesNamed(model, span, source) {
    const codeOf = (/** @type {number} */ row) =>
        codeOfDates(model.dates, model.statements.date[row] ?? 0, span);
    return Array.from(model.places).flatMap((unit) => {
        const rows = namingRows(model, unit, source);
        const best = /** @type {import("./types.js").Code} */ (Math.max(0, ...rows.map(codeOf)));
        const { from, to } = startOf(model, rows);
        // What is said of a later year tells no start: it is a place that is named already.
        const later = span.mode !== "upto" && to < span.first;
        const whole = span.mode === "upto" || (span.first <= from && to <= span.last);
        const code = best === STATUS.IN && !whole ? STATUS.POSSIBLE : best;
        if (later || code < STATUS.POSSIBLE) {
            return [];
        }
        const says = rows.filter((row) => codeOf(row) === best);
        return [{ unit, code, statement: earliest(model, says) }];
    });
}

/**
 * The first year of a named place, as the bounds that its own statements give.
 * @param {Model} model
 * @param {number} unit
 * @param {number} source  Only what this one says; -1 for all.
 * @returns {{from: number, to: number}}  NEVER and FOREVER where open; both FOREVER if not named.
 */
export const startOfPlace = (model, unit, source) =>
    startOf(model, namingRows(model, unit, source));

/**
 * @param {Model} model
 * @param {number} unit
 * @param {number} source
 * @returns {number[]}
 */
function namingRows({ naming, statements }, unit, source) {
    const rows = naming.get(unit) ?? [];
    return source < 0 ? rows : rows.filter((row) => statements.source[row] === source);
}

/**
 * @param {Model} model
 * @param {number[]} rows
 */
function startOf({ statements, dates }, rows) {
    const least = (/** @type {Int16Array} */ years) =>
        Math.min(FOREVER, ...rows.map((row) => years[statements.date[row] ?? 0] ?? NEVER));
    return { from: least(dates.possibleFrom), to: least(dates.certainFrom) };
}

/**
 * The statement that is certain first, or else possible first.
 * @param {Model} model
 * @param {number[]} rows
 * @returns {number}
 */
function earliest({ statements, dates }, rows) {
    const key = (/** @type {number} */ row) => {
        const date = statements.date[row] ?? 0;
        return [dates.certainFrom[date] ?? FOREVER, dates.possibleFrom[date] ?? NEVER];
    };
    const [found = 0] = [...rows].sort((a, b) => {
        const [[byA = 0, fromA = 0], [byB = 0, fromB = 0]] = [key(a), key(b)];
        return byA - byB || fromA - fromB;
    });
    return found;
}
