/**
 * The buttons on the map: zoom, all of China, fit to the data.
 */

import { icon } from "../dom/controls.js";
import { el } from "../dom/dom.js";

/** Drawn on a field of 20 x 20. */
const ICONS = {
    zoomIn: "M10 4v12M4 10h12",
    zoomOut: "M4 10h12",
    home: "M3 10.5 10 4l7 6.5M5.5 9v7h9V9",
    fit: "M4 7V4h3M13 4h3v3M16 13v3h-3M7 16H4v-3M8 8h4v4H8z",
};

/**
 * @param {import("../app.js").App} app
 * @param {HTMLElement} root
 * @param {Record<keyof typeof ICONS, () => void>} actions
 */
export function createMapTools(app, root, actions) {
    const names = /** @type {(keyof typeof ICONS)[]} */ (Object.keys(ICONS));
    const buttons = names.map((name) =>
        el(
            "button",
            { type: "button", class: "map-tool", onclick: actions[name] },
            icon(ICONS[name]),
        ),
    );
    const group = el("div", { class: "map-tools", role: "group" }, ...buttons);
    root.append(group);
    const label = () => {
        group.setAttribute("aria-label", app.tr().t("view.map"));
        for (const [i, button] of buttons.entries()) {
            const text = app.tr().t(`map.${names[i]}`);
            button.setAttribute("aria-label", text);
            button.title = text;
        }
    };
    label();
    app.store.subscribe((state, previous) => {
        if (state.lang !== previous.lang) {
            label();
        }
    });
}
