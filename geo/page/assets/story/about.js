/**
 * Where the map comes from, what it is not, and the sources.
 */

import { creditOf, el, isWebAddress, webLink } from "../dom/dom.js";
import { outlinesInWords, sourceParts } from "../words/citation.js";
import { asTyped } from "../words/typed.js";
import { typedIn } from "../words/words.js";

/** @param {import("../app.js").App} app */
export function createAbout(app) {
    const root = el("footer", { class: "about" });

    function render() {
        const { model } = app;
        const { t, lang } = app.tr();
        const counts = [
            t("about.sources", { n: model.sources.length }),
            ...(model.texts.count ? [t("about.statements", { n: model.texts.count })] : []),
        ];
        const { note } = model.text;
        const credit = typedIn(model, "credit", lang);
        root.replaceChildren(
            el("p", { class: "tally" }, counts.join(" · ")),
            el(
                "ul",
                { class: "sources" },
                ...model.sources.map((source) => el("li", {}, sourceLine(app, source))),
            ),
            el(
                "details",
                {},
                el("summary", {}, t("about")),
                credit && el("p", { class: "note" }, credit),
                note ? el("p", { class: "note" }, note) : null,
                el("p", {}, t("about.method")),
                ...outlinesInWords(app).map((words) => el("p", {}, words)),
                el("p", {}, t("about.former")),
                model.boundaries ? null : el("p", {}, t("about.ownBoundaries")),
                model.tiles
                    ? el(
                          "p",
                          {},
                          ...creditOf(model.tiles.attribution),
                          model.tiles.gcj02 ? ` ${t("about.gcj02")}` : "",
                      )
                    : el("p", {}, t("about.projection")),
            ),
        );
    }

    return { root, render };
}

/**
 * A source as it is cited: who by, title with its link, dates, what it claims, where a copy is kept.
 * @param {import("../app.js").App} app
 * @param {import("../model/types.js").Source} source
 * @param {boolean} [whole]  Say as well that it has no address.
 * @returns {HTMLElement}
 */
export function sourceLine(app, source, whole = true) {
    const tr = app.tr();
    const { by, title, told } = sourceParts(tr, source, ["published", "accessed", "full"]);
    const { archive } = source;
    /** @type {(string | Node)[]} */
    const notes = [...told];
    if (isWebAddress(archive)) {
        notes.push(webLink(archive, tr.t("source.archive")));
    }
    if (whole && !isWebAddress(source.url)) {
        notes.push(tr.t("source.noAddress"));
    }
    const [open, close] = tr.t("brackets", { text: "\n" }).split("\n");
    const parts = notes.flatMap((note, i) => [i ? tr.t("join.comma") : open, note]);
    return el(
        "span",
        { class: "source" },
        by,
        el("cite", {}, ...asTyped(title, tr, webLink(source.url, title))),
        ...parts,
        notes.length > 0 && close,
    );
}
