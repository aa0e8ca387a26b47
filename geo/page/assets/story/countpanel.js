/**
 * The panel of a unit on the map of counts: how many, what share, and each year with a bar.
 */

import { el } from "../dom/dom.js";
import { rolledUp } from "../model/counts.js";
import { inYears } from "../state/countview.js";
import { mosaic } from "../state/viewmodel.js";
import { sumName, totalInWords, valueInWords } from "../words/countwords.js";
import { ancestors, unitName } from "../words/names.js";
import { unitHead } from "./panel.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../model/counts.js").Counts} Counts */

/**
 * @param {Counts} counts
 * @returns {import("./panel.js").PanelKind}
 */
export function countPanel(counts) {
    return {
        isShown: (app) => Boolean(app.frame().counts),
        hasSites: false,
        content: () => [], // all of it depends on the years
        follow(app, root, unit) {
            for (const told of root.querySelectorAll(":scope > :not(.close)")) {
                told.remove();
            }
            root.append(...unitContent(app, counts, unit));
        },
    };
}

/**
 * @param {App} app
 * @param {Counts} counts
 * @param {number} unit
 * @returns {HTMLElement[]}
 */
function unitContent(app, counts, unit) {
    const { model } = app;
    const tr = app.tr();
    const parents = ancestors(model.units, unit).map((row) => unitName(model.units, row, tr.lang));
    const level = tr.t(`level.one.${model.units.level[unit]}`);
    return [
        ...unitHead(app, unit, [[level, model.units.adcode[unit] ?? "", ...parents].join(" · ")]),
        ...countLines(app, counts, unit).map((text, i) =>
            el("p", { class: i ? "started" : "verdict" }, i ? text : el("strong", {}, text)),
        ),
        ...yearTable(app, counts, unit),
    ];
}

/**
 * What was counted in a unit in the years shown: sentences, of which the first says how many.
 * @param {App} app
 * @param {Counts} counts
 * @param {number} unit
 * @returns {string[]}
 */
export function countLines(app, counts, unit) {
    const tr = app.tr();
    const frame = app.frame();
    const { rolled, at } = seriesOf(app, counts, unit);
    const from = frame.state.mode === "upto" ? -Infinity : frame.years.first;
    const found = at < 0 ? null : inYears(rolled, at, from, frame.years.last);
    if (!found) {
        return [tr.t(`counts.panel.none.${counts.of}`)];
    }
    const total = frame.counts?.total ?? 0;
    const share = total ? valueInWords("share", found.n / total, tr) : "";
    const sum = valueInWords("sum", found.sum, tr);
    const told = [
        share && tr.t("counts.panel.share", { share, n: total }),
        tr.t("counts.panel.first", { year: rolled.year[rolled.offset[at] ?? 0] ?? 0 }),
        Number.isNaN(found.sum) ? "" : sumName(counts.value, tr) + tr.t("join.colon") + sum,
    ];
    return [
        totalInWords(counts, frame, tr, found.n),
        told.filter(Boolean).join(tr.t("join.semicolon")),
    ];
}

/**
 * The counts that the map has for a unit, and its place among them; -1: none.
 * @param {App} app
 * @param {Counts} counts
 * @param {number} unit
 */
function seriesOf({ model, frame }, counts, unit) {
    const rolled = rolledUp(model.units, counts.series, mosaic(model, frame().state.level));
    return { rolled, at: rolled.unit.indexOf(unit) };
}

/**
 * Every year that was counted; years between that were not are left out, since nothing is known.
 * @param {App} app
 * @param {Counts} counts
 * @param {number} unit
 */
function yearTable(app, counts, unit) {
    const tr = app.tr();
    const { t, number } = tr;
    const { rolled, at } = seriesOf(app, counts, unit);
    if (at < 0) {
        return [];
    }
    const [first = 0, last = 0] = rolled.offset.subarray(at, at + 2);
    const most = Math.max(1, ...rolled.n.subarray(first, last));
    const { years, state } = app.frame();
    const from = state.mode === "upto" ? -Infinity : years.first;
    let upto = 0;
    const rows = Array.from({ length: last - first }, (_, i) => {
        const year = rolled.year[first + i] ?? 0;
        const n = rolled.n[first + i] ?? 0;
        upto += n;
        const bar = el("span", { class: "count-bar" });
        bar.style.width = `${((100 * n) / most).toFixed(1)}%`;
        return el(
            "tr",
            { class: year >= from && year <= years.last ? "" : "later" },
            el("th", { scope: "row" }, String(year)),
            el("td", { class: "bar-cell", "aria-hidden": "true" }, bar),
            el("td", {}, number(n)),
            el("td", {}, number(upto)),
        );
    });
    const heads = ["counts.year", "", "counts.n", "counts.total"];
    return [
        el("h3", {}, t("counts.panel.years")),
        el(
            "table",
            { class: "count-years" },
            el(
                "thead",
                {},
                el(
                    "tr",
                    {},
                    ...heads.map((key) =>
                        key
                            ? el("th", { scope: "col" }, t(key))
                            : el("td", { "aria-hidden": "true" }),
                    ),
                ),
            ),
            el("tbody", {}, ...rows),
        ),
    ];
}
