/**
 * A small map of the whole country with a frame where the large one is, when that is a crop; the data
 * stand in it too, for some may lie beyond that frame.
 */

import { el } from "../dom/dom.js";
import { clear } from "./canvases.js";
import { union } from "./shapes.js";

const WIDTH_PX = 132;
/** Shown when the map shows less than this share of the box around the country. */
const CROP_BELOW = 0.8;
/** It keeps this clear of the dots of places. */
const CLEAR_PX = 20;
/** Of a unit that is narrower than this, in pixels, a dot is drawn. */
const LEAST_AREA_PX = 1.2;
const DOT_PX = 1.4;
/** Strength of what is only possible. */
const UNSETTLED = 0.45;
/** Of the frame, in pixels. */
const FRAME_PX = 1.6;

/**
 * @typedef {object} Area  A unit that is drawn.
 * @property {number} unit
 * @property {string} colour
 * @property {boolean} settled  Else lighter.
 */

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
    const height = Math.ceil((bottom - top) * scale);
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = WIDTH_PX * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${WIDTH_PX}px`;
    canvas.style.height = `${height}px`;

    /** What of the country a view shows. @param {import("./canvases.js").View} view */
    function shownIn(view) {
        const edge = FRAME_PX / 2 / scale;
        const shown = {
            left: Math.max((view.left + view.marginX) / view.scale, left + edge),
            top: Math.max((view.top + view.marginY) / view.scale, top + edge),
            right: Math.min((view.left + view.width - view.marginX) / view.scale, right - edge),
            bottom: Math.min((view.top + view.height - view.marginY) / view.scale, bottom - edge),
        };
        return { ...shown, width: shown.right - shown.left, height: shown.bottom - shown.top };
    }

    /**
     * Show it or hide it, and set it where it hides fewest places.
     * @param {import("./canvases.js").View} view
     * @param {{x: number, y: number}[]} dots  Places, in pixels of the map.
     */
    function place(view, dots) {
        const { width, height: tall } = shownIn(view);
        const share = (width * tall) / ((right - left) * (bottom - top));
        root.hidden = width <= 0 || tall <= 0 || share > CROP_BELOW;
        if (!root.hidden) {
            standClear(dots);
        }
    }

    /**
     * @param {import("./canvases.js").View} view
     * @param {import("../state/palette.js").Palette} palette
     * @param {{x: number, y: number}[]} dots  Places, in pixels of the map.
     * @param {() => readonly Area[]} areas  What the years shown draw.
     */
    function draw(view, palette, dots, areas) {
        place(view, dots);
        if (root.hidden) {
            return;
        }
        const shown = shownIn(view);
        const outlines = shapes.at(Math.log2(scale));
        clear(context);
        const zoom = ratio * scale;
        context.setTransform(zoom, 0, 0, zoom, -left * zoom, -top * zoom);
        context.fillStyle = palette.paper.locator ?? "";
        for (const unit of provinces) {
            context.fill(outlines.unit(unit), "evenodd");
        }
        for (const { unit, colour, settled } of areas()) {
            context.globalAlpha = settled ? 1 : UNSETTLED;
            context.fillStyle = colour;
            fillArea(outlines, unit);
        }
        context.globalAlpha = 1;
        for (const line of ["outline", "nine_dash_line"].filter((kind) =>
            shapes.kinds.includes(kind),
        )) {
            context.lineWidth = 1 / scale;
            context.strokeStyle = palette.paper.locator ?? "";
            for (const path of outlines.lines(line)) {
                context.stroke(path);
            }
        }
        context.lineWidth = FRAME_PX / scale;
        context.strokeStyle = palette.paper.ink ?? "";
        context.strokeRect(shown.left, shown.top, shown.width, shown.height);
    }

    /**
     * Fill a unit; one that is too small to be seen is a dot.
     * @param {import("./shapes.js").Paths} outlines
     * @param {number} unit
     */
    function fillArea(outlines, unit) {
        const [west, north, east, south] = shapes.box(unit);
        if (shapes.parts(unit).some((part) => (part[2] - part[0]) * scale > LEAST_AREA_PX)) {
            context.fill(outlines.unit(unit), "evenodd");
        } else {
            context.beginPath();
            context.arc((west + east) / 2, (north + south) / 2, DOT_PX / scale, 0, 2 * Math.PI);
            context.fill();
        }
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

    return { place, draw };
}
