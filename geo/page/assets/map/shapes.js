/**
 * The topology on the plane: a path per unit and one per kind of line, made when first drawn, with
 * as much detail as a zoom can show.
 */

import { allOnPlane } from "./plane.js";

/** @typedef {import("../model/topology.js").Topology} Topology */
/** @typedef {[number, number, number, number]} Box  left, top, right, bottom */

/** Points nearer to the last one than this are left out, in pixels of the screen. */
const DETAIL_PX = 0.5;
/** The box of nothing. @type {Box} */
const EMPTY = [Infinity, Infinity, -Infinity, -Infinity];
/** So many points of lines are one path, about. */
const POINTS_AT_ONCE = 200;
/** From this zoom on every point is drawn: a pixel is finer than the grid of the outlines. */
const FINEST_ZOOM = 9;

/**
 * @typedef {object} Paths  Outlines at one zoom; neighbours share their borders at each.
 * @property {(unit: number) => Path2D} unit
 * @property {(kind: string) => Path2D[]} lines  Together they are all lines of a kind.
 * @property {{points: Float64Array, starts: Uint32Array}} arcs  On the plane; first point of each.
 *
 * @typedef {object} Shapes
 * @property {(zoom: number) => Paths} at
 * @property {string[]} kinds
 * @property {(unit: number) => Box} box
 * @property {(unit: number) => Box[]} parts  A box per polygon.
 * @property {(unit: number) => number[][]} rings  Of arcs, `~i` backwards.
 * @property {(unit: number) => [number, number]} label  A point well inside the unit.
 * @property {(unit: number, x: number, y: number) => boolean} contains  A point of the plane.
 * @property {import("./plane.js").Plane} plane
 */

/**
 * @param {Topology} topology
 * @param {import("./plane.js").Plane} plane
 * @returns {Shapes}
 */
export function createShapes(topology, plane) {
    const points = allOnPlane(topology.points, plane);
    const { starts } = topology;
    /** @type {Map<number, Paths>} */
    const levels = new Map();
    const arcs = boxesOfArcs(points, starts);
    /** @type {Map<number, Box[]>} */
    const boxesOfParts = new Map();
    /** @type {Map<number, Box>} */
    const boxes = new Map();
    const asked = /** @type {CanvasRenderingContext2D} */ (
        document.createElement("canvas").getContext("2d")
    );
    const outlined = topology.polygons.length;
    const parts = (/** @type {number} */ unit) =>
        kept(boxesOfParts, unit, () =>
            (topology.polygons[unit] ?? []).map(([exterior = []]) => boxOf(exterior, arcs)),
        );
    const box = (/** @type {number} */ unit) =>
        kept(boxes, unit, () => parts(unit).reduce(union, EMPTY));

    /** @param {number} zoom */
    function at(zoom) {
        const level = Math.min(Math.ceil(zoom * 4) / 4, FINEST_ZOOM);
        return kept(levels, level, () =>
            pathsOf(
                topology,
                level < FINEST_ZOOM
                    ? thinned(points, starts, DETAIL_PX / 2 ** level)
                    : { points, starts },
            ),
        );
    }

    return {
        plane,
        at,
        kinds: Object.keys(topology.kinds),
        box,
        parts,
        contains(unit, x, y) {
            const [left, top, right, bottom] = box(unit);
            const near = unit < outlined && x >= left && x <= right && y >= top && y <= bottom;
            return near && asked.isPointInPath(at(FINEST_ZOOM).unit(unit), x, y, "evenodd");
        },
        rings: (unit) => topology.polygons[unit]?.flat() ?? [],
        label: (unit) => plane(topology.labels.lon[unit] ?? 0, topology.labels.lat[unit] ?? 0),
    };
}

/**
 * @param {Topology} topology
 * @param {{points: Float64Array, starts: Uint32Array}} arcs  On the plane.
 * @returns {Paths}
 */
function pathsOf(topology, { points, starts }) {
    /** @type {Map<number, Path2D>} */
    const units = new Map();
    /** @type {Map<string, Path2D[]>} */
    const kinds = new Map();
    return {
        arcs: { points, starts },
        unit: (unit) => kept(units, unit, () => unitPath(topology.polygons[unit], points, starts)),
        lines: (kind) => kept(kinds, kind, () => linePaths(topology.kinds[kind], points, starts)),
    };
}

/**
 * Arcs without the points that stand too near to the one kept before; both ends always stay.
 * @param {Float64Array} points
 * @param {Uint32Array} starts
 * @param {number} tolerance  On the plane.
 * @returns {{points: Float64Array, starts: Uint32Array}}
 */
export function thinned(points, starts, tolerance) {
    const few = new Float64Array(points.length);
    const begins = new Uint32Array(starts.length);
    let used = 0;
    for (let arc = 0; arc + 1 < starts.length; arc++) {
        begins[arc] = used / 2;
        const first = /** @type {number} */ (starts[arc]);
        const last = /** @type {number} */ (starts[arc + 1]) - 1;
        let [fromX, fromY] = [Infinity, Infinity];
        for (let point = first; point <= last; point++) {
            const x = /** @type {number} */ (points[2 * point]);
            const y = /** @type {number} */ (points[2 * point + 1]);
            if (point === last || Math.abs(x - fromX) + Math.abs(y - fromY) >= tolerance) {
                few[used++] = x;
                few[used++] = y;
                fromX = x;
                fromY = y;
            }
        }
    }
    begins[begins.length - 1] = used / 2;
    return { points: few.slice(0, used), starts: begins };
}

/**
 * @param {number[][][] | undefined} polygons
 * @param {Float64Array} points
 * @param {Uint32Array} starts
 */
function unitPath(polygons, points, starts) {
    const path = new Path2D();
    for (const ring of (polygons ?? []).flat()) {
        let begun = false;
        for (const reference of ring) {
            const back = reference < 0;
            const arc = back ? ~reference : reference;
            const first = /** @type {number} */ (starts[arc]);
            const last = /** @type {number} */ (starts[arc + 1]) - 1;
            const step = back ? -1 : 1;
            const end = back ? first : last; // with which the next arc begins
            for (let point = back ? last : first; point !== end; point += step) {
                const x = /** @type {number} */ (points[2 * point]);
                const y = /** @type {number} */ (points[2 * point + 1]);
                if (begun) {
                    path.lineTo(x, y);
                } else {
                    path.moveTo(x, y);
                    begun = true;
                }
            }
        }
        path.closePath();
    }
    return path;
}

/**
 * Lines in parts: to stroke a path takes a browser the longer for each point, the more it has.
 * @param {number[] | undefined} span
 * @param {Float64Array} points
 * @param {Uint32Array} starts
 */
function linePaths(span, points, starts) {
    const [first = 0, last = 0] = span ?? [];
    /** @type {Path2D[]} */
    const paths = [];
    let [path, left] = [new Path2D(), 0];
    for (let arc = first; arc < last; arc++) {
        const begin = /** @type {number} */ (starts[arc]);
        const end = /** @type {number} */ (starts[arc + 1]);
        if (left <= 0) {
            [path, left] = [new Path2D(), POINTS_AT_ONCE];
            paths.push(path);
        }
        left -= end - begin;
        for (let point = begin; point < end; point++) {
            const x = /** @type {number} */ (points[2 * point]);
            const y = /** @type {number} */ (points[2 * point + 1]);
            if (point === begin) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
    }
    return paths;
}

/**
 * The box of each arc, of which those of rings are made: each point is looked at once.
 * @param {Float64Array} points
 * @param {Uint32Array} starts
 * @returns {Float64Array}  left, top, right, bottom, left…
 */
function boxesOfArcs(points, starts) {
    const boxes = new Float64Array(4 * (starts.length - 1));
    for (let arc = 0; arc + 1 < starts.length; arc++) {
        let left = Infinity;
        let top = Infinity;
        let right = -Infinity;
        let bottom = -Infinity;
        const end = 2 * /** @type {number} */ (starts[arc + 1]);
        for (let i = 2 * /** @type {number} */ (starts[arc]); i < end; i += 2) {
            const x = /** @type {number} */ (points[i]);
            const y = /** @type {number} */ (points[i + 1]);
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
        }
        boxes[4 * arc] = left;
        boxes[4 * arc + 1] = top;
        boxes[4 * arc + 2] = right;
        boxes[4 * arc + 3] = bottom;
    }
    return boxes;
}

/**
 * @param {readonly number[]} ring  Of arcs, `~i` backwards.
 * @param {Float64Array} boxes  Of all arcs.
 * @returns {Box}
 */
function boxOf(ring, boxes) {
    /** @type {Box} */
    const box = [...EMPTY];
    for (const reference of ring) {
        const at = 4 * (reference < 0 ? ~reference : reference);
        box[0] = Math.min(box[0], /** @type {number} */ (boxes[at]));
        box[1] = Math.min(box[1], /** @type {number} */ (boxes[at + 1]));
        box[2] = Math.max(box[2], /** @type {number} */ (boxes[at + 2]));
        box[3] = Math.max(box[3], /** @type {number} */ (boxes[at + 3]));
    }
    return box;
}

/**
 * @param {Float64Array} points  x, y, x, y…
 * @returns {Box}
 */
export function boxOfPoints(points) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < points.length; i += 2) {
        const x = /** @type {number} */ (points[i]);
        const y = /** @type {number} */ (points[i + 1]);
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
    }
    return [left, top, right, bottom];
}

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {Box}
 */
export function union(a, b) {
    return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/**
 * @template Key, Value
 * @param {Map<Key, Value>} cache
 * @param {Key} key
 * @param {() => Value} make
 * @returns {Value}
 */
function kept(cache, key, make) {
    const known = cache.get(key);
    if (known !== undefined) {
        return known;
    }
    const made = make();
    cache.set(key, made);
    return made;
}
