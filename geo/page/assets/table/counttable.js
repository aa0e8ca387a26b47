/**
 * The table of counts: every unit of the map with what was counted in it in the years shown.
 */

import { el } from "../dom/dom.js";
import { mosaic } from "../state/viewmodel.js";
import { valueInWords } from "../words/countwords.js";
import { parentNames, unitName } from "../words/names.js";
import { folded } from "../words/searchquery.js";
import { BLANK, ranks, sortRows } from "./sorting.js";
import { unitCell } from "./tablecells.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("../model/counts.js").Counts} Counts */
/** @typedef {import("../state/countview.js").CountView} CountView */

const COLUMNS = ["name", "parent", "n", "share", "first"];

/**
 * @param {Counts} counts
 * @returns {import("./tablerows.js").TableKind}
 */
export function countTable({ scale }) {
    return {
        name: "counts",
        head: (column) => `counts.table.${column}`,
        columns: scale ? [...COLUMNS, "sum"] : COLUMNS,
        narrow: ["name", "n", "share"],
        descending: ["n", "share", "sum"],
        usual: { column: "n", descending: true },
        createRows,
        cell: (app, _, row, column, alone) => cellOf(app, row, column, alone),
    };
}

/**
 * A value of a unit by the name of its column; NaN where nothing was counted.
 * @param {CountView} view
 * @param {string} column
 * @param {number} unit
 */
function figureOf({ n, first, sum, total }, column, unit) {
    const at = (/** @type {Float64Array} */ values) => values[unit] ?? Number.NaN;
    return column === "share"
        ? at(n) / (total || 1)
        : at(column === "first" ? first : column === "sum" ? sum : n);
}

/**
 * @param {App} app
 * @param {number} row
 * @param {string} column
 * @param {boolean} alone
 * @returns {(Node | string)[]}
 */
function cellOf(app, row, column, alone) {
    const { model } = app;
    const tr = app.tr();
    const view = app.frame().counts;
    if (column === "name") {
        return unitCell(app, row, alone);
    }
    if (column === "parent") {
        return [parentNames(model.units, row, tr.lang)];
    }
    const value = view ? figureOf(view, column, row) : Number.NaN;
    if (Number.isNaN(value)) {
        return ["–"];
    }
    const text = valueInWords(column, value, tr);
    if (column !== "n" || !view) {
        return [text];
    }
    const mark = el("span", { class: "swatch" });
    mark.style.setProperty("--swatch", view.colours[(view.of[row] ?? 1) - 1] || "transparent");
    return [mark, ` ${text}`];
}

/**
 * @param {App} app
 * @returns {import("./tablerows.js").TableRows}
 */
function createRows(app) {
    const { units } = app.model;
    /** @type {Map<string, ReturnType<typeof textsIn>>} */
    const known = new Map();

    /** Names of all units in a language, folded for the search and ranked for the order. */
    function textsIn() {
        const { lang, locale } = app.tr();
        const rows = Array.from({ length: units.count }, (_, unit) => unit);
        const names = rows.map((unit) => unitName(units, unit, lang));
        const parents = rows.map((unit) => parentNames(units, unit, lang));
        return {
            name: ranks(names, locale),
            parent: ranks(parents, locale),
            folded: rows.map((unit) =>
                folded(
                    [
                        names[unit],
                        parents[unit],
                        units.nameEn[unit],
                        units.nameZh[unit],
                        units.pinyin[unit],
                        units.adcode[unit],
                    ].join(" "),
                ),
            ),
        };
    }

    const texts = () => {
        const { lang } = app.tr();
        const found = known.get(lang) ?? textsIn();
        known.set(lang, found);
        return found;
    };

    return {
        needsNames: () => false,
        loadNames: async () => {},
        list(frame, { column, descending }, query) {
            const words = query.split(/\s+/).map(folded).filter(Boolean);
            const { folded: names, ...ranked } = texts();
            const rows = Uint32Array.from(
                mosaic(app.model, frame.state.level).filter(
                    (unit) =>
                        frame.shown[unit] && words.every((word) => names[unit]?.includes(word)),
                ),
            );
            const byName = sortRows(rows, (row) => ranked.name[row] ?? 0, false);
            const key =
                column === "name" || column === "parent"
                    ? (/** @type {number} */ row) => ranked[column][row] ?? 0
                    : rankOfFigures(frame, column, byName);
            return sortRows(byName, key, descending);
        },
    };
}

/**
 * The place of each unit's value among all: a key that sorts like the value, whatever its size.
 * @param {Frame} frame
 * @param {string} column
 * @param {Uint32Array} rows
 * @returns {(row: number) => number}
 */
function rankOfFigures({ counts: view }, column, rows) {
    if (!view) {
        return () => BLANK;
    }
    const values = Float64Array.from(rows, (row) => figureOf(view, column, row));
    const sorted = [...new Set(values)].filter((value) => !Number.isNaN(value));
    const rank = new Map(sorted.sort((a, b) => a - b).map((value, i) => [value, i]));
    return (row) => rank.get(figureOf(view, column, row)) ?? BLANK;
}
