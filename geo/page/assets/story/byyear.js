/**
 * The story told year by year: what begins in each, what goes on, and the years of which nobody
 * speaks.
 */

import { FOREVER, KIND, NEVER } from "../model/status.js";
import { isWithin } from "../state/viewmodel.js";
import { listsIn } from "../words/lists.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../model/types.js").FullList} FullList */

/** @typedef {{row: number, site: number}} Said  Row of its text; its site, or -1. */

/**
 * @typedef {object} Chapter  A year, or years in a row in which nothing begins.
 * @property {number} first
 * @property {number} last
 * @property {Said[]} named  What begins at a place of its own.
 * @property {number} more  How many sites beyond those listed begin.
 * @property {number[]} unnamed  Statements that name no settled place and begin here.
 * @property {number[]} denied  Statements that say no of a place from these years on.
 * @property {number} denying  How many say no from earlier years on.
 * @property {number[]} ongoing  Statements told elsewhere, whose dates reach into these years.
 * @property {FullList[]} lists  Full lists that speak of these years.
 */

/** A chapter lists this many sites at most: the table has them all. */
const MOST_SITES = 30;

/**
 * @param {Model} model
 * @param {{province: string, source: string}} only  Filters; empty for all.
 * @param {number} [mostSites]  In a chapter; those beyond are counted.
 * @returns {{chapters: Chapter[], undated: Chapter}}  What tells no year has a chapter of its own.
 */
export function storyByYear(model, only, mostSites = MOST_SITES) {
    const { first, last } = model.years;
    const chapters = Array.from({ length: last - first + 1 }, (_, i) => emptyChapter(first + i));
    const undated = emptyChapter(FOREVER);
    const fits = filterOf(model, only);
    const { statements, sites } = model;
    for (let row = 0; row < statements.count; row++) {
        const meant = statements.candidates[row] ?? [statements.unit[row] ?? -1];
        if (meant.some((unit) => fits(unit, statements.source[row] ?? 0))) {
            tellStatement(model, chapters, undated, row);
        }
    }
    for (let site = 0; site < sites.count; site++) {
        if (fits(sites.unit[site] ?? -1, sites.source[site] ?? 0)) {
            const chapter = chapterOf(model, chapters, sites.date[site] ?? 0) ?? undated;
            if (countSites(chapter) < mostSites) {
                chapter.named.push({ row: statements.count + site, site });
            } else {
                chapter.more++;
            }
        }
    }
    for (const chapter of chapters) {
        chapter.lists = listsIn(model, chapter, only);
    }
    return { chapters: merged(chapters), undated };
}

/** @param {number} year @returns {Chapter} */
function emptyChapter(year) {
    return {
        first: year,
        last: year,
        named: [],
        more: 0,
        unnamed: [],
        denied: [],
        denying: 0,
        ongoing: [],
        lists: [],
    };
}

/** @param {Chapter} chapter */
function countSites({ named }) {
    return named.reduce((count, { site }) => count + (site < 0 ? 0 : 1), 0);
}

/**
 * @param {Model} model
 * @param {Chapter[]} chapters
 * @param {Chapter} undated
 * @param {number} row
 */
function tellStatement(model, chapters, undated, row) {
    const date = model.statements.date[row] ?? 0;
    const chapter = chapterOf(model, chapters, date) ?? undated;
    if (model.statements.kind[row] === KIND.NAMED) {
        chapter.named.push({ row, site: -1 });
    } else if (model.statements.kind[row] === KIND.DENIED) {
        chapter.denied.push(row);
        const last = model.dates.certainTo[date] ?? NEVER;
        for (const other of chapter === undated ? [] : chapters) {
            other.denying += Number(chapter.first < other.first && other.first <= last);
        }
        return;
    } else {
        chapter.unnamed.push(row);
    }
    const from = model.dates.possibleFrom[date] ?? NEVER;
    const until = model.dates.certainFrom[date] ?? FOREVER;
    for (const other of chapter === undated ? [] : chapters) {
        if (other !== chapter && from <= other.first && other.first <= until) {
            other.ongoing.push(row);
        }
    }
}

/**
 * The chapter that a date begins in: its first possible year; where that is open, its last.
 * @param {Model} model
 * @param {Chapter[]} chapters
 * @param {number} date
 * @returns {Chapter | undefined}
 */
function chapterOf({ dates, years }, chapters, date) {
    const from = dates.possibleFrom[date] ?? NEVER;
    const by = dates.certainFrom[date] ?? FOREVER;
    const year = from === NEVER ? by : from;
    return year === FOREVER ? undefined : chapters[Math.max(0, year - years.first)];
}

/**
 * @param {Model} model
 * @param {{province: string, source: string}} only
 * @returns {(unit: number, source: number) => boolean}
 */
function filterOf(model, { province, source }) {
    const around = model.units.row.get(province);
    return (unit, row) =>
        (around === undefined || unit < 0 || isWithin(model, unit, around)) &&
        (!source || model.sources[row]?.id === source);
}

/**
 * Years in a row in which nothing begins, and the same goes on, become one chapter.
 * @param {Chapter[]} chapters
 * @returns {Chapter[]}
 */
function merged(chapters) {
    /** @type {Chapter[]} */
    const told = [];
    const begins = (/** @type {Chapter} */ { named, more, unnamed, denied }) =>
        named.length + more + unnamed.length + denied.length > 0;
    for (const chapter of chapters) {
        const before = told.at(-1);
        const same =
            before &&
            before.ongoing.join() === chapter.ongoing.join() &&
            before.denying === chapter.denying &&
            before.lists.length === chapter.lists.length &&
            before.lists.every((list) => chapter.lists.includes(list));
        if (same && !begins(before) && !begins(chapter)) {
            before.last = chapter.last;
        } else {
            told.push(chapter);
        }
    }
    return told;
}
