/**
 * Text in pictures: measured, wrapped, in paragraphs one below the other.
 */

import { SANS, shape } from "../dom/drawing.js";
import { wrapText } from "../dom/wrap.js";

/** @typedef {import("../dom/drawing.js").Shape} Shape */

/** Of a picture, left and right. */
export const MARGIN = 40;

/** @type {CanvasRenderingContext2D | null} */
let pen = null;

/** @param {string} text @param {string} font */
export function measure(text, font) {
    pen ??= /** @type {CanvasRenderingContext2D} */ (
        document.createElement("canvas").getContext("2d")
    );
    pen.font = font;
    return pen.measureText(text).width;
}

/**
 * @typedef {object} Style
 * @property {number} size
 * @property {number} [weight]
 * @property {string} [family]
 * @property {string} colour
 */

/**
 * Lines of text from a height downwards.
 * @param {string} text
 * @param {number} top
 * @param {number} room  Width.
 * @param {Style} style
 * @param {number} x
 * @returns {{shapes: Shape[], bottom: number}}
 */
function paragraph(text, top, room, { size, weight = 400, family = SANS, colour }, x) {
    const font = `${weight} ${size}px ${family}`;
    const lines = wrapText(text, room, (part) => measure(part, font));
    const leading = Math.round(size * 1.32);
    const look = { "font-family": family, "font-size": size, "font-weight": weight, fill: colour };
    const shapes = lines.map((line, i) =>
        shape("text", { x, y: top + size + i * leading, ...look }, line),
    );
    return { shapes, bottom: top + lines.length * leading };
}

/**
 * Paragraphs one below the other.
 * @param {number} top
 * @param {number} room  Width.
 * @param {number} scale  Of the type.
 * @param {number} [x]
 */
export function column(top, room, scale, x = MARGIN) {
    /** @type {Shape[]} */
    const shapes = [];
    let bottom = top;
    const write = (/** @type {string} */ text, /** @type {Style} */ style, gap = 0, less = 0) => {
        if (text) {
            const sized = { ...style, size: style.size * scale };
            const lines = paragraph(text, bottom, room - less, sized, x);
            shapes.push(...lines.shapes);
            bottom = lines.bottom + gap;
        }
    };
    return { shapes, write, bottom: () => bottom };
}
