/**
 * A small map of the whole country with a frame where the large one is, when that is a crop.
 */

import { el } from "../dom/dom.js";
import { clearToScreen } from "./canvases.js";
import { union } from "./shapes.js";

const WIDTH_PX = 132;
/** Shown when the map shows less than this share of the box around the country. */
const CROP_BELOW = 0.8;
/** It keeps this clear of the dots of places. */
const CLEAR_PX = 20;
/** Of the frame, in pixels. */
const FRAME_PX = 1.6;

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
     * @param {import("../state/palette.js").Palette} palette
     * @param {{x: number, y: number}[]} dots  In pixels of the map: it stands where it hides fewest.
     */
    function draw(view, palette, dots) {
        const edge = FRAME_PX / 2 / scale;
        const shown = {
            left: Math.max((view.left + view.marginX) / view.scale, left + edge),
            top: Math.max((view.top + view.marginY) / view.scale, top + edge),
            right: Math.min((view.left + view.width - view.marginX) / view.scale, right - edge),
            bottom: Math.min((view.top + view.height - view.marginY) / view.scale, bottom - edge),
        };
        const width = shown.right - shown.left;
        const tall = shown.bottom - shown.top;
        const share = (width * tall) / ((right - left) * (bottom - top));
        root.hidden = width <= 0 || tall <= 0 || share > CROP_BELOW;
        if (root.hidden) {
            return;
        }
        standClear(dots);
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
        context.lineWidth = FRAME_PX / scale;
        context.strokeStyle = palette.paper.ink ?? "";
        context.strokeRect(shown.left, shown.top, width, tall);
    }

    /** @param {{x: number, y: number}[]} dots */
    function standClear(dots) {
        const hiddenAt = (/** @type {boolean} */ raised) => {
            root.classList.toggle("raised", raised);
            const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = root;
            const under = (/** @type {{x: number, y: number}} */ { x, y }) =>
                Math.abs(x - offsetLeft - offsetWidth / 2) < offsetWidth / 2 + CLEAR_PX &&
                Math.abs(y - offsetTop - offsetHeight / 2) < offsetHeight / 2 + CLEAR_PX;
            return dots.filter(under).length;
        };
        const below = hiddenAt(false);
        if (below) {
            root.classList.toggle("raised", hiddenAt(true) < below);
        }
    }

    return { draw };
}
