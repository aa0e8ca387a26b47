/**
 * Sites on the map: where they lie on its plane, and how dots and clusters are drawn and found.
 */

import { SANS, shape } from "../dom/drawing.js";
import { FOREVER, STATUS, yearOfSite } from "../model/status.js";
import { allOnPlane } from "./plane.js";
import { OUTLINE_PX } from "./sitegrid.js";
import { createStamps } from "./stamps.js";

/** @typedef {import("../model/types.js").Sites} Sites */
/** @typedef {import("./sitegrid.js").Mark} Mark */

/** Width of the line of marks that are open. */
const RING_PX = 2;
/** Of discs that stand for several sites: what lies under them is to be seen. */
const CLUSTER_ALPHA = 0.88;
const SIZES_PER_PX = 4;

/**
 * The sites on the plane, x, y, x, y…
 * @param {Sites} sites
 * @param {import("./plane.js").Plane} plane
 * @returns {Float64Array}
 */
export function sitesOnPlane({ count, lon, lat }, plane) {
    const degrees = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
        degrees[2 * i] = /** @type {number} */ (lon[i]);
        degrees[2 * i + 1] = /** @type {number} */ (lat[i]);
    }
    return allOnPlane(degrees, plane);
}

/**
 * @param {Mark} mark
 * @returns {import("./labels.js").Rect}
 */
export function boxOfMark({ x, y, radius }) {
    return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/**
 * The topmost mark at a point, or null.
 * @param {Mark[]} marks
 * @param {number} x
 * @param {number} y
 * @returns {Mark | null}
 */
export function markAt(marks, x, y) {
    return marks.findLast((mark) => Math.hypot(mark.x - x, mark.y - y) <= mark.radius + 3) ?? null;
}

/**
 * @typedef {object} MarkStyle
 * @property {(site: number) => string} colourOf
 * @property {string} halo  Around marks.
 * @property {string} ground  In those that are open: they are rings, as long as nothing settles them.
 * @property {string} ink  On that ground.
 * @property {(count: number) => string} format
 */

/**
 * The colours of a mark.
 * @param {Mark} mark
 * @param {MarkStyle} style
 */
function lookOf({ site, open }, { colourOf, halo, ground, ink }) {
    const colour = colourOf(site);
    return open
        ? { fill: ground, stroke: colour, width: RING_PX, ink }
        : { fill: colour, stroke: halo, width: OUTLINE_PX, ink: inkOn(colour) };
}

/**
 * Discs of so many sizes look alike to a reader, and are few enough to keep.
 * @param {Mark} mark
 */
const sizeOf = ({ radius }) => Math.round(radius * SIZES_PER_PX) / SIZES_PER_PX;

/**
 * A disc with the line around it.
 * @param {import("./stamps.js").Pen} pen
 * @param {{x: number, y: number}} at
 * @param {Mark} mark
 * @param {ReturnType<typeof lookOf>} look
 */
function drawDisc(pen, { x, y }, mark, look) {
    pen.fillStyle = look.fill;
    pen.strokeStyle = look.stroke;
    pen.lineWidth = look.width;
    pen.globalAlpha = mark.count > 1 ? CLUSTER_ALPHA : 1;
    pen.beginPath();
    pen.arc(x, y, sizeOf(mark), 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
    pen.globalAlpha = 1;
}

/**
 * Marks on the canvas. Discs are stamps, and so stand on whole pixels.
 * @param {number} ratio  Device pixels per CSS pixel.
 */
export function createMarkLayer(ratio) {
    const discs = createStamps();
    const keyOf = (/** @type {Mark} */ mark, /** @type {ReturnType<typeof lookOf>} */ look) =>
        `${sizeOf(mark)} ${look.fill} ${look.stroke} ${mark.count > 1}`;

    return {
        /**
         * @param {import("./stamps.js").Pen} context  Set to the screen.
         * @param {readonly Mark[]} marks
         * @param {MarkStyle} style
         */
        draw(context, marks, style) {
            context.textAlign = "center";
            context.textBaseline = "middle";
            context.font = "600 10px sans-serif";
            for (const mark of marks) {
                const look = lookOf(mark, style);
                const x = Math.round(mark.x * ratio) / ratio;
                const y = Math.round(mark.y * ratio) / ratio;
                const disc = discs.get(keyOf(mark, look));
                if (disc) {
                    const side = disc.image.width / ratio;
                    context.drawImage(disc.image, x - side / 2, y - side / 2, side, side);
                } else {
                    drawDisc(context, { x, y }, mark, look);
                }
                if (mark.count > 1) {
                    context.fillStyle = look.ink;
                    context.fillText(style.format(mark.count), x, y + 0.5);
                }
            }
            context.textAlign = "start";
        },
        /**
         * Make the stamps that marks need, each when asked for the next.
         * @param {readonly Mark[]} marks
         * @param {MarkStyle} style
         * @returns {Generator<void>}
         */
        *prepare(marks, style) {
            for (const mark of marks) {
                const look = lookOf(mark, style);
                const key = keyOf(mark, look);
                if (!discs.get(key)) {
                    const half = Math.ceil((mark.radius + look.width) * ratio) + 1;
                    const box = { left: -half, top: -half, right: half, bottom: half };
                    yield* discs.make(key, box, (pen) => {
                        pen.setTransform(ratio, 0, 0, ratio, half, half);
                        drawDisc(pen, { x: 0, y: 0 }, mark, look);
                    });
                }
            }
        },
    };
}

/**
 * The same as a drawing.
 * @param {Mark[]} marks
 * @param {MarkStyle} style
 * @returns {import("../dom/drawing.js").Shape[]}
 */
export function markShapes(marks, style) {
    return marks.flatMap((mark) => {
        const look = lookOf(mark, style);
        const [x, y] = [mark.x.toFixed(1), mark.y.toFixed(1)];
        const { fill, stroke, width } = look;
        const disc = { cx: x, cy: y, r: mark.radius.toFixed(1), fill, stroke };
        const font = { "font-family": SANS, "font-size": 10, "font-weight": 600 };
        const words = { x, y: (mark.y + 4).toFixed(1), "text-anchor": "middle", fill: look.ink };
        return [
            shape("circle", { ...disc, "stroke-width": width }),
            ...(mark.count > 1
                ? [shape("text", { ...words, ...font }, style.format(mark.count))]
                : []),
        ];
    });
}

/**
 * @param {import("../app.js").App} app
 * @param {import("../state/viewmodel.js").Frame} [frame]  What is shown, or another.
 * @returns {MarkStyle}
 */
export function markStyle(app, frame = app.frame()) {
    const { model, palette, tr } = app;
    const { halo = "", land = "", ink = "" } = palette.paper;
    const { code } = frame.sites;
    const colourOf = (/** @type {number} */ site) =>
        palette.ofYear(yearOfSite(model, site, code?.[site] ?? STATUS.IN));
    return { colourOf, halo, ground: land, ink, format: tr().short };
}

/**
 * Of sites that stand together, the one whose colour they have: the first that is in.
 * @param {import("../model/types.js").Model} model
 * @param {import("../state/viewmodel.js").SiteSpan} span
 * @returns {(sites: Uint32Array) => number}
 */
export function firstNamed(model, { code }) {
    const key = (/** @type {number} */ site) =>
        code?.[site] === STATUS.IN ? yearOfSite(model, site, STATUS.IN) : FOREVER;
    return (sites) =>
        code ? sites.reduce((a, b) => (key(b) < key(a) ? b : a)) : /** @type {number} */ (sites[0]);
}

/** @type {Map<string, string>} */
const inks = new Map();

/**
 * Black or white, whichever reads better on a colour.
 * @param {string} colour  As #rrggbb.
 * @returns {string}
 */
export function inkOn(colour) {
    const known = inks.get(colour);
    if (known) {
        return known;
    }
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const ink = 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#111111" : "#ffffff";
    inks.set(colour, ink);
    return ink;
}

/**
 * A ring around the mark of a site that was chosen.
 * @param {import("./stamps.js").Pen} context  Set to the plane.
 * @param {import("./canvases.js").View} view
 * @param {Mark} mark
 * @param {{colour: string, width: number}} pen
 */
export function ringMark(context, { scale, left, top }, { x, y, radius }, { colour, width }) {
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.beginPath();
    context.arc((x + left) / scale, (y + top) / scale, (radius + width) / scale, 0, 2 * Math.PI);
    context.stroke();
}
