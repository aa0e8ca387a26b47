/**
 * Handing a file to the reader.
 */

import { el } from "../dom/dom.js";
import { shownInWords, titleIn } from "../words/words.js";
import { paced } from "./pace.js";

/**
 * @param {import("../app.js").App} app
 * @param {Blob} file
 * @param {string} ending  Of its name, behind what it shows.
 * @param {import("../state/viewmodel.js").Frame} [frame]  What it shows.
 */
export function save(app, file, ending, frame = app.frame()) {
    const address = URL.createObjectURL(file);
    const title = titleIn(app.model, app.tr().lang);
    const name = fileName(title, shownInWords(app.model, frame, app.tr()), ending);
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * So many characters are put together at a time, which takes 8 ms: the page itself then has them no
 * longer.
 */
const TOGETHER = 1 << 18;

/**
 * A file of texts, which need not be there all at once: a million take gigabytes.
 * @param {Iterable<string> | AsyncIterable<string>} texts
 * @param {string} [type]
 * @param {import("./pace.js").Pace} [pace]
 * @returns {Promise<Blob>}
 */
export async function fileOf(texts, type = "", pace = undefined) {
    /** @type {Blob[]} */
    const parts = [];
    for await (const text of paced(texts, pace, TOGETHER)) {
        parts.push(new Blob([text]));
    }
    return new Blob(parts, { type });
}

/**
 * A name that every file system takes: letters and digits of the title and of what is shown.
 * @param {string} title
 * @param {string} shown
 * @param {string} extension
 * @returns {string}
 */
export function fileName(title, shown, extension) {
    const [name, what] = [title, shown].map((text) => {
        const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        return [...words.join("-")].slice(0, 60).join("");
    });
    return `${name || "pilotmap"}-${what}.${extension}`;
}
