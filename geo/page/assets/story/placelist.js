/**
 * The list of named places and sites, in order of their dates; a long one has a head for each date.
 */

import { swatch } from "../dom/controls.js";
import { el, keyedChildren, setProps, setText } from "../dom/dom.js";
import { createIdleWork, yearsAround } from "../dom/idle.js";
import { FOREVER, NEVER, STATUS, yearOfColour, yearOfSite } from "../model/status.js";
import { spanKey } from "../state/state.js";
import { siteAt, siteTotal } from "../state/viewmodel.js";
import { dateInWords, whenInWords } from "../words/dates.js";
import { ancestors, isShared, loneName, otherName, parentNames, unitName } from "../words/names.js";
import { MOST_PLACES_PRINTED } from "../words/printed.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../model/places.js").Place} Place */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {{head: string, n: number} | {place: Place} | {site: number}} Entry */

/** Rows shown at first, and added by each press of the button. */
const ROWS = 60;
/** More places than this are grouped by date, with heads, and by name within. */
const MOST_UNGROUPED = 60;

/** @param {App} app */
export function createPlaceList(app) {
    const root = el("ul", { class: "places", id: "places", tabindex: -1 });
    const more = el("button", { type: "button", class: "more", onclick: () => showMore() });
    const rows = keyedChildren(root);
    const nameRank = createNameRanks(app);
    const idleWork = createIdleWork();
    let limit = ROWS;
    let look = 0;

    function showMore() {
        const before = root.querySelectorAll("button").length;
        limit += ROWS * 4;
        show();
        root.querySelectorAll("button")[before]?.focus();
    }

    function show() {
        const frame = app.frame();
        const entries = entriesOf(app, frame, nameRank, limit);
        /** @type {HTMLElement | null} */
        const held = root.querySelector(":focus");
        rows.show(
            entries.map((entry) => `${look} ${keyOf(frame, entry)}`),
            (index) => rowOf(app, frame, entries[index] ?? { head: "", n: 0 }),
        );
        if (held && !held.isConnected) {
            const [name, value] = Object.entries(held.dataset)[0] ?? [];
            const again = root.querySelector(`[data-${name}="${value}"]`);
            /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
        }
        const total = frame.named + frame.possible;
        more.hidden = total <= limit;
        setText(more, more.hidden ? "" : app.tr().t("list.more", { n: total - limit }));
        markCurrent(root, app.store.get());
        const { state } = frame;
        idleWork.want(`${look} ${limit} ${spanKey(state)}`, () => prepare(state));
    }

    /**
     * Make the rows of other years, whose names have to be unpacked.
     * @param {import("../model/types.js").State} state
     * @returns {Generator<void>}
     */
    function* prepare(state) {
        for (const year of yearsAround(state.year, app.model.years)) {
            const frame = app.frameAt({ ...state, year });
            yield;
            for (const entry of entriesOf(app, frame, nameRank, Math.min(limit, ROWS))) {
                rows.prepare(`${look} ${keyOf(frame, entry)}`, () => rowOf(app, frame, entry));
                yield;
            }
        }
    }

    walkWithArrows(root);
    return {
        root,
        more,
        /** @param {number} wanted  Tells rows in one language and palette from those in another. */
        render(wanted) {
            look = wanted;
            setProps(root, { "aria-label": app.tr().t("list") });
            show();
        },
        /** Write the list out for paper, or as before. @param {boolean} all */
        writeOut(all) {
            limit = all ? MOST_PLACES_PRINTED : ROWS;
            show();
        },
    };
}

/**
 * What the list holds: places, those of a long list in groups, then sites.
 * @param {App} app
 * @param {Frame} frame
 * @param {(unit: number) => number} nameRank
 * @param {number} limit
 * @returns {Entry[]}
 */
function entriesOf(app, { places, sites }, nameRank, limit) {
    const left = Math.max(0, Math.min(siteTotal(sites), limit - places.length));
    const rest = Array.from({ length: left }, (_, n) => ({ site: siteAt(sites, n) }));
    if (places.length <= MOST_UNGROUPED) {
        return [...places.slice(0, limit).map((place) => ({ place })), ...rest];
    }
    const { dates, statements } = app.model;
    const dateOf = (/** @type {Place} */ { statement }) => statements.date[statement] ?? 0;
    const bounds = (/** @type {Place} */ place) => {
        const date = dateOf(place);
        return [dates.certainFrom[date] ?? FOREVER, dates.possibleFrom[date] ?? NEVER];
    };
    const ordered = [...places].sort((a, b) => {
        const [[byA = 0, fromA = 0], [byB = 0, fromB = 0]] = [bounds(a), bounds(b)];
        return byA - byB || fromA - fromB || nameRank(a.unit) - nameRank(b.unit);
    });
    const headOf = (/** @type {Place} */ place) => {
        const [by, from] = bounds(place);
        return by === from ? String(by) : whenInWords(dates, dateOf(place), app.tr());
    };
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const head of ordered.map(headOf)) {
        counts.set(head, (counts.get(head) ?? 0) + 1);
    }
    let last = "";
    const grouped = ordered.slice(0, limit).flatMap((place) => {
        const head = headOf(place);
        const begins = head !== last;
        last = head;
        return begins ? [{ head, n: counts.get(head) ?? 0 }, { place }] : [{ place }];
    });
    return [...grouped, ...rest];
}

/**
 * The place of each named unit among all by name, in the language of the page; sorted once for each.
 * @param {App} app
 * @returns {(unit: number) => number}
 */
function createNameRanks({ model, tr }) {
    /** @type {Map<string, Map<number, number>>} */
    const known = new Map();
    return (unit) => {
        const { lang, locale } = tr();
        const kept = known.get(lang);
        if (kept) {
            return kept.get(unit) ?? 0;
        }
        const { compare } = new Intl.Collator(locale, { numeric: true });
        const names = Array.from(model.places, (each) => ({
            each,
            name: unitName(model.units, each, lang),
        }));
        names.sort((a, b) => compare(a.name, b.name));
        const ranks = new Map(names.map(({ each }, rank) => [each, rank]));
        known.set(lang, ranks);
        return ranks.get(unit) ?? 0;
    };
}

/** @param {Frame} frame @param {Entry} entry */
function keyOf(frame, entry) {
    if ("head" in entry) {
        return `head ${entry.head} ${entry.n}`;
    }
    if ("site" in entry) {
        return `site ${entry.site} ${frame.sites.code?.[entry.site] ?? STATUS.IN}`;
    }
    const { unit, statement, code } = entry.place;
    return `${unit} ${statement} ${code} ${frame.code[unit]}`;
}

/** @param {App} app @param {Frame} frame @param {Entry} entry */
function rowOf(app, frame, entry) {
    if ("head" in entry) {
        const text = app.tr().t("list.group", { when: entry.head, n: entry.n });
        return el("li", { class: "place-group" }, el("h3", {}, text));
    }
    return "site" in entry ? siteRow(app, frame, entry.site) : unitRow(app, frame, entry.place);
}

/**
 * @param {App} app
 * @param {Frame} frame
 * @param {import("../model/places.js").Place} place
 */
function unitRow(app, frame, { unit, code, statement }) {
    const { units, statements } = app.model;
    const { lang } = app.tr();
    const around = isShared(units, unit, lang)
        ? parentNames(units, unit, lang)
        : unitName(units, ancestors(units, unit).at(-1) ?? -1, lang);
    const adcode = units.adcode[unit] ?? "";
    return placeRow(app, {
        name: unitName(units, unit, lang),
        other: otherName(units, unit, lang),
        around,
        date: statements.date[statement] ?? 0,
        year: yearOfColour(app.model, unit, code),
        settled: code === STATUS.IN,
        earlier: frame.code[unit] === STATUS.POSSIBLE,
        props: {
            "data-unit": adcode,
            onclick: () => app.store.set({ unit: adcode, site: -1 }),
            onpointerenter: () => app.point(unit),
            onpointerleave: () => app.point(null),
            onfocus: () => app.point(unit),
            onblur: () => app.point(null),
        },
    });
}

/**
 * @param {App} app
 * @param {Frame} frame
 * @param {number} site
 */
function siteRow(app, frame, site) {
    const { model } = app;
    const unit = model.sites.unit[site] ?? -1;
    const date = model.sites.date[site] ?? 0;
    const code = frame.sites.code?.[site] ?? STATUS.IN;
    const name = el("span", {}, "…");
    model.names.read(site).then(([text]) => {
        name.textContent = text ?? "";
    });
    return placeRow(app, {
        name,
        other: "",
        around: loneName(model.units, unit, app.tr().lang),
        date,
        year: yearOfSite(model, site, code),
        settled: code === STATUS.IN,
        earlier: false,
        props: {
            "data-site": site,
            onclick: () => app.store.set({ site, unit: "" }),
        },
    });
}

/**
 * A place with its date; where that leaves it open, in words as well as by the hatched sample.
 * @param {App} app
 * @param {{name: string | Node, other: string, around: string, date: number, year: number,
 *     settled: boolean, earlier: boolean, props: import("../dom/dom.js").Props}} place  `year`: whose colour;
 *     `earlier`: it may have been one of the unnamed places before its date.
 */
function placeRow(app, { name, other, around, date, year, settled, earlier, props }) {
    const tr = app.tr();
    const { dates } = app.model;
    const start = settled && dateInWords(dates.start[date] ?? "", tr);
    const doubt = settled ? earlier && "list.earlier" : "list.possible";
    const comma = other && around && tr.t("join.comma").trim();
    return el(
        "li",
        {},
        el(
            "button",
            { type: "button", class: "place", tabindex: -1, ...props },
            swatch(app.palette.ofYear(year), settled),
            el(
                "span",
                { class: "names" },
                el("span", { class: "name" }, name),
                " ",
                other && el("span", { class: "quiet" }, `${other}${comma} `),
                el("span", { class: "quiet around" }, around),
            ),
            el(
                "span",
                { class: "when" },
                start || whenInWords(dates, date, tr),
                doubt && el("small", {}, ` ${tr.t(doubt)}`),
            ),
        ),
    );
}

/**
 * Up and Down, Home and End walk the list; Tab leaves it.
 * @param {HTMLElement} list
 */
function walkWithArrows(list) {
    list.addEventListener("keydown", (event) => {
        const buttons = [...list.querySelectorAll("button")];
        const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
        /** @type {Record<string, number>} */
        const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
        const target = targets[event.key];
        if (target !== undefined) {
            buttons[target]?.focus();
            event.preventDefault();
        }
    });
}

/**
 * Mark the row of the unit or site in the panel; Tab reaches it, or else the first row.
 * @param {HTMLElement} list
 * @param {import("../model/types.js").State} state
 */
function markCurrent(list, { unit, site }) {
    const buttons = [...list.querySelectorAll("button")];
    const current = buttons.find(({ dataset }) =>
        unit ? dataset.unit === unit : dataset.site === String(site),
    );
    const reached = current ?? buttons[0];
    for (const button of buttons) {
        setProps(button, {
            "aria-current": button === current ? "true" : null,
            tabindex: button === reached ? 0 : -1,
        });
    }
}
