/**
 * Small things that many parts are made of: a sample of a colour, an icon, a sheet that closes.
 */

import { el, svg } from "./dom.js";

/**
 * @param {string} colour
 * @param {boolean} settled
 * @returns {HTMLElement}
 */
export function swatch(colour, settled) {
    const node = el("span", { class: settled ? "swatch" : "swatch swatch-hatched" });
    node.style.setProperty("--swatch", colour);
    return node;
}

/**
 * @param {string} path
 * @returns {SVGElement}
 */
export function icon(path) {
    return svg(
        "svg",
        { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", focusable: "false" },
        svg("path", {
            d: path,
            fill: "none",
            stroke: "currentColor",
            "stroke-width": 1.8,
            "stroke-linecap": "round",
            "stroke-linejoin": "round",
        }),
    );
}

/**
 * A sheet closes when the reader turns to something else, or presses Escape.
 * @param {HTMLDetailsElement} details
 */
export function closeOutside(details) {
    const closeBeyond = (/** @type {EventTarget | null} */ target) => {
        if (target && !details.contains(/** @type {Node} */ (target))) {
            details.open = false;
        }
    };
    document.addEventListener("pointerdown", ({ target }) => closeBeyond(target));
    details.addEventListener("focusout", ({ relatedTarget }) => closeBeyond(relatedTarget));
    details.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && details.open) {
            details.open = false;
            details.querySelector("summary")?.focus();
            event.stopPropagation();
        }
    });
}
