/**
 * Patterns that say a status without colour.
 */

/** As wide as high; a map's pictures by Python read these constants too (geo/page/constants.py). */
const TILE_PX = 7;
const LINE_PX = 1.7;
/** Strength of the colour between the lines. */
const GROUND = 0.16;

/** @type {Map<string, CanvasPattern>} */
const patterns = new Map();

/**
 * Diagonal lines in a colour, anchored to the map so that they move with it.
 * @param {import("./stamps.js").Pen} context  Set to the plane, as it will fill.
 * @param {string} colour
 * @param {{ratio: number}} view
 * @returns {CanvasPattern}
 */
export function hatch(context, colour, view) {
    const key = `${colour} ${view.ratio}`;
    const pattern = patterns.get(key) ?? makeHatch(context, colour, view.ratio);
    patterns.set(key, pattern);
    const size = TILE_PX * view.ratio;
    const plane = context.getTransform();
    const anchored = new DOMMatrix().translate(plane.e % size, plane.f % size);
    pattern.setTransform(plane.inverse().multiply(anchored));
    return pattern;
}

/**
 * @param {import("./stamps.js").Pen} context
 * @param {string} colour
 * @param {number} ratio
 * @returns {CanvasPattern}
 */
function makeHatch(context, colour, ratio) {
    const tile = document.createElement("canvas");
    const size = Math.round(TILE_PX * ratio);
    tile.width = size;
    tile.height = size;
    const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    pen.globalAlpha = GROUND;
    pen.fillStyle = colour;
    pen.fillRect(0, 0, size, size);
    pen.globalAlpha = 1;
    pen.strokeStyle = colour;
    pen.lineWidth = LINE_PX * ratio;
    pen.lineCap = "square";
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
        pen.moveTo(shift - ratio, size + ratio);
        pen.lineTo(shift + size + ratio, -ratio);
    }
    pen.stroke();
    return /** @type {CanvasPattern} */ (context.createPattern(tile, "repeat"));
}
