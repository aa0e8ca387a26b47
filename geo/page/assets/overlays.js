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
 * The part of the map that the panel leaves free, in pixels of the map.
 * @param {HTMLElement} container
 * @param {HTMLElement} panel
 * @returns {Rect}
 */
export function freeArea(container, panel) {
    const ground = container.getBoundingClientRect();
    const free = { left: 0, top: 0, right: ground.width, bottom: ground.height };
    if (panel.hidden) {
        return free;
    }
    const box = panel.getBoundingClientRect();
    if (box.width < ground.width * 0.8) {
        return { ...free, right: Math.max(80, box.left - ground.left) };
    }
    return { ...free, bottom: Math.max(80, Math.min(ground.height, box.top - ground.top)) };
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
