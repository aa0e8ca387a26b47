/**
 * Canvases that lie over a Leaflet map, follow it while it moves, and are drawn when it stops.
 */

/**
 * @typedef {object} View  Where the map is, in terms of the plane (see plane.js).
 * @property {number} zoom
 * @property {number} scale  Pixels on the screen per pixel of the plane.
 * @property {number} left  Plane pixels, scaled, of the canvases' left edge.
 * @property {number} top
 * @property {number} width  Of the canvases, in CSS pixels.
 * @property {number} height
 * @property {number} ratio  Device pixels per CSS pixel.
 * @property {number} marginX  How far the canvases reach beyond the map on each side.
 * @property {number} marginY
 */

/** The canvases reach this much of the map's size beyond each side, so that panning shows no gap. */
const MARGIN = 0.12;
/** More device pixels than this are not told apart on a map, and cost time. */
const MOST_RATIO = 2;

/**
 * @template {string} Name
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {readonly Name[]} names  From the lowest to the topmost.
 * @param {(view: View) => void} draw  Called when the view has changed.
 */
export function createCanvases(L, map, names, draw) {
    const pane = map.createPane("pilotmap");
    /** @type {Record<string, CanvasRenderingContext2D>} */
    const contexts = {};
    for (const name of names) {
        const canvas = L.DomUtil.create("canvas", "layer leaflet-zoom-animated", pane);
        canvas.setAttribute("aria-hidden", "true");
        // A browser that took the memory of its graphics away gives it back empty.
        canvas.addEventListener("contextrestored", update);
        contexts[name] = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    }
    const all = Object.values(contexts).map((context) => context.canvas);
    let center = map.getCenter();
    let view = viewOf(L, map);

    function update() {
        view = viewOf(L, map);
        center = map.getCenter();
        const corner = map.containerPointToLayerPoint([-view.marginX, -view.marginY]);
        for (const canvas of all) {
            L.DomUtil.setPosition(canvas, corner);
            resize(canvas, view);
        }
        draw(view);
    }

    /**
     * Stretch what is drawn to where it will be, while the map zooms.
     * @param {import("leaflet").LatLng} toCenter
     * @param {number} toZoom
     */
    function stretch(toCenter, toZoom) {
        const scale = map.getZoomScale(toZoom, view.zoom);
        const half = map.getSize().divideBy(2);
        const panePosition = L.DomUtil.getPosition(map.getPane("mapPane") ?? pane);
        const origin = map.project(toCenter, toZoom).subtract(half).add(panePosition).round();
        const reach = L.point(view.width / 2, view.height / 2).multiplyBy(scale);
        const corner = map.project(center, toZoom).subtract(reach).subtract(origin);
        for (const canvas of all) {
            L.DomUtil.setTransform(canvas, corner, scale);
        }
    }

    return {
        /** Draw, and from now on follow the map; before, it has no size worth drawing at. */
        follow() {
            map.on("moveend resize", update);
            map.on("zoom", () => stretch(map.getCenter(), map.getZoom()));
            map.on("zoomanim", (event) => stretch(event.center, event.zoom));
            update();
        },
        contexts: /** @type {Record<Name, CanvasRenderingContext2D>} */ (contexts),
        view: () => view,
        update,
    };
}

/**
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @returns {View}
 */
function viewOf(L, map) {
    const size = map.getSize();
    const marginX = Math.round(size.x * MARGIN);
    const marginY = Math.round(size.y * MARGIN);
    const corner = map.containerPointToLayerPoint(L.point(-marginX, -marginY));
    const topLeft = corner.add(map.getPixelOrigin());
    return {
        zoom: map.getZoom(),
        scale: 2 ** map.getZoom(),
        left: topLeft.x,
        top: topLeft.y,
        width: size.x + 2 * marginX,
        height: size.y + 2 * marginY,
        ratio: Math.min(window.devicePixelRatio || 1, MOST_RATIO),
        marginX,
        marginY,
    };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {View} view
 */
function resize(canvas, view) {
    const width = Math.round(view.width * view.ratio);
    const height = Math.round(view.height * view.ratio);
    if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${view.width}px`;
        canvas.style.height = `${view.height}px`;
    }
}

/**
 * Set a canvas to plane pixels; one that is part of a view's, by its corner in device pixels.
 * @param {import("./stamps.js").Pen} context
 * @param {View} view
 * @param {number} [x]
 * @param {number} [y]
 */
export function setToPlane(context, { ratio, scale, left, top }, x = 0, y = 0) {
    const zoom = ratio * scale;
    context.setTransform(zoom, 0, 0, zoom, -left * ratio - x, -top * ratio - y);
}

/**
 * Set a canvas to CSS pixels from its own corner.
 * @param {import("./stamps.js").Pen} context
 * @param {{ratio: number}} view
 */
export function setToScreen(context, { ratio }) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Set a canvas to its own pixels. @param {import("./stamps.js").Pen} context */
export function setToDevice(context) {
    context.setTransform(1, 0, 0, 1, 0, 0);
}

/** Empty a canvas. @param {import("./stamps.js").Pen} context */
export function clear(context) {
    setToDevice(context);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}
