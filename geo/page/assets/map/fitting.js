/**
 * How large a box of the plane can stand on a map, beside what lies over it.
 */

import { freeAreas, shareUnder } from "./overlays.js";

/** @typedef {import("./shapes.js").Box} Box */
/** @typedef {import("./framing.js").Touched} Touched */

/** Shares of the map left free on each side: of a crop, so that it has surroundings; of China. */
const CROP_MARGIN = 0.1;
const COUNTRY_MARGIN = 0.03;
/** Data that span this share of the country's width are shown like the country. */
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
export function withRoom([left, top, right, bottom], main) {
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
    // Plain loops over plain numbers: there may be a million points, and this runs once.
    const edges = Float64Array.from(
        covers.flatMap(([left, top, right, bottom]) => [
            left - reach,
            top - reach,
            right + reach,
            bottom + reach,
        ]),
    );
    for (let i = 0; i < points.length; i += 2) {
        if (
            isUnder(/** @type {number} */ (points[i]), /** @type {number} */ (points[i + 1]), edges)
        ) {
            hidden++;
        }
    }
    return hidden / Math.max(1, boxes.length + points.length / 2);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {Float64Array} edges  Left, top, right, bottom of each cover.
 * @returns {boolean}
 */
function isUnder(x, y, edges) {
    for (let at = 0; at < edges.length; at += 4) {
        const beside = x < (edges[at] ?? 0) || x > (edges[at + 2] ?? 0);
        if (!beside && y >= (edges[at + 1] ?? 0) && y <= (edges[at + 3] ?? 0)) {
            return true;
        }
    }
    return false;
}
