/**
 * Printing: the view as a drawing with title, year, legend and sources; lists follow as text.
 */

import { el } from "../dom/dom.js";
import { toElement } from "../dom/drawing.js";
import { leftOutInPrint } from "../words/printed.js";
import { titleIn } from "../words/words.js";
import { pictureOf } from "./picture.js";

/** Narrow, so that its small print can be read on a sheet of A4. */
const WIDTH_PX = 860;

/**
 * @param {import("../app.js").App} app
 * @param {import("./picture.js").Drawings} drawings
 * @param {{print: (all: boolean) => void}[]} lists  Parts that are written out on paper.
 * @param {(paper: boolean) => void} forPaper  Paper is light, whatever the screen.
 * @returns {{prepare: () => void, restore: () => void}}
 */
export function createPrinting(app, drawings, lists, forPaper) {
    const sheet = el("div", { class: "print-sheet" });
    document.body.append(sheet);
    /** @type {HTMLDetailsElement[]} */
    let opened = [];

    function prepare() {
        if (sheet.firstChild) {
            return;
        }
        forPaper(true);
        const drawn = toElement(pictureOf(app, drawings, "print", { width: WIDTH_PX }));
        drawn.setAttribute("aria-label", titleIn(app.model, app.tr().lang));
        sheet.append(drawn, ...leftOutInPrint(app).map((words) => el("p", {}, words)));
        for (const list of lists) {
            list.print(true);
        }
        const closed = document.querySelectorAll(".about details, .figures");
        opened = /** @type {HTMLDetailsElement[]} */ (
            [...closed].filter((node) => !("open" in node && node.open))
        );
        for (const node of opened) {
            node.open = true;
        }
    }

    function restore() {
        sheet.replaceChildren();
        forPaper(false);
        for (const list of lists) {
            list.print(false);
        }
        for (const node of opened) {
            node.open = false;
        }
    }

    return { prepare, restore };
}
