/**
 * Pictures as plain values, so that the same drawing can stand in the page and be saved as SVG.
 *
 * Attributes carry the whole look: a saved picture has no style sheet.
 */

import { svg } from "./dom.js";

/**
 * @typedef {object} Shape
 * @property {string} tag  An SVG element.
 * @property {Record<string, string | number>} props
 * @property {(Shape | string)[]} children  Strings are text.
 */

/**
 * @param {string} tag
 * @param {Record<string, string | number>} [props]
 * @param {...(Shape | string)} children
 * @returns {Shape}
 */
export function shape(tag, props = {}, ...children) {
    return { tag, props, children };
}

/**
 * @param {Shape} drawn
 * @returns {SVGElement}
 */
export function toElement({ tag, props, children }) {
    const nodes = children.map((child) => (typeof child === "string" ? child : toElement(child)));
    return svg(/** @type {"g"} */ (tag), props, ...nodes);
}

/**
 * Write a picture as a document of its own.
 * @param {Shape} drawn  Its root, an `svg`.
 * @returns {string}
 */
export function toXml(drawn) {
    const props = { xmlns: "http://www.w3.org/2000/svg", ...drawn.props };
    return `<?xml version="1.0" encoding="UTF-8"?>\n${written({ ...drawn, props })}\n`;
}

/**
 * @param {Shape} drawn
 * @returns {string}
 */
function written({ tag, props, children }) {
    const attributes = Object.entries(props).map(
        ([name, value]) => ` ${name}="${escapeXml(String(value))}"`,
    );
    const inner = children.map((child) =>
        typeof child === "string" ? escapeXml(child) : written(child),
    );
    const start = `<${tag}${attributes.join("")}`;
    return inner.length ? `${start}>${inner.join("")}</${tag}>` : `${start}/>`;
}

/** What XML 1.0 (2.2) allows besides pairs of surrogates; all else is replaced. */
const NOT_XML =
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES = /** @type {Record<string, string>} */ ({
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
});

/**
 * A text as it can stand between tags and in attributes of an XML document, whatever it holds.
 * @param {string} text
 * @returns {string}
 */
export function escapeXml(text) {
    return text
        .replace(NOT_XML, "\ufffd")
        .replace(/[&<>"'\t\n\r]/g, (sign) => /** @type {string} */ (ENTITIES[sign]));
}

export const SANS =
    "Inter, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', " +
    "'Microsoft YaHei', sans-serif";
export const SERIF =
    "'Source Serif 4', 'Iowan Old Style', 'Palatino Linotype', 'Noto Serif', " +
    "'Noto Serif CJK SC', 'Songti SC', Georgia, serif";

/**
 * A pattern of diagonal lines, for `fill="url(#id)"`.
 * @param {string} id
 * @param {string} colour
 * @param {string} ground
 * @returns {Shape}
 */
export function hatching(id, colour, ground) {
    return shape(
        "pattern",
        {
            id,
            width: 6,
            height: 6,
            patternUnits: "userSpaceOnUse",
            patternTransform: "rotate(45)",
        },
        shape("rect", { width: 6, height: 6, fill: ground }),
        shape("rect", { width: 2, height: 6, fill: colour }),
    );
}
