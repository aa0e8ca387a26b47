/**
 * The text: the whole story by year, for reading and for those who do not see the map.
 */

import { byId, el, setHidden } from "../dom/dom.js";
import { createIdleWork } from "../dom/idle.js";
import { FOREVER, KIND } from "../model/status.js";
import { inLanguage } from "../model/texts.js";
import { whenInWords } from "../words/dates.js";
import { closedInWords, scopeInWords } from "../words/lists.js";
import { locatorInWords } from "../words/locators.js";
import { lineage, otherName, parentNames, unitName } from "../words/names.js";
import { MOST_STATEMENTS_PRINTED } from "../words/printed.js";
import { asTyped } from "../words/typed.js";
import { subjectInWords } from "../words/words.js";
import { sourceLine } from "./about.js";
import { storyByYear } from "./byyear.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("./byyear.js").Chapter} Chapter */

/** Texts are unpacked in blocks: one of each block is enough to have them all. */
const STEP = 500;

/** Names of sites that are kept unpacked: all of ten thousand, of which a part is printed. */
const MOST_NAMES_KEPT = 12_000;

/** So many places that are said to be out are listed in a chapter at most; more are counted. */
const MOST_DENIED = 30;

/**
 * @param {App} app
 * @returns {import("../app.js").Part & {print: (all: boolean) => void}}
 */
export function createTextView(app) {
    const { model } = app;
    const root = byId("view-text");
    let drawnFor = "";

    /**
     * @param {import("../model/types.js").State} state
     * @param {boolean} [whole]  For paper, which cannot be opened further.
     */
    function write(state, whole = false) {
        const { t } = app.tr();
        const { chapters, undated } = storyByYear(
            model,
            state,
            whole ? MOST_STATEMENTS_PRINTED : undefined,
        );
        const parts = chapters.map((chapter) => {
            const { first, last } = chapter;
            const years = first === last ? String(first) : `${first}–${last}`;
            return section(`${first}-${last}`, years, ...chapterContent(app, chapter, whole));
        });
        if (undated.named.length + undated.unnamed.length + undated.denied.length) {
            parts.push(section("undated", t("date.none"), ...chapterContent(app, undated, whole)));
        }
        root.replaceChildren(
            el(
                "article",
                { class: "prose" },
                el("h2", {}, t("text.title")),
                el("p", { class: "quiet" }, t("about.method")),
                ...parts,
            ),
        );
    }

    /** @param {import("../model/types.js").State} state @param {boolean} scroll */
    function mark({ year }, scroll) {
        for (const node of root.querySelectorAll("section")) {
            const [first = "", last = ""] = (node.getAttribute("data-years") ?? "").split("-");
            const current = Number(first) <= year && year <= Number(last);
            node.classList.toggle("current", current);
            if (current && scroll) {
                const top = node.offsetTop - root.offsetTop;
                const seen = top >= root.scrollTop && top < root.scrollTop + root.clientHeight / 2;
                root.scrollTop = seen ? root.scrollTop : Math.max(0, top - 24);
            }
        }
    }

    /** Unpack the texts while nothing else is to do: a page that is printed cannot wait for them. */
    function* warmUp() {
        for (let row = 0; row < Math.min(model.texts.count, MOST_STATEMENTS_PRINTED); row += STEP) {
            model.texts.read(row);
            yield;
        }
        for (let row = 0; row < Math.min(model.sites.count, MOST_NAMES_KEPT); row += STEP) {
            model.names.read(row);
            yield;
        }
    }
    createIdleWork().want("texts", warmUp);

    return {
        /** Below a printed map stands all that is said, with sources. @param {boolean} all */
        print(all) {
            const state = app.store.get();
            if (state.view === "map" && model.texts.count <= MOST_STATEMENTS_PRINTED) {
                drawnFor = "";
                root.hidden = !all;
                if (all) {
                    write(app.frame().state, true);
                }
            }
        },
        render(state, previous) {
            setHidden(root, state.view !== "text");
            if (root.hidden) {
                return;
            }
            const key = [state.lang, state.province, state.source].join("\n");
            if (key !== drawnFor) {
                drawnFor = key;
                write(state);
            }
            mark(state, previous?.view === "text" && previous.year !== state.year);
        },
    };
}

/**
 * @param {App} app
 * @param {Chapter} chapter
 * @param {boolean} whole
 */
function chapterContent(app, chapter, whole) {
    const { first, named, more, unnamed, denied, denying, ongoing, lists } = chapter;
    const { t } = app.tr();
    const mostDenied = whole ? MOST_STATEMENTS_PRINTED : MOST_DENIED;
    const content = [];
    if (named.length) {
        const items = named.map(({ row, site }) => saidItem(app, row, site));
        content.push(el("ul", { class: "said-list" }, ...items));
    }
    if (more) {
        content.push(el("p", { class: "quiet" }, t("text.more", { n: more })));
    }
    if (!named.length && !more && first !== FOREVER) {
        const told = [unnamed, denied, ongoing, lists].some((each) => each.length) || denying;
        content.push(el("p", {}, t(told ? "text.noName" : "text.nothing")));
    }
    if (unnamed.length) {
        const items = unnamed.map((row) => saidItem(app, row, -1));
        content.push(el("h4", {}, t("unnamed")), el("ul", { class: "said-list" }, ...items));
    }
    if (denied.length) {
        const items = denied.slice(0, mostDenied).map((row) => saidItem(app, row, -1));
        content.push(el("h4", {}, t("denied")), el("ul", { class: "said-list" }, ...items));
    }
    if (denied.length > mostDenied) {
        const n = denied.length - mostDenied;
        content.push(el("p", { class: "quiet" }, t("denied.more", { n })));
    }
    if (denying) {
        content.push(el("p", { class: "quiet" }, t("text.denying", { n: denying })));
    }
    const begun = lists.filter((list) => list.first === first);
    if (begun.length) {
        const items = begun.map((list) => listItem(app, list));
        content.push(el("ul", { class: "said-list" }, ...items));
    }
    for (const list of lists.filter((each) => !begun.includes(each))) {
        content.push(el("p", { class: "quiet" }, t("text.ongoing", { what: listHead(app, list) })));
    }
    for (const row of ongoing) {
        content.push(el("p", { class: "quiet" }, t("text.ongoing", { what: headOf(app, row) })));
    }
    return content;
}

/**
 * The years of a full list and what it is complete for.
 * @param {App} app
 * @param {import("../model/types.js").FullList} list
 */
function listHead({ model, tr }, list) {
    const { first, last } = list;
    const [from, to] = [first, last].map((year) => tr().t("date.year", { date: String(year) }));
    const years = first === last ? from : tr().t("date.interval", { a: from ?? "", b: to ?? "" });
    return `${years} · ${scopeInWords(model, list, tr())}`;
}

/**
 * @param {App} app
 * @param {import("../model/types.js").FullList} list
 */
function listItem(app, list) {
    const source = app.model.sources[list.source];
    return el(
        "li",
        {},
        el("p", {}, el("strong", {}, listHead(app, list))),
        el("p", { class: "said" }, closedInWords(app.model, list, app.tr())),
        el("p", { class: "quiet cited" }, source ? sourceLine(app, source, false) : null),
    );
}

/**
 * @param {string} years
 * @param {string} title
 * @param {...Node} content
 */
function section(years, title, ...content) {
    return el("section", { "data-years": years }, el("h3", {}, title), ...content);
}

/**
 * The date of a statement and what it is about.
 * @param {App} app
 * @param {number} row
 * @returns {string}
 */
function headOf(app, row) {
    const { model } = app;
    const tr = app.tr();
    const when = whenInWords(model.dates, model.statements.date[row], tr);
    return `${when} · ${subjectInWords(model, row, tr)}`;
}

/**
 * One statement: its place and date, what it says, and where that stands.
 * @param {App} app
 * @param {number} row  Of its text.
 * @param {number} site  -1 for a statement without a position.
 * @returns {HTMLElement}
 */
function saidItem(app, row, site) {
    const { model } = app;
    const tr = app.tr();
    const named = site >= 0 || model.statements.kind[row] === KIND.NAMED;
    const date = site < 0 ? model.statements.date[row] : model.sites.date[site];
    const source = (site < 0 ? model.statements.source[row] : model.sites.source[site]) ?? 0;
    const when = whenInWords(model.dates, date, tr);
    const said = el("p", { class: "said" });
    const cited = el("p", { class: "quiet cited" });
    model.texts.read(row).then((strings) => {
        const [text, locator] = inLanguage(strings, tr.lang);
        const from = model.sources[source];
        said.append(...asTyped(text ?? "", tr));
        cited.append(
            ...(from ? [sourceLine(app, from, false)] : []),
            locator ? ` · ${locatorInWords(locator, tr)}` : "",
        );
    });
    const head = named
        ? el("p", {}, ...placeHead(app, row, site), ` · ${when}`)
        : el("p", {}, el("strong", {}, headOf(app, row)));
    return el("li", {}, head, said, cited);
}

/**
 * @param {App} app
 * @param {number} row
 * @param {number} site
 * @returns {(Node | string)[]}
 */
function placeHead(app, row, site) {
    const { model, store } = app;
    const { units } = model;
    const { lang } = app.tr();
    const unit = (site < 0 ? model.statements.unit[row] : model.sites.unit[site]) ?? -1;
    const target = site < 0 ? { unit: units.adcode[unit] ?? "", site: -1 } : { unit: "", site };
    const link = el(
        "a",
        {
            class: "name",
            href: store.address(target),
            onclick: (/** @type {Event} */ event) => {
                event.preventDefault();
                store.set(target);
            },
        },
        site < 0 ? unitName(units, unit, lang) : "…",
    );
    if (site >= 0) {
        model.names.read(site).then(([name]) => {
            link.textContent = name ?? "";
        });
        return [link, el("span", { class: "quiet" }, ` · ${lineage(units, unit, lang)}`)];
    }
    const rest = [otherName(units, unit, lang), parentNames(units, unit, lang)].filter(Boolean);
    return [link, el("span", { class: "quiet" }, ` ${rest.join(" · ")}`)];
}
