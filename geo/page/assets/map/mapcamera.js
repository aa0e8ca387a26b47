/**
 * Where the map looks: all of China, the data, or a unit beside the panel.
 */

import { byId } from "../dom/dom.js";
import { mainBox, touchedBy, touchedUnits } from "./framing.js";
import {
    boxesAtMost,
    coveredByCorners,
    freeArea,
    freeAreas,
    hiddenAtTop,
    hidesData,
    shareUnder,
} from "./overlays.js";
import { union } from "./shapes.js";

/** @typedef {import("./shapes.js").Box} Box */
/** @typedef {import("./framing.js").Touched} Touched */

const NO_POINTS = new Float64Array();

/** Shares of the map left free on each side: of a crop, so that it has surroundings; of China. */
const CROP_MARGIN = 0.1;
const COUNTRY_MARGIN = 0.03;
/** What is brought into view keeps this far from the edge of what is free. */
const ROOM_PX = 60;
/** Data that span this share of the country's width are shown like the country. */
const NEARLY_ALL = 0.7;
/** What hides a share of the data counts as much as a loss of so many times the share in scale. */
const HIDING = 8;
/** That any site is hidden counts as much as this loss of scale, however many there are. */
const ANY_SITE = 0.2;
/** A map of this share of the scale that it could have is as large. */
const NEARLY_FULL = 0.97;
/** How far the mark of a site, or of several, reaches around it. */
const MARK_PX = 19;
/** A map that is narrower or lower has no corner for the legend, which then is a strip below it. */
const LEAST_WIDTH_PX = 700;
const LEAST_HEIGHT_PX = 400;
/** Two views are the same as long as they differ by less. */
const SAME_ZOOM = 1e-6;
const SAME_DEGREES = 1e-4;

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
    let begun = false;
    /**
     * What the map was fitted to last, until the reader moves it: it stays fitted when its size changes.
     * @type {{wanted: Touched, center: import("leaflet").LatLng, zoom: number, size: string} | null}
     */
    let fitted = null;
    /** The legend stands below the map because it would hide data. */
    let below = false;
    let moves = 0;
    let resizing = false;
    /** The map takes a new size, and the view that fits it is set in the same turn. */
    let settling = false;
    /** Where the map was before it moved to a place that was chosen; the reader may have moved it since.
     * @type {{center: import("leaflet").LatLng, zoom: number} | null} */
    let before = null;

    /**
     * Set the legend in its corner of the map, or as a strip below it: where there is little room, and
     * where it would hide data.
     * @param {boolean} wanted
     * @returns {boolean}  Whether it stands in its corner.
     */
    function setLegendBelow(wanted) {
        const view = byId("view-map");
        const little = view.clientWidth < LEAST_WIDTH_PX || view.clientHeight < LEAST_HEIGHT_PX;
        view.classList.toggle("legend-below", wanted || little);
        // As high as in the year in which it holds most: a year does not change the map's size.
        const stage = byId("stage");
        stage.style.removeProperty("--legend");
        const [legend] = boxesAtMost([byId("legend")]);
        const strip = wanted || little ? (legend?.height ?? 0) : 0;
        stage.style.setProperty("--legend", `${strip}px`);
        resizing = true;
        map.invalidateSize({ animate: false });
        resizing = false;
        return !wanted && !little;
    }

    /**
     * Where the map has to look for a box of the plane to be as large as the map allows, beside what
     * lies over it.
     * @param {Touched} wanted
     */
    function fitFor(wanted) {
        const size = map.getSize();
        const top = hiddenAtTop(map.getContainer(), byId("toolbar"));
        const all = { left: 0, top: Math.min(top, size.y / 2), right: size.x, bottom: size.y };
        const reach = points.length ? MARK_PX : 0;
        return fitInto(map, { ...wanted, room: withRoom(wanted.box, main), reach }, all);
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
        const [over] = setLegendBelow(false)
            ? coveredByCorners(map.getContainer(), ["#legend"])
            : [];
        let fit = fitFor(wanted);
        below =
            over !== undefined &&
            (hidesData(over, fit.toPlane, shapes, wanted.units, points, MARK_PX) ||
                (points.length > 0 && !fit.full)); // it makes the map small, not to hide a site
        if (below) {
            setLegendBelow(true);
            fit = fitFor(wanted);
        }
        const { zoom, middle } = fit;
        const center = map.unproject(L.point(middle.x, middle.y), 0);
        fitted = { wanted, center, zoom, size: String(map.getSize()) };
        begun = true;
        before = null;
        settling = false;
        map.setView(center, zoom, { animate });
    }

    map.on("moveend", () => {
        const there =
            fitted &&
            Math.abs(map.getZoom() - fitted.zoom) < SAME_ZOOM &&
            Math.abs(map.getCenter().lat - fitted.center.lat) < SAME_DEGREES &&
            Math.abs(map.getCenter().lng - fitted.center.lng) < SAME_DEGREES;
        if (!there && !resizing) {
            fitted = null;
            moves++;
        }
    });

    /** By the list of units, which is one per level. @type {Map<readonly number[], Touched>} */
    const known = new Map();

    /**
     * What the data touch in any year, with room around it.
     * @param {readonly number[]} units  Those of the level shown.
     */
    function touched(units) {
        const found = known.get(units) ?? touchedBy(model, shapes, units, points, main, country);
        known.set(units, found);
        return found;
    }

    /**
     * Move the map, no further than it takes, so that the middle of a box is seen beside the panel.
     * @param {Box} box
     */
    function bringIntoView([left, top, right, bottom]) {
        const middle = map.unproject(L.point((left + right) / 2, (top + bottom) / 2), 0);
        const { x, y } = map.latLngToContainerPoint(middle);
        const free = freeArea(map.getContainer(), byId("panel"), { x, y }, ROOM_PX);
        const toX = Math.min(Math.max(x, free.left), free.right);
        const toY = Math.min(Math.max(y, free.top), free.bottom);
        if (toX !== x || toY !== y) {
            before ??= { center: map.getCenter(), zoom: map.getZoom() };
            map.panBy(L.point(x - toX, y - toY), { animate: !calm() });
        }
    }

    /** Put the map back to where it was before a place was chosen, unless the reader has moved it. */
    function putBack() {
        if (before) {
            map.setView(before.center, before.zoom, { animate: !calm() });
            before = null;
        }
    }

    map.on("dragstart", () => {
        before = null;
    });

    return {
        /** @param {number[]} units  Of the level shown. */
        showCountry: (units) =>
            show({ units: touchedUnits(model, units), boxes: [], points: NO_POINTS, box: country }),
        /** A unit, as large as the map allows. @param {number} unit */
        showUnit(unit) {
            const box = shapes.box(unit);
            show({ units: [unit], boxes: [box], points: NO_POINTS, box });
        },
        putBack,
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
        bringIntoView,
    };
}

/**
 * A box with the room around it that a map or a picture of it gives.
 * @param {Box} box
 * @param {Box} main  Of the country without its farthest islands.
 * @returns {Box}
 */
function withRoom([left, top, right, bottom], main) {
    const wide = right - left > NEARLY_ALL * (main[2] - main[0]);
    const margin = wide ? COUNTRY_MARGIN : CROP_MARGIN;
    const share = margin / (1 - 2 * margin);
    const [x, y] = [(right - left) * share, (bottom - top) * share];
    return [left - x, top - y, right + x, bottom + y];
}

/**
 * The place for a box that shows most of it, large: beside or above what lies over the map.
 * @param {import("leaflet").Map} map
 * @param {Touched & {room: Box, reach: number}} wanted  `room` is the box with what is left free
 *     around it, which is no less than `reach` pixels.
 * @param {import("./labels.js").Rect} all
 */
function fitInto(map, { box, boxes, points, room, reach }, all) {
    const [left, top, right, bottom] = room;
    const size = map.getSize();
    const { areas, covered } = freeAreas(map.getContainer(), all);
    const fits = areas.map((area) => {
        const [width, height] = [area.right - area.left, area.bottom - area.top];
        const scale = Math.min(
            width / (right - left),
            height / (bottom - top),
            Math.max(width / 2, width - 2 * reach) / (box[2] - box[0]),
            Math.max(height / 2, height - 2 * reach) / (box[3] - box[1]),
        );
        const zoom = Math.max(map.getMinZoom(), Math.min(Math.log2(scale), map.getMaxZoom()));
        const per = 2 ** zoom;
        const middle = {
            x: (left + right) / 2 + (size.x / 2 - (area.left + area.right) / 2) / per,
            y: (top + bottom) / 2 + (size.y / 2 - (area.top + area.bottom) / 2) / per,
        };
        const toPlane = (/** @type {number} */ x, /** @type {number} */ y) =>
            /** @type {[number, number]} */ ([
                middle.x + (x - size.x / 2) / per,
                middle.y + (y - size.y / 2) / per,
            ]);
        const hidden = shareHidden(boxes, points, covered.map(boxOnPlane(toPlane)), reach / per);
        return { zoom, middle, toPlane, scale: per, hidden };
    });
    const largest = Math.max(...fits.map(({ scale }) => scale));
    const cost = (/** @type {(typeof fits)[0]} */ { scale, hidden }) =>
        HIDING * hidden + (reach && hidden ? ANY_SITE : 0) + 1 - scale / largest;
    const best = fits.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    return { ...best, full: best.scale > NEARLY_FULL * largest };
}

/**
 * @param {(x: number, y: number) => [number, number]} toPlane  From pixels of the map.
 * @returns {(cover: import("./labels.js").Rect) => Box}
 */
const boxOnPlane = (toPlane) => (cover) => [
    ...toPlane(cover.left, cover.top),
    ...toPlane(cover.right, cover.bottom),
];

/**
 * How much of the data lies under what covers the map, all of them counting alike.
 * @param {readonly Box[]} boxes
 * @param {Float64Array} points
 * @param {readonly Box[]} covers
 * @param {number} reach  Of the mark of a site.
 * @returns {number}
 */
function shareHidden(boxes, points, covers, reach) {
    let hidden = 0;
    for (const box of boxes) {
        hidden += Math.max(0, ...covers.map((cover) => shareUnder(box, cover)));
    }
    for (let i = 0; i < points.length; i += 2) {
        const x = /** @type {number} */ (points[i]);
        const y = /** @type {number} */ (points[i + 1]);
        for (const [left, top, right, bottom] of covers) {
            const beside = x < left - reach || x > right + reach;
            if (!beside && y >= top - reach && y <= bottom + reach) {
                hidden++;
                break;
            }
        }
    }
    return hidden / Math.max(1, boxes.length + points.length / 2);
}
