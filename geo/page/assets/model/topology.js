/**
 * Outlines as arcs on a grid, each border once; decoded from the bytes that the payload carries.
 *
 * Unpacked (raw deflate, base 85), all numbers are LEB128 varints; steps are zigzagged and run on from arc to arc.
 */

import { degrees, numbers, unzigzag } from "./columns.js";
import { inflatedBytes } from "./texts.js";

/** @typedef {import("./types.js").Column} Column */

/**
 * @typedef {object} PackedTopology
 * @property {number} gridDeg
 * @property {number[]} origin  lon, lat
 * @property {Record<string, number[]>} kinds
 * @property {string[]} adcodes
 * @property {number[]} levels
 * @property {{lon: Column, lat: Column}} labels
 */

/**
 * @typedef {object} Topology
 * @property {Float64Array} points  lon, lat, lon, lat… in degrees, arc after arc.
 * @property {Uint32Array} starts  First point of each arc; one longer than the arcs.
 * @property {Record<string, number[]>} kinds  [first, last + 1) of the arcs of each kind.
 * @property {number[][][][]} polygons  Per unit, per polygon, per ring: arcs, `~i` backwards.
 * @property {number[]} levels  Per unit: 1 province + 2 prefecture + 4 county.
 * @property {{lon: Float64Array, lat: Float64Array}} labels  Where the name of each unit stands.
 */

/**
 * @param {PackedTopology} packed
 * @param {Promise<string>[]} outlines  Arcs and rings, compressed.
 * @returns {Promise<Topology>}
 */
export async function unpackTopology(packed, outlines) {
    const [arcs, rings] = await Promise.all(
        outlines.map(async (block) => inflatedBytes(await block)),
    );
    const { points, starts } = unpackArcs(arcs, packed.gridDeg, packed.origin);
    return {
        points,
        starts,
        kinds: packed.kinds,
        polygons: unpackRings(rings, packed.adcodes.length),
        levels: packed.levels,
        labels: { lon: degrees(packed.labels.lon), lat: degrees(packed.labels.lat) },
    };
}

/**
 * @param {Uint8Array | undefined} data
 * @param {number} gridDeg
 * @param {number[]} origin
 */
function unpackArcs(data = new Uint8Array(), gridDeg, [lon0 = 0, lat0 = 0]) {
    const steps = numbers(data);
    const points = new Float64Array(steps.length);
    const starts = [];
    let used = 0;
    let x = 0;
    let y = 0;
    for (let at = 0; at < steps.length; ) {
        starts.push(used / 2);
        const end = at + 1 + 2 * /** @type {number} */ (steps[at]);
        for (at++; at < end; at += 2) {
            x += unzigzag(/** @type {number} */ (steps[at]));
            y += unzigzag(/** @type {number} */ (steps[at + 1]));
            points[used++] = lon0 + x * gridDeg;
            points[used++] = lat0 + y * gridDeg;
        }
    }
    starts.push(used / 2);
    return { points: points.slice(0, used), starts: Uint32Array.from(starts) };
}

/**
 * @param {Uint8Array | undefined} data
 * @param {number} units
 * @returns {number[][][][]}
 */
function unpackRings(data = new Uint8Array(), units = 0) {
    const codes = numbers(data);
    let at = 0;
    const next = () => /** @type {number} */ (codes[at++]);
    const all = [];
    while (all.length < units) {
        const polygons = [];
        for (let polygon = next(); polygon > 0; polygon--) {
            const rings = [];
            for (let ring = next(); ring > 0; ring--) {
                const arcs = [];
                for (let left = next(); left > 0; left--) {
                    const code = next();
                    arcs.push(code & 1 ? ~(code >>> 1) : code >>> 1);
                }
                rings.push(arcs);
            }
            polygons.push(rings);
        }
        all.push(polygons);
    }
    return all;
}

/**
 * Visit the points of a ring in order, without repeating the one where two arcs meet.
 * @param {Uint32Array} starts
 * @param {number[]} ring
 * @param {(point: number) => void} visit  Called with the number of a point.
 */
export function walkRing(starts, ring, visit) {
    for (const reference of ring) {
        const arc = reference < 0 ? ~reference : reference;
        const first = /** @type {number} */ (starts[arc]);
        const last = /** @type {number} */ (starts[arc + 1]) - 1;
        if (reference < 0) {
            for (let i = last; i > first; i--) {
                visit(i);
            }
        } else {
            for (let i = first; i < last; i++) {
                visit(i);
            }
        }
    }
}
