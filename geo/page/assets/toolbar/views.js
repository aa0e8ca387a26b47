/**
 * What the layout has to know of the state: which view it makes room for, and how much
 * toolbar and timeline take; and the reduced look and the manners of `?embed`.
 */

import { byId } from "../dom/dom.js";

/** A phone with less for the map scrolls to the timeline, which would lie over the map. */
const LEAST_MAP_PX = 180;

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
    const measured = new ResizeObserver(() => {
        for (const name of ["toolbar", "timeline"]) {
            app.style.setProperty(`--${name}`, `${byId(name).offsetHeight}px`);
        }
        const [summary, stage] = [byId("summary"), byId("stage")];
        const head = summary.offsetTop + summary.offsetHeight;
        app.style.setProperty("--head", `${head}px`);
        const left = window.innerHeight - head - byId("timeline").offsetHeight;
        app.classList.toggle("tall", stage.offsetTop >= head && left < LEAST_MAP_PX);
    });
    for (const name of ["headline", "summary", "toolbar", "timeline"]) {
        measured.observe(byId(name));
    }
    measured.observe(document.documentElement);

    return {
        render({ view }) {
            app.setAttribute("data-view", view);
        },
    };
}
