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

    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let rest;
    let isWhole = true;
    const sight = createSight(root, whole);

    /** Show what is not there yet. */
    function whole() {
        if (!isWhole) {
            show();
        }
    }

    function showMore() {
        whole();
        const before = root.querySelectorAll("button").length;
        limit += ROWS * 4;
        show();
        root.querySelectorAll("button")[before]?.focus();
    }

    /** @param {number} [most]  So many rows. */
    function show(most = limit) {
        clearTimeout(rest);
        const frame = app.frame();
        const total = frame.named + frame.possible;
        isWhole = most >= Math.min(limit, total);
        const entries = entriesOf(app, frame, nameRank, Math.min(most, limit));
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
        // What follows the list stays where it will be.
        root.style.minHeight = isWhole ? "" : `${ROW_PX * Math.min(limit, total)}px`;
        root.classList.toggle("long", limit > ROWS);
        const left = Math.max(0, total - limit);
        setHidden(more, left === 0);
        setText(more, left === 0 ? "" : app.tr().t("list.more", { n: left }));
        markCurrent(root, app.store.get());
        if (!isWhole) {
            rest = setTimeout(() => {
                show();
                sight.measure();
            }, REST_MS);
        }
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

    walkWithArrows(root, whole);
    return {
        root,
        more,
        /** @param {number} wanted  Tells rows in one language and palette from those in another. */
        render(wanted) {
            const isAnew = look !== wanted;
            look = wanted;
            setProps(root, { "aria-label": app.tr().t("list") });
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
