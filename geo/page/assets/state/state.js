/**
 * The state of the page and the address that holds it: `#y=2020&mode=upto&lang=en&view=map`.
 */

/** @typedef {import("../model/types.js").State} State */
/** @typedef {{first: number, last: number}} Years */

const MODES = /** @type {const} */ (["upto", "in", "range"]);
const VIEWS = /** @type {const} */ (["map", "table", "chart", "text"]);
const LANGS = /** @type {const} */ (["en", "zh"]);
const LEVELS = /** @type {const} */ (["province", "prefecture", "county"]);
/** A longer query finds nothing. */
const LONGEST_QUERY = 200;
const LAYERS = /** @type {const} */ (["status", "counts"]);
const MEASURES = /** @type {const} */ (["n", "share", "first", "sum"]);
const STATUSES = /** @type {const} */ (["in", "possible", "out"]);

/**
 * Write a state as the part of an address after `#`.
 * @param {State} state
 * @param {State} start  What the page opens with: what equals it and is rarely set is left out.
 * @returns {string}
 */
export function formatState(state, start) {
    const entries = [
        ["y", state.mode === "range" ? `${state.from}-${state.year}` : String(state.year)],
        ["mode", state.mode],
        ["lang", state.lang],
        ["view", state.view],
        ["level", state.level === start.level ? "" : LEVELS[state.level]],
        ["u", state.unit],
        ["site", state.site < 0 ? "" : String(state.site)],
        ["province", state.province],
        ["source", state.source],
        ["status", state.status],
        ["sort", state.sort],
        ["q", state.query],
        ["at", state.at],
        ["show", state.layer === start.layer ? "" : state.layer],
        ["measure", state.measure === start.measure ? "" : state.measure],
    ];
    return entries
        .filter(([, value]) => value)
        .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
        .join("&");
}

/**
 * Read an address; whatever it leaves out or has wrong is taken from `start`.
 * @param {string} hash  With or without its `#`.
 * @param {State} start
 * @param {Years} years
 * @returns {State}
 */
export function parseState(hash, start, years) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const text = (/** @type {string} */ key) => given.get(key) ?? "";
    const span = /^(-?\d{1,5})-(-?\d{1,5})$/.exec(text("y"));
    const mode = oneOf(MODES, text("mode"), span ? "range" : start.mode);
    const year = clampYear(span ? Number(span[2]) : number(text("y"), start.year), years);
    const from = clampYear(span ? Number(span[1]) : start.from, years);
    const level = LEVELS.indexOf(oneOf(LEVELS, text("level"), LEVELS[start.level] ?? "prefecture"));
    return {
        year,
        from: Math.min(from, year),
        mode,
        lang: oneOf(LANGS, text("lang"), start.lang),
        view: oneOf(VIEWS, text("view"), start.view),
        level,
        unit: /^\d{6}$/.test(text("u")) ? text("u") : "",
        site: /^\d{1,9}$/.test(text("site")) ? Number(text("site")) : -1,
        province: /^\d{6}$/.test(text("province")) ? text("province") : "",
        source: text("source"),
        status: oneOf(STATUSES, text("status"), ""),
        sort: /^-?[a-z]{1,20}$/.test(text("sort")) ? text("sort") : "",
        query: text("q").slice(0, LONGEST_QUERY),
        at: placeOf(text("at")) ? text("at") : "",
        layer: oneOf(LAYERS, text("show"), start.layer),
        measure: oneOf(MEASURES, text("measure"), start.measure),
    };
}

/**
 * Where the map looks, as an address holds it: latitude, longitude and zoom, joined by `_`.
 * @param {{lat: number, lng: number, zoom: number}} place
 */
export const formatPlace = ({ lat, lng, zoom }) =>
    [lat.toFixed(3), lng.toFixed(3), zoom.toFixed(2)].join("_");

/**
 * @param {string} at
 * @returns {{lat: number, lng: number, zoom: number} | null}  Null where it is no place of a map.
 */
export function placeOf(at) {
    if (!/^-?\d{1,2}(\.\d{1,9})?_-?\d{1,3}(\.\d{1,9})?_\d{1,2}(\.\d{1,9})?$/.test(at)) {
        return null;
    }
    const [lat = 0, lng = 0, zoom = 0] = at.split("_").map(Number);
    return Math.abs(lat) <= 85 && Math.abs(lng) <= 180 ? { lat, lng, zoom } : null;
}

/**
 * A state as its view tells it: a status belongs to a year, and the text tells all years. The state
 * keeps what is left out, for the other views.
 * @param {State} state
 * @returns {State}
 */
export function stateTold(state) {
    return state.view === "text" ? { ...state, status: "" } : state;
}

/**
 * The first and last year that a state shows.
 * @param {State} state
 * @param {Years} years
 * @returns {Years}
 */
export function yearsShown(state, years) {
    if (state.mode === "upto") {
        return { first: Math.min(years.first, state.year), last: state.year };
    }
    return { first: state.mode === "range" ? state.from : state.year, last: state.year };
}

/**
 * Tells apart states whose years do not look alike.
 * @param {State} state
 */
export function spanKey({ mode, level, province, source, status, layer, measure, lang, from }) {
    const first = mode === "range" ? from : 0;
    return JSON.stringify([mode, level, province, source, status, layer, measure, lang, first]);
}

/**
 * @param {number} year
 * @param {Years} years
 * @returns {number}
 */
export function clampYear(year, years) {
    return Math.min(years.last, Math.max(years.first, Math.round(year)));
}

/**
 * @template {string} Choice
 * @template {string} Other
 * @param {readonly Choice[]} choices
 * @param {string} given
 * @param {Other} otherwise
 * @returns {Choice | Other}
 */
function oneOf(choices, given, otherwise) {
    return choices.find((choice) => choice === given) ?? otherwise;
}

/**
 * @param {string} text
 * @param {number} otherwise
 * @returns {number}
 */
function number(text, otherwise) {
    return /^-?\d{1,5}$/.test(text) ? Number(text) : otherwise;
}
