/**
 * What a state shows of counts: a value for each unit of the map, its class, and what it is of.
 */

import { rolledUp } from "../model/counts.js";
import { classOf, countClasses } from "./countclasses.js";
import { createPalette } from "./palette.js";
import { yearsShown } from "./state.js";
import { filtersOf, isWithin, mosaic } from "./viewmodel.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("../model/counts.js").Counts} Counts */
/** @typedef {import("./countclasses.js").CountClass} CountClass */

/**
 * @typedef {object} CountView
 * @property {State["measure"]} measure
 * @property {Float64Array} value  By unit: what is drawn; NaN where nothing was counted.
 * @property {Float64Array} n  By unit: how many in the years shown; NaN where nothing was counted.
 * @property {Float64Array} first  By unit: the first of the years shown that was counted, or NaN.
 * @property {Float64Array} sum  By unit: of the value; NaN where there is none.
 * @property {CountClass[]} classes  Of the values, the same in all years.
 * @property {Uint8Array} of  By unit: 0 for none, 1 for a count of 0, 2 for the first class…
 * @property {string[]} colours  By those numbers, less 1.
 * @property {number} total  Counted in the years shown, wherever it lies.
 * @property {number} counted  How many areas of the map have a count.
 * @property {number} areas  How many the map has.
 * @property {number} undrawn  Counted in all years where the map of the level has no area.
 */

/** @typedef {import("../words/i18n.js").Translator} Translator */
/**
 * @typedef {CountView & {said: (tr: Translator) => string, rest: (tr: Translator) => string[]}}
 *     CountFrame  With what is told: how many there are, and what else is known of them.
 */

/** Of the colours: a count of 0, and the first class. */
const ZERO = 1;
const FIRST_CLASS = 2;

/**
 * @param {Model} model
 * @param {Counts} counts
 * @param {State} state
 * @param {boolean} dark
 * @returns {CountView}
 */
export function countView(model, counts, state, dark) {
    const { measure, level } = state;
    const areas = mosaic(model, level);
    const rolled = rolledUp(model.units, counts.series, areas);
    const span = yearsShown(state, model.years);
    const from = state.mode === "upto" ? -Infinity : span.first;
    const none = () => new Float64Array(model.units.count).fill(Number.NaN);
    const [n, first, sum] = [none(), none(), none()];
    const total = totalOf(counts.series, from, span.last);
    const { province } = filtersOf(model, state);
    let counted = 0;
    for (let i = 0; i < rolled.unit.length; i++) {
        const unit = rolled.unit[i] ?? 0;
        const at = inYears(rolled, i, from, span.last);
        if (at && (province === undefined || isWithin(model, unit, province))) {
            counted++;
            n[unit] = at.n;
            first[unit] = at.first;
            sum[unit] = at.sum;
        }
    }
    const drawn =
        measure === "share" ? n.map((each) => each / (total || 1)) : { n, first, sum }[measure];
    const classes = classesOf(model, counts, state, dark);
    const of = Uint8Array.from(drawn, (each, unit) =>
        Number.isNaN(each)
            ? 0
            : measure !== "first" && measure !== "sum" && n[unit] === 0
              ? ZERO
              : FIRST_CLASS + Math.max(0, classOf(classes, each)),
    );
    const shown =
        province === undefined ? areas : areas.filter((unit) => isWithin(model, unit, province));
    return {
        measure,
        value: drawn,
        n,
        first,
        sum,
        classes,
        of,
        colours: ["", ...classes.map(({ colour }) => colour)],
        total,
        counted,
        areas: shown.length,
        undrawn: rolled.undrawn,
    };
}

/**
 * What was counted in a unit in some years; null where nothing was.
 * @param {import("../model/counts.js").Series} series
 * @param {number} i  Its place in the series.
 * @param {number} from
 * @param {number} to
 */
export function inYears({ offset, year, n, sum }, i, from, to) {
    let found = null;
    for (let row = offset[i] ?? 0; row < (offset[i + 1] ?? 0); row++) {
        const at = year[row] ?? 0;
        if (at > to) {
            break;
        }
        if (at >= from) {
            found ??= { n: 0, sum: Number.NaN, first: at };
            found.n += n[row] ?? 0;
            const more = sum[row] ?? Number.NaN;
            found.sum = Number.isNaN(more) ? found.sum : (found.sum || 0) + more;
        }
    }
    return found;
}

/**
 * How many were counted in some years, in all units or in those of a province; null for none.
 * @param {Model} model
 * @param {Counts} counts
 * @param {number} from
 * @param {number} to
 * @param {number | undefined} province
 * @returns {number | null}
 */
export function uptoYear(model, { series }, from, to, province) {
    let found = null;
    for (const [i, unit] of series.unit.entries()) {
        if (province === undefined || isWithin(model, unit, province)) {
            const at = inYears(series, i, from, to);
            found = at ? (found ?? 0) + at.n : found;
        }
    }
    return found;
}

/**
 * @param {import("../model/counts.js").Series} series
 * @param {number} from
 * @param {number} to
 */
function totalOf({ year, n }, from, to) {
    let total = 0;
    for (let row = 0; row < year.length; row++) {
        const at = year[row] ?? 0;
        total += at >= from && at <= to ? (n[row] ?? 0) : 0;
    }
    return total;
}

/** By the counts, classes that were worked out: they hold in all years. */
const known = /** @type {WeakMap<Counts, Map<string, CountClass[]>>} */ (new WeakMap());

/**
 * @param {Model} model
 * @param {Counts} counts
 * @param {State} state
 * @param {boolean} dark
 * @returns {CountClass[]}
 */
function classesOf(model, counts, { measure, level, mode }, dark) {
    const ofCounts = known.get(counts) ?? new Map();
    known.set(counts, ofCounts);
    const key = [measure, level, measure !== "first" && mode === "in", dark].join();
    const classes = ofCounts.get(key) ?? makeClasses(model, counts, { measure, level, mode }, dark);
    ofCounts.set(key, classes);
    return classes;
}

/**
 * @param {Model} model
 * @param {Counts} counts
 * @param {{measure: string, level: number, mode: string}} wanted
 * @param {boolean} dark
 * @returns {CountClass[]}
 */
function makeClasses(model, counts, { measure, level, mode }, dark) {
    const rolled = rolledUp(model.units, counts.series, mosaic(model, level));
    if (measure === "first") {
        const years = Array.from(rolled.unit, (_, i) => rolled.year[rolled.offset[i] ?? 0] ?? 0);
        return createPalette(years, dark, 1, model.theme).classes.map(
            ({ first, last, colour }) => ({
                from: first,
                below: last + 1,
                least: first,
                most: last,
                colour,
            }),
        );
    }
    const whole = measure === "n" || (measure === "sum" && counts.scale === 1);
    const values = everyYear(model, counts.series, rolled, measure, mode === "in");
    return countClasses(values, dark, whole);
}

/**
 * The values of all units in all years that they were counted in, without those of 0.
 * @param {Model} model
 * @param {import("../model/counts.js").Series} all
 * @param {import("../model/counts.js").Series} rolled
 * @param {string} measure
 * @param {boolean} alone  Each year by itself, not all up to it.
 */
function everyYear({ years }, all, rolled, measure, alone) {
    const totals = new Map();
    for (let year = years.first; year <= years.last; year++) {
        totals.set(year, totalOf(all, alone ? year : -Infinity, year));
    }
    const values = [];
    for (let i = 0; i < rolled.unit.length; i++) {
        let [n, sum] = [0, 0];
        for (let row = rolled.offset[i] ?? 0; row < (rolled.offset[i + 1] ?? 0); row++) {
            n = (alone ? 0 : n) + (rolled.n[row] ?? 0);
            sum = (alone ? 0 : sum) + (rolled.sum[row] || 0);
            const share = n / (totals.get(rolled.year[row]) || 1);
            if (n || measure === "sum") {
                values.push(measure === "sum" ? sum : measure === "share" ? share : n);
            }
        }
    }
    return values;
}
