/**
 * The proposals as cards: what is proposed and why, what may be changed, and the decision.
 */

import { el, setText } from "../dom/dom.js";

/** @import { Decision, Decisions, Proposal, Review } from "./decisions.js" */

/** @type {readonly Decision[]} */
const CHOICES = ["accepted", "rejected", "open"];
/** @type {Record<Decision, string>} */
const VERBS = { accepted: "accept", rejected: "reject", open: "open" };

/**
 * @param {Element} parent
 * @param {Review} review
 * @param {Decisions} decisions
 * @param {(key: string, values?: Record<string, string | number>) => string} say
 */
export function showCards(parent, review, decisions, say) {
    const asked = review.proposals.filter((each) => each.role !== "context");
    const others = review.proposals.filter((each) => each.role === "context");
    const cards = new Map(asked.map((each) => [each.id, card(each, review, decisions, say)]));
    const contexts = el(
        "details",
        {},
        el("summary", {}, say("contexts", { count: others.length })),
        el(
            "ul",
            {},
            ...others.map((each) => el("li", {}, el("b", {}, each.text), ` ${each.reason}`)),
        ),
    );
    parent.setAttribute("aria-label", say("cards"));
    parent.replaceChildren(el("h2", {}, say("cards")), ...cards.values(), contexts);
    let shown = decisions.selected;
    return () => {
        for (const [id, node] of cards) {
            const decision = decisions.made.get(id) ?? "open";
            node.dataset.decision = decision;
            node.classList.toggle("selected", decisions.selected === id);
            for (const button of node.querySelectorAll("button")) {
                button.setAttribute("aria-pressed", String(button.dataset.choice === decision));
            }
            const state = node.querySelector(".state");
            if (state) {
                setText(state, decision === "open" ? "" : say(decision));
            }
        }
        if (decisions.selected !== null && decisions.selected !== shown) {
            const chosen = cards.get(decisions.selected);
            chosen?.scrollIntoView({ block: "nearest" });
            chosen?.focus({ preventScroll: true });
        }
        shown = decisions.selected;
    };
}

/**
 * @param {Proposal} each
 * @param {Review} review
 * @param {Decisions} decisions
 * @param {(key: string, values?: Record<string, string | number>) => string} say
 */
function card(each, review, decisions, say) {
    const row = decisions.rows.get(each.id) ?? each.row;
    return el(
        "article",
        { class: `card ${each.role}`, tabindex: "-1", "aria-label": each.text },
        el(
            "h3",
            {},
            el("span", { class: "name" }, each.text),
            el("span", { class: `role ${each.role}` }, say(each.role)),
            each.status === "in" ? null : el("span", { class: "status" }, say(each.status)),
            el("span", { class: "state" }),
        ),
        el("p", { class: "where" }, say("paragraph", { number: each.paragraph })),
        el(
            "div",
            { class: "fields" },
            field(say("unit"), unitChoice(each, review, decisions, say, row)),
            field(say("extent"), extentChoice(each, decisions, say, row)),
            field(say("start"), dateInput(each, "start", decisions, row)),
            field(say("end"), dateInput(each, "end", decisions, row)),
        ),
        el("p", { class: "reason" }, each.reason),
        el(
            "div",
            { class: "choices" },
            ...CHOICES.map((choice) =>
                el(
                    "button",
                    {
                        type: "button",
                        "data-choice": choice,
                        onclick: () => {
                            decisions.selected = each.id;
                            decisions.decide(each.id, choice);
                        },
                    },
                    say(VERBS[choice]),
                ),
            ),
        ),
    );
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 */
function field(label, control) {
    return el("label", {}, el("span", {}, label), control);
}

/**
 * @param {Proposal} each
 * @param {Review} review
 * @param {Decisions} decisions
 * @param {(key: string) => string} say
 * @param {Record<string, string>} row
 */
function unitChoice(each, review, decisions, say, row) {
    const codes = each.adcode ? [each.adcode] : each.candidates;
    const options = codes.map((code) => [code, review.units[code]?.about ?? code]);
    if (codes.length > 1) {
        options.unshift([codes.join("|"), say("keep")]);
    }
    return el(
        "select",
        {
            onchange: (event) => decisions.set(each.id, "adcode", event.target.value),
            disabled: options.length < 2,
        },
        ...options.map(([code, told]) =>
            el("option", { value: code, selected: code === row["adcode"] }, told ?? ""),
        ),
    );
}

/**
 * @param {Proposal} each
 * @param {Decisions} decisions
 * @param {(key: string) => string} say
 * @param {Record<string, string>} row
 */
function extentChoice(each, decisions, say, row) {
    return el(
        "select",
        { onchange: (event) => decisions.set(each.id, "extent", event.target.value) },
        ...["unit", "all", "within"].map((extent) =>
            el(
                "option",
                { value: extent, selected: extent === row["extent"] },
                say(`extent.${extent}`),
            ),
        ),
    );
}

/**
 * @param {Proposal} each
 * @param {"start" | "end"} column
 * @param {Decisions} decisions
 * @param {Record<string, string>} row
 */
function dateInput(each, column, decisions, row) {
    return el("input", {
        type: "text",
        value: row[column] ?? "",
        placeholder: "EDTF",
        autocomplete: "off",
        spellcheck: "false",
        oninput: (event) => decisions.set(each.id, column, event.target.value.trim()),
    });
}
