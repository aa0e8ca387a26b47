/**
 * The statuses of units as colours and patterns. Filling outlines is most of the work of a year: what
 * a unit looks like is kept as a stamp.
 */

import { STATUS, yearOfColour } from "../model/status.js";
import { isInPart } from "../state/inpart.js";
import { PART, strengthOf } from "../state/palette.js";
import { setToDevice, setToPlane } from "./canvases.js";
import { isInView } from "./groundlayer.js";
import { hatch } from "./hatch.js";
import { createStamps } from "./stamps.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("../state/palette.js").Palette} Palette */
/** @typedef {import("./stamps.js").Pen} Pen */

/** A basemap is to be seen through the areas. */
const OVER_TILES = 0.72;
const OUTLINE_PX = 1.3;
/** Beside the codes of statuses: in through something inside it; behind it the classes of counts. */
const IN_PART = 4;
/** More than there are codes. */
const CODES = 256;

/**
 * @param {Model} model
 * @param {import("./shapes.js").Shapes} shapes
 */
export function createStatusLayer(model, shapes) {
    const strength = Math.min(strengthOf(model), model.tiles ? OVER_TILES : 1);
    const stamps = createStamps();
    /** The colours in which counts are stamped. */
    let stampedFor = "";

    /** @param {Frame} frame @param {number} unit @returns {number}  Its status, or IN_PART. */
    function lookOf(frame, unit) {
        if (frame.counts) {
            const at = frame.shown[unit] ? (frame.counts.of[unit] ?? 0) : 0;
            return at && IN_PART + at;
        }
        const code = frame.shown[unit] ? (frame.code[unit] ?? STATUS.UNKNOWN) : STATUS.UNKNOWN;
        return code === STATUS.IN && isInPart(model, frame, unit) ? IN_PART : code;
    }

    /**
     * What units look like in a frame.
     * @param {readonly number[]} units  The mosaic of the level shown.
     * @param {Frame} frame
     */
    const looksOf = (units, frame) => Uint8Array.from(units, (unit) => lookOf(frame, unit));

    /**
     * Draw over what stands there.
     * @param {Pen} context
     * @param {View} view
     * @param {readonly number[]} units
     * @param {Uint8Array} looks  Theirs.
     * @param {Frame} frame
     * @param {Palette} palette
     */
    function draw(context, view, units, looks, frame, palette) {
        restamp(frame);
        /** @type {boolean | null} */
        let isDevice = null; // the land before it leaves the canvas set to the one or the other
        for (const [i, unit] of units.entries()) {
            const code = looks[i];
            if (!code || !isInView(shapes.box(unit), view)) {
                continue;
            }
            const stamp = stamps.get(unit * CODES + code);
            if (isDevice !== Boolean(stamp)) {
                isDevice = Boolean(stamp);
                (isDevice ? setToDevice : setToPlane)(context, view);
            }
            if (stamp) {
                context.drawImage(stamp.image, stamp.x, stamp.y);
            } else {
                paint(context, view, unit, code, palette, frame);
            }
        }
    }

    /** Stamps of counts have the colours of their measure. @param {Frame} frame */
    function restamp({ counts }) {
        const colours = counts ? counts.colours.join() : "";
        if (colours !== stampedFor) {
            stampedFor = colours;
            stamps.forget();
        }
    }

    /**
     * Make the stamps that a frame needs, each when asked for the next.
     * @param {View} view
     * @param {readonly number[]} units
     * @param {Frame} frame
     * @param {Palette} palette
     * @returns {Generator<void>}
     */
    function* prepare(view, units, frame, palette) {
        restamp(frame);
        const looks = looksOf(units, frame);
        for (const [i, unit] of units.entries()) {
            const code = looks[i];
            const box = shapes.box(unit);
            if (code && !stamps.get(unit * CODES + code) && isInView(box, view)) {
                yield* stamps.make(unit * CODES + code, onCanvas(box, view), (pen, x, y) => {
                    setToPlane(pen, view, x, y);
                    paint(pen, view, unit, code, palette, frame);
                });
            }
        }
    }

    /**
     * @param {Pen} pen  Set to the plane.
     * @param {View} view
     * @param {number} unit
     * @param {number} code
     * @param {Palette} palette
     * @param {Frame} frame
     */
    function paint(pen, view, unit, code, palette, { counts }) {
        const path = shapes.at(view.zoom).unit(unit);
        if (code > IN_PART) {
            pen.globalAlpha = model.tiles ? OVER_TILES : 1;
            pen.fillStyle = counts?.colours[code - IN_PART - 1] || (palette.paper.out ?? "");
            pen.fill(path, "evenodd");
            pen.globalAlpha = 1;
            return;
        }
        const part = code === IN_PART ? PART : 1;
        pen.globalAlpha = code === STATUS.OUT && !model.tiles ? 1 : part * strength;
        pen.fillStyle = fillOf(pen, view, unit, code, palette);
        pen.fill(path, "evenodd");
        if (code === STATUS.OUT) {
            pen.lineJoin = "round";
            pen.strokeStyle = palette.paper.outLine ?? "";
            pen.lineWidth = OUTLINE_PX / view.scale;
            pen.stroke(path);
        }
        pen.globalAlpha = 1;
    }

    /**
     * @param {Pen} pen
     * @param {View} view
     * @param {number} unit
     * @param {number} code
     * @param {Palette} palette
     */
    function fillOf(pen, view, unit, code, palette) {
        if (code === STATUS.OUT) {
            return palette.paper.out ?? "";
        }
        const settled = code === STATUS.IN || code === IN_PART;
        const status = settled ? STATUS.IN : code;
        const colour = palette.ofYear(yearOfColour(model, unit, status));
        return settled ? colour : hatch(pen, colour, view);
    }

    return {
        looksOf,
        draw,
        prepare,
        /** The view or the colours have changed. */
        forget: stamps.forget,
    };
}

/**
 * What a unit takes of the canvas, in device pixels.
 * @param {import("./shapes.js").Box} box
 * @param {View} view
 */
function onCanvas(box, { scale, ratio, left, top, width, height }) {
    const spare = OUTLINE_PX * ratio + 1;
    const x = (/** @type {number} */ at) => ratio * (at * scale - left);
    const y = (/** @type {number} */ at) => ratio * (at * scale - top);
    return {
        left: Math.max(0, x(box[0]) - spare),
        top: Math.max(0, y(box[1]) - spare),
        right: Math.min(width * ratio, x(box[2]) + spare),
        bottom: Math.min(height * ratio, y(box[3]) + spare),
    };
}
