/**
 * Counts as rows of a download: every unit and year that was counted, and the areas of the map.
 */

import { mosaic } from "../state/viewmodel.js";
import { csvHead, csvLine } from "./csv.js";
import { LEVELS, shownIn } from "./exportrows.js";
import { rounded } from "./geojson.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../model/counts.js").Counts} Counts */

const FIELDS = ["adcode", "level", "name_en", "name_zh", "parent", "year", "n"];

/**
 * @param {import("../model/types.js").Units} units
 * @param {number} unit
 */
function unitCells(units, unit) {
    return {
        adcode: units.adcode[unit] ?? "",
        level: LEVELS[units.level[unit] ?? 0] ?? "",
        name_en: units.nameEn[unit] ?? "",
        name_zh: units.nameZh[unit] ?? "",
        parent: units.adcode[units.parent[unit] ?? -1] ?? "",
    };
}

/**
 * Every unit and year that was counted, whatever is shown; others have no row.
 * @param {App} app
 * @param {Counts} counts
 * @returns {string[]}  Lines of CSV, the header first.
 */
export function countCsv({ model }, { series, scale }) {
    const { unit, offset, year, n, sum } = series;
    const fields = scale ? [...FIELDS, "sum"] : FIELDS;
    const lines = [csvHead(fields)];
    for (const [i, row] of unit.entries()) {
        const cells = Object.values(unitCells(model.units, row));
        for (let at = offset[i] ?? 0; at < (offset[i + 1] ?? 0); at++) {
            const total = sum[at] ?? Number.NaN;
            const last = scale ? [Number.isNaN(total) ? "" : total] : [];
            lines.push(csvLine([...cells, year[at] ?? 0, n[at] ?? 0, ...last]));
        }
    }
    return lines;
}

/**
 * The areas of the map with what was counted in the years shown; blank where nothing was.
 * @param {App} app
 * @param {Counts} counts
 * @returns {import("./exportrows.js").Exported[]}
 */
export function countRecords(app, { scale }) {
    const { units } = app.model;
    const frame = app.frame();
    const view = frame.counts;
    const told = (/** @type {number | undefined} */ value) =>
        value === undefined || Number.isNaN(value) ? "" : value;
    return mosaic(app.model, frame.state.level)
        .filter((unit) => frame.shown[unit])
        .map((unit) => ({
            unit,
            kind: "unit",
            ...unitCells(units, unit),
            ...shownIn(frame),
            n: told(view?.n[unit]),
            share: told((view?.n[unit] ?? Number.NaN) / (view?.total || 1)),
            first_year: told(view?.first[unit]),
            ...(scale ? { sum: told(view?.sum[unit]) } : {}),
            lon: rounded(units.lon[unit] ?? 0),
            lat: rounded(units.lat[unit] ?? 0),
        }));
}
