/**
 * What a state shows: the one answer that map, table, chart, list and downloads all draw from.
 */

import { countUpTo } from "../model/columns.js";
import { placesNamed } from "../model/places.js";
import {
    codeOfDates,
    FOREVER,
    KIND,
    leavesOpen,
    NEVER,
    STATUS,
    STATUS_NAMES,
    startedWithin,
    statusUpTo,
} from "../model/status.js";
import { saidBy } from "./sourcefilter.js";
import { yearsShown } from "./state.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("../model/places.js").Span} Span */

/**
 * @typedef {object} Frame
 * @property {State} state
 * @property {{first: number, last: number}} years  Shown; see `yearsShown`.
 * @property {Uint8Array} code  Status of every unit, by row; of one source, where that is asked for.
 * @property {Uint8Array} shown  1 for units that the filters let through.
 * @property {import("../model/places.js").Place[]} places  Named places, in order of first year.
 * @property {number[]} unnamed  Statements in force that name no settled place.
 * @property {SiteSpan} sites
 * @property {number} named  How many places, sites among them, are `in`.
 * @property {number} possible  How many named places are possible only.
 * @property {boolean} open  A statement says that there were more places than are named.
 * @property {boolean} silent  No source says anything of the years, whatever the filters.
 * @property {import("./countview.js").CountFrame | null} counts  Shown instead of statuses.
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
    const all = statusesIn(model, span);
    const { source } = filtersOf(model, state);
    const { code, reached } =
        source < 0 ? { code: all, reached: null } : saidBy(model, span, source, all);
    const shown = unitsShown(model, state, code, reached);
    const places = placesShown(model, state, span);
    const sites = sitesShown(model, state, span);
    const settled = places.filter((place) => place.code === STATUS.IN).length;
    const unnamed = unnamedShown(model, state, span);
    const certainSites = siteCount(sites, STATUS.IN);
    return {
        state,
        years,
        code,
        shown,
        places,
        unnamed,
        sites,
        named: settled + certainSites,
        possible: places.length - settled + siteCount(sites, STATUS.POSSIBLE),
        open: unnamed.some((row) => leavesMore(model, span, row)),
        silent: !spokenOf(model, span) && !all.some((each) => each !== STATUS.UNKNOWN),
        counts: null,
    };
}

/**
 * @param {Model} model
 * @param {Span} span
 * @returns {Uint8Array}
 */
function statusesIn({ units, statuses }, { mode, first, last }) {
    const code = new Uint8Array(units.count);
    const { offset } = statuses;
    for (let unit = 0; unit < code.length; unit++) {
        if (offset[unit] === offset[unit + 1]) {
            continue; // nothing is ever said of it
        }
        code[unit] =
            mode === "upto"
                ? statusUpTo(statuses, unit, last)
                : startedWithin(statuses, unit, first, last);
    }
    return code;
}

/**
 * @param {Model} model
 * @param {State} state
 * @param {Span} span
 */
function placesShown(model, state, span) {
    const { province, source, status } = filtersOf(model, state);
    return placesNamed(model, span, source).filter(
        ({ unit, code }) =>
            (province === undefined || isWithin(model, unit, province)) &&
            (status < 0 || code === status),
    );
}

/**
 * The filters, as rows and codes.
 * @param {Model} model
 * @param {State} state
 * @returns {{province: number | undefined, source: number, status: number}}  -1 or undefined: none.
 */
export function filtersOf({ units, sources }, { province, source, status }) {
    return {
        province: units.row.get(province),
        source: source ? sources.findIndex(({ id }) => id === source) : -1,
        status: status ? STATUS_NAMES.indexOf(/** @type {"in"} */ (status)) : -1,
    };
}

/**
 * Whether the dates of some statement allow it to hold in some of the years.
 * @param {Model} model
 * @param {Span} span
 * @returns {boolean}
 */
function spokenOf({ dates }, { mode, first, last }) {
    const since = mode === "upto" ? last : first;
    return dates.possibleFrom.some(
        (from, row) => from <= last && since <= (dates.possibleTo[row] ?? NEVER),
    );
}

/** By model and level, what `mosaic` returned: it is asked for every year. */
const mosaics = /** @type {WeakMap<Model, number[][]>} */ (new WeakMap());

/**
 * The units that a map of one level shows; where counties are not in the data, their prefecture.
 * @param {Model} model
 * @param {number} level
 * @returns {number[]}  Not to be changed.
 */
export function mosaic(model, level) {
    const known = mosaics.get(model) ?? [];
    mosaics.set(model, known);
    known[level] ??= unitsOfLevel(model, level);
    return known[level] ?? [];
}

/**
 * @param {Model} model
 * @param {number} level
 * @returns {number[]}
 */
function unitsOfLevel(model, level) {
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
function siteCount(span, code) {
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
 * @param {Uint8Array | null} reached  By the one source asked for.
 * @returns {Uint8Array}
 */
function unitsShown(model, state, code, reached) {
    const shown = new Uint8Array(code.length).fill(1);
    const { province, status: wanted } = filtersOf(model, state);
    for (let unit = 0; unit < shown.length; unit++) {
        const fits =
            (province === undefined || isWithin(model, unit, province)) &&
            (wanted < 0 || code[unit] === wanted) &&
            (!reached || reached[unit]);
        shown[unit] = fits ? 1 : 0;
    }
    return shown;
}

/**
 * @param {Model} model
 * @param {State} state
 * @param {Span} span
 * @returns {SiteSpan}
 */
function sitesShown(model, state, span) {
    const { sites, dates } = model;
    const first = span.mode === "upto" ? 0 : countUpTo(sites.year, span.first - 1);
    const last = countUpTo(sites.year, span.last);
    const { province, source, status: wanted } = filtersOf(model, state);
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
 * @param {Span} span
 * @returns {number[]}
 */
function unnamedShown(model, state, span) {
    const { statements, dates } = model;
    const { province, source } = filtersOf(model, state);
    const rows = [];
    for (let row = 0; row < statements.count; row++) {
        const meant = statements.candidates[row] ?? [statements.unit[row] ?? -1];
        const inPlace = (/** @type {number} */ unit) =>
            province === undefined || unit < 0 || isWithin(model, unit, province);
        const fits =
            leavesOpen(statements.kind[row]) &&
            codeOfDates(dates, /** @type {number} */ (statements.date[row]), span) &&
            meant.some(inPlace) &&
            (source < 0 || statements.source[row] === source);
        if (fits) {
            rows.push(row);
        }
    }
    return rows;
}

/**
 * Whether a statement leaves open how many there are. One of the whole country does so only while
 * its date is open: after that, every unit is in.
 * @param {Model} model
 * @param {Span} span
 * @param {number} row
 * @returns {boolean}
 */
function leavesMore({ statements, dates }, span, row) {
    const kind = statements.kind[row];
    return kind === KIND.EVERYWHERE
        ? codeOfDates(dates, statements.date[row] ?? 0, span) === STATUS.POSSIBLE
        : kind !== KIND.CANDIDATES || statements.unit[row] === -1;
}

/**
 * The years a date covers on a timeline that ends somewhere; null where it has none.
 * @param {import("../model/types.js").Dates} dates
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
