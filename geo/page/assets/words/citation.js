/**
 * How the page and its sources are cited, and what is said of both beside them.
 */

import { isWebAddress } from "../dom/dom.js";
import { bibtex, cslJson, isDay, ris } from "./citeformats.js";
import { dateInWords } from "./dates.js";
import { seenInWords, shownInWords, titleIn, typedIn } from "./words.js";

/** @typedef {import("../app.js").App} App */

/** Sources in a line; of those beyond there is only a number. */
const MOST_IN_LINE = 3;

/**
 * What is told of a source, with the punctuation that joins it.
 * @param {import("./i18n.js").Translator} tr
 * @param {import("../model/types.js").Source} source
 * @param {("published" | "accessed" | "full")[]} wanted  Of its notes.
 */
export function sourceParts(tr, source, wanted) {
    const { t } = tr;
    const by = [source.author, source.publisher].filter(Boolean).join(t("join.comma"));
    const told = { ...source, full: source.coverage === "full" ? source.coverage : "" };
    const parts = wanted
        .filter((note) => told[note])
        .map((note) => t(`source.${note}`, { date: dateInWords(told[note], tr) }));
    return {
        by: by && by + t("join.colon"),
        title: (tr.lang === "zh" && source.titleZh) || source.title || t("source.untitled"),
        told: parts,
        notes: parts.length ? t("brackets", { text: parts.join(t("join.comma")) }) : "",
    };
}

/**
 * @param {import("../model/types.js").Source} source
 * @param {string} lang
 */
export const sourceTitle = ({ id, title, titleZh }, lang) =>
    (lang === "zh" && titleZh) || title || id;

/**
 * @param {App} app
 * @param {import("../model/types.js").Source} source
 * @returns {string}
 */
export function sourceText(app, source) {
    const { by, title, notes } = sourceParts(app.tr(), source, ["published"]);
    return by + title + notes;
}

/**
 * Who said it, in a line: the sources, those beyond a few only counted.
 * @param {App} app
 * @returns {string}
 */
export function sourcesInWords(app) {
    const tr = app.tr();
    const named = app.model.sources.map((source) => sourceText(app, source));
    return tr.t("picture.sources", { sources: tr.list(named, MOST_IN_LINE) });
}

/**
 * What the map shows, for those who do not see it: as the publisher wrote it for the view that the
 * page opens with, else from the data, and then no more than the sources say.
 * @param {App} app
 * @returns {string}
 */
export function altText({ model, frame, tr }) {
    const { state } = frame();
    const { lang, t } = tr();
    const { alt, altZh } = model.text;
    const own = lang === "zh" ? altZh : alt;
    const start = ["year", "from", "mode", "level", "province", "source", "status"];
    const opening = start.every(
        (key) => state[/** @type {"year"} */ (key)] === model.start[/** @type {"year"} */ (key)],
    );
    return own && opening ? own : t("alt.map", { said: seenInWords(model, frame(), tr()) });
}

/**
 * What has to be said of the outlines, as the page was built: whose they are, what they do not
 * claim, and whether an authority has reviewed the map.
 * @param {App} app
 * @returns {[string, string, string]}
 */
export function outlinesInWords({ model, tr }) {
    const { t } = tr();
    const { boundaries: file, text } = model;
    const number = text.reviewNumber;
    return [
        file ? t("about.boundariesOwn", { file }) : t("about.boundaries"),
        t("about.endorsement"),
        number ? t("about.review", { number }) : t("about.unreviewed"),
    ];
}

/**
 * What is cited: the page in the state shown, then its sources.
 * @param {App} app
 * @param {string} address  Of the state shown; empty where it has none that others could open.
 * @param {Date} today
 * @returns {import("./citeformats.js").Work[]}
 */
function worksOf(app, address, today) {
    const tr = app.tr();
    const { model } = app;
    const byline = typedIn(model, "byline", tr.lang);
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
    const years = shownInWords(model, app.frame(), tr);
    return [
        {
            id: "pilotmap",
            kind: "map",
            title: titleIn(model, tr.lang),
            authors: byline ? [byline] : [],
            publisher: "",
            published: "",
            url: address,
            accessed: day.map((part) => String(part).padStart(2, "0")).join("-"),
            note: tr.t("cite.note", { years }),
        },
        ...model.sources.map((source) => ({
            id: source.id,
            kind: /** @type {const} */ ("document"),
            title: (tr.lang === "zh" && source.titleZh) || source.title,
            authors: source.author ? [source.author] : [],
            publisher: source.publisher,
            published: source.published,
            url: isWebAddress(source.url) ? source.url : "",
            accessed: isDay(source.accessed) ? source.accessed : "",
            note:
                !source.published || isDay(source.published)
                    ? ""
                    : tr.t("source.published", { date: dateInWords(source.published, tr) }),
        })),
    ];
}

/**
 * The page and its sources as they are cited.
 * @param {App} app
 * @param {string} format  A key of `CITED_AS`.
 * @param {string} address  Of the state shown; empty where it has none that others could open.
 * @param {Date} today
 * @returns {string}
 */
export function citation(app, format, address, today) {
    const written = { bib: bibtex, ris, json: cslJson }[format];
    return written ? written(worksOf(app, address, today)) : inWords(app, address, today);
}

/** Forms of a citation by the ending of their file, with their media types. */
export const CITED_AS = {
    txt: "text/plain",
    bib: "application/x-bibtex",
    ris: "application/x-research-info-systems",
    json: "application/vnd.citationstyles.csl+json",
};

/**
 * @param {App} app
 * @param {string} address
 * @param {Date} today
 */
function inWords(app, address, today) {
    const tr = app.tr();
    const { model } = app;
    const sources = model.sources.map((source) => sourceText(app, source));
    const read = new Intl.DateTimeFormat(tr.locale, { dateStyle: "long" }).format(today);
    return tr.t(address ? "cite.text" : "cite.noAddress", {
        title: titleIn(model, tr.lang),
        years: shownInWords(model, app.frame(), tr),
        sources: sources.join(tr.t("join.semicolon")),
        date: read,
        address,
    });
}
