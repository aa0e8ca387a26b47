/**
 * Texts as somebody typed them. One that is not in the language of the page is marked with its own,
 * for readers and for those who hear it.
 */

import { el } from "../dom/dom.js";

const HAN = /[\u3400-\u9fff]/g;
const LATIN = /\p{Script=Latin}/gu;
/** A Chinese character says as much as so many letters. */
const LETTERS_A_CHARACTER = 2;

/**
 * The language that most of a text is written in; empty where it has no words, as a number has not.
 * @param {string} text
 * @returns {import("../model/types.js").Lang | ""}
 */
export function languageOf(text) {
    const [han, latin] = [HAN, LATIN].map((letters) => text.match(letters)?.length ?? 0);
    return LETTERS_A_CHARACTER * (han ?? 0) > (latin ?? 0) ? "zh" : latin ? "en" : "";
}

/**
 * A text for the page, with a mark where it is in its other language.
 * @param {string} text
 * @param {import("./i18n.js").Translator} tr
 * @param {string | Node} [shown]  The text or what stands for it, as a link.
 * @returns {(string | Node)[]}
 */
export function asTyped(text, { t, lang }, shown = text) {
    const own = languageOf(text);
    if (!own || own === lang) {
        return [shown];
    }
    const locale = own === "zh" ? "zh-CN" : own;
    return [
        el("span", { lang: locale }, shown),
        " ",
        el("small", { class: "typed-in" }, t(`typed.${own}`)),
    ];
}
