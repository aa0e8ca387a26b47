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
    return [...document.querySelectorAll(selector)].map((node) => {
        const box = node.getBoundingClientRect();
        return {
            left: box.left + dx,
            top: box.top + dy,
            right: box.right + dx,
            bottom: box.bottom + dy,
        };
    });
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
        if (!beside) {
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
