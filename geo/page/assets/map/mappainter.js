/**
 * Everything drawn on the map, on one canvas: a browser copies each that it shows for every frame,
 * changed or not.
 */

import { byId } from "../dom/dom.js";
import { createIdleWork, yearsAround } from "../dom/idle.js";
import { spanKey } from "../state/state.js";
import { createCanvases, setToPlane, setToScreen } from "./canvases.js";
import { createKeptLayer, drawBorders, drawLand, outlineUnit } from "./groundlayer.js";
import { createLabelLayer } from "./labellayer.js";
import { createLocator } from "./locator.js";
import { createMapKey } from "./mapkey.js";
import { boxSeen, colouredAreas, isSeen, labelsShown, placesOnMap } from "./onmap.js";
import { coveredBy } from "./overlays.js";
import { createSiteGrid, holds, marksOf } from "./sitegrid.js";
import { boxOfMark, createMarkLayer, firstNamed, markAt, markStyle, ringMark } from "./sites.js";
import { createStatusLayer } from "./statuslayer.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */

/** Land and borders are not shown: they are copied under and over the statuses. */
const LAYERS = /** @type {const} */ (["land", "picture", "borders"]);
/** What lies over the map and would hide a label. */
const OVERLAYS = "#legend, #locator, .map-tools, .leaflet-control-scale, #toolbar > *";
const HOVERED_PX = 1.6;
const SELECTED_PX = 2.8;
/** The small map follows a year once the large one stands: a year is drawn within a frame. */
const LOCATOR_PAUSE_MS = 120;
/** A lower stage has no room for a key below the map. */
const LEAST_FOR_KEY_PX = 170;
const NOTHING = "nothing";

/**
 * @typedef {object} Scene  What there is to draw.
 * @property {import("./shapes.js").Shapes} shapes
 * @property {number[]} provinces
 * @property {number[]} units  The mosaic of the level shown.
 * @property {Float64Array} points  Sites on the plane.
 */

/**
 * @param {import("../app.js").App} app
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {Scene} scene  Its `units` may change.
 * @param {ReturnType<typeof import("./mapcamera.js").createCamera>} camera
 */
export function createPainter(app, L, map, scene, camera) {
    const { model, store } = app;
    const { shapes, provinces, points } = scene;
    const canvases = createCanvases(L, map, LAYERS, drawView);
    const { contexts } = canvases;
    const land = createKeptLayer(contexts.land, (context, view) =>
        drawLand(context, view, shapes, provinces, app.palette, {
            overTiles: model.tiles !== null,
            chosen: model.units.row.get(store.get().province),
        }),
    );
    const borders = createKeptLayer(contexts.borders, (context, view) =>
        drawBorders(context, view, shapes, store.get().level, app.palette),
    );
    const statuses = createStatusLayer(model, shapes);
    const labels = createLabelLayer(model, contexts.picture);
    contexts.land.canvas.hidden = true;
    contexts.borders.canvas.hidden = true;
    const locator = createLocator(byId("locator"), shapes, provinces);
    /** @type {import("./sitegrid.js").SiteGrid | null} */
    let grid = null;
    /** @type {import("./sitegrid.js").Mark[]} */
    let marks = [];
    let discs = createMarkLayer(1);
    let ratio = 1;
    /** @type {import("./shapes.js").Box | null} */
    let seen = null;
    const key = createMapKey(app);
    /** Where places had numbers last: there they keep them, for the key takes room from the map. */
    let numberedAt = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let locatorPause;
    /** What stands on the picture: one that would look the same is left alone. */
    let drawn = { looks: new Uint8Array(0), names: NOTHING, marked: "" };
    /** @type {number | null} */
    let hovered = null;
    const idleWork = createIdleWork();
    let views = 0;

    /** @param {View} view */
    function drawView(view) {
        if (!isSeen(view)) {
            return;
        }
        if (camera.isSettling()) {
            drawLocator(view); // how large it is decides where the map will look
            return;
        }
        seen = boxSeen(view);
        drawn.names = NOTHING;
        views++;
        for (const layer of [land, borders, statuses]) {
            layer.forget();
        }
        if (view.ratio !== ratio) {
            ratio = view.ratio;
            discs = createMarkLayer(ratio);
        }
        const { level, lang } = store.get();
        grid = points.length ? createSiteGrid(points, view) : null;
        marks = marksIn(app.frame());
        drawLocator(view);
        const covered = [...coveredBy(OVERLAYS, view, map), ...marks.map(boxOfMark)];
        const place = `${camera.place()} ${stageSize()} ${lang} ${level}`;
        const allowed = byId("stage").clientHeight >= LEAST_FOR_KEY_PX;
        const numbers = { keep: allowed && place === numberedAt, allowed };
        labels.lay(view, shapes, lang, scene.units, covered, numbers);
        numberedAt = labels.layout().numbers ? place : "";
        drawYear();
        clearTimeout(locatorPause); // it is drawn
    }

    /** @param {View} view */
    function drawLocator(view) {
        const places = placesOnMap(model, shapes, view);
        locator.draw(view, app.palette, places, () => colouredAreas(app, scene.units));
    }

    const marksIn = (/** @type {Frame} */ { sites }) =>
        grid ? marksOf(grid, sites, firstNamed(model, sites)) : [];

    function drawYear() {
        const view = canvases.view();
        if (!isSeen(view)) {
            return; // all of it is drawn once the map has a size again
        }
        drawPicture(view);
        clearTimeout(locatorPause);
        locatorPause = setTimeout(() => drawLocator(canvases.view()), LOCATOR_PAUSE_MS);
        const { state } = app.frame();
        idleWork.want(`${views} ${spanKey(state)}`, () => prepare(view, state));
    }

    /** Draw all of it, unless it would look the same. @param {View} view */
    function drawPicture(view) {
        const frame = app.frame();
        const { palette } = app;
        const looks = statuses.looksOf(scene.units, frame);
        const names = namesKey(frame);
        if (names !== drawn.names) {
            marks = marksIn(frame);
        }
        const chosen = chosenNow();
        const marked = JSON.stringify(chosen);
        if (names === drawn.names && marked === drawn.marked && isSame(looks, drawn.looks)) {
            return;
        }
        const context = contexts.picture;
        land.lay(context, view, "copy");
        statuses.draw(context, view, scene.units, looks, frame, palette);
        borders.lay(context, view);
        drawMarked(context, view, chosen);
        setToScreen(context, view);
        discs.draw(context, marks, markStyle(app, frame));
        labels.draw(frame, palette);
        if (names !== drawn.names) {
            showKey(frame);
        }
        drawn = { looks, names, marked };
    }

    /** The key of the numbers on the map. @param {Frame} frame */
    function showKey({ places }) {
        const { names, numbers } = labels.layout();
        const numbered = numbers ? names.filter(({ kind }) => kind === "place") : [];
        key.show(
            numbered.map(({ text, unit }) => ({ text, unit })),
            new Set(places.map(({ unit }) => unit)),
        );
    }

    /** The unit under the pointer, the unit that is chosen, the mark of the site that is. */
    function chosenNow() {
        const { unit, site } = store.get();
        const mark = marks.find((each) => grid && holds(grid, each, site)) ?? null;
        return { hovered, selected: model.units.row.get(unit) ?? null, mark };
    }

    /**
     * @param {CanvasRenderingContext2D} context
     * @param {View} view
     * @param {ReturnType<typeof chosenNow>} chosen
     */
    function drawMarked(context, view, { selected, mark }) {
        const colour = app.palette.paper.ink ?? "";
        setToPlane(context, view);
        for (const [unit, width] of /** @type {const} */ ([
            [hovered, HOVERED_PX],
            [selected, SELECTED_PX],
        ])) {
            if (unit !== null && unit < model.topology.levels.length) {
                outlineUnit(context, view, shapes, unit, { colour, width });
            }
        }
        if (mark) {
            ringMark(context, view, mark, { colour, width: SELECTED_PX });
        }
    }

    /**
     * Prepare what the pictures of this year and of others are made of.
     * @param {View} view
     * @param {State} state
     * @returns {Generator<void>}
     */
    function* prepare(view, state) {
        for (const layer of [land, borders]) {
            layer.keep(view);
            yield;
        }
        for (const year of yearsAround(state.year, model.years)) {
            const frame = app.frameAt({ ...state, year });
            yield;
            yield* statuses.prepare(view, scene.units, frame, app.palette);
            yield* discs.prepare(marksIn(frame), markStyle(app, frame));
        }
    }

    /**
     * What lies under a point of the map.
     * @param {{x: number, y: number}} at  In pixels of the map.
     */
    function find({ x, y }) {
        const view = canvases.view();
        const [canvasX, canvasY] = [x + view.marginX, y + view.marginY];
        const planeX = (canvasX + view.left) / view.scale;
        const planeY = (canvasY + view.top) / view.scale;
        const unit = scene.units.find((row) => shapes.contains(row, planeX, planeY));
        return { mark: markAt(marks, canvasX, canvasY), unit: unit ?? null };
    }

    return {
        find,
        drawYear,
        /** The labels that stand on the map, and what they name; for tests. */
        labels: () =>
            labelsShown(labels.layout(), app.frame(), canvases.view(), model.units.adcode),
        /** The part of the plane that the map showed last; null before it is drawn. */
        seen: () => seen,
        follow: canvases.follow,
        drawAll: canvases.update,
        /** @param {number | null} unit */
        hover(unit) {
            const changed = unit !== hovered;
            hovered = unit;
            const view = canvases.view();
            // Rows of the table hover, too, and the map has no size while the table shows.
            if (changed && isSeen(view) && drawn.names !== NOTHING) {
                drawPicture(view);
            }
        },
    };
}

/**
 * Tells apart what the names and marks of two frames look like.
 * @param {Frame} frame
 * @returns {string}
 */
function namesKey({ places, code, sites, state, years }) {
    const named = places.map(({ unit }) => `${unit}:${code[unit]}`).join();
    if (!sites.rows) {
        return `${named} ${sites.first}-${sites.last}`;
    }
    const { mode, province, source, status } = state;
    return JSON.stringify([named, mode, years, province, source, status]);
}

/** @param {Uint8Array} a @param {Uint8Array} b */
const isSame = (a, b) => a.length === b.length && a.every((each, i) => each === b[i]);

/** The size of what map and key share. */
function stageSize() {
    const { clientWidth, clientHeight } = byId("stage");
    return `${clientWidth}x${clientHeight}`;
}
