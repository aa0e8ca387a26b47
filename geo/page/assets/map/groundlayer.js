/**
 * The ground of the map, drawn once per view: land, borders, and lines around marked units.
 */

import { clearToPlane, setToPlane } from "./canvases.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("./shapes.js").Shapes} Shapes */
/** @typedef {import("../state/palette.js").Palette} Palette */
/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Shapes} shapes
 * @param {number[]} provinces  Together they are the country.
 * @param {Palette} palette
 * @param {{overTiles: boolean, chosen: number | undefined}} look  Leave the ground to the basemap;
 *     let every other province than the chosen one step back.
 */
export function drawLand(context, view, shapes, provinces, palette, { overTiles, chosen }) {
    clearToPlane(context, view);
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
 * The land under the statuses of a view: drawn there at first, and for later years copied from a
 * canvas of its own, which takes memory and time only then.
 * @param {CanvasRenderingContext2D} spare  Not shown.
 * @param {(context: CanvasRenderingContext2D, view: View) => void} draw  Empties a canvas and draws.
 */
export function createGround(spare, draw) {
    let timesLaid = 0;
    return {
        /** @param {CanvasRenderingContext2D} context  Is set to the plane. @param {View} view */
        lay(context, view) {
            timesLaid++;
            if (timesLaid === 1) {
                draw(context, view);
                return;
            }
            if (timesLaid === 2) {
                draw(spare, view);
            }
            context.setTransform(1, 0, 0, 1, 0, 0);
            context.globalCompositeOperation = "copy";
            context.drawImage(spare.canvas, 0, 0);
            context.globalCompositeOperation = "source-over";
            setToPlane(context, view);
        },
        /** The view or the colours have changed. */
        forget() {
            timesLaid = 0;
        },
    };
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
        context.stroke(shapes.at(view.zoom).lines(kind));
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
