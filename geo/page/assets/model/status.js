/**
 * What the payload's codes mean, and looking a status up. No status is worked out here: the change
 * points and bounds come from the rollout, so that the page cannot disagree with the data.
 */

/** @typedef {import("./types.js").Statuses} Statuses */
/** @typedef {import("./types.js").Code} Code */

/** Codes of the four statuses, weakest evidence first. */
export const STATUS = /** @type {const} */ ({ UNKNOWN: 0, OUT: 1, POSSIBLE: 2, IN: 3 });

/** Names of the codes, as addresses, strings and exports spell them. */
export const STATUS_NAMES = /** @type {const} */ (["unknown", "out", "possible", "in"]);

/** What a statement is about. */
export const KIND = /** @type {const} */ ({
    NAMED: 0,
    WITHIN: 1,
    COUNTRY: 2,
    CANDIDATES: 3,
    EVERYWHERE: 4,
    DENIED: 5,
});

/**
 * Whether a statement speaks of places without settling one, so that it leaves something open.
 * @param {number | undefined} kind
 */
export function leavesOpen(kind) {
    return kind !== KIND.NAMED && kind !== KIND.DENIED;
}

/** How a statement bears on a unit, in the order of the payload. */
export const HOW = /** @type {const} */ ([
    "direct",
    "all of it",
    "inside",
    "everywhere in",
    "candidate",
    "through parent",
    "unnamed within",
    "full list",
    "country-wide",
    "says no",
]);

/** The ways in which a statement names a unit itself. */
export const NAMING = /** @type {readonly string[]} */ (["direct", "all of it"]);

/** Stands for "no such year" in columns of first years. */
export const NEVER = -32768;
/** Stands for "open" in columns of last years. */
export const FOREVER = 32767;

/**
 * Status of a unit at the end of a year.
 * @param {Statuses} statuses
 * @param {number} unit
 * @param {number} year
 * @returns {Code}
 */
export function statusUpTo(statuses, unit, year) {
    const first = at(statuses.offset, unit);
    for (let i = at(statuses.offset, unit + 1) - 1; i >= first; i--) {
        if (at(statuses.year, i) <= year) {
            return /** @type {Code} */ (statuses.code[i]);
        }
    }
    return STATUS.UNKNOWN;
}

/**
 * Whether a unit started within the years `first` to `last`, both included.
 * @param {Statuses} statuses
 * @param {number} unit
 * @param {number} first
 * @param {number} last
 * @returns {Code}
 */
export function startedWithin(statuses, unit, first, last) {
    const reached = statuses.reached[unit] === 1;
    const earliest = at(statuses.earliest, unit);
    const latest = at(statuses.latest, unit);
    if (reached && first <= earliest && latest <= last) {
        return STATUS.IN;
    }
    const open = pointsIn(statuses, unit, Math.max(first, earliest), Math.min(last, latest));
    if (reached && open.some((point) => statuses.begins[point])) {
        return STATUS.POSSIBLE;
    }
    const all = pointsIn(statuses, unit, first, last);
    return all.every((point) => statuses.code[point] === STATUS.OUT) ? STATUS.OUT : STATUS.UNKNOWN;
}

/**
 * The change points that hold in some of the years `first` to `last`; -1 stands for before them all.
 * @param {Statuses} statuses
 * @param {number} unit
 * @param {number} first
 * @param {number} last
 * @returns {number[]}
 */
function pointsIn(statuses, unit, first, last) {
    if (first > last) {
        return [];
    }
    const begin = at(statuses.offset, unit);
    let held = -1;
    const points = [];
    for (let i = begin; i < at(statuses.offset, unit + 1) && at(statuses.year, i) <= last; i++) {
        if (at(statuses.year, i) <= first) {
            held = i;
        } else {
            points.push(i);
        }
    }
    return [held, ...points];
}

/**
 * First year in which a unit is `in`, or NEVER.
 * @param {Statuses} statuses
 * @param {number} unit
 * @returns {number}
 */
export function firstYearIn(statuses, unit) {
    for (let i = at(statuses.offset, unit); i < at(statuses.offset, unit + 1); i++) {
        if (statuses.code[i] === STATUS.IN) {
            return at(statuses.year, i);
        }
    }
    return NEVER;
}

/**
 * What the dates of a site or a statement say of a year, by themselves.
 * @param {import("./types.js").Dates} dates
 * @param {number} row
 * @param {{mode: import("./types.js").Mode, first: number, last: number}} span
 * @returns {Code}
 */
export function codeOfDates(dates, row, { mode, first, last }) {
    const possibleFrom = at(dates.possibleFrom, row);
    const certainFrom = at(dates.certainFrom, row);
    if (mode === "upto") {
        if (certainFrom <= last && last <= at(dates.certainTo, row)) {
            return STATUS.IN;
        }
        return possibleFrom <= last && last <= at(dates.possibleTo, row)
            ? STATUS.POSSIBLE
            : STATUS.UNKNOWN;
    }
    if (first <= possibleFrom && certainFrom <= last) {
        return STATUS.IN;
    }
    return possibleFrom <= last && first <= Math.min(certainFrom, at(dates.possibleTo, row))
        ? STATUS.POSSIBLE
        : STATUS.UNKNOWN;
}

/**
 * @param {ArrayLike<number>} column
 * @param {number} row
 * @returns {number}
 */
function at(column, row) {
    return /** @type {number} */ (column[row]);
}

/**
 * The year whose colour a unit takes: the first it is in, or else the first it is possible.
 * @param {import("./types.js").Model} model
 * @param {number} unit
 * @param {number} code
 * @returns {number}
 */
export function yearOfColour(model, unit, code) {
    const first = firstYearIn(model.statuses, unit);
    if (code === STATUS.IN && first !== NEVER) {
        return first;
    }
    const earliest = model.statuses.earliest[unit] ?? NEVER;
    return earliest === NEVER ? model.years.first : earliest;
}

/**
 * The year whose colour a site takes: the first it is certain in, or else the first it is possible.
 * @param {import("./types.js").Model} model
 * @param {number} site
 * @param {number} code
 * @returns {number}
 */
export function yearOfSite({ sites, dates }, site, code) {
    return at(code === STATUS.IN ? dates.certainFrom : dates.possibleFrom, at(sites.date, site));
}
