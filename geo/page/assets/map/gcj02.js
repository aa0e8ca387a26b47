/**
 * WGS 84 to GCJ-02, the datum of Chinese web maps, for tiles that use it.
 *
 * The polynomial that has been in public since 2013 (eviltransform, MIT, among others); right to a
 * few metres, which is less than a pixel at the zooms of this map.
 */

const AXIS_M = 6378245.0; // of the Krasovsky 1940 ellipsoid
const ECCENTRICITY2 = 0.0066934216229659;
const RAD = Math.PI / 180;

/**
 * @param {number} lon  Degrees, WGS 84.
 * @param {number} lat
 * @returns {[number, number]}  lon, lat in degrees, GCJ-02.
 */
export function gcj02(lon, lat) {
    const x = lon - 105;
    const y = lat - 35;
    const waves = (/** @type {number} */ v) =>
        (20 * Math.sin(6 * v * Math.PI) + 20 * Math.sin(2 * v * Math.PI)) * (2 / 3);
    const north =
        -100 +
        2 * x +
        3 * y +
        0.2 * y * y +
        0.1 * x * y +
        0.2 * Math.sqrt(Math.abs(x)) +
        waves(x) +
        (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) +
        (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3);
    const east =
        300 +
        x +
        2 * y +
        0.1 * x * x +
        0.1 * x * y +
        0.1 * Math.sqrt(Math.abs(x)) +
        waves(x) +
        (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) +
        (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3);
    const sine = Math.sin(lat * RAD);
    const curve = 1 - ECCENTRICITY2 * sine * sine;
    const perLat = ((AXIS_M * (1 - ECCENTRICITY2)) / (curve * Math.sqrt(curve))) * RAD;
    const perLon = (AXIS_M / Math.sqrt(curve)) * Math.cos(lat * RAD) * RAD;
    return [lon + east / perLon, lat + north / perLat];
}
