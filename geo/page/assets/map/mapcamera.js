/**
 * Where the map looks: all of China, the data, or a unit beside the panel.
 */

import { byId } from "../dom/dom.js";
import { fitInto, withRoom } from "./fitting.js";
import { mainBox, touchedBy, touchedUnits } from "./framing.js";
import { boxesAtMost, coveredByCorners, freeArea, hiddenAtTop, hidesData } from "./overlays.js";
import { union } from "./shapes.js";

/** @typedef {import("./shapes.js").Box} Box */
/** @typedef {import("./framing.js").Touched} Touched */
/** @typedef {{center: import("leaflet").LatLng, zoom: number}} Look  Where a map looks. */

const NO_POINTS = new Float64Array();

/** What is brought into view keeps this far from the edge of what is free. */
const ROOM_PX = 60;
/** How far the mark of a site, or of several, reaches around it. */
const MARK_PX = 19;
/** A map that is narrower or lower has no corner for the legend, which then is a strip below it. */
const LEAST_WIDTH_PX = 700;
const LEAST_HEIGHT_PX = 400;
/** Two views are the same as long as they differ by less: Leaflet moves a map by whole pixels only. */
const SAME_ZOOM = 1e-6;
const SAME_PX = 2;

/**
 * @param {import("../app.js").App} app
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {import("./shapes.js").Shapes} shapes
 * @param {number[]} provinces
 * @param {Float64Array} points  Sites on the plane.
 */
export function createCamera({ model, calm }, L, map, shapes, provinces, points) {
    const country = provinces.map(shapes.box).reduce(union);
    const main = mainBox(shapes, provinces);
    const reach = points.length ? MARK_PX : 0;
    const detour = createDetour(L, map, calm);
    let begun = false;
    /**
     * What the map was fitted to last, until the reader moves it: it stays fitted when its size changes.
     * @type {(Look & {wanted: Touched, size: string}) | null}
     */
    let fitted = null;
    /** The legend stands below the map because it would hide data. */
    let below = false;
    let moves = 0;
    let resizing = false;
    /** The map takes a new size, and the view that fits it is set in the same turn. */
    let settling = false;
    /** By the list of units, which is one per level. @type {Map<readonly number[], Touched>} */
    const known = new Map();

    /** @param {boolean} wanted @returns {boolean}  Whether the legend stands in its corner. */
    function setLegendBelow(wanted) {
        const strip = placeLegend(wanted);
        resizing = true;
        map.invalidateSize({ animate: false });
        resizing = false;
        return !strip;
    }

    /**
     * Show a box of the plane as large as the map allows.
     * @param {Touched} wanted
     * @param {boolean} [animate]
     */
    function show(wanted, animate = begun && !calm()) {
        if (!map.getSize().x || !map.getSize().y) {
            return;
        }
        const roomy = { ...wanted, room: withRoom(wanted.box, main), reach };
        const inCorner = setLegendBelow(false);
        let fit = fitBesideCover(map, roomy);
        below =
            inCorner &&
            fit.legend !== null &&
            (hidesData(fit.legend, fit.toPlane, shapes, wanted.units, points, MARK_PX) ||
                (points.length > 0 && !fit.full)); // it makes the map small, not to hide a site
        if (below) {
            setLegendBelow(true);
            fit = fitBesideCover(map, roomy);
        }
        const { zoom, middle } = fit;
        const center = map.unproject(L.point(middle.x, middle.y), 0);
        fitted = { wanted, center, zoom, size: String(map.getSize()) };
        begun = true;
        settling = false;
        detour.forget();
        map.setView(center, zoom, { animate });
    }

    map.on("moveend", () => {
        if (!resizing && !(fitted && isAt(map, fitted))) {
            fitted = null;
            moves++;
        }
    });

    /**
     * What the data touch in any year, with room around it.
     * @param {readonly number[]} units  Those of the level shown.
     */
    function touched(units) {
        const found = known.get(units) ?? touchedBy(model, shapes, units, points, main, country);
        known.set(units, found);
        return found;
    }

    return {
        /** @param {number[]} units  Of the level shown. */
        showCountry: (units) =>
            show({ units: touchedUnits(model, units), boxes: [], points: NO_POINTS, box: country }),
        /** A unit, as large as the map allows. @param {number} unit */
        showUnit(unit) {
            const box = shapes.box(unit);
            show({ units: [unit], boxes: [box], points: NO_POINTS, box });
        },
        /** @param {number[]} units */
        showData: (units) => show(touched(units)),
        /** Look where an address says. @param {import("leaflet").LatLngExpression} at */
        showPlace(at, /** @type {number} */ zoom) {
            setLegendBelow(below);
            map.setView(at, zoom, { animate: false });
        },
        /** Fit again after the map's size has changed, unless the reader has moved it. */
        resized() {
            const before = String(map.getSize());
            settling = true;
            setLegendBelow(below);
            const size = String(map.getSize());
            if (fitted && size !== fitted.size) {
                show(fitted.wanted, false);
            }
            if (settling) {
                settling = false;
                if (size !== before) {
                    map.fire("resize"); // at which the map is drawn
                }
            }
        },
        /** Whether the map has another size than its element: what lies below it has changed. */
        isOutOfSize() {
            const { clientWidth, clientHeight } = map.getContainer();
            const { x, y } = map.getSize();
            return x !== clientWidth || y !== clientHeight;
        },
        isSettling: () => settling,
        /** Tells apart where the map is, but for changes of its size. */
        place: () => (fitted ? `fitted ${fitted.wanted.box.join()}` : `moved ${moves}`),
        /** @param {readonly number[]} units */
        boxOfData: (units) => touched(units).box,
        /** @param {Box} box */
        withRoom: (box) => withRoom(box, main),
        bringIntoView: detour.bringIntoView,
        putBack: detour.putBack,
    };
}

/**
 * The way to a place that was chosen, and back to where the map was, unless the reader moves it.
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {() => boolean} calm
 */
function createDetour(L, map, calm) {
    /** Where the map was before. @type {Look | null} */
    let before = null;

    const forget = () => {
        before = null;
    };
    map.on("dragstart", forget);

    return {
        forget,
        /**
         * Move the map, no further than it takes, so that the middle of a box is seen beside the panel.
         * @param {Box} box
         */
        bringIntoView([left, top, right, bottom]) {
            const middle = map.unproject(L.point((left + right) / 2, (top + bottom) / 2), 0);
            const { x, y } = map.latLngToContainerPoint(middle);
            const free = freeArea(map.getContainer(), byId("panel"), { x, y }, ROOM_PX);
            const toX = Math.min(Math.max(x, free.left), free.right);
            const toY = Math.min(Math.max(y, free.top), free.bottom);
            if (toX !== x || toY !== y) {
                before ??= { center: map.getCenter(), zoom: map.getZoom() };
                map.panBy(L.point(x - toX, y - toY), { animate: !calm() });
            }
        },
        /** Put the map back to where it was before a place was chosen. */
        putBack() {
            if (before) {
                map.setView(before.center, before.zoom, { animate: !calm() });
                before = null;
            }
        },
    };
}

/**
 * Set the legend in its corner of the map, or as a strip below it: where there is little room, and
 * where it is wanted since it would hide data.
 * @param {boolean} wanted
 * @returns {boolean}  Whether it is a strip.
 */
function placeLegend(wanted) {
    const view = byId("view-map");
    // What is wanted is not measured: that lays the page out.
    const strip =
        wanted || view.clientWidth < LEAST_WIDTH_PX || view.clientHeight < LEAST_HEIGHT_PX;
    view.classList.toggle("legend-below", strip);
    const stage = byId("stage");
    stage.style.removeProperty("--legend");
    if (strip) {
        // As high as in the year in which it holds most: a year does not change the map's size.
        const [legend] = boxesAtMost([byId("legend")]);
        stage.style.setProperty("--legend", `${legend?.height ?? 0}px`);
    }
    return strip;
}

/**
 * Where the map has to look for a box of the plane to be as large as the map allows, beside what lies
 * over it; that is read at once, for each change lays the page out again.
 * @param {import("leaflet").Map} map
 * @param {Touched & {room: Box, reach: number}} wanted
 */
function fitBesideCover(map, wanted) {
    const size = map.getSize();
    const container = map.getContainer();
    const top = Math.min(hiddenAtTop(container, byId("toolbar")), size.y / 2);
    const { legend, covered } = coveredByCorners(container);
    const all = { left: 0, top, right: size.x, bottom: size.y };
    return { ...fitInto(map, wanted, all, covered), legend };
}

/**
 * Whether a map looks where it was told to.
 * @param {import("leaflet").Map} map
 * @param {Look} look
 */
function isAt(map, { center, zoom }) {
    const off = map.latLngToContainerPoint(center).distanceTo(map.getSize().divideBy(2));
    return Math.abs(map.getZoom() - zoom) < SAME_ZOOM && off < SAME_PX;
}
