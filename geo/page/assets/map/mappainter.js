/**
 * When what is drawn on the map: all of it when the view changes, what a year changes with the year,
 * the small map a moment later; and what lies under a point of it.
 */

import { byId } from "../dom/dom.js";
import { createIdleWork } from "../dom/idle.js";
import { spanKey } from "../state/state.js";
import { createCanvases } from "./canvases.js";
import { createLabelLayer } from "./labellayer.js";
import { createLocator } from "./locator.js";
import { createMapKey } from "./mapkey.js";
import { createMapSheet, LAYERS } from "./mapsheet.js";
import { boxSeen, colouredAreas, isSeen, labelsShown, placesOnMap } from "./onmap.js";
import { coveredBy } from "./overlays.js";
import { boxOfMark, markAt } from "./sites.js";

/** @typedef {import("./canvases.js").View} View */

/** What lies over the map and would hide a label. */
const OVERLAYS = "#legend, #locator, .map-tools, .leaflet-control-scale, #toolbar > *";
/** The small map follows a year once the large one stands: a year is drawn within a frame. */
const LOCATOR_PAUSE_MS = 120;
/** A lower stage has no room for a key below the map. */
const LEAST_FOR_KEY_PX = 170;

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
    const { shapes, provinces } = scene;
    const canvases = createCanvases(L, map, LAYERS, drawView);
    const { contexts } = canvases;
    const labels = createLabelLayer(model, contexts.sheet);
    const sheet = createMapSheet(app, scene, contexts, labels);
    const locator = createLocator(byId("locator"), shapes, provinces);
    /** @type {import("./shapes.js").Box | null} */
    let seen = null;
    const key = createMapKey(app);
    /** Where places had numbers last: there they keep them, for the key takes room from the map. */
    let numberedAt = "";
    /** The size of the stage for which the key stands. */
    let keyedFor = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let locatorPause;
    const idleWork = createIdleWork();
    let views = 0;

    /** @param {View} view */
    function drawView(view) {
        if (!isSeen(view)) {
            return;
        }
        if (camera.isSettling()) {
            // How large it is decides where the map will look.
            locator.place(view, placesOnMap(model, shapes, view));
            return;
        }
        const stage = stageSize();
        if (keyedFor && keyedFor !== stage) {
            // Whether names have room is asked of the map without the key of another size.
            keyedFor = "";
            key.show([], new Set());
            if (camera.isOutOfSize()) {
                camera.resized(); // draws it
                return;
            }
        }
        seen = boxSeen(view);
        views++;
        sheet.renew(view);
        const { level, lang } = store.get();
        drawLocator(view);
        const covered = [...coveredBy(OVERLAYS, view, map), ...sheet.marks().map(boxOfMark)];
        const place = `${camera.place()} ${stage} ${lang} ${level}`;
        const allowed = byId("stage").clientHeight >= LEAST_FOR_KEY_PX;
        const numbers = { keep: allowed && place === numberedAt, allowed };
        labels.lay(view, shapes, lang, scene.units, covered, numbers);
        numberedAt = labels.layout().numbers ? place : "";
        keyedFor = labels.layout().numbers ? stage : "";
        drawYear();
        clearTimeout(locatorPause); // it is drawn
    }

    /** @param {View} view */
    function drawLocator(view) {
        const places = placesOnMap(model, shapes, view);
        locator.draw(view, app.palette, places, () => colouredAreas(app, scene.units));
    }

    function drawYear() {
        const view = canvases.view();
        if (!isSeen(view)) {
            return; // all of it is drawn once the map has a size again
        }
        drawSheet(view);
        clearTimeout(locatorPause);
        locatorPause = setTimeout(() => drawLocator(canvases.view()), LOCATOR_PAUSE_MS);
        const { state } = app.frame();
        idleWork.want(`${views} ${spanKey(state)}`, () => sheet.prepare(view, state));
    }

    /** Draw what shows, and the key of the numbers on it. @param {View} view */
    function drawSheet(view) {
        if (!sheet.draw(view)) {
            return;
        }
        const { names, numbers } = labels.layout();
        const numbered = numbers ? names.filter(({ kind }) => kind === "place") : [];
        key.show(
            numbered.map(({ text, unit }) => ({ text, unit })),
            new Set(app.frame().places.map(({ unit }) => unit)),
        );
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
        return { mark: markAt(sheet.marks(), canvasX, canvasY), unit: unit ?? null };
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
            const view = canvases.view();
            // Rows of the table hover, too, and the map has no size while the table shows.
            if (sheet.hover(unit) && isSeen(view)) {
                drawSheet(view);
            }
        },
    };
}

/** The size of what map and key share, to parts of a pixel: one more may leave a name no room. */
function stageSize() {
    const { width, height } = byId("stage").getBoundingClientRect();
    return `${width}x${height}`;
}
