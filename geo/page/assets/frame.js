/**
 * What a state shows: the one answer that map, table, chart, list and downloads all draw from.
 */

import { countUpTo } from "./columns.js";
import { yearsShown } from "./state.js";
import {
    codeOfDates,
    FOREVER,
    HOW,
    KIND,
    NEVER,
    STATUS,
    STATUS_NAMES,
    startedWithin,
    statusUpTo,
} from "./status.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").State} State */

/**
 * @typedef {object} Frame
 * @property {State} state
 * @property {{first: number, last: number}} years  Shown; see `yearsShown`.
 * @property {Uint8Array} code  Status of every unit, by row, whatever the filters.
 * @property {Uint8Array} shown  1 for units that the filters let through.
 * @property {number[]} places  Named units of the list, in order of first year; `in` or possible.
 * @property {Uint8Array} placeCode  Status of every place, by row, as what names it has it.
 * @property {number[]} unnamed  Statements in force that name no settled place.
 * @property {SiteSpan} sites
 * @property {number} named  How many places, sites among them, are `in`.
 * @property {number} possible  How many named places are possible only.
 * @property {boolean} open  A statement says that there were more places than are named.
 */

/**
 * @typedef {object} SiteSpan  The sites shown: a stretch of rows, or a list of them.
 * @property {number} first
 * @property {number} last  Exclusive.
 * @property {Uint32Array | null} rows  Where a stretch would not do.
 * @property {Uint8Array | null} code  Status by row; null where all of them are `in`.
 */

/**
 * @param {Model} model
 * @param {State} state
 * @returns {Frame}
 */
export function frameOf(model, state) {
    const years = yearsShown(state, model.years);
    const span = { ...years, mode: state.mode };
    const code = new Uint8Array(model.units.count);
    for (let unit = 0; unit < code.length; unit++) {
        code[unit] =
            state.mode === "upto"
                ? statusUpTo(model.statuses, unit, years.last)
                : startedWithin(model.statuses, unit, years.first, years.last);
    }
    const shown = unitsShown(model, state, code);
    const placeCode = codeOfPlaces(model, code, span);
    const places = Array.from(model.places).filter(
        (unit) => shown[unit] && (placeCode[unit] ?? 0) >= STATUS.POSSIBLE,
    );
    const sites = sitesShown(model, state, span);
    const settled = places.filter((unit) => placeCode[unit] === STATUS.IN).length;
    const unnamed = unnamedShown(model, state, span);
    const certainSites = siteCount(sites, STATUS.IN);
    return {
        state,
        years,
        code,
        shown,
        places,
        placeCode,
        unnamed,
        sites,
        named: settled + certainSites,
        possible: places.length - settled + siteCount(sites, STATUS.POSSIBLE),
        open: unnamed.some((row) => model.statements.kind[row] !== KIND.CANDIDATES),
    };
}

/**
 * A named place is listed and counted by the date it is named with. Before it, the map may hatch it,
 * as one of the unnamed places around it: that is told of those, not of the place.
 * @param {Model} model
 * @param {Uint8Array} code
 * @param {{mode: import("./types.js").Mode, first: number, last: number}} span
 * @returns {Uint8Array}
 */
function codeOfPlaces({ statuses, places, namedFrom }, code, { mode, first, last }) {
    const found = new Uint8Array(code.length);
    for (const unit of places) {
        const from = /** @type {number} */ (namedFrom[unit]);
        found[unit] =
            mode !== "upto"
                ? startedWithin(statuses, unit, first, last, from)
                : from <= last
                  ? (code[unit] ?? STATUS.UNKNOWN)
                  : STATUS.UNKNOWN;
    }
    return found;
}

/**
 * The units that a map of one level shows; where counties are not in the data, their prefecture.
 * @param {Model} model
 * @param {number} level
 * @returns {number[]}
 */
export function mosaic(model, level) {
    const { levels } = model.topology;
    const units = levels.map((_, row) => row);
    const at = (/** @type {number} */ bit) => units.filter((row) => (levels[row] ?? 0) & bit);
    if (level < 2) {
        return at(1 << level);
    }
    const counties = at(4);
    const divided = new Set(counties.map((row) => model.units.parent[row]));
    return [...at(2).filter((row) => !divided.has(row) && !counties.includes(row)), ...counties];
}

/**
 * How many sites are shown, whatever their status.
 * @param {SiteSpan} span
 * @returns {number}
 */
export const siteTotal = (span) => (span.rows ? span.rows.length : span.last - span.first);

/**
 * Row of the n-th site shown.
 * @param {SiteSpan} span
 * @param {number} n
 * @returns {number}
 */
export const siteAt = (span, n) => (span.rows ? (span.rows[n] ?? 0) : span.first + n);

/**
 * Rows of the sites shown, in order.
 * @param {SiteSpan} span
 * @returns {Generator<number>}
 */
export function* siteRows(span) {
    for (let n = 0; n < siteTotal(span); n++) {
        yield siteAt(span, n);
    }
}

/**
 * @param {SiteSpan} span
 * @param {number} code
 * @returns {number}
 */
export function siteCount(span, code) {
    if (!span.rows || !span.code) {
        return code === STATUS.IN ? span.last - span.first : 0;
    }
    let count = 0;
    for (const row of span.rows) {
        count += span.code[row] === code ? 1 : 0;
    }
    return count;
}

/**
 * Whether a unit is, or lies in, another.
 * @param {Model} model
 * @param {number} unit
 * @param {number} around
 * @returns {boolean}
 */
export function isWithin(model, unit, around) {
    let row = unit;
    while (row >= 0 && row !== around) {
        row = /** @type {number} */ (model.units.parent[row]);
    }
    return row === around;
}

/**
 * @param {Model} model
 * @param {State} state
 * @param {Uint8Array} code
 * @returns {Uint8Array}
 */
function unitsShown(model, state, code) {
    const shown = new Uint8Array(code.length).fill(1);
    const province = model.units.row.get(state.province);
    const wanted = state.status ? STATUS_NAMES.indexOf(/** @type {"in"} */ (state.status)) : -1;
    const source = state.source ? unitsOfSource(model, state.source) : null;
    for (let unit = 0; unit < shown.length; unit++) {
        const fits =
            (province === undefined || isWithin(model, unit, province)) &&
            (wanted < 0 || code[unit] === wanted) &&
            (!source || source.has(unit));
        shown[unit] = fits ? 1 : 0;
    }
    return shown;
}

/**
 * @param {Model} model
 * @param {string} id
 * @returns {Set<number>}
 */
function unitsOfSource(model, id) {
    const wanted = model.sources.findIndex((source) => source.id === id);
    const { offset, row, how } = model.reasons;
    const units = new Set();
    for (let unit = 0; unit < model.units.count; unit++) {
        const last = /** @type {number} */ (offset[unit + 1]);
        for (let i = /** @type {number} */ (offset[unit]); i < last; i++) {
            const reference = /** @type {number} */ (row[i]);
            const isList = HOW[/** @type {0} */ (how[i])] === /** @type {string} */ ("full list");
            if ((isList ? reference : model.statements.source[reference]) === wanted) {
                units.add(unit);
            }
        }
    }
    return units;
}

/**
 * @param {Model} model
 * @param {State} state
 * @param {{mode: import("./types.js").Mode, first: number, last: number}} span
 * @returns {SiteSpan}
 */
function sitesShown(model, state, span) {
    const { sites, dates } = model;
    const first = span.mode === "upto" ? 0 : countUpTo(sites.year, span.first - 1);
    const last = countUpTo(sites.year, span.last);
    const province = model.units.row.get(state.province);
    const source = model.sources.findIndex(({ id }) => id === state.source);
    const wanted = state.status ? STATUS_NAMES.indexOf(/** @type {"in"} */ (state.status)) : -1;
    if (sites.settled && province === undefined && source < 0) {
        const none = wanted >= 0 && wanted !== STATUS.IN;
        return { first, last: none ? first : last, rows: null, code: null };
    }
    const codes = dates.start.map((_, row) => codeOfDates(dates, row, span));
    const code = new Uint8Array(sites.count);
    const rows = [];
    for (let row = sites.settled ? first : 0; row < last; row++) {
        code[row] = codes[/** @type {number} */ (sites.date[row])] ?? STATUS.UNKNOWN;
        const inPlace =
            province === undefined ||
            isWithin(model, /** @type {number} */ (sites.unit[row]), province);
        if (
            (wanted < 0 ? code[row] : code[row] === wanted) &&
            inPlace &&
            (source < 0 || sites.source[row] === source)
        ) {
            rows.push(row);
        }
    }
    return { first, last, rows: Uint32Array.from(rows), code };
}

/**
 * @param {Model} model
 * @param {State} state
 * @param {{mode: import("./types.js").Mode, first: number, last: number}} span
 * @returns {number[]}
 */
function unnamedShown(model, state, span) {
    const { statements, dates } = model;
    const province = model.units.row.get(state.province);
    const rows = [];
    for (let row = 0; row < statements.count; row++) {
        const unit = /** @type {number} */ (statements.unit[row]);
        const fits =
            statements.kind[row] !== KIND.NAMED &&
            codeOfDates(dates, /** @type {number} */ (statements.date[row]), span) &&
            (province === undefined || unit < 0 || isWithin(model, unit, province)) &&
            (!state.source || model.sources[statements.source[row] ?? 0]?.id === state.source);
        if (fits) {
            rows.push(row);
        }
    }
    return rows;
}

/**
 * The years a date covers on a timeline that ends somewhere; null where it has none.
 * @param {import("./types.js").Dates} dates
 * @param {number} row
 * @param {{first: number, last: number}} years
 * @returns {{first: number, last: number} | null}
 */
export function startSpan(dates, row, years) {
    const from = /** @type {number} */ (dates.possibleFrom[row]);
    const to = /** @type {number} */ (dates.certainFrom[row]);
    if (from === NEVER && to === FOREVER) {
        return null;
    }
    return { first: Math.max(from, years.first), last: Math.min(to, years.last) };
}
