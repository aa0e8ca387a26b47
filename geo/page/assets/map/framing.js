/**
 * Which part of the plane a first view shows: what the data touch, without what a small map of the
 * whole country shows as well.
 */

import { STATUS } from "../model/status.js";
import { union } from "./shapes.js";

/** @typedef {import("./shapes.js").Box} Box */
/** @typedef {import("./shapes.js").Shapes} Shapes */

/** A map fitted to the data shows at least this much around them: plane pixels, some 1,300 km. */
const LEAST_WIDTH = 8.4;
const LEAST_HEIGHT = 5.6;
/** Parts of the country smaller than this share of its box, such as islets, do not widen a view. */
const SMALL_PART = 0.0002;
/** Nor do those that lie beside the large ones, up to this share of their width. */
const NEAR = 0.01;

/**
 * The box of the country without small parts that lie far from the rest, as the islands of the South
 * China Sea do.
 * @param {Shapes} shapes
 * @param {readonly number[]} provinces
 * @returns {Box}
 */
export function mainBox(shapes, provinces) {
    const parts = provinces.flatMap(shapes.parts);
    const country = parts.reduce(union);
    const large = parts.filter((part) => areaOf(part) > SMALL_PART * areaOf(country));
    const [left, top, right, bottom] = large.length ? large.reduce(union) : country;
    const near = NEAR * (right - left);
    return [left - near, top - near, right + near, bottom + near];
}

/** @param {Box} box */
const areaOf = ([left, top, right, bottom]) => (right - left) * (bottom - top);

/** @param {Box} box @param {Box} around */
const isInside = ([left, top, right, bottom], around) =>
    left >= around[0] && top >= around[1] && right <= around[2] && bottom <= around[3];

/**
 * The units that the data touch in some year.
 * @param {import("../model/types.js").Model} model
 * @param {readonly number[]} units
 */
export function touchedUnits({ statuses: { offset, code } }, units) {
    return units.filter((unit) =>
        code.subarray(offset[unit], offset[unit + 1]).some((each) => each >= STATUS.POSSIBLE),
    );
}

/**
 * The boxes of what the data touch in some year: of units of the level shown, and of sites. What lies
 * outside the main part of the country counts only where there is nothing else.
 * @param {import("../model/types.js").Model} model
 * @param {Shapes} shapes
 * @param {readonly number[]} units
 * @param {Float64Array} points  Sites on the plane.
 * @param {Box} main
 * @returns {Box[]}
 */
export function touchedBoxes(model, shapes, units, points, main) {
    const parts = touchedUnits(model, units).map(shapes.parts);
    for (let i = 0; i < points.length; i += 2) {
        const [x = 0, y = 0] = [points[i], points[i + 1]];
        parts.push([[x, y, x, y]]);
    }
    const inner = parts.map((each) => each.filter((box) => isInside(box, main)));
    const kept = inner.some(({ length }) => length) ? inner : parts;
    return kept.flatMap((each) => (each.length ? [each.reduce(union)] : []));
}

/**
 * The box of all, no smaller than gives a reader some surroundings.
 * @param {readonly Box[]} boxes
 * @param {Box} country  Shown where there are none.
 * @returns {Box}
 */
export function boxAround(boxes, country) {
    const [left, top, right, bottom] = boxes.length ? boxes.reduce(union) : country;
    const spareX = Math.max(0, (LEAST_WIDTH - (right - left)) / 2);
    const spareY = Math.max(0, (LEAST_HEIGHT - (bottom - top)) / 2);
    return [left - spareX, top - spareY, right + spareX, bottom + spareY];
}
