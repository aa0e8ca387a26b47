/**
 * The title of the timeline's bars, and behind it what bars and bands stand for, one by one: for
 * those who cannot hold a pointer over them.
 */

import { closeOutside } from "../dom/controls.js";
import { el } from "../dom/dom.js";
import { whenInWords } from "../words/dates.js";
import { subjectInWords } from "../words/words.js";

/**
 * @param {import("../app.js").App} app
 * @param {import("./timescale.js").Band[]} bands
 */
export function createTrackKey(app, bands) {
    const title = el("span", {});
    const mark = el("span", { class: "ask" });
    const sheet = el("div", { class: "sheet" });
    const root = el("details", { class: "track-key" }, el("summary", {}, title, mark), sheet);
    closeOutside(root);
    /** @type {import("./timescale.js").Tally} */
    let tally = { settled: new Uint32Array(0), open: new Uint32Array(0) };
    root.addEventListener("toggle", fill);

    function fill() {
        if (root.open) {
            sheet.replaceChildren(...explained(app, tally.told ? [] : bands, tally));
        }
    }

    return {
        root,
        /** @param {import("./timescale.js").Tally} counts */
        render(counts) {
            tally = counts;
            title.textContent = app.tr().t(tally.told?.title ?? "timeline.title");
            fill();
        },
    };
}

/**
 * @param {import("../app.js").App} app
 * @param {import("./timescale.js").Band[]} bands
 * @param {import("./timescale.js").Tally} tally
 */
function explained({ model, tr }, bands, { settled, open, told }) {
    const { t } = tr();
    const years = Array.from(settled, (n, i) => {
        const maybe = open[i] ? t("timeline.barsOpen", { n: open[i] ?? 0 }) : "";
        const sure = t(told?.bar ?? "timeline.bars", { n, year: model.years.first + i });
        return n || maybe ? [sure, maybe].filter(Boolean).join(t("join.semicolon")) : "";
    }).filter(Boolean);
    const ordered = [...bands].sort((a, b) => a.first - b.first || a.last - b.last);
    const said = ordered.map(({ statement }) =>
        t("timeline.band", {
            date: whenInWords(model.dates, model.statements.date[statement], tr()),
            place: subjectInWords(model, statement, tr()),
        }),
    );
    const list = (/** @type {string[]} */ texts) =>
        el("ul", {}, ...texts.map((text) => el("li", {}, text)));
    return [
        ...(told ? [] : [el("p", {}, t("timeline.key.bars"))]),
        list(years),
        ...(said.length ? [el("p", {}, t("timeline.key.bands")), list(said)] : []),
    ];
}
