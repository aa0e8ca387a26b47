/**
 * Units and sites as GeoJSON (RFC 7946): lon, lat in WGS 84, outer rings anticlockwise.
 */

import { walkRing } from "../model/topology.js";

/** @typedef {import("../model/topology.js").Topology} Topology */
/** @typedef {[number, number]} Position  lon, lat in degrees. */
/** @typedef {{type: string, coordinates: unknown}} Geometry */

/**
 * @param {Topology} topology
 * @param {number} unit
 * @returns {Geometry | null}  Null where the unit has no outline.
 */
export function outlineOf(topology, unit) {
    const polygons = (topology.polygons[unit] ?? []).map((rings) =>
        rings.map((ring, i) => wound(positions(topology, ring), i === 0)),
    );
    if (!polygons.length) {
        return null;
    }
    return polygons.length === 1
        ? { type: "Polygon", coordinates: polygons[0] }
        : { type: "MultiPolygon", coordinates: polygons };
}

/**
 * @param {Topology} topology
 * @param {number[]} ring
 * @returns {Position[]}  Closed: the last position repeats the first.
 */
function positions({ points, starts }, ring) {
    /** @type {Position[]} */
    const found = [];
    walkRing(starts, ring, (point) => {
        found.push([rounded(points[2 * point] ?? 0), rounded(points[2 * point + 1] ?? 0)]);
    });
    const first = found[0];
    return first ? [...found, first] : found;
}

/**
 * The ring in the direction that the right-hand rule asks for (RFC 7946, 3.1.6).
 * @param {Position[]} ring  Closed.
 * @param {boolean} outer
 * @returns {Position[]}
 */
export function wound(ring, outer) {
    const anticlockwise = signedArea(ring) > 0;
    return anticlockwise === outer ? ring : ring.toReversed();
}

/**
 * Twice the area of a ring on the plane of degrees, positive if it runs anticlockwise.
 * @param {Position[]} ring  Closed.
 * @returns {number}
 */
export function signedArea(ring) {
    let area = 0;
    for (let i = 1; i < ring.length; i++) {
        const [x0, y0] = /** @type {Position} */ (ring[i - 1]);
        const [x1, y1] = /** @type {Position} */ (ring[i]);
        area += x0 * y1 - x1 * y0;
    }
    return area;
}

/**
 * A metre or better, which is more than the outlines hold (RFC 7946, 11.2).
 * @param {number} degrees
 */
export function rounded(degrees) {
    return Math.round(degrees * 1e5) / 1e5;
}

/**
 * @param {Topology} topology
 * @param {Iterable<import("./exportrows.js").Exported> |
 *     AsyncIterable<import("./exportrows.js").Exported>} records
 * @param {Record<string, string>} about  What the collection says of itself.
 * @returns {AsyncGenerator<string>}  The document, bit by bit.
 */
export async function* writeGeoJson(topology, records, about) {
    const head = JSON.stringify({ type: "FeatureCollection", ...about }).slice(0, -1);
    yield `${head},"features":[\n`;
    let comma = "";
    for await (const { unit, ...properties } of records) {
        const isSite = properties.kind === "site";
        const at = [Number(properties.lon), Number(properties.lat)];
        const geometry = isSite ? { type: "Point", coordinates: at } : outlineOf(topology, unit);
        const feature = { type: "Feature", properties: described(properties), geometry };
        yield comma + JSON.stringify(feature);
        comma = ",\n";
    }
    yield "\n]}\n";
}

/**
 * What is not known is null, not an empty text.
 * @param {{[name: string]: string | number}} properties
 */
function described(properties) {
    const { lon: _lon, lat: _lat, ...rest } = properties;
    return Object.fromEntries(
        Object.entries(rest).map(([name, value]) => [name, value === "" ? null : value]),
    );
}
