/**
 * What the layout has to know of the state: which view it makes room for, and how much of the stage
 * the toolbar takes; and the reduced look of `?embed`.
 */

import { byId } from "./dom.js";

/** @returns {import("./app.js").Part} */
export function createViews() {
    const app = byId("app");
    const embedded = new URLSearchParams(window.location.search).has("embed");
    document.documentElement.classList.toggle("embed", embedded);
    const toolbar = byId("toolbar");
    new ResizeObserver(() => {
        app.style.setProperty("--toolbar", `${toolbar.offsetHeight}px`);
    }).observe(toolbar);

    return {
        render({ view }) {
            app.setAttribute("data-view", view);
        },
    };
}
