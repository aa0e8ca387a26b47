/**
 * Sites on a grid of the screen: one by one, and together only where they would hide each other.
 * The grid is made once per view; a year is looked up in it, cell by cell.
 */

import { countUpTo } from "../model/columns.js";
import { STATUS } from "../model/status.js";

/** @typedef {import("./canvases.js").View} View */

const DOT_PX = 4;
/** Width of the line around marks. */
export const OUTLINE_PX = 1.2;
/** Sites closer than this hide each other. */
const HIDING_PX = 2 * DOT_PX - 1;
/** Wider than the largest disc, which so has room in its cell and touches no other. */
const CELL_PX = 42;
const LARGEST_PX = 17;
/** Cells with more sites than this are taken as crowded without looking at each pair. */
const MOST_COMPARED = 12;

/**
 * @typedef {object} SiteGrid  The sites of a view, by cell of the screen.
 * @property {Int32Array} cell  Per site; -1 out of view.
 * @property {number} columns
 * @property {number} cells
 * @property {{x: number, y: number}} corner  Of the first cell, in pixels of the view.
 * @property {Float32Array} x  Per site, in pixels of the view.
 * @property {Float32Array} y
 * @property {Groups} all  Every site in view.
 * @property {Uint8Array} crowded  Per cell: some of its sites hide each other.
 */

/**
 * @typedef {object} Groups  Sites by cell: a stretch of `order` is a cell, ascending by site.
 * @property {Uint32Array} start  Per cell, where its stretch begins; one longer than the cells.
 * @property {Uint32Array} order  Sites.
 * @property {Float64Array} sumX  Of all that stand before in `order`; one longer.
 * @property {Float64Array} sumY
 */

/**
 * @typedef {object} Mark  A dot or a cluster on the screen.
 * @property {number} x
 * @property {number} y
 * @property {number} radius
 * @property {number} count
 * @property {number} site  The first site in it, whose colour it has.
 * @property {boolean} open  None of its sites is settled: a statement allows each, none settles it.
 */

/**
 * @param {Float64Array} points  On the plane.
 * @param {View} view
 * @returns {SiteGrid}
 */
export function createSiteGrid(points, view) {
    const count = points.length / 2;
    // Cells keep still on the map while it pans: they are counted from the plane's corner.
    const corner = { x: -modulo(view.left, CELL_PX), y: -modulo(view.top, CELL_PX) };
    const columns = Math.ceil((view.width - corner.x) / CELL_PX);
    const cells = columns * Math.ceil((view.height - corner.y) / CELL_PX);
    const cell = new Int32Array(count).fill(-1);
    const x = new Float32Array(count);
    const y = new Float32Array(count);
    for (let i = 0; i < count; i++) {
        const px = /** @type {number} */ (points[2 * i]) * view.scale - view.left;
        const py = /** @type {number} */ (points[2 * i + 1]) * view.scale - view.top;
        x[i] = px;
        y[i] = py;
        if (px >= 0 && py >= 0 && px < view.width && py < view.height) {
            const column = Math.floor((px - corner.x) / CELL_PX);
            cell[i] = Math.floor((py - corner.y) / CELL_PX) * columns + column;
        }
    }
    const placed = { cell, columns, cells, corner, x, y };
    const all = groupsOf(placed, null);
    return { ...placed, all, crowded: crowdedCells(placed, all) };
}

/**
 * @param {number} value
 * @param {number} by
 */
const modulo = (value, by) => ((value % by) + by) % by;

/**
 * Sort sites by cell; those of a cell keep their order, which is that of the years.
 * @param {Pick<SiteGrid, "cell" | "cells" | "x" | "y">} placed
 * @param {Uint32Array | null} rows  Ascending; null for all.
 * @returns {Groups}
 */
function groupsOf({ cell, cells, x, y }, rows) {
    const total = rows ? rows.length : cell.length;
    const start = new Uint32Array(cells + 1);
    for (let n = 0; n < total; n++) {
        const at = /** @type {number} */ (cell[rows ? (rows[n] ?? 0) : n]);
        if (at >= 0) {
            start[at + 1] = (start[at + 1] ?? 0) + 1;
        }
    }
    for (let at = 0; at < cells; at++) {
        start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
    }
    const order = new Uint32Array(start[cells] ?? 0);
    const next = start.slice();
    for (let n = 0; n < total; n++) {
        const site = rows ? (rows[n] ?? 0) : n;
        const at = /** @type {number} */ (cell[site]);
        if (at >= 0) {
            const place = next[at] ?? 0;
            order[place] = site;
            next[at] = place + 1;
        }
    }
    return { start, order, sumX: runningSums(order, x), sumY: runningSums(order, y) };
}

/**
 * @param {Uint32Array} order
 * @param {Float32Array} values  Per site.
 * @returns {Float64Array}
 */
function runningSums(order, values) {
    const sums = new Float64Array(order.length + 1);
    for (let n = 0; n < order.length; n++) {
        sums[n + 1] = (sums[n] ?? 0) + (values[order[n] ?? 0] ?? 0);
    }
    return sums;
}

/**
 * Cells in which some sites hide each other; judged over all years, so that playing is steady.
 * @param {Pick<SiteGrid, "cells" | "x" | "y">} placed
 * @param {Groups} all
 * @returns {Uint8Array}
 */
function crowdedCells({ cells, x, y }, { start, order }) {
    const crowded = new Uint8Array(cells);
    /** @param {number} a @param {number} b */
    const hide = (a, b) =>
        Math.hypot((x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0)) < HIDING_PX;
    for (let at = 0; at < cells; at++) {
        const members = order.subarray(start[at], start[at + 1]);
        const isCrowded =
            members.length > MOST_COMPARED ||
            members.some((site, i) => members.subarray(0, i).some((other) => hide(site, other)));
        crowded[at] = isCrowded ? 1 : 0;
    }
    return crowded;
}

/**
 * The marks that show a span of sites.
 * @param {SiteGrid} grid
 * @param {import("../state/viewmodel.js").SiteSpan} span
 * @param {(sites: Uint32Array) => number} [firstOf]  Of sites that stand together.
 * @returns {Mark[]}  Clusters first, so that single dots lie over them.
 */
export function marksOf(grid, span, firstOf = ([site = 0]) => site) {
    const { order, start, sumX, sumY } = span.rows ? groupsOf(grid, span.rows) : grid.all;
    const [first, last] = span.rows ? [0, Number.POSITIVE_INFINITY] : [span.first, span.last];
    const isOpen = (/** @type {number} */ site) => span.code?.[site] === STATUS.POSSIBLE;
    const clusters = [];
    const dots = [];
    for (let at = 0; at < grid.cells; at++) {
        const from = start[at] ?? 0;
        const members = order.subarray(from, start[at + 1]);
        const begin = from + countUpTo(members, first - 1);
        const end = from + countUpTo(members, last - 1);
        const n = end - begin;
        if (n && grid.crowded[at]) {
            const x = ((sumX[end] ?? 0) - (sumX[begin] ?? 0)) / n;
            const y = ((sumY[end] ?? 0) - (sumY[begin] ?? 0)) / n;
            const radius = radiusOf(n);
            clusters.push({
                ...inCell(grid, at, x, y, radius),
                radius,
                count: n,
                site: firstOf(order.subarray(begin, end)),
                open: span.code !== null && order.subarray(begin, end).every(isOpen),
            });
            continue;
        }
        for (const site of order.subarray(begin, end)) {
            dots.push({
                x: grid.x[site] ?? 0,
                y: grid.y[site] ?? 0,
                radius: DOT_PX,
                count: 1,
                site,
                open: isOpen(site),
            });
        }
    }
    return [...clusters, ...dots];
}

/**
 * Whether a mark shows a site, alone or among others.
 * @param {SiteGrid} grid
 * @param {Mark} mark
 * @param {number} site  -1 for none.
 * @returns {boolean}
 */
export function holds({ cell, crowded }, mark, site) {
    const at = cell[site] ?? -1;
    return mark.site === site || (at >= 0 && crowded[at] === 1 && cell[mark.site] === at);
}

/**
 * The place nearest to a point at which a disc lies within its cell.
 * @param {SiteGrid} grid
 * @param {number} at
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @returns {{x: number, y: number}}
 */
function inCell({ columns, corner }, at, x, y, radius) {
    const reach = radius + OUTLINE_PX / 2;
    const left = corner.x + (at % columns) * CELL_PX;
    const top = corner.y + Math.floor(at / columns) * CELL_PX;
    return {
        x: Math.min(Math.max(x, left + reach), left + CELL_PX - reach),
        y: Math.min(Math.max(y, top + reach), top + CELL_PX - reach),
    };
}

/**
 * The area of a cluster grows with its count, up to what its cell can hold.
 * @param {number} count
 * @returns {number}  In pixels.
 */
function radiusOf(count) {
    return count === 1 ? DOT_PX : Math.min(LARGEST_PX, 5.8 + 1.6 * Math.log2(count));
}
