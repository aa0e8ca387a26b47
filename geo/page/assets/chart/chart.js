/**
 * The chart: named places by year, with what is open; its figures as a table below.
 */

import { swatch } from "../dom/controls.js";
import { byId, el, setHidden, svg } from "../dom/dom.js";
import { toElement } from "../dom/drawing.js";
import { stackedClasses } from "../state/colouryears.js";
import { coloursOf } from "../state/palette.js";
import { clampYear } from "../state/state.js";
import { spokenInWords } from "../words/words.js";
import { chartLayout, chartShapes } from "./chartshapes.js";
import { seriesOf } from "./series.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("./series.js").YearCount} YearCount */

const LEAST_HEIGHT = 100;

/**
 * @typedef {object} ChartKind  What a chart counts.
 * @property {string} name  Of its styles.
 * @property {(app: App) => string} key  Tells apart choices for which the figures differ.
 * @property {(app: App) => YearCount[]} series
 * @property {(app: App) => import("../state/palette.js").Palette} palette
 * @property {(app: App) => string} title
 * @property {(app: App, series: readonly YearCount[]) => HTMLElement[]} rows  Of the key.
 * @property {string[]} heads  Of the figures.
 * @property {(app: App, count: YearCount) => HTMLElement} figures  A row of them.
 * @property {(app: App) => (n: number) => string} number  A number beside a bar.
 */

/** @type {ChartKind} */
const STATUS_CHART = {
    name: "status",
    key({ store, palette }) {
        const { mode, province, source, status } = store.get();
        return [mode === "upto", province, source, status, palette.dark].join("\n");
    },
    series: ({ model, store, palette }) => seriesOf(model, store.get(), palette.classes),
    palette: ({ palette }) => palette,
    title: ({ tr, frame }) => tr().t(frame().state.mode === "upto" ? "chart.upto" : "chart.in"),
    rows: keyRows,
    heads: ["year", "chart.named", "chart.possible", "chart.more"],
    figures: figureRow,
    number: ({ tr }) => tr().number,
};

/**
 * @param {App} app
 * @param {ChartKind} [kind]
 * @returns {import("../app.js").Part & {series: () => YearCount[],
 *     picture: (size: import("./chartshapes.js").ChartSize) => import("../dom/drawing.js").Shape[]}}
 */
export function createChart(app, kind = STATUS_CHART) {
    const { model, store } = app;
    const root = byId("view-chart");
    const heading = el("h2");
    const plot = el("div", {
        class: "plot",
        role: "slider",
        tabindex: 0,
        "aria-valuemin": model.years.first,
        "aria-valuemax": model.years.last,
        onkeydown: press,
        onclick: (/** @type {MouseEvent} */ event) => choose(event.clientX),
    });
    const key = el("ul", { class: "chart-key" });
    const figures = el("details", { class: "figures" });
    root.append(el("div", { class: `chart of-${kind.name}` }, heading, plot, key, figures));
    /** @type {YearCount[]} */
    let series = [];
    let countedFor = "";

    /** The counts are worked out once for each choice of filters, not for each year. */
    function counted() {
        const wanted = kind.key(app);
        if (wanted !== countedFor) {
            series = kind.series(app);
            countedFor = wanted;
        }
        return series;
    }

    /** @param {import("./chartshapes.js").ChartSize} size */
    const shapes = (size) =>
        chartShapes(counted(), app.frame(), kind.palette(app), kind.number(app), size);

    function draw() {
        const width = plot.clientWidth;
        const height = Math.max(LEAST_HEIGHT, plot.clientHeight);
        if (!width) {
            return;
        }
        const options = { width, height, id: `hatch-${kind.name}` };
        const drawn = shapes(options);
        const picture = svg("svg", { width, height, "aria-hidden": "true" });
        picture.append(...drawn.map(toElement));
        plot.replaceChildren(picture);
    }

    /** @param {number} clientX */
    function choose(clientX) {
        const { left, step } = chartLayout(counted(), plot.clientWidth, LEAST_HEIGHT);
        const at = Math.floor((clientX - plot.getBoundingClientRect().left - left) / step);
        show(model.years.first + at);
    }

    /** @param {number} wanted */
    function show(wanted) {
        const year = clampYear(wanted, model.years);
        if (year !== store.get().year) {
            store.set({ year, from: Math.min(store.get().from, year) });
        }
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
        const at = store.get().year;
        /** @type {Record<string, number>} */
        const targets = {
            ArrowLeft: at - 1,
            ArrowDown: at - 1,
            ArrowRight: at + 1,
            ArrowUp: at + 1,
            PageDown: at - 5,
            PageUp: at + 5,
            Home: model.years.first,
            End: model.years.last,
        };
        const target = targets[event.key];
        if (target !== undefined) {
            show(target);
            event.preventDefault();
        }
    }

    function describe() {
        const tr = app.tr();
        const frame = app.frame();
        const title = kind.title(app);
        heading.textContent = title;
        plot.setAttribute("aria-label", title);
        plot.setAttribute("aria-valuenow", String(frame.state.year));
        plot.setAttribute("aria-valuetext", spokenInWords(model, frame, tr));
        key.replaceChildren(...kind.rows(app, counted()));
    }

    function listFigures() {
        const { t } = app.tr();
        const open = figures.open;
        figures.replaceChildren(
            el("summary", {}, t("chart.figures")),
            el(
                "table",
                {},
                el("caption", { class: "quiet" }, heading.textContent),
                el(
                    "thead",
                    {},
                    el("tr", {}, ...kind.heads.map((each) => el("th", { scope: "col" }, t(each)))),
                ),
                el("tbody", {}, ...counted().map((count) => kind.figures(app, count))),
            ),
        );
        figures.open = open;
    }

    new ResizeObserver(() => root.hidden || draw()).observe(plot);

    return {
        series: counted,
        picture: shapes,
        render(state, previous) {
            setHidden(root, state.view !== "chart");
            if (root.hidden) {
                return;
            }
            const before = countedFor;
            draw();
            describe();
            const relabel = !previous || previous.lang !== state.lang || previous.view !== "chart";
            if (relabel || before !== countedFor) {
                listFigures();
            }
        },
    };
}

/**
 * What the patterns and signs mean; only those that are there.
 * @param {App} app
 * @param {readonly YearCount[]} series
 */
function keyRows(app, series) {
    const { t } = app.tr();
    const [hatched = ""] = coloursOf(app.palette).slice(-1);
    const rows = stackedClasses(app, series).map(({ colour, text }) =>
        el("li", {}, swatch(colour, true), el("span", {}, text)),
    );
    if (series.some(({ possible }) => possible)) {
        rows.push(el("li", {}, swatch(hatched, false), el("span", {}, t("chart.possible.long"))));
    }
    if (series.some(({ open }) => open)) {
        const openMark = swatch(app.palette.paper.coast ?? "", false);
        openMark.classList.add("swatch-open");
        rows.push(el("li", {}, openMark, el("span", {}, t("chart.open"))));
    }
    return rows;
}

/**
 * @param {App} app
 * @param {YearCount} count
 */
function figureRow({ tr }, { year, named, possible, open, silent }) {
    const { t, number } = tr();
    const cells = silent
        ? [el("td", { colspan: 3 }, t("year.nothing", { year }))]
        : [
              el("td", {}, number(named)),
              el("td", {}, number(possible)),
              el("td", {}, t(open ? "chart.openEnded" : "chart.notOpen")),
          ];
    return el("tr", {}, el("th", { scope: "row" }, String(year)), ...cells);
}
