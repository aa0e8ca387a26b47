/**
 * What of the map is drawn once per view: land, borders, and lines around marked units.
 */

import { clear, setToDevice, setToPlane } from "./canvases.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("./shapes.js").Shapes} Shapes */
/** @typedef {import("../state/palette.js").Palette} Palette */
/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */

/**
 * @param {import("./stamps.js").Pen} context  Set to the plane.
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number[]} provinces  Together they are the country.
 * @param {Palette} palette
 * @param {{overTiles: boolean, chosen: number | undefined}} look  Leave the ground to the basemap;
 *     let every other province than the chosen one step back.
 */
export function drawLand(context, view, shapes, provinces, palette, { overTiles, chosen }) {
    if (overTiles) {
        return;
    }
    const outlines = shapes.at(view.zoom);
    for (const unit of provinces) {
        if (isInView(shapes.box(unit), view)) {
            context.fillStyle = landOf(palette, chosen !== undefined && unit !== chosen);
            context.fill(outlines.unit(unit), "evenodd");
        }
    }
}

/**
 * A layer that changes with the view alone. The first time it is drawn where it shows, which is soonest;
 * then on a canvas of its own, and copied from there.
 * @param {CanvasRenderingContext2D} spare  Not shown.
 * @param {(context: import("./stamps.js").Pen, view: View) => void} draw  On a canvas set to the plane.
 */
export function createKeptLayer(spare, draw) {
    let isDrawn = false;
    let isKept = false;

    return {
        /**
         * @param {import("./stamps.js").Pen} context
         * @param {View} view
         * @param {"copy" | "source-over"} [how]  In place of what stands there, or over it.
         */
        lay(context, view, how = "source-over") {
            if (!isDrawn) {
                isDrawn = true;
                if (how === "copy") {
                    clear(context);
                }
                setToPlane(context, view);
                draw(context, view);
                return;
            }
            if (!isKept) {
                isKept = true;
                clear(spare);
                setToPlane(spare, view);
                draw(spare, view);
            }
            lay(context, spare.canvas, how);
        },
        /** The view or the colours have changed. */
        forget() {
            isDrawn = false;
            isKept = false;
        },
    };
}

/**
 * Copy a picture of all of a canvas.
 * @param {import("./stamps.js").Pen} context
 * @param {CanvasImageSource} picture
 * @param {"copy" | "source-over"} how  In place of what stands there, or over it.
 */
export function lay(context, picture, how) {
    setToDevice(context);
    context.globalCompositeOperation = how;
    context.drawImage(picture, 0, 0);
    context.globalCompositeOperation = "source-over";
}

/**
 * @param {Palette} palette
 * @param {boolean} dimmed
 */
export const landOf = ({ paper }, dimmed) => (dimmed ? paper.dimmed : paper.land) ?? "";

/** Width in pixels and strength of each kind of line. */
const LINES = [
    { kind: "county", width: 0.5, alpha: 0.75, fromZoom: 0 },
    { kind: "prefecture", width: 0.7, alpha: 0.85, fromZoom: 0 },
    { kind: "province", width: 1.5, alpha: 1, fromZoom: 0 },
    { kind: "outline", width: 0.9, alpha: 1, fromZoom: 0 },
    { kind: "nine_dash_line", width: 1.6, alpha: 1, fromZoom: 0 },
];

/**
 * @param {import("./stamps.js").Pen} context  Set to the plane.
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number} level  Lines of finer levels are left out.
 * @param {Palette} palette
 */
export function drawBorders(context, view, shapes, level, palette) {
    context.lineJoin = "bevel"; // on lines so thin it looks as a round one does, and takes two thirds
    const finer = ["county", "prefecture"].slice(0, 2 - level);
    for (const { kind, width, alpha } of LINES) {
        if (!shapes.kinds.includes(kind) || finer.includes(kind)) {
            continue;
        }
        const isEdge = kind === "outline" || kind === "nine_dash_line";
        context.strokeStyle = (isEdge ? palette.paper.coast : palette.paper.line) ?? "";
        context.globalAlpha = alpha;
        context.lineWidth = width / view.scale;
        for (const path of shapes.at(view.zoom).lines(kind)) {
            context.stroke(path);
        }
    }
    context.globalAlpha = 1;
}

/**
 * Mark one unit with a line around it.
 * @param {import("./stamps.js").Pen} context  Set to the plane.
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number} unit
 * @param {{colour: string, width: number}} pen
 */
export function outlineUnit(context, view, shapes, unit, { colour, width }) {
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.lineWidth = width / view.scale;
    context.stroke(shapes.at(view.zoom).unit(unit));
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
