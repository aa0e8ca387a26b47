/**
 * What lies over the map, and what of the map it leaves free.
 */

/** @typedef {import("./labels.js").Rect} Rect */

/**
 * The rectangles that elements cover, in pixels of the canvases.
 * @param {string} selector
 * @param {import("./canvases.js").View} view
 * @param {import("leaflet").Map} map
 * @returns {Rect[]}
 */
export function coveredBy(selector, view, map) {
    const ground = map.getContainer().getBoundingClientRect();
    const dx = view.marginX - ground.left;
    const dy = view.marginY - ground.top;
    return boxesAtMost([...document.querySelectorAll(selector)]).map((box) => ({
        left: box.left + dx,
        top: box.top + dy,
        right: box.right + dx,
        bottom: box.bottom + dy,
    }));
}

/**
 * The part of the map in which a point is to stand: all of it where the panel does not cover the
 * point, or else what the panel leaves free.
 * @param {HTMLElement} container
 * @param {HTMLElement} panel
 * @param {{x: number, y: number}} point  In pixels of the map.
 * @param {number} room  Kept free at each edge, where the map is large enough.
 * @returns {Rect}
 */
export function freeArea(container, panel, point, room) {
    const ground = container.getBoundingClientRect();
    const free = { left: 0, top: 0, right: ground.width, bottom: ground.height };
    if (!panel.hidden) {
        const box = panel.getBoundingClientRect();
        const [left, top] = [box.left - ground.left, box.top - ground.top];
        const beside = box.width < ground.width * 0.8;
        const over =
            box.left < ground.right &&
            box.right > ground.left &&
            box.top < ground.bottom &&
            box.bottom > ground.top;
        if (!over) {
            // It takes nothing of the map.
        } else if (!beside) {
            free.bottom = Math.max(0, Math.min(free.bottom, top));
        } else if (point.x > left - room && point.y < top + box.height + room) {
            free.right = Math.max(0, left);
        }
    }
    const spareX = Math.min(room, (free.right - free.left) / 2);
    const spareY = Math.min(room, (free.bottom - free.top) / 2);
    return {
        left: free.left + spareX,
        top: free.top + spareY,
        right: free.right - spareX,
        bottom: free.bottom - spareY,
    };
}

/**
 * The boxes of elements as large as they get: of the legend, in the year in which it holds most. They
 * are changed and read together, for each change makes the browser lay the page out again.
 * @param {readonly Element[]} nodes
 */
export function boxesAtMost(nodes) {
    for (const node of nodes) {
        node.classList.add("at-most");
    }
    const boxes = nodes.map((node) => node.getBoundingClientRect());
    for (const node of nodes) {
        node.classList.remove("at-most");
    }
    return boxes;
}

/**
 * How much of the top of the map a bar over it hides, in pixels; 0 where the bar stands elsewhere.
 * @param {HTMLElement} container
 * @param {HTMLElement} bar
 * @returns {number}
 */
export function hiddenAtTop(container, bar) {
    const ground = container.getBoundingClientRect();
    const box = bar.getBoundingClientRect();
    const over = box.top >= ground.top && box.bottom < ground.bottom;
    return over ? box.bottom - ground.top : 0;
}

/** What may hide data, and does not move out of their way; the legend first. */
const CORNERS = ["#legend", "#locator", ".leaflet-control-scale", ".map-tools"];
/** Data stand this far from what lies over the map. */
const CLEAR_PX = 10;

/**
 * Parts of the map in which data could be shown: all of it, or what the boxes in its corners leave on
 * one side.
 * @param {{x: number, y: number}} size  Of the map.
 * @param {Rect} all  In pixels of the map, like the rest.
 * @param {readonly Rect[]} covered
 * @returns {Rect[]}
 */
export function freeAreas(size, all, covered) {
    const beside = covered.flatMap(({ left, top, right, bottom }) => [
        (left + right) / 2 < size.x / 2 ? { ...all, left: right } : { ...all, right: left },
        (top + bottom) / 2 < size.y / 2 ? { ...all, top: bottom } : { ...all, bottom: top },
    ]);
    const large = beside.filter(
        ({ left, top, right, bottom }) => right - left > size.x / 2 && bottom - top > size.y / 2,
    );
    return [all, ...large];
}

/**
 * What elements in the corners of the map cover, in pixels of the map, whether they are hidden or not:
 * they may show with the next view.
 * @param {HTMLElement} container
 * @returns {{legend: Rect | null, covered: Rect[]}}  What the legend covers, and all of it.
 */
export function coveredByCorners(container) {
    const ground = container.getBoundingClientRect();
    const nodes = CORNERS.flatMap((selector) => {
        const node = container.parentElement?.querySelector(selector);
        return node instanceof HTMLElement ? [node] : [];
    });
    const hidden = nodes.filter((node) => node.hidden);
    const show = (/** @type {boolean} */ shown) => {
        for (const node of hidden) {
            node.hidden = !shown;
        }
    };
    show(true);
    const boxes = boxesAtMost(nodes);
    show(false);
    const rects = boxes.map((box) => ({
        left: box.left - ground.left - CLEAR_PX,
        top: box.top - ground.top - CLEAR_PX,
        right: box.right - ground.left + CLEAR_PX,
        bottom: box.bottom - ground.top + CLEAR_PX,
    }));
    const isSeen = (/** @type {number} */ i) => (boxes[i]?.width ?? 0) > 0;
    return {
        legend: isSeen(0) ? (rects[0] ?? null) : null,
        covered: rects.filter((_, i) => isSeen(i)),
    };
}

/** Places under a cover are looked at this far from each other, in pixels. */
const PROBE_PX = 8;

/**
 * Whether something over the map hides a site, or some of a unit.
 * @param {Rect} cover  In pixels of the map.
 * @param {(x: number, y: number) => [number, number]} toPlane  From pixels of the map.
 * @param {import("./shapes.js").Shapes} shapes
 * @param {readonly number[]} units
 * @param {Float64Array} points  Sites on the plane.
 * @param {number} reach  How far a mark reaches around its site, in pixels.
 * @returns {boolean}
 */
export function hidesData(cover, toPlane, shapes, units, points, reach) {
    const [left, top] = toPlane(cover.left - reach, cover.top - reach);
    const [right, bottom] = toPlane(cover.right + reach, cover.bottom + reach);
    for (let i = 0; i < points.length; i += 2) {
        const [x = 0, y = 0] = [points[i], points[i + 1]];
        if (x > left && x < right && y > top && y < bottom) {
            return true;
        }
    }
    const near = units.filter((unit) => {
        const box = shapes.box(unit);
        return box[0] < right && box[2] > left && box[1] < bottom && box[3] > top;
    });
    for (let x = cover.left; near.length && x <= cover.right; x += PROBE_PX) {
        for (let y = cover.top; y <= cover.bottom; y += PROBE_PX) {
            const at = toPlane(x, y);
            if (near.some((unit) => shapes.contains(unit, ...at))) {
                return true;
            }
        }
    }
    return false;
}

/**
 * How much of a box lies under another: its share.
 * @param {import("./shapes.js").Box} box
 * @param {import("./shapes.js").Box} cover
 * @returns {number}
 */
export function shareUnder([left, top, right, bottom], cover) {
    const width = Math.min(right, cover[2]) - Math.max(left, cover[0]);
    const height = Math.min(bottom, cover[3]) - Math.max(top, cover[1]);
    const area = (right - left) * (bottom - top);
    return width > 0 && height > 0 ? (width * height) / area : 0;
}
