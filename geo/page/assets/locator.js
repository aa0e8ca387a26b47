/**
 * A small map of the whole country with a frame where the large one is, when that is a crop.
 */

import { clearToScreen } from "./canvases.js";
import { el } from "./dom.js";
import { union } from "./shapes.js";

const WIDTH_PX = 132;
/** Shown when the map shows less than this share of the country's width. */
const CROP_BELOW = 0.8;

/**
 * @param {HTMLElement} root
 * @param {import("./shapes.js").Shapes} shapes
 * @param {number[]} provinces
 */
export function createLocator(root, shapes, provinces) {
    const canvas = el("canvas", { "aria-hidden": "true" });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    root.append(canvas);
    const [left, top, right, bottom] = provinces.map(shapes.box).reduce(union);
    const scale = WIDTH_PX / (right - left);
    const outlines = shapes.at(Math.log2(scale));
    const height = Math.ceil((bottom - top) * scale);
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = WIDTH_PX * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${WIDTH_PX}px`;
    canvas.style.height = `${height}px`;

    /**
     * @param {import("./canvases.js").View} view
     * @param {import("./palette.js").Palette} palette
     */
    function draw(view, palette) {
        const shown = {
            left: (view.left + view.marginX) / view.scale,
            top: (view.top + view.marginY) / view.scale,
            width: (view.width - 2 * view.marginX) / view.scale,
            height: (view.height - 2 * view.marginY) / view.scale,
        };
        root.hidden = shown.width > CROP_BELOW * (right - left);
        if (root.hidden) {
            return;
        }
        clearToScreen(context, { ...view, ratio });
        const zoom = ratio * scale;
        context.setTransform(zoom, 0, 0, zoom, -left * zoom, -top * zoom);
        context.fillStyle = palette.paper.locator ?? "";
        for (const unit of provinces) {
            context.fill(outlines.unit(unit), "evenodd");
        }
        for (const line of ["outline", "nine_dash_line"].filter((kind) =>
            shapes.kinds.includes(kind),
        )) {
            context.lineWidth = 1 / scale;
            context.strokeStyle = palette.paper.locator ?? "";
            context.stroke(outlines.lines(line));
        }
        context.lineWidth = 1.6 / scale;
        context.strokeStyle = palette.paper.ink ?? "";
        context.strokeRect(shown.left, shown.top, shown.width, shown.height);
    }

    return { draw };
}
