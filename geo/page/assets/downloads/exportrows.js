/**
 * What downloads tell of each unit and site of a frame, under the names of their columns.
 */

import { FOREVER, NEVER, STATUS, STATUS_NAMES } from "../model/status.js";
import { rowsOf, startOf, statusOf, tallyEvidence } from "../state/rows.js";
import { csvHead, csvLine } from "./csv.js";
import { rounded } from "./geojson.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */

export const LEVELS = ["province", "prefecture", "county"];

/** Columns of a download, in order; GeoJSON has them as properties. */
const FIELDS = /** @type {const} */ ([
    "kind",
    "adcode",
    "level",
    "name_en",
    "name_zh",
    "place",
    "parent",
    "years",
    "mode",
    "status",
    "earliest",
    "latest",
    "start",
    "end",
    "statements",
    "sources",
    "lon",
    "lat",
]);

/** @typedef {Record<string, string | number> & {unit: number}} Exported  `unit`: its row, or -1. */

/**
 * @param {Model} model
 * @param {Frame} frame
 * @returns {AsyncGenerator<Exported>}  One after another: there may be a million.
 */
export async function* exportRows(model, frame) {
    const { units } = model;
    const evidence = tallyEvidence(model);
    const nameOf = namesInOrder(model);
    const shown = shownIn(frame);
    for (const row of rowsOf(model, frame)) {
        yield row < units.count
            ? unitRow(model, frame, row, evidence, shown)
            : siteRow(model, frame, row, await nameOf(row - units.count), shown);
    }
}

/**
 * The names of sites, for those who go through them in order: each block is unpacked when it is
 * reached, and not kept.
 * @param {Model} model
 * @returns {(site: number) => Promise<string>}
 */
export function namesInOrder({ names }) {
    let first = 0;
    /** @type {string[]} */
    let some = [];
    return async (site) => {
        if (site < first || site >= first + some.length) {
            const block = await names.around(site);
            first = block.first;
            some = block.columns[0] ?? [];
        }
        return some[site - first] ?? "";
    };
}

/**
 * The years shown as an EDTF interval, and the way in which they are.
 * @param {Frame} frame
 */
export function shownIn({ state, years }) {
    const { first, last } = years;
    const interval = state.mode === "upto" ? `../${last}` : `${first}/${last}`;
    return {
        years: first === last && state.mode !== "upto" ? String(last) : interval,
        mode: state.mode,
    };
}

/**
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} unit
 * @param {ReturnType<typeof tallyEvidence>} evidence
 * @param {{years: string, mode: string}} shown
 * @returns {Exported}
 */
function unitRow(model, frame, unit, { statements, sources }, shown) {
    const { units } = model;
    const ids = [...(sources[unit] ?? [])].map((row) => model.sources[row]?.id ?? "");
    return {
        unit,
        kind: "unit",
        adcode: units.adcode[unit] ?? "",
        level: LEVELS[units.level[unit] ?? 0] ?? "",
        name_en: units.nameEn[unit] ?? "",
        name_zh: units.nameZh[unit] ?? "",
        place: "",
        parent: units.adcode[units.parent[unit] ?? -1] ?? "",
        ...shown,
        status: statusName(model, frame, unit),
        ...bounds(model, unit),
        start: "",
        end: "",
        statements: statements[unit] ?? 0,
        sources: ids.join("|"),
        lon: rounded(units.lon[unit] ?? 0),
        lat: rounded(units.lat[unit] ?? 0),
    };
}

/**
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} row
 * @param {string} place
 * @param {{years: string, mode: string}} shown
 * @returns {Exported}
 */
function siteRow(model, frame, row, place, shown) {
    const { units, sites, dates } = model;
    const site = row - units.count;
    const unit = sites.unit[site] ?? -1;
    const date = sites.date[site] ?? 0;
    return {
        unit: -1,
        kind: "site",
        adcode: units.adcode[unit] ?? "",
        level: LEVELS[units.level[unit] ?? -1] ?? "",
        name_en: units.nameEn[unit] ?? "",
        name_zh: units.nameZh[unit] ?? "",
        place,
        parent: units.adcode[units.parent[unit] ?? -1] ?? "",
        ...shown,
        status: statusName(model, frame, row),
        ...bounds(model, row),
        start: dates.start[date] ?? "",
        end: dates.end[date] ?? "",
        statements: 1,
        sources: model.sources[sites.source[site] ?? 0]?.id ?? "",
        lon: rounded(sites.lon[site] ?? 0),
        lat: rounded(sites.lat[site] ?? 0),
    };
}

/** @param {Model} model @param {Frame} frame @param {number} row */
function statusName(model, frame, row) {
    return STATUS_NAMES[/** @type {0} */ (statusOf(model, frame, row))];
}

/** @param {Model} model @param {number} row */
function bounds(model, row) {
    const [from, to] = startOf(model, row) ?? [NEVER, FOREVER];
    return { earliest: from === NEVER ? "" : from, latest: to === FOREVER ? "" : to };
}

/**
 * Lines of what is more than a unit of which nobody said anything, the header first.
 * @param {AsyncIterable<Exported>} rows
 * @returns {AsyncGenerator<string>}
 */
export async function* csvLines(rows) {
    yield csvHead(FIELDS);
    for await (const row of rows) {
        if (row.status !== STATUS_NAMES[STATUS.UNKNOWN] || row.statements !== 0) {
            yield csvLine(FIELDS.map((field) => row[field] ?? ""));
        }
    }
}
