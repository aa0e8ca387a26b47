/**
 * What a frame amounts to, in words that claim no more than the sources do.
 */

import { unitName } from "./names.js";
import { KIND, STATUS, STATUS_NAMES } from "./status.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./i18n.js").Translator} Translator */
/** @typedef {import("./types.js").Model} Model */

/**
 * The title in the page's language, as far as there is one.
 * @param {Model} model
 * @param {string} lang
 * @returns {string}
 */
export function titleIn({ text }, lang) {
    return (lang === "zh" && text.titleZh) || text.title;
}

/**
 * The years shown: `2018`, or `2016–2019`.
 * @param {Frame} frame
 * @returns {string}
 */
export function yearsInWords({ state, years }) {
    return state.mode === "range" && years.first !== years.last
        ? `${years.first}–${years.last}`
        : String(years.last);
}

/**
 * "At least 5 named places", or that no source speaks of the year.
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string}
 */
export function countInWords(frame, tr) {
    if (isSilent(frame)) {
        const many = frame.state.mode === "range" && frame.years.first !== frame.years.last;
        return tr.t(many ? "years.nothing" : "year.nothing", { year: frame.years.last });
    }
    return tr.t(`count.${frame.state.mode}`, { n: frame.named });
}

/**
 * What else is known besides the count, as sentences without their full stops.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string[]}
 */
export function restInWords(model, frame, tr) {
    const rest = [];
    if (frame.state.mode === "upto" && !isSilent(frame) && !startsIn(model, frame.years.last)) {
        rest.push(tr.t("year.noneNew", { year: frame.years.last }));
    }
    if (frame.possible) {
        const key = frame.named ? "count.possible" : "count.possibleOnly";
        rest.push(tr.t(key, { n: frame.possible }));
    }
    const kinds = frame.unnamed.map((row) => model.statements.kind[row]);
    const within = frame.unnamed.filter((row) => model.statements.kind[row] === KIND.WITHIN);
    const around = [...new Set(within.map((row) => model.statements.unit[row] ?? -1))];
    if (around.length) {
        const names = around.map((unit) => unitName(model.units, unit, tr.lang));
        const shown = names.length > 4 ? [...names.slice(0, 3), `+${names.length - 3}`] : names;
        rest.push(tr.t("count.within", { places: tr.list(shown) }));
    }
    if (kinds.includes(KIND.COUNTRY)) {
        rest.push(tr.t("count.more"));
    }
    return rest;
}

/**
 * Whether some named place started in a year, or may have.
 * @param {Model} model
 * @param {number} year
 * @returns {boolean}
 */
function startsIn({ statuses, places, dates, sites }, year) {
    const lies = (/** @type {number | undefined} */ from, /** @type {number | undefined} */ to) =>
        from !== undefined && to !== undefined && from <= year && year <= to;
    return (
        places.some((unit) => lies(statuses.earliest[unit], statuses.latest[unit])) ||
        sites.used.some((n, row) => n && lies(dates.possibleFrom[row], dates.certainFrom[row]))
    );
}

/**
 * What a unit's status amounts to in the years shown, as the texts spell it. Where no status is
 * known, statements may still speak of the unit at another time: then it is not so that nobody did.
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} unit
 * @returns {"in" | "possible" | "out" | "unknown" | "silent" | "notStarted"}
 */
export function verdictOf({ statuses }, frame, unit) {
    const code = frame.code[unit] ?? STATUS.UNKNOWN;
    return verdictOn(frame, code, statuses.reached[unit] === 1);
}

/**
 * @param {Frame} frame
 * @param {number} code
 * @param {boolean} reached  By a statement, in some year.
 */
export function verdictOn({ state }, code, reached) {
    if (code !== STATUS.UNKNOWN || !reached) {
        return STATUS_NAMES[/** @type {0} */ (code)];
    }
    return state.mode === "upto" ? "silent" : "notStarted";
}

/**
 * Nothing at all is said for the years shown.
 * @param {Frame} frame
 * @returns {boolean}
 */
export function isSilent(frame) {
    return (
        frame.named === 0 &&
        frame.possible === 0 &&
        frame.unnamed.length === 0 &&
        !frame.code.some((code) => code >= STATUS.POSSIBLE)
    );
}
