/**
 * Which numbers and years an axis labels, so that labels keep apart.
 */

/** Labels of years keep this far apart, in pixels. */
export const LABEL_PX = 46;
/** Distances between labelled years, from the finest. */
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];

/**
 * Whole numbers to label an axis with, from 0 to at least `most`; few enough to read.
 * @param {number} most
 * @returns {number[]}
 */
export function axisTicks(most) {
    const magnitude = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
    const wanted = [0.2, 0.5, 1, 2, 5].map((part) => part * magnitude);
    const step = wanted.find((each) => each >= 1 && most / each <= 5) ?? 10 * magnitude;
    const ticks = [0];
    while (/** @type {number} */ (ticks.at(-1)) < most) {
        ticks.push(/** @type {number} */ (ticks.at(-1)) + step);
    }
    return ticks;
}

/**
 * The years to label, so that labels keep apart: both ends, and round years between.
 * @param {{first: number, last: number}} years
 * @param {number} pixelsPerYear
 * @param {number} [leastApart]  In pixels.
 * @returns {number[]}
 */
export function labelledYears(years, pixelsPerYear, leastApart = LABEL_PX) {
    const step = STEPS.find((each) => each * pixelsPerYear >= leastApart) ?? 1000;
    const inner = [];
    for (let year = Math.ceil(years.first / step) * step; year < years.last; year += step) {
        const clear = (/** @type {number} */ end) =>
            Math.abs(year - end) * pixelsPerYear >= leastApart;
        if (clear(years.first) && clear(years.last)) {
            inner.push(year);
        }
    }
    return years.first === years.last ? [years.first] : [years.first, ...inner, years.last];
}
