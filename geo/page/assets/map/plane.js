/**
 * Degrees to the flat map at zoom 0, in pixels: what Leaflet's projection gives, without making an
 * object per point. At zoom z everything is 2 ** z as large.
 */

import { gcj02 } from "./gcj02.js";
import { albers, EQUATOR_KM, EQUATOR_PX } from "./projection.js";

/** @typedef {(lon: number, lat: number) => [number, number]} Plane */

/** @type {Plane} */
export function albersPlane(lon, lat) {
    const [east, north] = albers(lon, lat);
    const scale = EQUATOR_PX / EQUATOR_KM;
    return [east * scale, -north * scale];
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
