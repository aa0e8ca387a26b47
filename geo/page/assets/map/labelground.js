/**
 * What lies under labels: which unit has a fill at each place of a view, coarse enough to be asked
 * for every place where a label might stand.
 *
 * A cell of this grid belongs to the unit in which its middle lies, or to nobody. One through which
 * an edge runs is shared: a label keeps away from it.
 */

import { isInView } from "./groundlayer.js";

/** @typedef {import("./labels.js").Rect} Rect */
/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("./shapes.js").Shapes} Shapes */

/** Side of a cell, in pixels of the view. */
const CELL_PX = 4;
const NOTHING = -1;
const SEVERAL = -2;

/**
 * @typedef {object} LabelGround
 * @property {(box: Rect, test: (unit: number) => boolean) => boolean} every
 *   Whether all of a box is free of fills but for those of units that pass a test.
 * @property {(x: number, y: number) => number} at
 *   The unit at a point; less than 0 where there is none, or an edge.
 * @property {(box: Rect, test: (unit: number) => boolean) => number} share
 *   How much of a box does.
 *
 * @typedef {object} Grid
 * @property {number} columns
 * @property {number} rows
 * @property {Float64Array} points  Of all arcs, x, y, x, y…, in cells.
 * @property {Uint32Array} starts  First point of each arc.
 */

/**
 * The ground of units, and the same with some of them joined.
 * @param {Grid} grid  Of the view.
 * @param {View} view
 * @param {Shapes} shapes
 * @param {readonly number[]} units  That have a fill; none lies over another.
 */
export function createLabelGround(grid, view, shapes, units) {
    const shown = units.filter((unit) => isInView(shapes.box(unit), view));
    const arcs = new Map(shown.map((unit) => [unit, arcsOf(shapes.rings(unit))]));
    const filled = new Int32Array(grid.columns * grid.rows).fill(NOTHING);
    const toggles = new Uint8Array((grid.columns + 1) * grid.rows);
    for (const [unit, around] of arcs) {
        fill(filled, grid, around, unit, toggles);
    }

    /**
     * @param {(unit: number) => number} [idOf]  What a unit counts as: those that count as one have no
     *     edge between them. None: each of them counts for itself.
     */
    function joined(idOf) {
        const ids = new Map(shown.map((unit) => [unit, idOf ? idOf(unit) : unit]));
        const cells = idOf ? replaced(filled, ids) : filled.slice();
        for (const [arc, isEdge] of edges(grid, arcs, ids).entries()) {
            if (isEdge) {
                markArc(cells, grid, arc);
            }
        }
        return groundOf(cells, grid);
    }
    return { joined };
}

/**
 * @param {Int32Array} cells
 * @param {ReadonlyMap<number, number>} ids  Of all units in them.
 * @returns {Int32Array}
 */
function replaced(cells, ids) {
    const byUnit = new Int32Array(Math.max(0, ...ids.keys()) + 1);
    for (const [unit, id] of ids) {
        byUnit[unit] = id;
    }
    const result = new Int32Array(cells.length);
    for (let i = 0; i < cells.length; i++) {
        const unit = /** @type {number} */ (cells[i]);
        result[i] = unit < 0 ? NOTHING : /** @type {number} */ (byUnit[unit]);
    }
    return result;
}

/**
 * @param {Int32Array} cells  A unit, NOTHING or SEVERAL.
 * @param {Grid} grid
 * @returns {LabelGround}
 */
function groundOf(cells, { columns, rows }) {
    /** The cells of a box. @param {Rect} box */
    const spanOf = ({ left, top, right, bottom }) => ({
        firstX: clamp(left / CELL_PX, columns),
        lastX: clamp(right / CELL_PX, columns),
        firstY: clamp(top / CELL_PX, rows),
        lastY: clamp(bottom / CELL_PX, rows),
    });
    return {
        at: (x, y) =>
            /** @type {number} */ (
                cells[clamp(y / CELL_PX, rows) * columns + clamp(x / CELL_PX, columns)]
            ),
        every(box, test) {
            const { firstX, lastX, firstY, lastY } = spanOf(box);
            for (let y = firstY; y <= lastY; y++) {
                for (let cell = y * columns + firstX; cell <= y * columns + lastX; cell++) {
                    const unit = /** @type {number} */ (cells[cell]);
                    if (unit !== NOTHING && (unit < 0 || !test(unit))) {
                        return false;
                    }
                }
            }
            return true;
        },
        share(box, test) {
            const { firstX, lastX, firstY, lastY } = spanOf(box);
            let passing = 0;
            for (let y = firstY; y <= lastY; y++) {
                for (let cell = y * columns + firstX; cell <= y * columns + lastX; cell++) {
                    const unit = /** @type {number} */ (cells[cell]);
                    passing += unit >= 0 && test(unit) ? 1 : 0;
                }
            }
            return passing / ((lastX - firstX + 1) * (lastY - firstY + 1));
        },
    };
}

/** @param {number} at @param {number} count */
const clamp = (at, count) => Math.min(count - 1, Math.max(0, Math.floor(at)));

/**
 * The arcs in cells of a view.
 * @param {View} view
 * @param {Shapes} shapes
 * @returns {Grid}
 */
export function gridOf({ width, height, zoom, scale, left, top }, shapes) {
    const { points, starts } = shapes.at(zoom).arcs;
    const inCells = new Float64Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
        const x = /** @type {number} */ (points[i]);
        const y = /** @type {number} */ (points[i + 1]);
        inCells[i] = (x * scale - left) / CELL_PX;
        inCells[i + 1] = (y * scale - top) / CELL_PX;
    }
    return {
        columns: Math.max(1, Math.ceil(width / CELL_PX)),
        rows: Math.max(1, Math.ceil(height / CELL_PX)),
        points: inCells,
        starts,
    };
}

/**
 * The arcs around a unit, whichever way it walks them.
 * @param {number[][]} rings
 * @returns {Uint32Array}
 */
const arcsOf = (rings) =>
    Uint32Array.from(rings.flat(), (reference) => (reference < 0 ? ~reference : reference));

/**
 * Give a unit the cells whose middle it holds, by the even-odd rule: behind each of its edges a row
 * goes on inside where it was outside.
 * @param {Int32Array} cells
 * @param {Grid} grid
 * @param {Uint32Array} arcs  Around the unit.
 * @param {number} unit
 * @param {Uint8Array} toggles  A cell more than the grid per row: 0 before and after.
 */
function fill(cells, { columns, rows, points, starts }, arcs, unit, toggles) {
    let [top, bottom, left, right] = [rows, 0, columns, 0];
    for (const arc of arcs) {
        const last = /** @type {number} */ (starts[arc + 1]) - 1;
        for (let i = /** @type {number} */ (starts[arc]); i < last; i++) {
            const y = /** @type {number} */ (points[2 * i + 1]);
            const toY = /** @type {number} */ (points[2 * i + 3]);
            const first = Math.max(0, Math.ceil(Math.min(y, toY) - 0.5));
            const end = Math.min(rows, Math.ceil(Math.max(y, toY) - 0.5));
            for (let row = first; row < end; row++) {
                const x = /** @type {number} */ (points[2 * i]);
                const toX = /** @type {number} */ (points[2 * i + 2]);
                const at = x + ((toX - x) * (row + 0.5 - y)) / (toY - y);
                const column = Math.min(columns, Math.max(0, Math.ceil(at - 0.5)));
                const cell = row * (columns + 1) + column;
                toggles[cell] = 1 - /** @type {number} */ (toggles[cell]);
                top = Math.min(top, row);
                bottom = Math.max(bottom, row + 1);
                left = Math.min(left, column);
                right = Math.max(right, column);
            }
        }
    }
    for (let row = top; row < bottom; row++) {
        let inside = 0;
        const offset = row * (columns + 1);
        for (let column = left; column < right; column++) {
            inside ^= /** @type {number} */ (toggles[offset + column]);
            if (inside) {
                cells[row * columns + column] = unit;
            }
        }
        toggles.fill(0, offset + left, offset + right + 1);
    }
}

/**
 * The arcs that have something else on either side.
 * @param {Grid} grid
 * @param {ReadonlyMap<number, Uint32Array>} arcs  Around each unit shown.
 * @param {ReadonlyMap<number, number>} ids  Of these units.
 * @returns {Uint8Array}  1 for each of them, by arc.
 */
function edges({ starts }, arcs, ids) {
    const sides = new Int32Array(starts.length).fill(NOTHING);
    const found = new Uint8Array(starts.length);
    for (const [unit, id] of ids) {
        for (const arc of arcs.get(unit) ?? []) {
            found[arc] = sides[arc] === id ? 0 : 1; // none where the same is on its other side
            sides[arc] = id;
        }
    }
    return found;
}

/**
 * Mark every cell that an arc passes through.
 * @param {Int32Array} cells
 * @param {Grid} grid
 * @param {number} arc
 */
function markArc(cells, grid, arc) {
    const { columns, rows, points, starts } = grid;
    const first = /** @type {number} */ (starts[arc]);
    const last = /** @type {number} */ (starts[arc + 1]) - 1;
    let column = Math.floor(/** @type {number} */ (points[2 * first]));
    let row = Math.floor(/** @type {number} */ (points[2 * first + 1]));
    for (let i = first; i < last; i++) {
        const toColumn = Math.floor(/** @type {number} */ (points[2 * i + 2]));
        const toRow = Math.floor(/** @type {number} */ (points[2 * i + 3]));
        if (row !== toRow || column !== toColumn) {
            markStep(cells, grid, i);
        } else if (row >= 0 && row < rows && column >= 0 && column < columns) {
            cells[row * columns + column] = SEVERAL; // most steps stay in one cell
        }
        column = toColumn;
        row = toRow;
    }
}

/**
 * Mark every cell on the way from a point to the next.
 * @param {Int32Array} cells
 * @param {Grid} grid
 * @param {number} point
 */
function markStep(cells, { columns, rows, points }, point) {
    const x = /** @type {number} */ (points[2 * point]);
    const y = /** @type {number} */ (points[2 * point + 1]);
    const toX = /** @type {number} */ (points[2 * point + 2]);
    const toY = /** @type {number} */ (points[2 * point + 3]);
    const slope = toY === y ? 0 : (toX - x) / (toY - y);
    const top = Math.min(y, toY);
    const bottom = Math.max(y, toY);
    const end = Math.min(rows - 1, Math.floor(bottom));
    for (let row = Math.max(0, Math.floor(top)); row <= end; row++) {
        // Where it enters the row, and where it leaves it.
        const atX = slope ? x + slope * (Math.max(row, top) - y) : x;
        const endX = slope ? x + slope * (Math.min(row + 1, bottom) - y) : toX;
        const from = Math.max(0, Math.floor(Math.min(atX, endX)));
        const to = Math.min(columns, Math.floor(Math.max(atX, endX)) + 1);
        for (let cell = row * columns + from; cell < row * columns + to; cell++) {
            cells[cell] = SEVERAL;
        }
    }
}
