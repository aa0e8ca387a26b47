/**
 * The chart of counts: how many in each year, or up to each.
 */

import { el } from "../dom/dom.js";
import { middleColour } from "../state/countclasses.js";
import { uptoYear } from "../state/countview.js";

/** @typedef {import("../app.js").App} App */

/**
 * @param {import("../model/counts.js").Counts} counts
 * @returns {import("./chart.js").ChartKind}
 */
export function countChart(counts) {
    const modeOf = (/** @type {App} */ { store }) => (store.get().mode === "upto" ? "upto" : "in");
    return {
        name: "counts",
        key: (app) => [modeOf(app), app.store.get().province].join(),
        series({ model, store }) {
            const { mode, province } = store.get();
            const within = model.units.row.get(province);
            const { first, last } = model.years;
            return Array.from({ length: last - first + 1 }, (_, i) => {
                const year = first + i;
                const from = mode === "upto" ? -Infinity : year;
                const n = uptoYear(model, counts, from, year, within);
                const [named, silent] = [n ?? 0, n === null];
                return { year, named, possible: 0, open: false, silent, parts: [named] };
            });
        },
        palette: ({ palette, model }) => {
            const colour = middleColour(palette.dark);
            return { ...palette, classes: [{ ...model.years, colour }], ofYear: () => colour };
        },
        title: (app) => app.tr().t(`counts.chart.${counts.of}.${modeOf(app)}`),
        rows: () => [],
        heads: ["year", "counts.n"],
        figures({ tr }, { year, named, silent }) {
            const { t, number } = tr();
            const told = silent ? t(`counts.none.${counts.of}`) : number(named);
            return el("tr", {}, el("th", { scope: "row" }, String(year)), el("td", {}, told));
        },
        number: ({ tr }) => tr().short,
    };
}
