/**
 * What lies under labels: which unit has a fill at each place of a view, coarse enough to be asked
 * for every place where a label might stand.
 *
 * The units are painted in colours that number them, on a small canvas that is read once. A cell
 * that two fills share is neither's: a label keeps away from it. Numbers that follow each other have
 * colours far apart, so that a blend of two is hardly ever that of a third.
 */

import { isInView } from "./groundlayer.js";

/** @typedef {import("./labels.js").Rect} Rect */
/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("./shapes.js").Shapes} Shapes */

/** Side of a cell, in pixels of the view. */
const CELL_PX = 4;
/** Opacity of a cell, of 255, below which nothing is said to lie there. */
const LEAST_OPACITY = 12;
/** Width of the line around units that join, in cells: else there would be a gap between them. */
const SEAM = 1.6;
/** And around others: a label keeps off their edge. */
const EDGE = 0.5;
const NOTHING = -1;
const SEVERAL = -2;

/**
 * @typedef {object} LabelGround
 * @property {(box: Rect, test: (unit: number) => boolean) => boolean} every
 *   Whether all of a box is free of fills but for those of units that pass a test.
 * @property {(box: Rect, test: (unit: number) => boolean) => boolean} some
 *   Whether some of a box lies on a unit that passes.
 * @property {(box: Rect, test: (unit: number) => boolean) => number} share
 *   How much of a box does.
 */

/**
 * @param {View} view
 * @param {Shapes} shapes
 * @param {readonly number[]} units  That have a fill; none lies over another.
 * @param {(unit: number) => number} [idOf]  What a unit counts as: those that count as one join.
 * @returns {LabelGround}
 */
export function createLabelGround(view, shapes, units, idOf = (unit) => unit) {
    const columns = Math.max(1, Math.ceil(view.width / CELL_PX));
    const rows = Math.max(1, Math.ceil(view.height / CELL_PX));
    const cells = unitsByCell(view, shapes, units, idOf, columns, rows);

    /** @param {Rect} box @returns {Generator<number>} */
    function* under({ left, top, right, bottom }) {
        const [firstX = 0, lastX = 0] = [left, right].map((x) => clamp(x / CELL_PX, columns));
        const [firstY = 0, lastY = 0] = [top, bottom].map((y) => clamp(y / CELL_PX, rows));
        for (let y = firstY; y <= lastY; y++) {
            for (let x = firstX; x <= lastX; x++) {
                yield cells[y * columns + x] ?? NOTHING;
            }
        }
    }

    /** @type {LabelGround} */
    const ground = {
        every(box, test) {
            for (const unit of under(box)) {
                if (unit !== NOTHING && (unit < 0 || !test(unit))) {
                    return false;
                }
            }
            return true;
        },
        some: (box, test) => ground.share(box, test) > 0,
        share(box, test) {
            let [own, all] = [0, 0];
            for (const unit of under(box)) {
                own += unit >= 0 && test(unit) ? 1 : 0;
                all++;
            }
            return own / all;
        },
    };
    return ground;
}

/** @param {number} at @param {number} count */
const clamp = (at, count) => Math.min(count - 1, Math.max(0, Math.floor(at)));

/**
 * @param {View} view
 * @param {Shapes} shapes
 * @param {readonly number[]} units
 * @param {(unit: number) => number} idOf
 * @param {number} columns
 * @param {number} rows
 * @returns {Int32Array}  A unit, NOTHING or SEVERAL.
 */
function unitsByCell(view, shapes, units, idOf, columns, rows) {
    const canvas = document.createElement("canvas");
    canvas.width = columns;
    canvas.height = rows;
    const context = /** @type {CanvasRenderingContext2D} */ (
        canvas.getContext("2d", { willReadFrequently: true })
    );
    const scale = view.scale / CELL_PX;
    context.setTransform(scale, 0, 0, scale, -view.left / CELL_PX, -view.top / CELL_PX);
    const paths = shapes.at(view.zoom);
    const shown = units.filter((unit) => isInView(shapes.box(unit), view));
    for (const unit of shown) {
        const colour = `#${colourOf(idOf(unit)).toString(16).padStart(6, "0")}`;
        context.fillStyle = colour;
        context.strokeStyle = colour;
        context.fill(paths.unit(unit), "evenodd");
        context.lineWidth = (idOf(unit) === unit ? EDGE : SEAM) / scale;
        context.stroke(paths.unit(unit));
    }
    const known = new Map(shown.map((unit) => [colourOf(idOf(unit)), idOf(unit)]));
    const { data } = context.getImageData(0, 0, columns, rows);
    const cells = new Int32Array(columns * rows);
    const channel = (/** @type {number} */ at) => data[at] ?? 0;
    for (let cell = 0; cell < cells.length; cell++) {
        const at = 4 * cell;
        const opacity = channel(at + 3);
        if (opacity === 255) {
            const colour = channel(at) * 65536 + channel(at + 1) * 256 + channel(at + 2);
            cells[cell] = known.get(colour) ?? SEVERAL;
        } else {
            cells[cell] = opacity < LEAST_OPACITY ? NOTHING : SEVERAL;
        }
    }
    return cells;
}

/** @param {number} id @returns {number}  Odd times a number is another for each, modulo 2 ** 24. */
const colourOf = (id) => Math.imul(id + 1, 0x9e3779) & 0xffffff;
