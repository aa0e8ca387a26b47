/**
 * The text by paragraph, each place a button that leads to its proposal.
 */

import { el } from "../dom/dom.js";

/** @import { Decisions, Proposal, Review } from "./decisions.js" */

/**
 * @param {Element} parent
 * @param {Review} review
 * @param {Decisions} decisions
 * @param {(key: string) => string} say
 */
export function showArticle(parent, review, decisions, say) {
    const marks = new Map();
    parent.setAttribute("aria-label", say("article"));
    parent.replaceChildren(
        el("h2", {}, say("article")),
        ...review.paragraphs.map((text, index) =>
            el(
                "p",
                {},
                el("span", { class: "number", "aria-hidden": "true" }, String(index + 1)),
                ...pieces(text, placesIn(review, index + 1), decisions, marks),
            ),
        ),
    );
    return () => {
        for (const [id, mark] of marks) {
            mark.dataset.decision = decisions.made.get(id) ?? "open";
            mark.setAttribute("aria-pressed", String(decisions.selected === id));
        }
        const chosen = decisions.selected === null ? null : marks.get(decisions.selected);
        chosen?.scrollIntoView({ block: "nearest" });
    };
}

/**
 * @param {Review} review
 * @param {number} paragraph
 */
function placesIn(review, paragraph) {
    return review.proposals
        .filter((each) => each.paragraph === paragraph)
        .sort((one, other) => one.start - other.start);
}

/**
 * @param {string} text
 * @param {readonly Proposal[]} places
 * @param {Decisions} decisions
 * @param {Map<number, HTMLElement>} marks
 * @returns {(string | HTMLElement)[]}
 */
function pieces(text, places, decisions, marks) {
    const characters = Array.from(text);
    /** @type {(string | HTMLElement)[]} */
    const found = [];
    let at = 0;
    for (const place of places) {
        if (place.start < at) {
            continue;
        }
        found.push(characters.slice(at, place.start).join(""));
        const mark = el(
            "button",
            {
                type: "button",
                class: `place ${place.role}`,
                onclick: () => decisions.select(place.id),
            },
            characters.slice(place.start, place.end).join(""),
        );
        marks.set(place.id, mark);
        found.push(mark);
        at = place.end;
    }
    found.push(characters.slice(at).join(""));
    return found;
}
