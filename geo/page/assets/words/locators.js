/**
 * Where in a source something stands, in words; `geo/text/locator.py` says the same.
 */

const NUMBERS = "(\\d{1,6})(?:\\s*[-–—~至到]\\s*(\\d{1,6}))?";

/** Patterns of each kind, and how each language says one number and a range of them. */
const KINDS = [
    kind("p|para|paras|paragraph|paragraphs|¶", "第", "段", "paragraph"),
    kind("page|pages|pp", "第", "页", "page"),
    kind("no|nos|number|item|items|#", "第", "[项号]", "item"),
    kind("row|rows|line|lines", "第", "行", "row"),
    kind("table|tables", "表", "", "table"),
    kind("section|sections|§", "第", "节", "section"),
];
const IN_FILE = /^(.+\.\w{2,8}), (?:line|row) (\d{1,9})$/;

/**
 * @param {string} latin  Words before the number, joined by bars.
 * @param {string} before  Chinese sign before the number.
 * @param {string} after  Chinese sign behind it.
 * @param {string} name
 */
function kind(latin, before, after, name) {
    const english = `(?:${latin})\\.?\\s*${NUMBERS}`;
    const closed = after && `\\s*${after}`;
    const chinese = `${before}\\s*${NUMBERS}${closed}`;
    return { name, pattern: new RegExp(`^(?:${english}|${chinese})$`, "i") };
}

/**
 * Whether a locator is a paragraph, or several.
 * @param {string} locator
 */
export const countsParagraphs = (locator) =>
    locator.split(/[,;，；、]/).every((part) => KINDS[0]?.pattern.test(part.trim()));

/**
 * A locator in words: `p9` is paragraph 9; one that is not understood stays as it is written.
 * @param {string} locator
 * @param {import("./i18n.js").Translator} tr
 * @returns {string}
 */
export function locatorInWords(locator, { t }) {
    const inFile = IN_FILE.exec(locator.trim());
    if (inFile) {
        return t("locator.file", { file: inFile[1] ?? "", a: inFile[2] ?? "" });
    }
    const parts = locator.split(/[,;，；、]/).map((part) => part.trim());
    const said = parts.map((part) => {
        const found = KINDS.find(({ pattern }) => pattern.test(part));
        const numbers = (found?.pattern.exec(part) ?? []).slice(1).filter(Boolean);
        const [a = "", b = ""] = numbers;
        return found ? t(`locator.${found.name}${b && "s"}`, { a, b }) : "";
    });
    return said.every(Boolean) ? said.join(t("series.comma")) : locator;
}
