/**
 * The list of named places and sites, in order of their dates; a long one has a head for each date.
 */

import { el, keyedChildren, setHidden, setProps, setText } from "../dom/dom.js";
import { createIdleWork, yearsAround } from "../dom/idle.js";
import { FOREVER, NEVER, STATUS } from "../model/status.js";
import { spanKey } from "../state/state.js";
import { siteAt, siteTotal } from "../state/viewmodel.js";
import { whenInWords } from "../words/dates.js";
import { unitName } from "../words/names.js";
import { MOST_PLACES_PRINTED } from "../words/printed.js";
import { createSight, markCurrent, ROW_PX, walkWithArrows } from "./listwalk.js";
import { rowOf } from "./placerows.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../model/places.js").Place} Place */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("./placerows.js").Entry} Entry */

/** Rows shown at first, and added by each press of the button. */
const ROWS = 60;
/** Rows that cannot be seen yet follow when the years have come to rest. */
const REST_MS = 150;
/** A list of fewer rows is laid out at once. */
const LEAST_AHEAD = 10;
/** More places than this are grouped by date, with heads, and by name within. */
const MOST_UNGROUPED = 60;

/**
 * @typedef {object} Sheet  A list on the page: the one that shows, or one that is laid out ahead, in
 *     which nobody is to find what does not show.
 * @property {HTMLElement} list
 * @property {ReturnType<typeof keyedChildren>} rows
 * @property {string[]} start  Keys of the rows that can be seen.
 */

/** @param {App} app */
export function createPlaceList(app) {
    const root = el("div", { class: "listed" });
    const more = el("button", { type: "button", class: "more", onclick: () => showMore() });
    const nameRank = createNameRanks(app);
    const idleWork = createIdleWork();
    let limit = ROWS;
    let look = 0;

    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let rest;
    let isWhole = true;
    const sight = createSight(root, whole);
    /** @type {Sheet[]} */
    let sheets = [];
    let current = createSheet();
    attach(current);
    showSheet(current);

    function createSheet() {
        const list = el("ul", { class: "ahead", tabindex: -1 });
        walkWithArrows(list, whole);
        /** @type {Sheet} */
        const sheet = { list, rows: keyedChildren(list), start: [] };
        sheets.push(sheet);
        return sheet;
    }

    /** @param {...Sheet} made  Those that are not there yet. */
    function attach(...made) {
        root.append(...made.flatMap(({ list }) => (list.isConnected ? [] : [list])));
    }

    /** @param {Sheet} next  Instead of the one that shows. */
    function showSheet(next) {
        if (next !== current) {
            attach(next);
            setProps(current.list, { class: "ahead", id: null });
            nameRows(current.list, false);
            current = next;
        }
        setProps(next.list, { class: "places", id: "places", "aria-label": app.tr().t("list") });
    }

    /** Show what is not there yet. */
    function whole() {
        if (!isWhole) {
            show();
        }
    }

    function showMore() {
        whole();
        const before = current.list.querySelectorAll("button").length;
        limit += ROWS * 4;
        show();
        current.list.querySelectorAll("button")[before]?.focus();
    }

    /**
     * @param {Frame} frame
     * @param {number} most  So many rows.
     */
    function listing(frame, most) {
        const entries = entriesOf(app, frame, nameRank, Math.min(most, limit));
        const keys = entries.map((entry) => `${look} ${keyOf(frame, entry)}`);
        const make = (/** @type {number} */ at) =>
            rowOf(app, frame, entries[at] ?? { head: "", n: 0 });
        return { keys, make };
    }

    /** The list that begins so. @param {string[]} keys */
    const sheetOf = (keys) =>
        sheets.find(
            ({ start }) => start.length === keys.length && start.every((key, i) => key === keys[i]),
        );

    /** @param {number} [most]  So many rows. */
    function show(most = limit) {
        clearTimeout(rest);
        const frame = app.frame();
        const total = frame.named + frame.possible;
        isWhole = most >= Math.min(limit, total);
        const { keys, make } = listing(frame, most);
        /** @type {HTMLElement | null} */
        const held = root.querySelector(":focus");
        const start = keys.slice(0, sight.most());
        showSheet((held ? null : sheetOf(start)) ?? current);
        current.start = start;
        current.rows.show(keys, make);
        nameRows(current.list, true);
        if (held && !held.isConnected) {
            const [name, value] = Object.entries(held.dataset)[0] ?? [];
            const again = root.querySelector(`[data-${name}="${value}"]`);
            /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
        }
        // What follows the list stays where it will be.
        root.style.minHeight = isWhole ? "" : `${ROW_PX * Math.min(limit, total)}px`;
        root.classList.toggle("long", limit > ROWS);
        setHidden(root, total === 0);
        const left = Math.max(0, total - limit);
        setHidden(more, left === 0);
        setText(more, left === 0 ? "" : app.tr().t("list.more", { n: left }));
        markCurrent(current.list, app.store.get());
        if (!isWhole) {
            rest = setTimeout(() => {
                show();
                sight.measure();
                for (const { list, rows, start: seen } of sheets) {
                    if (list !== current.list) {
                        rows.show(seen, () => list); // what followed is to be made for another year
                    }
                }
            }, REST_MS);
        }
        const { state } = frame;
        idleWork.want(`${look} ${limit} ${sight.sizes()} ${spanKey(state)}`, () => prepare(state));
    }

    /**
     * Lay out what can be seen of the lists of other years, which then show as they are.
     * @param {import("../model/types.js").State} state
     * @returns {Generator<void>}
     */
    function* prepare(state) {
        if (!CSS.supports("content-visibility", "hidden")) {
            return;
        }
        sight.measure();
        yield;
        for (const sheet of sheets.filter((each) => each !== current)) {
            sheet.list.remove();
        }
        sheets = [current];
        current.start = current.start.slice(0, sight.most());
        for (const year of yearsAround(state.year, app.model.years)) {
            const { keys, make } = listing(app.frameAt({ ...state, year }), sight.most());
            yield;
            if (keys.length >= LEAST_AHEAD && !sheetOf(keys)) {
                const sheet = createSheet();
                sheet.start = keys;
                sheet.rows.show(keys, make);
                nameRows(sheet.list, false);
                yield;
            }
        }
        // At once: each time would make the browser draw a frame in which nothing is new.
        attach(...sheets);
        for (const { list } of sheets) {
            list.lastElementChild?.getBoundingClientRect(); // now, with names that were unpacked
            yield;
        }
    }

    return {
        root,
        more,
        /** @param {number} wanted  Tells rows in one language and palette from those in another. */
        render(wanted) {
            const isAnew = look !== wanted;
            look = wanted;
            show(isAnew ? limit : sight.rows());
        },
        /** Write the list out for paper, or as before. @param {boolean} all */
        writeOut(all) {
            limit = all ? MOST_PLACES_PRINTED : ROWS;
            show();
        },
    };
}

/**
 * Give rows the names by which scripts find them, or take them away.
 * @param {HTMLElement} list
 * @param {boolean} isShown
 */
function nameRows(list, isShown) {
    for (const row of list.children) {
        const first = row.firstElementChild ?? row;
        const [node, name] = first.matches("button") ? [first, "place"] : [row, "place-group"];
        setProps(node, { class: isShown && name });
    }
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
    const ordered = places.map((place) => {
        const date = statements.date[place.statement] ?? 0;
        const [by, from] = [dates.certainFrom[date] ?? FOREVER, dates.possibleFrom[date] ?? NEVER];
        const head = by === from ? String(by) : whenInWords(dates, date, app.tr());
        return { place, by, from, head, rank: nameRank(place.unit) };
    });
    ordered.sort((a, b) => a.by - b.by || a.from - b.from || a.rank - b.rank);
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { head } of ordered) {
        counts.set(head, (counts.get(head) ?? 0) + 1);
    }
    let last = "";
    const grouped = ordered.slice(0, limit).flatMap(({ place, head }) => {
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
