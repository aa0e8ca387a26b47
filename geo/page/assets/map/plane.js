/**
 * Degrees to the flat map at zoom 0, in pixels: what Leaflet's projection gives, without making an
 * object per point. At zoom z everything is 2 ** z as large.
 */

import { gcj02 } from "./gcj02.js";
import { albers, albersOfAll, EQUATOR_KM, EQUATOR_PX } from "./projection.js";

/** @typedef {(lon: number, lat: number) => [number, number]} Plane */

const PX_PER_KM = EQUATOR_PX / EQUATOR_KM;

/** @type {Plane} */
export function albersPlane(lon, lat) {
    const [east, north] = albers(lon, lat);
    return [east * PX_PER_KM, -north * PX_PER_KM];
}

/** @type {Plane} */
export function mercatorPlane(lon, lat) {
    const sine = Math.sin((lat * Math.PI) / 180);
    const y = Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    return [(lon / 360 + 0.5) * EQUATOR_PX, (0.5 - y) * EQUATOR_PX];
}

/** @type {Plane} */
export function shiftedMercatorPlane(lon, lat) {
    return mercatorPlane(...gcj02(lon, lat));
}

/**
 * Many places at once.
 * @param {Float64Array} degrees  lon, lat, lon, lat…
 * @param {Plane} plane
 * @returns {Float64Array}  x, y, x, y…
 */
export function allOnPlane(degrees, plane) {
    if (plane === albersPlane) {
        return albersOfAll(degrees, PX_PER_KM);
    }
    const points = new Float64Array(degrees.length);
    for (let i = 0; i < degrees.length; i += 2) {
        points.set(plane(degrees[i] ?? 0, degrees[i + 1] ?? 0), i);
    }
    return points;
}
