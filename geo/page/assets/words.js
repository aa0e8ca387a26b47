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
        rest.push(tr.t("count.within", { places: tr.list(names, 4) }));
    }
    if (kinds.includes(KIND.COUNTRY)) {
        rest.push(tr.t("count.more"));
    }
    return rest;
}

/**
 * What a statement is about: its place, or what it says of places that it does not settle.
 * @param {Model} model
 * @param {number} row
 * @param {Translator} tr
 * @returns {string}
 */
export function subjectInWords({ statements, units }, row, { t, lang, list }) {
    const kind = statements.kind[row];
    const place = unitName(units, statements.unit[row] ?? -1, lang);
    if (kind === KIND.COUNTRY) {
        return t("unnamed.country");
    }
    if (kind !== KIND.CANDIDATES) {
        return kind === KIND.WITHIN ? t("unnamed.within", { place }) : place;
    }
    const names = (statements.candidates[row] ?? []).map((unit) => unitName(units, unit, lang));
    const name = statements.place[row] ?? "";
    return t("unnamed.candidates", { places: list(names, 5), name });
}

/**
 * Whether some named place started in a year, or may have.
 * @param {Model} model
 * @param {number} year
 * @returns {boolean}
 */
function startsIn({ statuses, places, namedFrom, dates, sites }, year) {
    const lies = (/** @type {number | undefined} */ from, /** @type {number | undefined} */ to) =>
        from !== undefined && to !== undefined && from <= year && year <= to;
    return (
        places.some((unit) => lies(namedFrom[unit], statuses.latest[unit])) ||
        sites.used.some((n, row) => n && lies(dates.possibleFrom[row], dates.certainFrom[row]))
    );
}

/**
 * What a status amounts to in the years shown, as a sentence. Where none is known, statements may
 * still speak of the unit or site at another time: then it is not so that nobody did.
 * @param {Frame} frame
 * @param {number} code
 * @param {boolean} reached  By a statement, in some year.
 * @param {Translator} tr
 * @returns {string}
 */
export function verdictInWords({ state }, code, reached, { t }) {
    const status = STATUS_NAMES[/** @type {0} */ (code)];
    const elsewhen = state.mode === "upto" ? "silent" : "notStarted";
    return t(`status.${code === STATUS.UNKNOWN && reached ? elsewhen : status}.long`);
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
