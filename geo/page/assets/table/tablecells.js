/**
 * What the cells of the table say.
 */

import { swatch } from "../dom/controls.js";
import { el } from "../dom/dom.js";
import { STATUS, STATUS_NAMES, yearOfColour, yearOfSite } from "../model/status.js";
import { startOf, statusOf } from "../state/rows.js";
import { sourceTitle } from "../words/citation.js";
import { isShared, lineage, otherName, parentNames, unitName } from "../words/names.js";
import { boundsInWords } from "../words/words.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("./tablerows.js").Column} Column */
/** @typedef {ReturnType<typeof import("./tablerows.js").createTableRows>} StatusRows */

/**
 * @param {App} app
 * @param {import("./tablerows.js").TableRows} rows
 * @param {number} row
 * @param {Column} column
 * @param {boolean} alone  No column says what the unit lies in.
 * @returns {(Node | string)[]}
 */
export function cellContent(app, rows, row, column, alone) {
    const table = /** @type {StatusRows} */ (rows);
    const { model } = app;
    const tr = app.tr();
    const isUnit = row < model.units.count;
    if (column === "name") {
        return isUnit ? unitCell(app, row, alone) : siteCell(app, row - model.units.count);
    }
    if (column === "parent") {
        return [
            isUnit
                ? parentNames(model.units, row, tr.lang)
                : lineage(model.units, model.sites.unit[row - model.units.count] ?? -1, tr.lang),
        ];
    }
    if (column === "status") {
        return statusCell(app, row);
    }
    if (column === "first") {
        const start = startOf(model, row);
        return [start ? boundsInWords(tr, ...start) : "–"];
    }
    if (column === "sources") {
        const cited = table.sourcesOf(row).map((source) => model.sources[source]);
        const titles = cited.map((source) => (source ? sourceTitle(source, tr.lang) : ""));
        return [titles.length ? tr.list(titles) : "–"];
    }
    return [tr.number(table.statementsOf(row))];
}

/**
 * @param {App} app
 * @param {number} unit
 * @param {boolean} alone
 */
export function unitCell({ model, tr }, unit, alone) {
    const { lang, locale } = tr();
    const around = alone && isShared(model.units, unit, lang);
    const more = (around ? parentNames : otherName)(model.units, unit, lang);
    return [
        el("span", { class: "name" }, unitName(model.units, unit, lang)),
        more && el("span", { class: "quiet", lang: around ? locale : "zh-CN" }, ` ${more}`),
    ];
}

/**
 * @param {App} app
 * @param {number} site
 */
function siteCell({ model }, site) {
    const name = el("span", { class: "name" }, "…");
    model.names.read(site).then(([text]) => {
        name.textContent = text ?? "";
    });
    return [name];
}

/**
 * @param {App} app
 * @param {number} row
 */
function statusCell({ model, tr, palette, frame }, row) {
    const code = statusOf(model, frame(), row);
    const name = STATUS_NAMES[/** @type {0} */ (code)];
    const text = tr().t(`status.${name}`);
    const mark =
        code >= STATUS.POSSIBLE
            ? swatch(palette.ofYear(colourYear(model, row, code)), code === STATUS.IN)
            : el("span", { class: code ? "swatch swatch-out" : "swatch swatch-unknown" });
    return [mark, ` ${text}`];
}

/**
 * @param {import("../model/types.js").Model} model
 * @param {number} row
 * @param {number} code
 */
function colourYear(model, row, code) {
    return row < model.units.count
        ? yearOfColour(model, row, code)
        : yearOfSite(model, row - model.units.count, code);
}
