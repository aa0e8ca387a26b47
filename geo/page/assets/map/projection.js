/**
 * Where a place lies on the flat map. Kilometres east and north of the middle of China.
 *
 * Albers' equal-area conic with the parameters that national maps of China use (standard parallels
 * 25° and 47° N, central meridian 105° E), on a sphere: J. P. Snyder, "Map Projections: A Working
 * Manual", USGS Professional Paper 1395 (1987), equations 14-1 to 14-11. Equal area, so that a
 * large prefecture looks large because it is, not because it lies north.
 */

const RADIUS_KM = 6371.0072; // of the sphere with the Earth's area
const DEGREE = Math.PI / 180;
const LON_0 = 105 * DEGREE;
const LAT_0 = 36 * DEGREE;
const LAT_1 = 25 * DEGREE;
const LAT_2 = 47 * DEGREE;

const N = (Math.sin(LAT_1) + Math.sin(LAT_2)) / 2;
const C = Math.cos(LAT_1) ** 2 + 2 * N * Math.sin(LAT_1);
const RHO_0 = Math.sqrt(C - 2 * N * Math.sin(LAT_0)) / N;

const rhoOf = (/** @type {number} */ lat) => Math.sqrt(C - 2 * N * Math.sin(lat * DEGREE)) / N;
const thetaOf = (/** @type {number} */ lon) => N * (lon * DEGREE - LON_0);
const eastOf = (/** @type {number} */ rho, /** @type {number} */ theta) =>
    RADIUS_KM * rho * Math.sin(theta);
const northOf = (/** @type {number} */ rho, /** @type {number} */ theta) =>
    RADIUS_KM * (RHO_0 - rho * Math.cos(theta));

/**
 * @param {number} lon  Degrees east.
 * @param {number} lat  Degrees north.
 * @returns {[number, number]}  Kilometres east, kilometres north.
 */
export function albers(lon, lat) {
    const [rho, theta] = [rhoOf(lat), thetaOf(lon)];
    return [eastOf(rho, theta), northOf(rho, theta)];
}

/**
 * Many places at once, without an array for each.
 * @param {Float64Array} degrees  lon, lat, lon, lat…
 * @param {number} perKm  Pixels.
 * @returns {Float64Array}  Pixels east, pixels south, east, south…
 */
export function albersOfAll(degrees, perKm) {
    const pixels = new Float64Array(degrees.length);
    for (let i = 0; i < degrees.length; i += 2) {
        const theta = thetaOf(/** @type {number} */ (degrees[i]));
        const rho = rhoOf(/** @type {number} */ (degrees[i + 1]));
        pixels[i] = eastOf(rho, theta) * perKm;
        pixels[i + 1] = northOf(rho, theta) * -perKm;
    }
    return pixels;
}

/**
 * @param {number} east  Kilometres.
 * @param {number} north  Kilometres.
 * @returns {[number, number]}  lon, lat in degrees.
 */
export function albersInverse(east, north) {
    const x = east / RADIUS_KM;
    const y = RHO_0 - north / RADIUS_KM;
    const rho = Math.hypot(x, y);
    const sine = (C - (rho * N) ** 2) / (2 * N);
    const lat = Math.asin(Math.min(1, Math.max(-1, sine)));
    return [(LON_0 + Math.atan2(x, y) / N) / DEGREE, lat / DEGREE];
}

/** Pixels of the whole equator at zoom 0, as in Web Mercator: zooms then mean the usual scales. */
export const EQUATOR_PX = 256;
export const EQUATOR_KM = 40075.017;

/**
 * The projection as Leaflet takes it. `L.CRS.Albers` is named by the map that Folium writes.
 * @param {typeof import("leaflet")} L
 * @returns {import("leaflet").CRS}
 */
export function albersCrs(L) {
    const pixelsPerKm = (/** @type {number} */ zoom) => (EQUATOR_PX / EQUATOR_KM) * 2 ** zoom;
    const crs = L.Util.extend({}, L.CRS.Simple, {
        code: "ALBERS:105E",
        infinite: true,
        projection: {
            bounds: L.bounds([-4000, -4000], [4000, 4000]),
            project: (/** @type {import("leaflet").LatLng} */ { lat, lng }) =>
                L.point(...albers(lng, lat)),
            unproject: (/** @type {import("leaflet").Point} */ { x, y }) => {
                const [lon, lat] = albersInverse(x, y);
                return L.latLng(lat, lon);
            },
        },
        transformation: L.transformation(1, 0, -1, 0),
        scale: pixelsPerKm,
        zoom: (/** @type {number} */ scale) => Math.log2(scale / (EQUATOR_PX / EQUATOR_KM)),
        distance: (
            /** @type {import("leaflet").LatLng} */ a,
            /** @type {import("leaflet").LatLng} */ b,
        ) => L.CRS.EPSG3857.distance(a, b),
    });
    return crs;
}
