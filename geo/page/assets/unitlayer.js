/**
 * Drawing units: the land once per view, their statuses once per year, borders over both.
 */

import { clearToPlane } from "./canvases.js";
import { hatch } from "./hatch.js";
import { firstYearIn, NEVER, STATUS } from "./status.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("./shapes.js").Shapes} Shapes */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./frame.js").Frame} Frame */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number[]} provinces  Together they are the country.
 * @param {Palette} palette
 * @param {boolean} overTiles  Leave the ground to the basemap.
 */
export function drawLand(context, view, shapes, provinces, palette, overTiles) {
    clearToPlane(context, view);
    if (overTiles) {
        return;
    }
    context.fillStyle = palette.paper.land ?? "";
    for (const unit of provinces) {
        if (isInView(shapes.box(unit), view)) {
            context.fill(shapes.unit(unit), "evenodd");
        }
    }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number[]} units  The mosaic of the level shown.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Palette} palette
 */
export function drawStatuses(context, view, shapes, units, model, frame, palette) {
    clearToPlane(context, view);
    const { scale } = view;
    context.lineJoin = "round";
    // Sites are what such data name: the areas they lie in step back behind them. A basemap is to
    // be seen through them.
    context.globalAlpha = model.sites.count ? 0.3 : model.tiles ? 0.72 : 1;
    for (const unit of units) {
        const code = frame.shown[unit] ? frame.code[unit] : STATUS.UNKNOWN;
        if (!code || !isInView(shapes.box(unit), view)) {
            continue;
        }
        const path = shapes.unit(unit);
        if (code === STATUS.OUT) {
            context.fillStyle = palette.paper.out ?? "";
            context.strokeStyle = palette.paper.outLine ?? "";
            context.lineWidth = 1.3 / scale;
            context.fill(path, "evenodd");
            context.stroke(path);
            continue;
        }
        const colour = palette.ofYear(yearOfColour(model, unit, code));
        context.fillStyle = code === STATUS.IN ? colour : hatch(context, colour, view);
        context.fill(path, "evenodd");
    }
    context.globalAlpha = 1;
}

/**
 * The year whose colour a unit takes: the first it is in, or else the first it is possible.
 * @param {Model} model
 * @param {number} unit
 * @param {number} code
 * @returns {number}
 */
export function yearOfColour(model, unit, code) {
    const first = firstYearIn(model.statuses, unit);
    if (code === STATUS.IN && first !== NEVER) {
        return first;
    }
    const earliest = model.statuses.earliest[unit] ?? NEVER;
    return earliest === NEVER ? model.years.first : earliest;
}

/** Width in pixels and strength of each kind of line. */
const LINES = [
    { kind: "county", width: 0.5, alpha: 0.75, fromZoom: 0 },
    { kind: "prefecture", width: 0.7, alpha: 0.85, fromZoom: 0 },
    { kind: "province", width: 1.5, alpha: 1, fromZoom: 0 },
    { kind: "outline", width: 0.9, alpha: 1, fromZoom: 0 },
    { kind: "nine_dash_line", width: 1.6, alpha: 1, fromZoom: 0 },
];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number} level  Lines of finer levels are left out.
 * @param {Palette} palette
 */
export function drawBorders(context, view, shapes, level, palette) {
    clearToPlane(context, view);
    context.lineJoin = "round";
    const finer = ["county", "prefecture"].slice(0, 2 - level);
    for (const { kind, width, alpha } of LINES) {
        if (!shapes.kinds.includes(kind) || finer.includes(kind)) {
            continue;
        }
        const isEdge = kind === "outline" || kind === "nine_dash_line";
        context.strokeStyle = (isEdge ? palette.paper.coast : palette.paper.line) ?? "";
        context.globalAlpha = alpha;
        context.lineWidth = width / view.scale;
        context.stroke(shapes.lines(kind));
    }
    context.globalAlpha = 1;
}

/**
 * Mark one unit with a line around it.
 * @param {CanvasRenderingContext2D} context  Set to the plane.
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number} unit
 * @param {{colour: string, width: number}} pen
 */
export function outlineUnit(context, view, shapes, unit, { colour, width }) {
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.lineWidth = width / view.scale;
    context.stroke(shapes.unit(unit));
}

/**
 * @param {import("./shapes.js").Box} box
 * @param {View} view
 * @returns {boolean}
 */
export function isInView([left, top, right, bottom], view) {
    const { scale } = view;
    return (
        right * scale >= view.left &&
        left * scale <= view.left + view.width &&
        bottom * scale >= view.top &&
        top * scale <= view.top + view.height
    );
}
