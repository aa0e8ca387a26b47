/**
 * What the layout has to know of the state: which view it makes room for, and how much
 * toolbar and timeline take; and the reduced look and the manners of `?embed`.
 */

import { byId } from "../dom/dom.js";

/**
 * @param {import("leaflet").Map} map
 * @returns {import("../app.js").Part}
 */
export function createViews(map) {
    const app = byId("app");
    const embedded = new URLSearchParams(window.location.search).has("embed");
    document.documentElement.classList.toggle("embed", embedded);
    if (embedded) {
        // One finger scrolls the page around the frame, two move the map.
        const heed = (/** @type {PointerEvent} */ { pointerType }) =>
            map.dragging[pointerType === "touch" ? "disable" : "enable"]();
        byId("stage").addEventListener("pointerdown", heed, true);
    }
    for (const name of ["toolbar", "timeline"]) {
        const bar = byId(name);
        new ResizeObserver(() => {
            app.style.setProperty(`--${name}`, `${bar.offsetHeight}px`);
        }).observe(bar);
    }

    return {
        render({ view }) {
            app.setAttribute("data-view", view);
        },
    };
}
