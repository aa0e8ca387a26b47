/**
 * Years and where they lie on the timeline; what happened in each.
 */

import { startOfPlace } from "../model/places.js";
import { FOREVER, leavesOpen, NEVER } from "../model/status.js";
import { filtersOf, isWithin, startSpan } from "../state/viewmodel.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {{first: number, last: number}} Years */

/**
 * @typedef {object} TimeScale
 * @property {(year: number) => number} x  Middle of a year, in pixels.
 * @property {(x: number) => number} year  The year nearest to a place.
 * @property {number} step  Pixels per year.
 */

/**
 * @param {Years} years
 * @param {number} width  In pixels.
 * @param {number} margin  Left free on each side, in pixels.
 * @returns {TimeScale}
 */
export function timeScale(years, width, margin) {
    const count = years.last - years.first;
    const step = count ? (width - 2 * margin) / count : width - 2 * margin;
    const x = (/** @type {number} */ year) =>
        count ? margin + (year - years.first) * step : width / 2;
    return {
        x,
        step,
        year(at) {
            const year = count ? Math.round((at - margin) / step) + years.first : years.first;
            return Math.min(years.last, Math.max(years.first, year));
        },
    };
}

/** Widths of signs, by the height of the letters. */
const DIGIT = 0.6;
const MARK = 0.32;
const WIDE = 1;
/** Figures of two years keep this far apart. */
const FIGURES_APART_PX = 5;

/** @param {string} text @param {number} size  Of the letters, in pixels. */
export const widthOfFigures = (text, size) =>
    size *
    Array.from(text).reduce(
        (sum, sign) =>
            sum + (/[.,]/.test(sign) ? MARK : /[\u2e80-\uffef]/.test(sign) ? WIDE : DIGIT),
        0,
    );

/**
 * The counts over the bars: in full where each has room beside the next, else in short, else none.
 * @param {Tally} tally
 * @param {number} step  Pixels per year.
 * @param {number} size  Of the letters, in pixels.
 * @param {((n: number) => string)[]} formats  The one that says most first.
 * @returns {string[]}  By year from the first on; empty where nothing happened.
 */
export function countsOverBars({ settled, open }, step, size, formats) {
    for (const format of formats) {
        const texts = Array.from(settled, (n, i) => {
            const maybe = open[i] ?? 0;
            const more = n && maybe ? `–${format(n + maybe)}` : "";
            return n || maybe ? `${format(n || maybe)}${n ? more : "?"}` : "";
        });
        const shown = texts.flatMap((text, at) =>
            text ? [{ at, half: widthOfFigures(text, size) / 2 }] : [],
        );
        const fits = shown.every(({ at, half }, i) => {
            const next = shown[i + 1];
            return !next || half + next.half + FIGURES_APART_PX <= (next.at - at) * step;
        });
        if (fits) {
            return texts;
        }
    }
    return Array.from(settled, () => "");
}

/**
 * @typedef {object} Tally  By year from the first on.
 * @property {ArrayLike<number>} settled  Places that started in the year for certain.
 * @property {ArrayLike<number>} open  Places that may have started in it, or in another.
 * @property {{title: string, bar: string, colour: string}} [told]  Of counts, which are not of
 *     places: the keys of their words, and a colour.
 */

/**
 * Count named places, sites among them, by the year they started in; in the province and by the
 * source that the state is narrowed down to.
 * @param {Model} model
 * @param {import("../model/types.js").State} state
 * @returns {Tally}
 */
export function tallyByYear(model, state) {
    const { province, source } = filtersOf(model, state);
    const within = (/** @type {number} */ unit) =>
        province === undefined || isWithin(model, unit, province);
    const { first, last } = model.years;
    const settled = new Uint32Array(last - first + 1);
    const open = new Uint32Array(last - first + 1);
    /** @param {number} from @param {number} to @param {number} n */
    const add = (from, to, n) => {
        const column = from === to ? settled : open;
        for (let year = Math.max(from, first); year <= Math.min(to, last); year++) {
            column[year - first] = (column[year - first] ?? 0) + n;
        }
    };
    for (const unit of Array.from(model.places).filter(within)) {
        const { from, to } = startOfPlace(model, unit, source);
        add(from, to, 1);
    }
    const { possibleFrom, certainFrom } = model.dates;
    const all = province === undefined && source < 0;
    const dated = all ? model.sites.used : sitesByDate(model, source, within);
    for (const [date, n] of dated.entries()) {
        if (n) {
            add(possibleFrom[date] ?? NEVER, certainFrom[date] ?? FOREVER, n);
        }
    }
    return { settled, open };
}

/**
 * How many sites have each row of dates.
 * @param {Model} model
 * @param {number} source  -1 for all.
 * @param {(unit: number) => boolean} within
 * @returns {Uint32Array}
 */
function sitesByDate({ sites, dates }, source, within) {
    const used = new Uint32Array(dates.start.length);
    for (const [site, date] of sites.date.entries()) {
        if ((source < 0 || sites.source[site] === source) && within(sites.unit[site] ?? -1)) {
            used[date] = (used[date] ?? 0) + 1;
        }
    }
    return used;
}

/**
 * @typedef {object} Band  The years in which something without a place of its own may have begun.
 * @property {number} statement
 * @property {number} first
 * @property {number} last
 * @property {number} lane
 * @property {boolean} open  It goes on beyond the timeline, as far as anybody knows.
 */

/**
 * Bands for the statements that name no place, in lanes so that they do not overlap.
 * @param {Model} model
 * @returns {Band[]}
 */
export function bandsOf(model) {
    const { statements, dates } = model;
    /** @type {Band[]} */
    const bands = [];
    for (let row = 0; row < statements.count; row++) {
        const date = statements.date[row] ?? 0;
        const span = startSpan(dates, date, model.years);
        if (leavesOpen(statements.kind[row]) && span && span.first <= span.last) {
            const open = (dates.certainFrom[date] ?? FOREVER) > model.years.last;
            bands.push({ statement: row, ...span, lane: 0, open });
        }
    }
    bands.sort((a, b) => b.last - b.first - (a.last - a.first) || a.first - b.first);
    /** @type {Band[][]} */
    const lanes = [];
    for (const band of bands) {
        const fits = (/** @type {Band[]} */ lane) =>
            lane.every((other) => band.last < other.first || other.last < band.first);
        const found = lanes.findIndex(fits);
        band.lane = found < 0 ? lanes.length : found;
        lanes[band.lane] = [...(lanes[band.lane] ?? []), band];
    }
    return bands;
}
