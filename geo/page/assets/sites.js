/**
 * Sites on the map: where they lie on its plane, and how dots and clusters are drawn and found.
 */

import { OUTLINE_PX } from "./sitegrid.js";

/** @typedef {import("./types.js").Sites} Sites */
/** @typedef {import("./sitegrid.js").Mark} Mark */

/**
 * The sites on the plane, x, y, x, y…
 * @param {Sites} sites
 * @param {import("./plane.js").Plane} plane
 * @returns {Float64Array}
 */
export function sitesOnPlane(sites, plane) {
    const points = new Float64Array(2 * sites.count);
    for (let i = 0; i < sites.count; i++) {
        const [x, y] = plane(
            /** @type {number} */ (sites.lon[i]),
            /** @type {number} */ (sites.lat[i]),
        );
        points[2 * i] = x;
        points[2 * i + 1] = y;
    }
    return points;
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
 * @param {CanvasRenderingContext2D} context  Set to the screen.
 * @param {Mark[]} marks
 * @param {(site: number) => string} colourOf
 * @param {{halo: string, format: (count: number) => string}} style
 */
export function drawMarks(context, marks, colourOf, { halo, format }) {
    context.lineWidth = OUTLINE_PX;
    context.strokeStyle = halo;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = "600 10px sans-serif";
    for (const { x, y, radius, count, site } of marks) {
        context.fillStyle = colourOf(site);
        context.globalAlpha = count > 1 ? 0.88 : 1;
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fill();
        context.stroke();
        context.globalAlpha = 1;
        if (count > 1) {
            context.fillStyle = inkOn(colourOf(site));
            context.fillText(format(count), x, y + 0.5);
        }
    }
    context.textAlign = "start";
}

/**
 * Black or white, whichever reads better on a colour.
 * @param {string} colour  As #rrggbb.
 * @returns {string}
 */
export function inkOn(colour) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#111111" : "#ffffff";
}
