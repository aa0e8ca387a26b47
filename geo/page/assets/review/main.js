/**
 * The review page: a text and what was found in it, side by side, for a person to decide.
 */

import { byId, el, setText } from "../dom/dom.js";
import { showArticle } from "./article.js";
import { showCards } from "./cards.js";
import { Decisions } from "./decisions.js";
import { showGround } from "./ground.js";

/** @import { Decision, Review } from "./decisions.js" */

/** @type {Record<string, Decision>} */
const KEYS = { a: "accepted", r: "rejected", u: "open" };

/** @type {Review} */
const review = JSON.parse(byId("pilotmap-review").textContent ?? "{}");
/** @type {Record<string, Record<string, string>>} */
const strings = JSON.parse(byId("pilotmap-strings").textContent ?? "{}");
const decisions = new Decisions(review.proposals.filter((each) => each.role !== "context"));
let lang = review.lang;
/** @type {(() => void)[]} */
let updates = [];

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
function say(key, values = {}) {
    const text = strings[lang]?.[key] ?? key;
    return text.replace(/\{(\w{1,20})\}/g, (whole, name) => String(values[name] ?? whole));
}

function draw() {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    setText(byId("title"), review.title || say("title"));
    setText(byId("hint"), say("hint"));
    byId("tools").replaceChildren(
        el("button", { type: "button", class: "main", onclick: download }, say("download")),
        el("button", { type: "button", id: "language", onclick: switchLanguage }, say("language")),
    );
    updates = [
        showArticle(byId("article"), review, decisions, say),
        showCards(byId("cards"), review, decisions, say),
        showGround(byId("ground"), review, decisions, lang, say),
        () => setText(byId("counts"), say("counts", decisions.counts())),
    ];
    update();
}

function update() {
    for (const each of updates) {
        each();
    }
}

function switchLanguage() {
    lang = lang === "zh" ? "en" : "zh";
    draw();
    byId("language").focus();
}

function download() {
    const blob = new Blob([decisions.csv(review.columns)], { type: "text/csv" });
    const address = URL.createObjectURL(blob);
    const link = el("a", { href: address, download: "accepted.csv" });
    document.body.append(link);
    link.click();
    link.remove();
    URL.revokeObjectURL(address);
}

/** @param {number} step */
function move(step) {
    const ids = [...decisions.made.keys()];
    const at = decisions.selected === null ? -1 : ids.indexOf(decisions.selected);
    const next = at === -1 ? (step > 0 ? 0 : ids.length - 1) : at + step;
    const id = ids[Math.min(Math.max(next, 0), ids.length - 1)];
    if (id !== undefined) {
        decisions.select(id);
    }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
    const target = /** @type {Element} */ (event.target);
    if (
        target.matches("input, select, textarea") ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
    ) {
        return;
    }
    const key = event.key.toLowerCase();
    const decision = KEYS[key];
    if (key === "j" || key === "k") {
        move(key === "j" ? 1 : -1);
    } else if (decision && decisions.selected !== null && decisions.made.has(decisions.selected)) {
        decisions.decide(decisions.selected, decision);
    } else {
        return;
    }
    event.preventDefault();
}

decisions.onChange(update);
document.addEventListener("keydown", onKey);
draw();
