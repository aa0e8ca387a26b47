/**
 * Start the page: read the data, make the parts, draw the state, and again at every change.
 */

import { byId, el } from "./dom/dom.js";
import { createIdleWork } from "./dom/idle.js";
import { later, printWith, tools } from "./dom/later.js";
import { createLegend } from "./map/legend.js";
import { createMapView } from "./map/mapview.js";
import { albersCrs } from "./map/projection.js";
import { decodePayload } from "./model/decode.js";
import { STATUS_NAMES } from "./model/status.js";
import { inflatedJson } from "./model/texts.js";
import { colourYears } from "./state/colouryears.js";
import { createPalette, strengthOf } from "./state/palette.js";
import { stateTold } from "./state/state.js";
import { createStore } from "./state/store.js";
import { validState } from "./state/validstate.js";
import { frameOf } from "./state/viewmodel.js";
import { createStory } from "./story/story.js";
import { createTimeline } from "./timeline/timeline.js";
import { createTool } from "./toolbar/tool.js";
import { createToolbar } from "./toolbar/toolbar.js";
import { createViews } from "./toolbar/views.js";
import { altText } from "./words/citation.js";
import { inOneLine, translator } from "./words/i18n.js";
import { learnTraditional } from "./words/searchquery.js";
import { languageOf } from "./words/typed.js";
import { countInWords, titleIn, typedIn, yearsInWords } from "./words/words.js";

/** @typedef {import("./model/types.js").State} State */
/** @typedef {import("./model/types.js").Lang} Lang */
/** @typedef {import("./app.js").App} App */

const LANG_KEY = "pilotmap-lang";
const VIEWS = /** @type {const} */ (["map", "table", "chart", "text"]);
const TAKE = { key: "take", kind: "tool-take", path: "M10 3v9M6 9l4 4 4-4M4 16h12" };
const SHARE = { key: "share", kind: "tool-share", path: "M10 12V3M6.5 6 10 2.5 13.5 6M5 9v8h10V9" };
/** A title of more characters is set smaller, so that it leaves room for what it heads. */
const LONG_TITLE = 80;
/** The words of a title; at a hyphen inside one a line must not break. */
const WORD = /([^\s\u2e80-\uffef]+)/;

/**
 * What a script element carries.
 * @param {string} name
 */
function carried(name) {
    return JSON.parse(byId(`pilotmap-${name}`).textContent ?? "");
}

/**
 * A block of texts. Most stand behind the scripts, so that the page is drawn before they arrive.
 * @param {string} store
 * @param {number} block
 * @returns {Promise<string>}
 */
async function packedText(store, block) {
    // One that nothing follows may have arrived in part.
    if (
        !document.getElementById(`pilotmap-${store}-${block}`)?.nextSibling &&
        document.readyState === "loading"
    ) {
        await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
    }
    return carried(`${store}-${block}`);
}

/**
 * Called by the script that Folium wrote, with the map it made.
 * @param {import("leaflet").Map} map
 * @param {import("./app.js").Kit | null} [kit]  Of a page with counts.
 */
export async function start(map, kit = null) {
    const strings = carried("strings");
    const payload = await inflatedJson(carried("payload"));
    const model = await decodePayload(payload, packedText);
    await kit?.read(model, payload, packedText);
    learnTraditional(model.traditional);
    const lang = keptLanguage() ?? model.start.lang;
    const store = createStore({ ...model.start, lang }, model.years, window, (state) => {
        const valid = validState(model, state);
        return kit ? kit.valid(model, valid) : valid;
    });
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    let onPaper = false;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const years = colourYears(model);
    let tr = translator(strings, store.get().lang);
    let frame = frameOf(model, stateTold(store.get()));
    /** @type {App} */
    const app = {
        model,
        store,
        tr: () => tr,
        both: () => /** @type {const} */ (["en", "zh"]).map((each) => translator(strings, each)),
        frame: () => frame,
        palette: createPalette(years, scheme.matches, strengthOf(model), model.theme),
        calm: () => calm.matches,
        frameAt: (state) => kit?.frameOf(app, state) ?? frameOf(model, stateTold(state)),
        kit,
        point: () => {},
        tools,
    };
    frame = app.frameAt(store.get());
    const parts = createParts(app, map, (paper) => {
        onPaper = paper;
        if (scheme.matches) {
            recolour();
        }
    });

    /**
     * @param {State} state
     * @param {State | null} previous
     */
    function draw(state, previous) {
        const begin = performance.now();
        if (!previous || previous.lang !== state.lang) {
            tr = translator(strings, state.lang);
            labelDocument(app);
        }
        frame = app.frameAt(state);
        if (!previous || previous.lang !== state.lang) {
            labelMap(app); // of another year it is told once the reader has paused
        }
        for (const part of parts) {
            part.render(state, previous);
        }
        performance.measure("pilotmap:draw", { start: begin, end: performance.now() });
        announce(app);
    }

    store.subscribe((state, previous) => {
        if (state.lang !== previous.lang) {
            keepLanguage(state.lang);
        }
        draw(state, previous);
    });
    function recolour() {
        const dark = scheme.matches && !onPaper;
        app.palette = createPalette(years, dark, strengthOf(model), model.theme);
        draw(store.get(), null);
    }

    scheme.addEventListener("change", recolour);
    draw(store.get(), null);
    byId("static").remove();
    Object.assign(pilotmap, { statuses: () => statusesOf(app), isAddressed: store.isAddressed });
    whenDrawn(app, () => document.documentElement.setAttribute("data-state", "ready"));
}

/**
 * The parts of the page, in the order in which they are drawn.
 * @param {App} app
 * @param {import("leaflet").Map} map
 * @param {(paper: boolean) => void} forPaper  Take the colours of paper, or of the screen again.
 * @returns {import("./app.js").Part[]}
 */
function createParts(app, map, forPaper) {
    byId("app").hidden = false;
    byId("view-map").prepend(map.getContainer());
    const mapView = createMapView(app, L, map, app.model.tiles);
    app.point = mapView.focusUnit;
    Object.assign(pilotmap, { labels: mapView.labels });
    const usual = {
        table: later(() => tools().createTable(app), "table", ["print"]),
        chart: later(() => tools().createChart(app), "chart", ["picture", "series"]),
        legend: createLegend(app),
        panel: later(() => tools().createPanel(app), "panel"),
    };
    const story = createStory(app);
    const { parts, more } = app.kit?.parts(app, usual) ?? { parts: usual, more: [] };
    const { table, chart, legend, panel } = parts;
    const drawings = { map: mapView.picture, chart: chart.picture, series: chart.series };
    const textView = later(() => tools().createTextView(app), "text", ["print"]);
    printWith(() => tools().createPrinting(app, drawings, [table, story, textView], forPaper));
    const views = app.kit?.views(app.model) ?? VIEWS;
    const sheets = [
        createTool(app, TAKE, (tool) => tools().createDownloads(app, drawings, tool)),
        createTool(app, SHARE, (tool) => tools().createShare(app, tool)),
    ];
    createIdleWork().want("tools", function* () {
        for (const make of [tools, textView.make, ...sheets.map(({ fill }) => fill)]) {
            make();
            yield;
        }
    });
    // Those that write come first, those that measure last: then the page is laid out once.
    return [
        createViews(map),
        ...(document.documentElement.classList.contains("embed")
            ? [tools().createEmbedFoot(app)]
            : []),
        createToolbar(app, [...views], sheets),
        createTimeline(app),
        story,
        ...more,
        legend,
        panel,
        textView,
        table,
        chart,
        mapView,
    ];
}

/**
 * Call back when the first picture is complete, the texts that stand in it included.
 * @param {App} app
 * @param {() => void} done
 */
async function whenDrawn(app, done) {
    const first = app.frame().unnamed[0];
    if (first !== undefined) {
        await app.model.texts.read(first);
    }
    requestAnimationFrame(done);
}

/**
 * What is shown of every unit, by adcode: for scripts of those who embed the page, and for tests.
 * @param {App} app
 * @returns {Record<string, string>}
 */
function statusesOf(app) {
    const { adcode } = app.model.units;
    const { code } = app.frame();
    return Object.fromEntries(
        adcode.map((each, unit) => [each, STATUS_NAMES[/** @type {0} */ (code[unit])]]),
    );
}

/** @param {App} app */
function labelDocument(app) {
    const { t, lang, locale } = app.tr();
    document.documentElement.lang = locale;
    const title = titleIn(app.model, lang);
    document.title = title;
    const parts = title
        .split(WORD)
        .map((part, i) => (i % 2 && part.slice(1, -1).includes("-") ? el("span", {}, part) : part));
    byId("title").replaceChildren(...parts);
    byId("title").lang = languageOf(title) === "zh" ? "zh-CN" : "en";
    byId("title").classList.toggle("long", title.length > LONG_TITLE);
    byId("subtitle").textContent = app.model.text.subtitle;
    byId("subtitle").hidden = !app.model.text.subtitle;
    byId("byline").textContent = typedIn(app.model, "byline", lang);
    byId("byline").hidden = !byId("byline").textContent;
    const { logo = "", logoAlt = "" } = app.model.theme ?? {};
    if (logo && !byId("headline").querySelector("img")) {
        byId("headline").prepend(el("img", { class: "logo", src: logo, alt: logoAlt }));
    }
    for (const node of document.querySelectorAll("[data-text]")) {
        node.textContent = t(node.getAttribute("data-text") ?? "");
    }
    for (const node of document.querySelectorAll("[data-label]")) {
        node.setAttribute("aria-label", t(node.getAttribute("data-label") ?? ""));
    }
}

/**
 * Say what the map shows where it is seen, as its text alternative does, and how it is moved.
 * @param {App} app
 */
function labelMap(app) {
    const map = byId("map_pilotmap");
    map.setAttribute("role", "group");
    map.setAttribute("aria-label", inOneLine([altText(app), app.tr().t("map.label")]));
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let announcement;

/**
 * Tell a screen reader what has changed, once the reader has paused.
 * @param {App} app
 */
function announce(app) {
    clearTimeout(announcement);
    announcement = setTimeout(() => {
        const frame = app.frame();
        const years = yearsInWords(frame);
        const text = app
            .tr()
            .t("spoken", { years, count: countInWords(app.model, frame, app.tr()) });
        if (byId("status").textContent !== text) {
            byId("status").textContent = text;
        }
        labelMap(app);
    }, 400);
}

/** @returns {Lang | null}  The language chosen before, where the browser remembers. */
function keptLanguage() {
    try {
        const kept = localStorage.getItem(LANG_KEY);
        return kept === "en" || kept === "zh" ? kept : null;
    } catch {
        return null; // storage may be forbidden for files
    }
}

/** @param {Lang} lang */
function keepLanguage(lang) {
    try {
        localStorage.setItem(LANG_KEY, lang);
    } catch {
        // Without storage the choice lasts as long as the address.
    }
}

Object.assign(L.CRS, { Albers: albersCrs(L) });
Object.assign(globalThis, { pilotmap: { start } });
