/**
 * How the page and its sources are cited, as plain text.
 */

import { dateInWords } from "./dates.js";
import { titleIn, yearsInWords } from "./words.js";

/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {import("./types.js").Source} source
 * @returns {string}
 */
export function sourceText(app, source) {
    const tr = app.tr();
    const by = [source.author, source.publisher].filter(Boolean).join(", ");
    const published = dateInWords(source.published, tr);
    const title = source.title || tr.t("source.untitled");
    const said = tr.t("source.published", { date: published });
    const dated = published ? tr.t("source.dated", { dates: said }) : "";
    return `${by ? `${by}: ` : ""}${title}${dated}`;
}

/**
 * @param {App} app
 * @param {string} address  Of the state shown.
 * @param {Date} today
 * @returns {string}
 */
export function citation(app, address, today) {
    const tr = app.tr();
    const { model } = app;
    const sources = model.sources.map((source) => sourceText(app, source)).join("; ");
    const read = new Intl.DateTimeFormat(tr.locale, { dateStyle: "long" }).format(today);
    return tr.t("cite.text", {
        title: titleIn(model, tr.lang),
        years: yearsInWords(app.frame()),
        sources,
        date: read,
        address,
    });
}
