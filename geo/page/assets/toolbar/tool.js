/**
 * A tool whose sheet is made when somebody turns to it, or when all else stands: until then its
 * button is all there is.
 */

import { closeOutside, icon } from "../dom/controls.js";
import { el } from "../dom/dom.js";

/**
 * @typedef {object} Tool
 * @property {HTMLDetailsElement} root  The sheet belongs behind its summary.
 * @property {HTMLElement} summary
 * @property {HTMLElement} name  Of the tool, on its button.
 */

/**
 * @param {import("../app.js").App} app
 * @param {{key: string, kind: string, path: string}} look  Its text, its class, the lines of its icon.
 * @param {(tool: Tool) => {label: () => void}} make  Put its sheet into it.
 */
export function createTool(app, { key, kind, path }, make) {
    const name = el("span", { class: "tool-name" });
    const mark = el("span", { class: "tool-icon" }, icon(path));
    const summary = el("summary", { onclick: fill }, mark, name);
    const root = el("details", { class: `filters take-tool ${kind}`, ontoggle: fill }, summary);
    closeOutside(root);
    /** @type {{label: () => void} | null} */
    let sheet = null;

    function fill() {
        if (!sheet) {
            sheet = make({ root, summary, name });
            sheet.label();
        }
    }

    return {
        root,
        fill,
        label() {
            name.textContent = app.tr().t(key);
            sheet?.label();
        },
    };
}
