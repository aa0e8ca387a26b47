/**
 * The map below: the provinces concerned, and the units of what is accepted or open.
 */

import { el, svg } from "../dom/dom.js";

/** @import { Decisions, Proposal, Review } from "./decisions.js" */

/** Prefectures first, so that a county lies on top of its own. */
const SMALLEST_TEXT_SHARE = 0.022;

/**
 * @param {Element} parent
 * @param {Review} review
 * @param {Decisions} decisions
 * @param {string} lang
 * @param {(key: string) => string} say
 */
export function showGround(parent, review, decisions, lang, say) {
    const [x = 0, y = 0, width = 1, height = 1] = review.box;
    const layer = svg("g", {});
    const names = svg("g", { class: "names", "font-size": String(width * SMALLEST_TEXT_SHARE) });
    const picture = svg(
        "svg",
        { viewBox: `${x} ${y} ${width} ${height}`, role: "img", "aria-label": say("map") },
        svg("g", { class: "land" }, ...review.ground.map((path) => svg("path", { d: path }))),
        layer,
        names,
    );
    parent.replaceChildren(
        el("h2", {}, say("map")),
        ...(review.ground.length ? [picture] : []),
        el(
            "ul",
            { class: "legend" },
            ...["accepted", "open", "within"].map((kind) =>
                el("li", {}, el("i", { class: kind }), say(`legend.${kind}`)),
            ),
        ),
        el("p", { class: "credit" }, say("credit")),
    );
    return () => {
        const shown = unitsShown(review, decisions);
        layer.replaceChildren(
            ...shown.map(({ code, kind, id }) =>
                svg("path", {
                    d: review.units[code]?.path ?? "",
                    class: kind + (decisions.selected === id ? " selected" : ""),
                    onclick: () => decisions.select(id),
                }),
            ),
        );
        names.replaceChildren(
            ...shown
                .filter(({ kind }) => kind !== "within")
                .map(({ code }) => {
                    const unit = review.units[code];
                    const text = lang === "zh" ? unit?.zh : unit?.en;
                    return svg("text", { x: unit?.x ?? 0, y: unit?.y ?? 0 }, text ?? "");
                }),
        );
    };
}

/**
 * @param {Review} review
 * @param {Decisions} decisions
 * @returns {{ code: string, kind: string, id: number }[]}
 */
function unitsShown(review, decisions) {
    const shown = [];
    for (const each of review.proposals) {
        const decision = decisions.made.get(each.id);
        const row = decisions.rows.get(each.id);
        if (each.role === "context" || decision === "rejected" || !row) {
            continue;
        }
        const codes = (row["adcode"] ?? "").split("|");
        const isSure = decision === "accepted" && codes.length === 1 && each.status === "in";
        const kind = row["extent"] === "within" ? "within" : isSure ? "accepted" : "open";
        for (const code of codes) {
            if (review.units[code]?.path) {
                shown.push({ code, kind, id: each.id });
            }
        }
    }
    const rank = { within: 0, open: 1, accepted: 2 };
    return shown.sort(
        (one, other) =>
            rank[/** @type {keyof typeof rank} */ (one.kind)] -
            rank[/** @type {keyof typeof rank} */ (other.kind)],
    );
}
