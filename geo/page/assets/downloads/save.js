/**
 * Handing a file to the reader.
 */

import { el } from "../dom/dom.js";
import { shownInWords, titleIn } from "../words/words.js";

/**
 * @param {import("../app.js").App} app
 * @param {Blob} file
 * @param {string} ending  Of its name, behind what it shows.
 */
export function save(app, file, ending) {
    const address = URL.createObjectURL(file);
    const title = titleIn(app.model, app.tr().lang);
    const name = fileName(title, shownInWords(app.model, app.frame(), app.tr()), ending);
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** So many texts are put together at a time. */
const TOGETHER = 5000;

/**
 * A file of texts, which need not be there all at once: a million take gigabytes.
 * @param {Iterable<string> | AsyncIterable<string>} texts
 * @param {string} [type]
 * @returns {Promise<Blob>}
 */
export async function fileOf(texts, type = "") {
    /** @type {Blob[]} */
    const parts = [];
    /** @type {string[]} */
    let some = [];
    for await (const text of texts) {
        some.push(text);
        if (some.length === TOGETHER) {
            parts.push(new Blob(some));
            some = [];
        }
    }
    return new Blob([...parts, ...some], { type });
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
