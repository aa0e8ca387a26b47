/**
 * Which part of the plane a first view shows: what the data touch, without what a small map of the
 * whole country shows as well.
 */

import { STATUS } from "../model/status.js";
import { boxOfPoints, union } from "./shapes.js";

/** @typedef {import("./shapes.js").Box} Box */
/** @typedef {import("./shapes.js").Shapes} Shapes */

/**
 * A map fitted to the data shows their surroundings: three times as much as they take, but no less than
 * some 250 km and no more than some 1,300 km across, in plane pixels. Three districts of a city would be
 * a speck in more, and one would have no neighbours in less.
 */
const SURROUNDINGS = 3;
const LEAST = { width: 1.6, height: 1.1 };
const ENOUGH = { width: 8.4, height: 5.6 };
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
export function touchedUnits({ statuses: { offset, code }, counted }, units) {
    return units.filter(
        (unit) =>
            counted[unit] ||
            code.subarray(offset[unit], offset[unit + 1]).some((each) => each >= STATUS.POSSIBLE),
    );
}

/**
 * @typedef {object} Touched  What a view is to show.
 * @property {readonly number[]} units
 * @property {readonly Box[]} boxes  Of units.
 * @property {Float64Array} points  Of sites, x, y, x, y…
 * @property {Box} box  Around all of it.
 */

/**
 * What the data touch in some year: units of the level shown, and sites; and the box of all, no smaller
 * than gives a reader some surroundings. What lies outside the main part of the country counts only
 * where there is nothing else.
 * @param {import("../model/types.js").Model} model
 * @param {Shapes} shapes
 * @param {readonly number[]} units
 * @param {Float64Array} points  Sites on the plane.
 * @param {Box} main
 * @param {Box} country  Shown where there is nothing.
 * @returns {Touched}
 */
export function touchedBy(model, shapes, units, points, main, country) {
    const touched = touchedUnits(model, units);
    const parts = touched.map(shapes.parts);
    const inner = parts.map((each) => each.filter((box) => isInside(box, main)));
    const near = pointsIn(points, main);
    const isNear = near.length > 0 || inner.some(({ length }) => length);
    const boxes = (isNear ? inner : parts).flatMap((each) =>
        each.length ? [each.reduce(union)] : [],
    );
    const sites = isNear ? near : points;
    const all = sites.length ? [...boxes, boxOfPoints(sites)] : boxes;
    return {
        units: touched,
        boxes,
        points: sites,
        box: roomy(all.length ? all.reduce(union) : country),
    };
}

/**
 * @param {Float64Array} points
 * @param {Box} box
 * @returns {Float64Array}
 */
function pointsIn(points, [left, top, right, bottom]) {
    const found = new Float64Array(points.length);
    let used = 0;
    for (let i = 0; i < points.length; i += 2) {
        const x = /** @type {number} */ (points[i]);
        const y = /** @type {number} */ (points[i + 1]);
        if (x >= left && y >= top && x <= right && y <= bottom) {
            found[used++] = x;
            found[used++] = y;
        }
    }
    return used < points.length ? found.slice(0, used) : points;
}

/** @param {Box} box @returns {Box} */
function roomy([left, top, right, bottom]) {
    const spareX = spareFor(right - left, LEAST.width, ENOUGH.width);
    const spareY = spareFor(bottom - top, LEAST.height, ENOUGH.height);
    return [left - spareX, top - spareY, right + spareX, bottom + spareY];
}

/** @param {number} length  Of the data. @param {number} least @param {number} enough */
const spareFor = (length, least, enough) =>
    Math.max(0, Math.min(Math.max(SURROUNDINGS * length, least), enough) - length) / 2;
