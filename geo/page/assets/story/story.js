import { byId, el, keyedChildren, setText } from "../dom/dom.js";
import { inLanguage } from "../model/texts.js";
import { sourcesInWords } from "../words/citation.js";
import { whenInWords } from "../words/dates.js";
import { createMapNotes } from "../words/mapnotes.js";
import { asTyped } from "../words/typed.js";
import { countInWords, restInWords, subjectInWords, yearsInWords } from "../words/words.js";
import { createAbout } from "./about.js";
import { createPlaceList } from "./placelist.js";

/** @typedef {import("../app.js").App} App */

/**
 * @param {App} app
 * @returns {import("../app.js").Part & {print: (all: boolean) => void}}
 */
export function createStory(app) {
    const { model } = app;
    const year = el("p", { class: "year" });
    const count = el("h2", { class: "count" });
    const rest = el("p", { class: "rest" });
    const cited = el("p", { class: "cited-in-short" });
    const list = createPlaceList(app);
    const unnamed = el("div", { class: "unnamed" });
    const about = createAbout(app);
    byId("summary").append(year, el("div", { class: "counts" }, count, rest, cited));
    byId("story").append(list.root, list.more, unnamed, about.root);
    const boxes = keyedChildren(unnamed);
    const drawnInWords = createMapNotes(model);
    /** Tells rows in one language and palette from those in another. */
    let look = 0;

    return {
        print: list.writeOut,
        render(state, previous) {
            const frame = app.frame();
            const tr = app.tr();
            const years = yearsInWords(frame);
            setText(year, years);
            year.classList.toggle("year-range", years.length > 4);
            setText(count, countInWords(model, frame, tr));
            setText(rest, restInWords(model, frame, tr).join("\u00a0· "));
            if (!previous || previous.lang !== state.lang) {
                look++;
                about.render();
                setText(cited, sourcesInWords(app));
            }
            list.render(look);
            const notes = frame.unnamed.map((row) => drawnInWords(frame, row, tr));
            boxes.show(
                frame.unnamed.map((row, i) => `${look} ${row} ${notes[i]}`),
                (index) => unnamedBox(app, frame.unnamed[index] ?? 0, notes[index] ?? ""),
            );
        },
    };
}

/**
 * @param {App} app
 * @param {number} row
 * @param {string} note  What the map draws for it.
 */
function unnamedBox(app, row, note) {
    const { model } = app;
    const tr = app.tr();
    const text = el("p", { class: "said" });
    model.texts.read(row).then((strings) => {
        text.replaceChildren(...asTyped(inLanguage(strings, tr.lang)[0] ?? "", tr));
    });
    const when = whenInWords(model.dates, model.statements.date[row], tr);
    return el(
        "section",
        { class: "box" },
        el("h3", {}, `${when} · ${subjectInWords(model, row, tr)}`),
        text,
        el("p", { class: "quiet" }, note),
    );
}
