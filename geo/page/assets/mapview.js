/**
 * The map: Leaflet moves it, canvases show it, the pointer asks it.
 */

import { clearToPlane, clearToScreen, createCanvases } from "./canvases.js";
import { byId } from "./dom.js";
import { mosaic } from "./frame.js";
import { createLabelLayer } from "./labellayer.js";
import { createLocator } from "./locator.js";
import { createMapTools } from "./maptools.js";
import { coveredBy, freeArea } from "./overlays.js";
import { albersPlane, mercatorPlane, shiftedMercatorPlane } from "./plane.js";
import { boxOfPoints, createShapes, union } from "./shapes.js";
import { boxOfMark, createSiteGrid, drawMarks, markAt, marksOf, sitesOnPlane } from "./sites.js";
import { STATUS } from "./status.js";
import { createTooltip } from "./tooltip.js";
import { drawBorders, drawLand, drawStatuses, outlineUnit } from "./unitlayer.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./canvases.js").View} View */

const LAYERS = /** @type {const} */ (["land", "statuses", "borders", "marked", "names"]);
/** A map fitted to the data shows at least this much around them: plane pixels, some 1,300 km. */
const LEAST_WIDTH = 8.4;
const LEAST_HEIGHT = 5.6;
const FIT_MARGIN = 0.17;
/** What lies over the map and would hide a label. */
const OVERLAYS = "#legend, #locator, .map-tools, #toolbar > *";

/**
 * @param {App} app
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {{gcj02: boolean} | null} tiles
 * @returns {import("./app.js").Part & {focusUnit: (unit: number | null) => void,
 *     place: () => import("./mappicture.js").MapPlace}}
 */
export function createMapView(app, L, map, tiles) {
    const { model } = app;
    const plane = !tiles ? albersPlane : tiles.gcj02 ? shiftedMercatorPlane : mercatorPlane;
    const shapes = createShapes(model.topology, plane);
    const provinces = mosaic(model, 0);
    const points = sitesOnPlane(model.sites, plane);
    const canvases = createCanvases(L, map, LAYERS, drawView);
    const { contexts } = canvases;
    const labels = createLabelLayer(model, contexts.names);
    const locator = createLocator(byId("locator"), shapes, provinces);
    const tooltip = createTooltip(app, byId("tooltip"));
    createMapTools(app, byId("view-map"), {
        zoomIn: () => map.zoomIn(),
        zoomOut: () => map.zoomOut(),
        home: () => fit(provinces.map(shapes.box).reduce(union), 0.02),
        fit: () => fit(boxOfData(), FIT_MARGIN),
    });
    L.control.scale({ imperial: false, position: "bottomright", maxWidth: 120 }).addTo(map);

    let units = mosaic(model, app.store.get().level);
    /** @type {import("./sites.js").SiteGrid | null} */
    let grid = null;
    /** @type {import("./sites.js").Mark[]} */
    let marks = [];
    /** @type {number | null} */
    let hovered = null;
    let fitted = false;
    /** @type {import("./shapes.js").Box | null} */
    let seen = null;

    /** @param {View} view */
    function drawView(view) {
        if (!fitted || view.width < 2) {
            return;
        }
        const { palette } = app;
        seen = boxSeen(view);
        drawLand(contexts.land, view, shapes, provinces, palette, Boolean(tiles));
        drawBorders(contexts.borders, view, shapes, app.store.get().level, palette);
        grid = model.sites.count ? createSiteGrid(points, view) : null;
        marks = grid ? marksOf(grid, app.frame().sites) : [];
        const covered = [...coveredBy(OVERLAYS, view, map), ...marks.map(boxOfMark)];
        labels.lay(view, shapes, app.store.get().lang, units, covered);
        locator.draw(view, palette);
        drawYear(view);
    }

    /** @param {View} view */
    function drawYear(view) {
        const { palette } = app;
        const frame = app.frame();
        drawStatuses(contexts.statuses, view, shapes, units, model, frame, palette);
        clearToScreen(contexts.names, view);
        if (grid) {
            marks = marksOf(grid, frame.sites);
            const colourOf = (/** @type {number} */ site) =>
                palette.ofYear(model.sites.year[site] ?? 0);
            const style = { halo: palette.paper.halo ?? "", format: app.tr().number };
            drawMarks(contexts.names, marks, colourOf, style);
        }
        labels.draw(frame, palette);
        drawMarked(view);
    }

    /** @param {View} view */
    function drawMarked(view) {
        clearToPlane(contexts.marked, view);
        const { ink } = app.palette.paper;
        const selected = model.units.row.get(app.store.get().unit);
        if (hovered !== null && hovered < model.topology.levels.length) {
            const pen = { colour: ink ?? "", width: 1.6 };
            outlineUnit(contexts.marked, view, shapes, hovered, pen);
        }
        if (selected !== undefined && selected < model.topology.levels.length) {
            const pen = { colour: ink ?? "", width: 2.8 };
            outlineUnit(contexts.marked, view, shapes, selected, pen);
        }
    }

    /**
     * Show a box of the plane as large as the map allows.
     * @param {import("./shapes.js").Box} box
     * @param {number} margin  Share of the map left free on each side.
     */
    function fit([left, top, right, bottom], margin) {
        const size = map.getSize();
        const width = Math.max(right - left, 1e-6) / (1 - 2 * margin);
        const height = Math.max(bottom - top, 1e-6) / (1 - 2 * margin);
        const zoom = Math.log2(Math.min(size.x / width, size.y / height));
        const center = map.unproject(L.point((left + right) / 2, (top + bottom) / 2), 0);
        map.setView(center, Math.min(zoom, map.getMaxZoom()), { animate: fitted && !app.calm() });
    }

    /** @returns {import("./shapes.js").Box} */
    function boxOfData() {
        const { offset, code } = model.statuses;
        const touched = units.filter((unit) =>
            code.subarray(offset[unit], offset[unit + 1]).some((each) => each >= STATUS.POSSIBLE),
        );
        /** @type {import("./shapes.js").Box[]} */
        const boxes = touched.map(shapes.box);
        if (points.length) {
            boxes.push(boxOfPoints(points));
        }
        const [left, top, right, bottom] = (
            boxes.length ? boxes : provinces.map(shapes.box)
        ).reduce(union);
        const spareX = Math.max(0, (LEAST_WIDTH - (right - left)) / 2);
        const spareY = Math.max(0, (LEAST_HEIGHT - (bottom - top)) / 2);
        return [left - spareX, top - spareY, right + spareX, bottom + spareY];
    }

    /**
     * What lies under a point of the map.
     * @param {import("leaflet").Point} at  In pixels of the map.
     */
    function find({ x, y }) {
        const view = canvases.view();
        const [canvasX, canvasY] = [x + view.marginX, y + view.marginY];
        const mark = markAt(marks, canvasX, canvasY);
        const planeX = (canvasX + view.left) / view.scale;
        const planeY = (canvasY + view.top) / view.scale;
        const unit = units.find((row) => shapes.contains(row, planeX, planeY));
        return { mark, unit: unit ?? null };
    }

    /** @param {number | null} unit */
    function hover(unit) {
        if (unit !== hovered) {
            hovered = unit;
            drawMarked(canvases.view());
        }
    }

    /**
     * Move the map so that a unit is seen beside the panel.
     * @param {number | undefined} unit
     */
    function bringIntoView(unit) {
        if (unit === undefined || unit >= model.topology.levels.length) {
            return;
        }
        const [left, top, right, bottom] = shapes.box(unit);
        const middle = map.unproject(L.point((left + right) / 2, (top + bottom) / 2), 0);
        const at = map.latLngToContainerPoint(middle);
        const free = freeArea(map.getContainer(), byId("panel"));
        if (at.x < free.left || at.x > free.right || at.y < free.top || at.y > free.bottom) {
            const aim = L.point((free.left + free.right) / 2, (free.top + free.bottom) / 2);
            map.panBy(at.subtract(aim), { animate: !app.calm() });
        }
    }

    map.on("mousemove", ({ containerPoint }) => {
        const { mark, unit } = find(containerPoint);
        hover(mark ? null : unit);
        tooltip.show(mark, unit, containerPoint);
        map.getContainer().classList.toggle("pointing", Boolean(mark) || unit !== null);
    });
    map.on("mouseout movestart", () => {
        hover(null);
        tooltip.hide();
    });
    map.on("click", ({ containerPoint }) => {
        const { mark, unit } = find(containerPoint);
        if (mark && mark.count > 1 && map.getZoom() < map.getMaxZoom()) {
            map.setZoomAround(containerPoint, map.getZoom() + 1.5, { animate: !app.calm() });
        } else if (mark) {
            app.store.set({ site: mark.site, unit: "" });
        } else if (unit !== null) {
            app.store.set({ unit: model.units.adcode[unit] ?? "", site: -1 });
        }
    });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());

    /** What a picture of the map shows: what was seen last, or the data while nothing has been. */
    const place = () => ({ box: seen ?? boxOfData(), plane });

    return {
        focusUnit: hover,
        place,
        render(state, previous) {
            byId("view-map").hidden = state.view !== "map";
            if (state.view !== "map") {
                return;
            }
            const viewChanged = !previous || previous.lang !== state.lang;
            const unitsChanged = !previous || previous.level !== state.level;
            if (unitsChanged) {
                units = mosaic(model, state.level);
            }
            if (!fitted) {
                map.invalidateSize({ animate: false });
                fit(boxOfData(), FIT_MARGIN);
                fitted = true;
                canvases.update();
            } else if (viewChanged || unitsChanged) {
                drawView(canvases.view());
            } else {
                drawYear(canvases.view());
            }
            if (previous?.unit !== state.unit) {
                bringIntoView(model.units.row.get(state.unit));
            }
        },
    };
}

/**
 * The part of the plane that the map shows.
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
