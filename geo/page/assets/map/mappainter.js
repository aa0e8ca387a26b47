/**
 * Everything drawn on the map: the ground when the view changes, statuses and sites when the year
 * does, marks around units when the pointer moves.
 */

import { byId } from "../dom/dom.js";
import { STATUS, yearOfColour } from "../model/status.js";
import { clearToPlane, clearToScreen, createCanvases } from "./canvases.js";
import { createGround, drawBorders, drawLand, outlineUnit } from "./groundlayer.js";
import { createLabelLayer, shownIn } from "./labellayer.js";
import { createLocator } from "./locator.js";
import { createMapKey } from "./mapkey.js";
import { coveredBy } from "./overlays.js";
import { createSiteGrid, holds, marksOf } from "./sitegrid.js";
import { boxOfMark, drawMarks, firstNamed, markAt, markStyle, ringMark } from "./sites.js";
import { createStatusLayer } from "./statuslayer.js";

/** @typedef {import("./canvases.js").View} View */

/** As few as can be: each one that shows is copied for every frame, changed or not. */
const LAYERS = /** @type {const} */ (["land", "statuses", "borders", "marked", "names"]);
/** What lies over the map and would hide a label. */
const OVERLAYS = "#legend, #locator, .map-tools, .leaflet-control-scale, #toolbar > *";
const HOVERED_PX = 1.6;
const SELECTED_PX = 2.8;
/** The small map follows a year once the large one stands: a year is drawn within a frame. */
const LOCATOR_PAUSE_MS = 120;
/** A lower stage has no room for a key below the map. */
const LEAST_FOR_KEY_PX = 170;
const NO_NAMES = "none";

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
    const ground = createGround(contexts.land, (context, view) =>
        drawLand(context, view, shapes, provinces, app.palette, {
            overTiles: model.tiles !== null,
            chosen: model.units.row.get(store.get().province),
        }),
    );
    const statuses = createStatusLayer(model, contexts.statuses, shapes, ground);
    const labels = createLabelLayer(model, contexts.names);
    contexts.land.canvas.hidden = true; // it is copied to under the statuses
    const locator = createLocator(byId("locator"), shapes, provinces);
    /** @type {import("./sitegrid.js").SiteGrid | null} */
    let grid = null;
    /** @type {import("./sitegrid.js").Mark[]} */
    let marks = [];
    /** @type {import("./shapes.js").Box | null} */
    let seen = null;
    const key = createMapKey(app);
    /** Where places had numbers last: there they keep them, for the key takes room from the map. */
    let numberedAt = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let locatorPause;
    /** What stands on the layer of names: one that would look the same is left alone. */
    let namesDrawn = NO_NAMES;
    const marked = createMarkedLayer(app, contexts.marked, shapes);

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
        namesDrawn = NO_NAMES;
        marked.forget();
        statuses.forget();
        const { palette } = app;
        const { level, lang } = store.get();
        drawBorders(contexts.borders, view, shapes, level, palette);
        grid = points.length ? createSiteGrid(points, view) : null;
        marks = marksNow();
        drawLocator(view);
        const covered = [...coveredBy(OVERLAYS, view, map), ...marks.map(boxOfMark)];
        const place = `${camera.place()} ${stageSize()} ${lang} ${level}`;
        const allowed = byId("stage").clientHeight >= LEAST_FOR_KEY_PX;
        const numbers = { keep: allowed && place === numberedAt, allowed };
        labels.lay(view, shapes, lang, scene.units, covered, numbers);
        numberedAt = labels.layout().numbers ? place : "";
        drawNames(view);
        drawYear();
        clearTimeout(locatorPause); // it is drawn
    }

    /** @param {View} view */
    function drawLocator(view) {
        const places = placesOnMap(model, shapes, view);
        locator.draw(view, app.palette, places, () => colouredAreas(app, scene.units));
    }

    const marksNow = () => {
        const { sites } = app.frame();
        return grid ? marksOf(grid, sites, firstNamed(model, sites)) : [];
    };

    function drawYear() {
        const view = canvases.view();
        if (!isSeen(view)) {
            return; // all of it is drawn once the map has a size again
        }
        const { palette } = app;
        const frame = app.frame();
        statuses.draw(view, scene.units, frame, palette);
        if (namesDrawn !== namesKey(frame)) {
            marks = marksNow();
            drawNames(view);
        }
        marked.draw(view, marks, grid);
        clearTimeout(locatorPause);
        locatorPause = setTimeout(() => drawLocator(canvases.view()), LOCATOR_PAUSE_MS);
    }

    /** @param {View} view */
    function drawNames(view) {
        const { palette } = app;
        const frame = app.frame();
        clearToScreen(contexts.names, view);
        drawMarks(contexts.names, marks, markStyle(app));
        labels.draw(frame, palette);
        const { names, numbers } = labels.layout();
        const places = numbers ? names.filter(({ kind }) => kind === "place") : [];
        key.show(
            places.map(({ text, unit }) => ({ text, unit })),
            new Set(frame.places.map(({ unit }) => unit)),
        );
        namesDrawn = namesKey(frame);
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
            if (marked.hover(unit)) {
                marked.draw(canvases.view(), marks, grid);
            }
        },
    };
}

/**
 * Tells apart what the names and marks of two frames look like.
 * @param {import("../state/viewmodel.js").Frame} frame
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

/** The size of what map and key share. */
function stageSize() {
    const { clientWidth, clientHeight } = byId("stage");
    return `${clientWidth}x${clientHeight}`;
}

/**
 * Whether the map has a size; in the other views it has none.
 * @param {View} view
 * @returns {boolean}
 */
function isSeen({ width, height, marginX, marginY }) {
    return width - 2 * marginX > 1 && height - 2 * marginY > 1;
}

/**
 * @param {View} view
 * @returns {import("./shapes.js").Box}
 */
function boxSeen({ scale, left, top, width, height, marginX, marginY }) {
    return [
        (left + marginX) / scale,
        (top + marginY) / scale,
        (left + width - marginX) / scale,
        (top + height - marginY) / scale,
    ];
}

/**
 * The units in which the programme is, or may be, as the small map draws them.
 * @param {import("../app.js").App} app
 * @param {readonly number[]} units
 * @returns {import("./locator.js").Area[]}
 */
function colouredAreas({ model, palette, frame }, units) {
    const { code, shown, counts } = frame();
    if (counts) {
        return units.flatMap((unit) => {
            const colour = counts.colours[(counts.of[unit] ?? 0) - 1];
            return colour && shown[unit] ? [{ unit, colour, settled: true }] : [];
        });
    }
    return units.flatMap((unit) => {
        const status = shown[unit] ? (code[unit] ?? 0) : STATUS.UNKNOWN;
        const colour = palette.onLand(palette.ofYear(yearOfColour(model, unit, status)));
        const settled = status === STATUS.IN;
        return status >= STATUS.POSSIBLE ? [{ unit, colour, settled }] : [];
    });
}

/**
 * Where the places are, in pixels of the map.
 * @param {import("../model/types.js").Model} model
 * @param {import("./shapes.js").Shapes} shapes
 * @param {View} view
 */
function placesOnMap(model, shapes, view) {
    return Array.from(model.places, (unit) => {
        const at = [model.units.lon[unit] ?? 0, model.units.lat[unit] ?? 0];
        const [x, y] = shapes.plane(at[0] ?? 0, at[1] ?? 0);
        return {
            x: x * view.scale - view.left - view.marginX,
            y: y * view.scale - view.top - view.marginY,
        };
    });
}

/**
 * The labels that stand on the map, and what they name.
 * @param {ReturnType<ReturnType<typeof createLabelLayer>["layout"]>} layout
 * @param {import("../state/viewmodel.js").Frame} frame
 * @param {View} view
 * @param {readonly string[]} adcodes
 */
function labelsShown(layout, { places }, { marginX, marginY }, adcodes) {
    const listed = new Set(places.map(({ unit }) => unit));
    return shownIn(layout, listed).map(({ name, placed }) => ({
        kind: name.kind,
        unit: name.unit,
        adcode: adcodes[name.unit],
        text: name.text,
        leader: placed.leader && {
            x: placed.leader.from.x - marginX,
            y: placed.leader.from.y - marginY,
        },
        left: placed.x - marginX,
        right: placed.x - marginX + name.label.width,
        top: placed.y - marginY - name.label.height / 2,
        bottom: placed.y - marginY + name.label.height / 2,
    }));
}

/**
 * Marks around the unit or site that is chosen, and the unit under the pointer; drawn only where they
 * would look otherwise than they do.
 * @param {import("../app.js").App} app
 * @param {CanvasRenderingContext2D} context
 * @param {import("./shapes.js").Shapes} shapes
 */
function createMarkedLayer(app, context, shapes) {
    const { model, store } = app;
    /** @type {number | null} */
    let hovered = null;
    let drawn = "";
    let isBlank = true;

    return {
        forget() {
            drawn = "";
        },
        /** Whether another unit than before is under the pointer. @param {number | null} unit */
        hover(unit) {
            const changed = unit !== hovered;
            hovered = unit;
            return changed;
        },
        /**
         * @param {View} view
         * @param {readonly import("./sitegrid.js").Mark[]} marks
         * @param {import("./sitegrid.js").SiteGrid | null} grid
         */
        draw(view, marks, grid) {
            const colour = app.palette.paper.ink ?? "";
            const selected = model.units.row.get(store.get().unit);
            const { site } = store.get();
            const chosen = marks.find((mark) => grid && holds(grid, mark, site));
            const wanted = JSON.stringify([hovered, selected, chosen]);
            if (drawn === wanted) {
                return;
            }
            drawn = wanted;
            const isNeeded = hovered !== null || selected !== undefined || chosen !== undefined;
            context.canvas.hidden = !isNeeded;
            if (isNeeded || !isBlank) {
                clearToPlane(context, view); // one that never held anything takes no memory
            }
            isBlank = !isNeeded;
            for (const [unit, width] of [
                [hovered, HOVERED_PX],
                [selected, SELECTED_PX],
            ]) {
                if (typeof unit === "number" && unit < model.topology.levels.length) {
                    outlineUnit(context, view, shapes, unit, { colour, width: width ?? 0 });
                }
            }
            if (chosen) {
                ringMark(context, view, chosen, { colour, width: SELECTED_PX });
            }
        },
    };
}
