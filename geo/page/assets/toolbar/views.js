/**
 * What the layout has to know of the state: which view it makes room for, and how much
 * toolbar and timeline take; and the reduced look and the manners of `?embed`.
 */

import { byId, setProps } from "../dom/dom.js";

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
    const parts = { toolbar: byId("toolbar"), timeline: byId("timeline") };
    const [summary, stage] = [byId("summary"), byId("stage")];

    let measuredAt = "";
    let tallest = 0;

    /**
     * What is told above a small map has the height of its longest words so far: a year with a word
     * more or less does not move the map. Another width or language begins anew.
     */
    function tallestSummary() {
        const now = `${window.innerWidth} ${document.documentElement.lang}`;
        if (now !== measuredAt) {
            measuredAt = now;
            tallest = 0;
            app.style.removeProperty("--summary");
        }
        tallest = Math.max(tallest, summary.offsetHeight);
        return tallest;
    }

    /** All is read before any of it is written: what is written lays the page out anew. */
    function measure() {
        const told = tallestSummary();
        const head = summary.offsetTop + summary.offsetHeight;
        const heights = {
            toolbar: parts.toolbar.offsetHeight,
            timeline: parts.timeline.offsetHeight,
            summary: told,
            head,
        };
        const left = window.innerHeight - head - heights.timeline;
        const tall = stage.offsetTop >= head && left < LEAST_MAP_PX;
        for (const [name, height] of Object.entries(heights)) {
            const [property, wanted] = [`--${name}`, `${height}px`];
            if (app.style.getPropertyValue(property) !== wanted) {
                app.style.setProperty(property, wanted);
            }
        }
        app.classList.toggle("tall", tall);
    }

    const measured = new ResizeObserver(measure);
    for (const name of ["headline", "summary", "toolbar", "timeline"]) {
        measured.observe(byId(name));
    }
    measured.observe(document.documentElement);

    return {
        render({ view }) {
            setProps(app, { "data-view": view });
        },
    };
}
