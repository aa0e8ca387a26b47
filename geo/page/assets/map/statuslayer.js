/**
 * The land, and on it the statuses of units as colours and patterns. Filling outlines is most of the
 * work of a year, so only the units whose status has changed are painted anew.
 */

import { STATUS, yearOfColour } from "../model/status.js";
import { isInPart } from "../state/inpart.js";
import { PART, strengthOf } from "../state/palette.js";
import { isInView } from "./groundlayer.js";
import { hatch } from "./hatch.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("../state/palette.js").Palette} Palette */

/** A basemap is to be seen through the areas. */
const OVER_TILES = 0.72;
const OUTLINE_PX = 1.3;
/** Beside the codes of statuses: in through something inside it; behind it the classes of counts. */
const IN_PART = 4;

/**
 * @param {Model} model
 * @param {CanvasRenderingContext2D} context
 * @param {import("./shapes.js").Shapes} shapes
 * @param {ReturnType<typeof import("./groundlayer.js").createGround>} ground  What lies under them.
 */
export function createStatusLayer(model, context, shapes, ground) {
    const strength = Math.min(strengthOf(model), model.tiles ? OVER_TILES : 1);
    /** @type {Uint8Array | null} */
    let painted = null;

    /**
     * @param {View} view
     * @param {number[]} units  The mosaic of the level shown.
     * @param {Frame} frame
     * @param {Palette} palette
     */
    function draw(view, units, frame, palette) {
        const codes = Uint8Array.from(units, (unit) => lookOf(frame, unit));
        const alone = painted && changesAlone(painted, codes) ? painted : null;
        if (!alone) {
            ground.lay(context, view);
        }
        for (const [i, unit] of units.entries()) {
            const code = codes[i] ?? STATUS.UNKNOWN;
            const before = alone?.[i] ?? STATUS.UNKNOWN;
            if (code !== before && isInView(shapes.box(unit), view)) {
                paint(view, unit, before, code, palette, frame);
            }
        }
        painted = codes;
    }

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
     * @param {View} view
     * @param {number} unit
     * @param {number} before  What stands there: wiped off first.
     * @param {number} code
     * @param {Palette} palette
     * @param {Frame} frame
     */
    function paint(view, unit, before, code, palette, { counts }) {
        const path = shapes.at(view.zoom).unit(unit);
        if (before) {
            wipe(path, palette);
        }
        if (!code) {
            return;
        }
        if (code > IN_PART) {
            context.globalAlpha = model.tiles ? OVER_TILES : 1;
            context.fillStyle = counts?.colours[code - IN_PART - 1] || (palette.paper.out ?? "");
            context.fill(path, "evenodd");
            context.globalAlpha = 1;
            return;
        }
        const part = code === IN_PART ? PART : 1;
        context.globalAlpha = code === STATUS.OUT && !model.tiles ? 1 : part * strength;
        context.fillStyle = fillOf(view, unit, code, palette);
        context.fill(path, "evenodd");
        if (code === STATUS.OUT) {
            context.lineJoin = "round";
            context.strokeStyle = palette.paper.outLine ?? "";
            context.lineWidth = OUTLINE_PX / view.scale;
            context.stroke(path);
        }
        context.globalAlpha = 1;
    }

    /**
     * Bare the land, or the basemap.
     * @param {Path2D} path
     * @param {Palette} palette
     */
    function wipe(path, palette) {
        context.globalCompositeOperation = model.tiles ? "destination-out" : "source-over";
        context.fillStyle = palette.paper.land ?? "";
        context.fill(path, "evenodd");
        context.globalCompositeOperation = "source-over";
    }

    /**
     * @param {View} view
     * @param {number} unit
     * @param {number} code
     * @param {Palette} palette
     */
    function fillOf(view, unit, code, palette) {
        if (code === STATUS.OUT) {
            return palette.paper.out ?? "";
        }
        const settled = code === STATUS.IN || code === IN_PART;
        const status = settled ? STATUS.IN : code;
        const colour = palette.ofYear(yearOfColour(model, unit, status));
        return settled ? colour : hatch(context, colour, view);
    }

    return {
        draw,
        /** The view or the colours have changed: what stands there says nothing any more. */
        forget() {
            painted = null;
            ground.forget();
        },
    };
}

/**
 * Whether it is less work to wipe and paint the units that differ than to paint all of them. The
 * line around units that are out reaches into their neighbours: no such unit can be wiped alone.
 * @param {Uint8Array} before
 * @param {Uint8Array} after
 * @returns {boolean}
 */
function changesAlone(before, after) {
    let fills = 0;
    for (const [i, code] of after.entries()) {
        const old = before[i] ?? STATUS.UNKNOWN;
        if (code === STATUS.OUT || old === STATUS.OUT) {
            return false;
        }
        if (code !== old) {
            fills += (old ? 1 : 0) + (code ? 1 : 0);
        }
        fills -= code ? 1 : 0;
    }
    return fills < 0;
}
