/**
 * How large a box of the plane can stand on a map, beside what lies over it.
 */

import { freeAreas, shareUnder } from "./overlays.js";
import { boxOfPoints, union } from "./shapes.js";

/** @typedef {import("./shapes.js").Box} Box */
/** @typedef {import("./framing.js").Touched} Touched */

/** Shares of the map left free on each side: of a crop, so that it has surroundings; of China. */
const CROP_MARGIN = 0.1;
const COUNTRY_MARGIN = 0.03;
/** Data that span this share of the country's width are shown like the country, and if they span this
 * share of its height, too, with all of it: an outline that a frame cuts looks like a mistake. */
const NEARLY_ALL = 0.7;
/** What hides a share of the data counts as much as a loss of so many times the share in scale. */
const HIDING = 8;
/** That any site is hidden counts as much as this loss of scale, however many there are. */
const ANY_SITE = 0.2;
/** A map of this share of the scale that it could have is as large. */
const NEARLY_FULL = 0.97;

/**
 * A box with the room around it that a map or a picture of it gives.
 * @param {Box} box
 * @param {Box} main  Of the country without its farthest islands.
 * @returns {Box}
 */
export function withRoom(box, main) {
    const wide = box[2] - box[0] > NEARLY_ALL * (main[2] - main[0]);
    const high = box[3] - box[1] > NEARLY_ALL * (main[3] - main[1]);
    const [left, top, right, bottom] = wide && high ? union(box, main) : box;
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
 * @param {readonly import("./labels.js").Rect[]} covered
 */
export function fitInto(map, { box, boxes, points, room, reach }, all, covered) {
    const [left, top, right, bottom] = room;
    const size = map.getSize();
    const fits = freeAreas(size, all, covered).map((area) => {
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
        return { zoom, middle, toPlane, scale: per };
    });
    const largest = Math.max(...fits.map(({ scale }) => scale));
    let [best] = /** @type {[(typeof fits)[0]]} */ (fits);
    let least = Infinity;
    for (const fit of fits) {
        const loss = 1 - fit.scale / largest;
        if (loss < least) {
            // What is hidden is counted only where the scale alone has not lost already.
            const covers = covered.map(boxOnPlane(fit.toPlane));
            const hidden = shareHidden(boxes, points, covers, reach / fit.scale);
            const cost = HIDING * hidden + (reach && hidden ? ANY_SITE : 0) + loss;
            [best, least] = cost < least ? [fit, cost] : [best, least];
        }
    }
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
    const edges = covers.map(
        ([left, top, right, bottom]) =>
            /** @type {Box} */ ([left - reach, top - reach, right + reach, bottom + reach]),
    );
    return (hidden + countUnder(points, edges)) / Math.max(1, boxes.length + points.length / 2);
}

/** Points are looked up in so many columns and rows of the box around them. */
const LINES = 64;

/**
 * @typedef {object} PointGrid
 * @property {(x: number) => number} column  0 to LINES - 1, also of what lies beside them.
 * @property {(y: number) => number} row
 * @property {Uint32Array} start  Per cell, where it begins in `order`; one longer than the cells.
 * @property {Uint32Array} order  Points by cell.
 */

/** By the list of points: each is asked for several times. */
const grids = /** @type {WeakMap<Float64Array, PointGrid>} */ (new WeakMap());

/**
 * @param {Float64Array} points  x, y, x, y…
 * @returns {PointGrid}
 */
function gridOfPoints(points) {
    const [left, top, right, bottom] = boxOfPoints(points);
    const line = (/** @type {number} */ share) =>
        Math.min(LINES - 1, Math.max(0, Math.floor(LINES * share)));
    const column = (/** @type {number} */ x) => line((x - left) / (right - left || 1));
    const row = (/** @type {number} */ y) => line((y - top) / (bottom - top || 1));
    const cell = new Uint16Array(points.length / 2);
    const start = new Uint32Array(LINES * LINES + 1);
    for (let i = 0; i < cell.length; i++) {
        const at = row(points[2 * i + 1] ?? 0) * LINES + column(points[2 * i] ?? 0);
        cell[i] = at;
        start[at + 1] = (start[at + 1] ?? 0) + 1;
    }
    for (let at = 0; at < LINES * LINES; at++) {
        start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
    }
    const next = start.slice();
    const order = new Uint32Array(cell.length);
    for (let i = 0; i < cell.length; i++) {
        const at = cell[i] ?? 0;
        const place = next[at] ?? 0;
        order[place] = i;
        next[at] = place + 1;
    }
    return { column, row, start, order };
}

/**
 * How many points lie in some of the boxes: only what stands in their cells is looked at, since
 * there may be a million of them.
 * @param {Float64Array} points
 * @param {readonly Box[]} boxes
 * @returns {number}
 */
function countUnder(points, boxes) {
    if (!points.length) {
        return 0;
    }
    const { column, row, start, order } = grids.get(points) ?? gridOfPoints(points);
    grids.set(points, { column, row, start, order });
    let count = 0;
    for (const [i, [left, top, right, bottom]] of boxes.entries()) {
        const before = boxes.slice(0, i);
        for (let line = row(top); line <= row(bottom); line++) {
            const first = start[line * LINES + column(left)] ?? 0;
            const end = start[line * LINES + column(right) + 1] ?? 0;
            for (let n = first; n < end; n++) {
                const point = 2 * (order[n] ?? 0);
                const x = /** @type {number} */ (points[point]);
                const y = /** @type {number} */ (points[point + 1]);
                const isUnder = x >= left && x <= right && y >= top && y <= bottom;
                count += isUnder && !before.some((box) => holds(box, x, y)) ? 1 : 0;
            }
        }
    }
    return count;
}

/** @param {Box} box @param {number} x @param {number} y */
const holds = ([left, top, right, bottom], x, y) =>
    x >= left && x <= right && y >= top && y <= bottom;
