/**
 * What the colours of counts mean: each class with its numbers, and what is not coloured.
 */

import { swatch } from "../dom/controls.js";
import { byId, el } from "../dom/dom.js";
import { classesInWords, measureInWords } from "../words/countwords.js";

/**
 * @param {import("../app.js").App} app
 * @param {import("../model/counts.js").Counts} counts
 * @returns {import("../app.js").Part}
 */
export function createCountLegend(app, counts) {
    const root = byId("legend");
    let open = true;

    return {
        render() {
            const tr = app.tr();
            const frame = app.frame();
            const details = el(
                "details",
                {
                    open,
                    ontoggle: () => {
                        open = details.open;
                    },
                },
                el("summary", {}, tr.t("legend")),
                el("p", { class: "measured" }, measureInWords(counts, frame, tr)),
                el("ul", { class: "count-classes" }, ...rowsOf(app, counts)),
                frame.state.measure === "first"
                    ? null
                    : el("p", { class: "quiet" }, tr.t("counts.classes")),
            );
            root.replaceChildren(details);
        },
    };
}

/**
 * @param {import("../app.js").App} app
 * @param {import("../model/counts.js").Counts} counts
 */
function rowsOf(app, counts) {
    const tr = app.tr();
    const { state, counts: view } = app.frame();
    if (!view) {
        return [];
    }
    const { measure } = state;
    const whole = measure === "n" || (measure === "sum" && counts.scale === 1);
    const ranges = classesInWords(view.classes, measure, whole, tr);
    const rows = view.classes.map(({ colour }, i) =>
        el("li", {}, swatch(colour, true), el("span", {}, ranges[i] ?? "")),
    );
    if (view.of.includes(1)) {
        const none = el("span", { class: "swatch swatch-out" });
        rows.unshift(el("li", {}, none, el("span", {}, tr.t("counts.zero"))));
    }
    const silent = tr.t(`counts.none.${counts.of}`);
    const left = state.province ? tr.t("join.comma") + tr.t("counts.filtered") : "";
    const land = el("span", { class: "swatch swatch-unknown" });
    const words = [
        el("span", { class: "full" }, silent + left),
        el("span", { class: "brief" }, tr.t("counts.none.brief")),
    ];
    rows.push(el("li", {}, land, ...words));
    return rows;
}
