/**
 * A page with counts by unit and year: the parts that show them, beside those of every page. Pages
 * without counts do not carry this module, nor those that only it needs.
 */

import { byId } from "./dom/dom.js";
import { later, tools } from "./dom/later.js";
import { start } from "./main.js";
import { createCountLegend } from "./map/countlegend.js";
import { decodeCounts } from "./model/counts.js";
import { middleColour } from "./state/countclasses.js";
import { countView, uptoYear } from "./state/countview.js";
import { yearsShown } from "./state/state.js";
import { filtersOf, isWithin } from "./state/viewmodel.js";
import { createCountControls, createCountList } from "./story/countlist.js";
import { classesInWords, extentInWords, measureInWords, totalInWords } from "./words/countwords.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./app.js").Kit} Kit */
/** @typedef {import("./app.js").Part} Part */
/** @typedef {import("./model/types.js").Model} Model */
/** @typedef {import("./model/types.js").State} State */
/** @typedef {import("./model/counts.js").Counts} Counts */

/** Whether a page has statuses too. @param {Model} model */
const hasStatuses = ({ statuses }) => statuses.year.length > 0;

/** @param {Model} model */
const countsOf = (model) => /** @type {Counts} */ (model.counts);

/** What the tools tell of counts. */
function countTools() {
    tools(); // their script has them too
    return /** @type {NonNullable<typeof pilotmap.countTools>} */ (pilotmap.countTools);
}

/** @type {Kit} */
const kit = {
    async read(model, payload, packed) {
        model.counts = await decodeCounts(payload.counts, await packed("counts", 0));
        model.counted = withCounts(model);
        model.start.layer = "counts";
    },
    valid(model, state) {
        const counts = countsOf(model);
        const layer = hasStatuses(model) ? state.layer : "counts";
        const measure = state.measure === "sum" && !counts.scale ? "n" : state.measure;
        const view = kit.views(model).includes(state.view) ? state.view : "map";
        const level = layer === "counts" ? Math.min(state.level, counts.level) : state.level;
        return { ...state, layer, measure, view, level };
    },
    frameOf(app, state) {
        return state.layer === "counts" && state.view !== "text" ? countFrame(app, state) : null;
    },
    views: (model) =>
        model.texts.count ? ["map", "table", "chart", "text"] : ["map", "table", "chart"],
    parts(app, usual) {
        const counts = countsOf(app.model);
        const others = {
            table: later(() => tools().createTable(app, countTools().countTable(counts)), "table", [
                "print",
            ]),
            chart: later(() => tools().createChart(app, countTools().countChart(counts)), "chart", [
                "picture",
                "series",
            ]),
            legend: createCountLegend(app, counts),
            panel: later(() => tools().createPanel(app, countTools().countPanel(counts)), "panel"),
        };
        const parts = Object.fromEntries(
            Object.entries(usual).map(([name, part]) => [
                name,
                layered(app, part, others[/** @type {"table"} */ (name)]),
            ]),
        );
        return {
            parts: /** @type {typeof usual} */ (parts),
            more: [
                layerOnPage(app),
                createCountControls(app, counts, hasStatuses(app.model)),
                createCountList(app, counts),
            ],
        };
    },
    tally(app) {
        const { counts: view, state } = app.frame();
        if (!view) {
            return null;
        }
        const { model } = app;
        const { of } = countsOf(model);
        const province = model.units.row.get(state.province);
        const { first, last } = model.years;
        const settled = Array.from(
            { length: last - first + 1 },
            (_, i) => uptoYear(model, countsOf(model), first + i, first + i, province) ?? 0,
        );
        const colour = middleColour(app.palette.dark);
        const told = { title: `counts.timeline.${of}`, bar: `counts.bars.${of}`, colour };
        return { settled, open: settled.map(() => 0), told };
    },
    lines: (app, unit) => countTools().countLines(app, countsOf(app.model), unit),
    samples(app) {
        const { counts: view, state } = app.frame();
        const counts = countsOf(app.model);
        const tr = app.tr();
        if (!view || state.view === "chart") {
            return [];
        }
        const whole = state.measure === "n" || counts.scale === 1;
        const words = classesInWords(view.classes, state.measure, whole, tr);
        const { land = "", out = "" } = app.palette.paper;
        return [
            ...(view.of.includes(1) ? [{ fill: out, text: tr.t("counts.zero") }] : []),
            ...view.classes.map(({ colour }, i) => ({ fill: colour, text: words[i] ?? "" })),
            { fill: land, text: tr.t(`counts.none.${counts.of}`) },
            { fill: "none", text: measureInWords(counts, app.frame(), tr) },
        ];
    },
    table: (app) => countTools().countCsv(app, countsOf(app.model)),
    records: (app) => countTools().countRecords(app, countsOf(app.model)),
};

/**
 * Which units were counted, or something in them.
 * @param {Model} model
 */
function withCounts({ units, counts }) {
    const found = new Uint8Array(units.count);
    for (const unit of counts?.series.unit ?? []) {
        for (let row = unit; row >= 0; row = units.parent[row] ?? -1) {
            found[row] = 1;
        }
    }
    return found;
}

/**
 * What a state shows of counts: nothing of statements stands beside it.
 * @param {App} app
 * @param {State} state
 * @returns {import("./state/viewmodel.js").Frame}
 */
function countFrame({ model, palette }, state) {
    const counts = countsOf(model);
    const view = countView(model, counts, state, palette.dark);
    const { province } = filtersOf(model, state);
    const told = { ...state, source: "", status: "" };
    /** @type {import("./state/viewmodel.js").Frame} */
    const frame = {
        state: told,
        years: yearsShown(state, model.years),
        code: new Uint8Array(model.units.count),
        shown: Uint8Array.from({ length: model.units.count }, (_, unit) =>
            province === undefined || isWithin(model, unit, province) ? 1 : 0,
        ),
        places: [],
        unnamed: [],
        sites: { first: 0, last: 0, rows: null, code: null },
        named: 0,
        possible: 0,
        open: false,
        silent: false,
        counts: {
            ...view,
            said: (tr) => totalInWords(counts, frame, tr),
            rest: (tr) => extentInWords(counts, frame, tr),
        },
    };
    return frame;
}

/**
 * A part that shows statuses, and one that shows counts in its place.
 * @template {Part} Usual
 * @param {App} app
 * @param {Usual} usual
 * @param {Part} other
 * @returns {Usual}
 */
function layered(app, usual, other) {
    /** @type {Part | null} */
    let last = null;
    const now = () => (app.frame().counts ? other : usual);
    const both = Object.fromEntries(
        Object.keys(usual).map((name) => [
            name,
            (/** @type {unknown[]} */ ...values) =>
                /** @type {any} */ (name in now() ? now() : usual)[name](...values),
        ]),
    );
    return /** @type {Usual} */ ({
        ...both,
        render(state, previous) {
            const part = now();
            part.render(state, part === last ? previous : null);
            last = part;
        },
    });
}

/**
 * Tell the styles what is shown.
 * @param {App} app
 * @returns {Part}
 */
function layerOnPage(app) {
    return {
        render() {
            const counted = Boolean(app.frame().counts);
            byId("app").setAttribute("data-layer", counted ? "counts" : "status");
            byId("skip").setAttribute("href", counted ? "#counted" : "#places");
        },
    };
}

Object.assign(pilotmap, {
    start: (/** @type {import("leaflet").Map} */ map) => start(map, kit),
});
