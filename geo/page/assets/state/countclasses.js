/**
 * Classes of counts: which numbers share a colour, and which colour.
 *
 * Counts are skewed: even steps would give one colour to nearly all of a map. So each class holds
 * about as many units and years as the others, between bounds rounded to what a reader remembers;
 * they are the same in all years, so that colours can be compared. The colours are YlGnBu of
 * ColorBrewer (C. Brewer, colorbrewer2.org), which colour-blind readers can order, without its
 * lightest ones; in the dark scheme more is lighter.
 */

/**
 * @typedef {object} CountClass
 * @property {number} from  The least that it may hold.
 * @property {number} below  What is less than this belongs to it; Infinity for the last.
 * @property {number} least  The least that it does hold.
 * @property {number} most
 * @property {string} colour
 */

const LIGHT = ["#b7dfb6", "#7accc4", "#43aacb", "#2b82b9", "#1f5a9c", "#16306e"];
const DARK = ["#2c5373", "#2b7890", "#3f9c97", "#79bf8e", "#bddd88", "#f6f3a8"];
const MOST = LIGHT.length;
/** How a bound may begin: 1, 2, 5, 10; finer where classes would be lost. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * @param {ArrayLike<number>} values  Of all units and years.
 * @param {boolean} dark
 * @param {boolean} whole  They are whole numbers.
 * @returns {CountClass[]}  Ascending; none where there are no values.
 */
export function countClasses(values, dark, whole) {
    const sorted = Float64Array.from(values).sort();
    const distinct = firstDistinct(sorted, MOST + 1);
    const bounds = distinct.length <= MOST ? distinct : roundedQuantiles(sorted, whole);
    const held = bounds.filter(
        (from, i) => placeOf(sorted, from) < placeOf(sorted, bounds[i + 1] ?? Infinity),
    );
    const classes = held.map((from, i) => {
        const below = held[i + 1] ?? Infinity;
        const [first, last] = [placeOf(sorted, from), placeOf(sorted, below)];
        return { from, below, least: sorted[first] ?? 0, most: sorted[last - 1] ?? 0, colour: "" };
    });
    const scale = dark ? DARK : LIGHT;
    const at = (/** @type {number} */ i) =>
        classes.length === 1 ? 3 : Math.round((i * (MOST - 1)) / (classes.length - 1));
    return classes.map((each, i) => ({ ...each, colour: scale[at(i)] ?? "" }));
}

/**
 * The class of a value, by its place; -1 where there is none.
 * @param {readonly CountClass[]} classes
 * @param {number} value
 */
export function classOf(classes, value) {
    let at = classes.length - 1;
    while (at >= 0 && value < (classes[at]?.from ?? 0)) {
        at--;
    }
    return at;
}

/** A text or a mark on a colour of the scale. @param {boolean} dark */
export const middleColour = (dark) => (dark ? DARK : LIGHT)[3] ?? "";

/**
 * The first distinct values of a sorted list.
 * @param {Float64Array} sorted
 * @param {number} most
 */
function firstDistinct(sorted, most) {
    /** @type {number[]} */
    const found = [];
    for (const value of sorted) {
        if (found.at(-1) !== value && found.push(value) === most) {
            break;
        }
    }
    return found;
}

/**
 * Bounds between which about as many values lie, rounded; the first is the least value.
 * @param {Float64Array} sorted
 * @param {boolean} whole
 */
function roundedQuantiles(sorted, whole) {
    const [least = 0] = sorted;
    const bounds = [least];
    for (let i = 1; i < MOST; i++) {
        const exact = sorted[Math.floor((i * sorted.length) / MOST)] ?? 0;
        const rounded = roundedTo(exact, whole);
        const bound = rounded > (bounds.at(-1) ?? 0) ? rounded : exact;
        if (bound > (bounds.at(-1) ?? 0)) {
            bounds.push(bound);
        }
    }
    return bounds;
}

/**
 * The nearest number that is easily remembered.
 * @param {number} value
 * @param {boolean} whole
 */
function roundedTo(value, whole) {
    const size = Math.abs(value);
    if (!size || (whole && size < 10)) {
        return value;
    }
    const power = 10 ** Math.floor(Math.log10(size));
    const near = ROUND.map((each) => each * power);
    const best = near.reduce((a, b) => (Math.abs(b - size) < Math.abs(a - size) ? b : a));
    return Math.sign(value) * Number(best.toPrecision(3));
}

/**
 * How many values of a sorted list are less than one.
 * @param {Float64Array} sorted
 * @param {number} value
 */
function placeOf(sorted, value) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? 0) < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
