/**
 * What the sources say of a unit or a site: every statement with its date, source and reasons.
 */

import { el } from "../dom/dom.js";
import { codeOfDates, HOW } from "../model/status.js";
import { inLanguage } from "../model/texts.js";
import { whenInWords } from "../words/dates.js";
import { countsParagraphs, locatorInWords } from "../words/locators.js";
import { ancestors, unitName } from "../words/names.js";
import { asTyped } from "../words/typed.js";
import { sourceLine } from "./about.js";
import { siteList, sitesWithin } from "./sitelist.js";

/** @typedef {import("../app.js").App} App */

/**
 * @param {App} app
 * @param {number} unit
 * @returns {HTMLElement[]}
 */
export function statementsOf(app, unit) {
    const { model } = app;
    const { t } = app.tr();
    const { offset, row, how } = model.reasons;
    const items = [];
    for (let i = offset[unit] ?? 0; i < (offset[unit + 1] ?? 0); i++) {
        const relation = HOW[/** @type {0} */ (how[i])];
        const at = row[i] ?? 0;
        items.push(
            relation === /** @type {string} */ ("full list")
                ? listItem(app, at, relation)
                : statementOf(app, at, relation),
        );
    }
    const counts = sitesOf(app, unit);
    if (items.length + counts.length === 0) {
        counts.push(el("p", { class: "quiet" }, t("panel.noStatements")));
    }
    if (!items.length && model.statements.unit.includes(-1)) {
        counts.push(el("p", { class: "quiet" }, t("panel.countryWide")));
    }
    return [
        el("h3", {}, t("panel.statements")),
        ...(items.length ? [el("ol", { class: "statements" }, ...items)] : []),
        ...counts,
    ];
}

/**
 * The sites that bear on a unit: those in it, and how many are known only to be in one around it.
 * @param {App} app
 * @param {number} unit
 * @returns {HTMLElement[]}
 */
function sitesOf(app, unit) {
    const { model } = app;
    const { t, lang } = app.tr();
    const inside = sitesWithin(model, unit);
    const told = inside.length
        ? [el("p", {}, t("panel.sites", { n: inside.length })), siteList(app, inside)]
        : [];
    for (const around of ancestors(model.units, unit)) {
        const n = model.sites.unit.reduce((count, row) => count + (row === around ? 1 : 0), 0);
        if (n) {
            const place = unitName(model.units, around, lang);
            told.push(el("p", {}, t("panel.sitesAround", { n, place })));
        }
    }
    return told;
}

/**
 * @param {App} app
 * @param {number} row
 * @param {string} relation
 */
function statementOf(app, row, relation) {
    const { model } = app;
    const date = model.statements.date[row] ?? 0;
    const source = model.sources[model.statements.source[row] ?? 0];
    const place = model.statements.place[row] ?? "";
    return statementItem(app, { relation, place, date, source, textRow: row });
}

/**
 * Let the statements that say nothing of the years shown step back.
 * @param {App} app
 * @param {HTMLElement} root
 */
export function markSilent({ model, frame }, root) {
    const { years, state } = frame();
    for (const item of root.querySelectorAll("[data-date]")) {
        const date = Number(item.getAttribute("data-date"));
        const code = codeOfDates(model.dates, date, { ...years, mode: state.mode });
        item.classList.toggle("statement-silent", !code);
    }
}

/**
 * @param {App} app
 * @param {number} sourceRow
 * @param {string} relation
 */
function listItem(app, sourceRow, relation) {
    const { t } = app.tr();
    const source = app.model.sources[sourceRow];
    return el(
        "li",
        { class: "statement" },
        el("p", { class: "how" }, t(`how.${relation}`)),
        source ? el("p", { class: "cited" }, sourceLine(app, source)) : null,
    );
}

/**
 * One statement with its date, source, place in it, date rule and decision.
 * @param {App} app
 * @param {{relation: string, place: string, date: number, textRow: number,
 *     source: import("../model/types.js").Source | undefined}} statement
 * @returns {HTMLElement}
 */
export function statementItem(app, { relation, place, date, source, textRow }) {
    const { model } = app;
    const tr = app.tr();
    const said = el("p", { class: "said" });
    const facts = el("dl", { class: "facts" });
    const fact = (/** @type {string} */ key, /** @type {Node | string | undefined} */ value) => {
        if (value) {
            facts.append(el("dt", {}, tr.t(key)), el("dd", {}, value));
        }
    };
    const typed = (/** @type {string | undefined} */ value) =>
        value && el("span", {}, ...asTyped(value, tr));
    fact("panel.asPrinted", place);
    fact("panel.date", whenInWords(model.dates, date, tr));
    model.texts.read(textRow).then((strings) => {
        const [text, locator, dateNote, decision, , , former, quote] = inLanguage(strings, tr.lang);
        said.append(...asTyped(text ?? "", tr));
        if (quote) {
            const words = asTyped(quote, tr, tr.t("quoted", { text: quote }));
            said.after(el("blockquote", { class: "quote" }, ...words));
        }
        fact("panel.dateNote", typed(dateNote));
        fact("panel.source", source && sourceLine(app, source));
        fact("panel.locator", locator && whereInIt(locator, tr));
        fact("panel.decision", typed(decision));
        fact(
            "panel.former",
            former && tr.list(former.split("\n").map((each) => formerUnit(each, tr))),
        );
    });
    return el(
        "li",
        { class: "statement", "data-date": date },
        relation ? el("p", { class: "how" }, tr.t(`how.${relation}`)) : null,
        said,
        facts,
    );
}

/**
 * A locator; how paragraphs are counted, where it has some.
 * @param {string} locator
 * @param {import("../words/i18n.js").Translator} tr
 */
function whereInIt(locator, tr) {
    const words = locatorInWords(locator, tr);
    const how = countsParagraphs(locator) && el("small", {}, ` · ${tr.t("locator.counted")}`);
    return el("span", {}, words, how);
}

/**
 * A unit that is no more: its names, code and last year.
 * @param {string} packed
 * @param {import("../words/i18n.js").Translator} tr
 */
function formerUnit(packed, { t, lang }) {
    const [zh = "", en = "", adcode = "", year = ""] = packed.split("|");
    return t("panel.formerUnit", { name: lang === "zh" ? zh : `${en} ${zh}`, adcode, year });
}
