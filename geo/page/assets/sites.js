/**
 * Sites on a grid of the screen: drawn one by one, and together only where they would hide each
 * other. The grid is made once per view; a year only counts.
 */

import { siteAt, siteTotal } from "./frame.js";

/** @typedef {import("./types.js").Sites} Sites */
/** @typedef {import("./canvases.js").View} View */

export const DOT_PX = 4;
/** Sites closer than this hide each other. */
const HIDING_PX = 2 * DOT_PX - 1;
const CELL_PX = 36;
const LARGEST_PX = 17;
/** Cells with more sites than this are taken as crowded without looking at each pair. */
const MOST_COMPARED = 12;

/**
 * @typedef {object} SiteGrid  The sites of a view, by cell of the screen.
 * @property {View} view
 * @property {number} columns
 * @property {Int32Array} cell  Per site; -1 out of view.
 * @property {Float32Array} x  Per site, in pixels of the view.
 * @property {Float32Array} y
 * @property {Uint8Array} crowded  Per cell: some of its sites hide each other.
 */

/**
 * @typedef {object} Mark  A dot or a cluster on the screen.
 * @property {number} x
 * @property {number} y
 * @property {number} radius
 * @property {number} count
 * @property {number} site  The first site in it.
 */

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
 * @param {Float64Array} points  On the plane.
 * @param {View} view
 * @returns {SiteGrid}
 */
export function createSiteGrid(points, view) {
    const count = points.length / 2;
    const columns = Math.ceil(view.width / CELL_PX);
    const rows = Math.ceil(view.height / CELL_PX);
    const cell = new Int32Array(count).fill(-1);
    const x = new Float32Array(count);
    const y = new Float32Array(count);
    // Cells keep still on the map while it pans: they are counted from the plane's corner.
    const shiftX = ((view.left % CELL_PX) + CELL_PX) % CELL_PX;
    const shiftY = ((view.top % CELL_PX) + CELL_PX) % CELL_PX;
    for (let i = 0; i < count; i++) {
        const px = /** @type {number} */ (points[2 * i]) * view.scale - view.left;
        const py = /** @type {number} */ (points[2 * i + 1]) * view.scale - view.top;
        x[i] = px;
        y[i] = py;
        if (px >= 0 && py >= 0 && px < view.width && py < view.height) {
            const column = Math.floor((px + shiftX) / CELL_PX);
            const row = Math.floor((py + shiftY) / CELL_PX);
            cell[i] = row * (columns + 1) + column;
        }
    }
    const grid = { view, columns: columns + 1, cell, x, y };
    return { ...grid, crowded: crowdedCells(grid, (columns + 1) * (rows + 1)) };
}

/**
 * Cells in which some sites hide each other; judged over all years, so that playing is steady.
 * @param {{cell: Int32Array, x: Float32Array, y: Float32Array}} grid
 * @param {number} cells
 * @returns {Uint8Array}
 */
function crowdedCells({ cell, x, y }, cells) {
    const crowded = new Uint8Array(cells);
    /** @type {Map<number, number[]>} */
    const members = new Map();
    for (let i = 0; i < cell.length; i++) {
        const at = /** @type {number} */ (cell[i]);
        if (at < 0 || crowded[at]) {
            continue;
        }
        const before = members.get(at) ?? [];
        const hides = before.some(
            (other) =>
                Math.hypot((x[i] ?? 0) - (x[other] ?? 0), (y[i] ?? 0) - (y[other] ?? 0)) <
                HIDING_PX,
        );
        if (hides || before.length >= MOST_COMPARED) {
            crowded[at] = 1;
        } else {
            before.push(i);
            members.set(at, before);
        }
    }
    return crowded;
}

/**
 * The marks that show a span of sites.
 * @param {SiteGrid} grid
 * @param {import("./frame.js").SiteSpan} span
 * @returns {Mark[]}  Clusters first, so that single dots lie over them.
 */
export function marksOf(grid, span) {
    const { crowded, cell, x, y } = grid;
    const count = new Uint32Array(crowded.length);
    const first = new Int32Array(crowded.length);
    const sumX = new Float64Array(crowded.length);
    const sumY = new Float64Array(crowded.length);
    const dots = [];
    const total = siteTotal(span);
    for (let n = 0; n < total; n++) {
        const row = siteAt(span, n);
        const at = /** @type {number} */ (cell[row]);
        if (at < 0) {
            continue;
        }
        if (!crowded[at]) {
            dots.push({ x: x[row] ?? 0, y: y[row] ?? 0, radius: DOT_PX, count: 1, site: row });
            continue;
        }
        if (!count[at]) {
            first[at] = row;
        }
        count[at] = (count[at] ?? 0) + 1;
        sumX[at] = (sumX[at] ?? 0) + (x[row] ?? 0);
        sumY[at] = (sumY[at] ?? 0) + (y[row] ?? 0);
    }
    const clusters = [];
    for (let at = 0; at < count.length; at++) {
        const n = count[at] ?? 0;
        if (n) {
            const middle = { x: (sumX[at] ?? 0) / n, y: (sumY[at] ?? 0) / n };
            clusters.push({ ...middle, radius: radiusOf(n), count: n, site: first[at] ?? 0 });
        }
    }
    return [...clusters, ...dots];
}

/**
 * The area of a cluster grows with its count, up to what its cell can hold.
 * @param {number} count
 * @returns {number}  In pixels.
 */
export function radiusOf(count) {
    return count === 1 ? DOT_PX : Math.min(LARGEST_PX, 5.5 + 1.6 * Math.log2(count));
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
    context.lineWidth = 1.2;
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
        if (radius > 10) {
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
