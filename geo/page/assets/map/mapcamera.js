/**
 * Where the map looks: all of China, the data, or a unit beside the panel.
 */

import { byId } from "../dom/dom.js";
import { STATUS } from "../model/status.js";
import { freeArea, hiddenAtTop } from "./overlays.js";
import { boxOfPoints, union } from "./shapes.js";

/** @typedef {import("./shapes.js").Box} Box */

/** A map fitted to the data shows at least this much around them: plane pixels, some 1,300 km. */
const LEAST_WIDTH = 8.4;
const LEAST_HEIGHT = 5.6;
/** Shares of the map left free on each side: of a crop, so that it has surroundings; of China. */
const CROP_MARGIN = 0.17;
const COUNTRY_MARGIN = 0.03;
/** What is brought into view keeps this far from the edge of what is free. */
const ROOM_PX = 60;
/** Data that span this share of the country's width are shown like the country. */
const NEARLY_ALL = 0.7;

/**
 * @param {import("../app.js").App} app
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {import("./shapes.js").Shapes} shapes
 * @param {number[]} provinces
 * @param {Float64Array} points  Sites on the plane.
 */
export function createCamera({ model, calm }, L, map, shapes, provinces, points) {
    /** @type {Box} */
    const country = provinces.map(shapes.box).reduce(union);
    let begun = false;

    /**
     * A box with the room around it that a map or a picture of it gives.
     * @param {Box} box
     * @returns {Box}
     */
    function withRoom([left, top, right, bottom]) {
        const wide = right - left > NEARLY_ALL * (country[2] - country[0]);
        const margin = wide ? COUNTRY_MARGIN : CROP_MARGIN;
        const share = margin / (1 - 2 * margin);
        const [x, y] = [(right - left) * share, (bottom - top) * share];
        return [left - x, top - y, right + x, bottom + y];
    }

    /**
     * Show a box of the plane as large as the map allows.
     * @param {Box} box
     */
    function show(box) {
        const [left, top, right, bottom] = withRoom(box);
        const size = map.getSize();
        const hidden = hiddenAtTop(map.getContainer(), byId("toolbar"));
        const height = size.y - hidden;
        const scale = Math.min(size.x / (right - left), height / (bottom - top));
        const zoom = Math.min(Math.log2(scale), map.getMaxZoom());
        const raised = hidden / 2 / 2 ** zoom;
        const center = map.unproject(L.point((left + right) / 2, (top + bottom) / 2 - raised), 0);
        map.setView(center, zoom, { animate: begun && !calm() });
        begun = true;
    }

    /**
     * What the data touch in any year, with room around it.
     * @param {number[]} units  Those of the level shown.
     * @returns {Box}
     */
    function boxOfData(units) {
        const { offset, code } = model.statuses;
        const touched = units.filter((unit) =>
            code.subarray(offset[unit], offset[unit + 1]).some((each) => each >= STATUS.POSSIBLE),
        );
        const boxes = touched.map(shapes.box);
        if (points.length) {
            boxes.push(boxOfPoints(points));
        }
        const [left, top, right, bottom] = boxes.length ? boxes.reduce(union) : country;
        const spareX = Math.max(0, (LEAST_WIDTH - (right - left)) / 2);
        const spareY = Math.max(0, (LEAST_HEIGHT - (bottom - top)) / 2);
        return [left - spareX, top - spareY, right + spareX, bottom + spareY];
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
            map.panBy(L.point(x - toX, y - toY), { animate: !calm() });
        }
    }

    return { show, showCountry: () => show(country), boxOfData, withRoom, bringIntoView };
}
