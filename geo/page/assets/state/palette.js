/**
 * Colours: a sequential scale of first years that colour-blind readers can order, and the paper.
 *
 * The scale follows the idea of batlow (F. Crameri, "Scientific colour maps", 2018): lightness
 * rises from the first class to the last, so that it also prints in grey. In the dark scheme it
 * starts lighter, to stand out from the ground. Both pass what a theme must pass (problems_of in
 * geo/page/theme.py): each two colours differ for every kind of eyes, and all stand out on the land.
 *
 * Pictures by Python read these constants from this file (geo/page/constants.py): plain literals.
 */

/**
 * @typedef {object} YearClass
 * @property {number} first
 * @property {number} last
 * @property {string} colour
 */

/**
 * @typedef {object} Palette
 * @property {boolean} dark
 * @property {YearClass[]} classes
 * @property {(year: number) => string} ofYear
 * @property {(colour: string) => string} onLand  How strong areas show a colour: beside sites they
 *     step back, since sites are what such data name.
 * @property {(colour: string) => string} inPart  The same of what is in through a part of it.
 * @property {Record<string, string>} paper  The page's own colours, by role.
 */

const SCALE_LIGHT = ["#143d59", "#1b5b6c", "#33735e", "#607f3f", "#a17e2c", "#ce8013", "#e78671"];
const SCALE_DARK = ["#327ca4", "#3f9a9d", "#69ab78", "#aeb05d", "#e8b24c", "#f9be8e", "#fcddc7"];
/** Where a scale is entered for n classes: few classes take colours that are far apart. */
const STEPS = [[], [5], [0, 5], [0, 2, 5], [0, 2, 3, 5], [0, 2, 3, 5, 6], [0, 1, 2, 3, 5, 6]];
const STEPS_DARK = [[], [4], [0, 4], [0, 2, 4], [0, 2, 4, 6], [0, 1, 2, 4, 6], [0, 1, 2, 4, 5, 6]];
const MOST_CLASSES = 7;
/** Fewer classes than these are not worth it that all of their years have data. */
const LEAST_CLASSES = 4;
/** Widths of classes, in years; wide ones begin at a multiple of the number below. */
const WIDTHS = [1, 2, 3, 5, 10, 20, 25, 50, 100];
const ROUND = 5;

const PAPER_LIGHT = {
    sea: "#f4f3ee",
    land: "#e7e4da",
    dimmed: "#efede6",
    line: "#ffffff",
    province: "#ffffff",
    coast: "#cfcabb",
    ink: "#1c1e20",
    muted: "#5d5e5c",
    halo: "rgba(255, 253, 248, 0.9)",
    out: "#fbfaf6",
    outLine: "#a3a092",
    locator: "#cbc7ba",
    ground: "#fffdf8",
};
const PAPER_DARK = {
    sea: "#17191b",
    land: "#2b2e31",
    dimmed: "#1f2224",
    line: "#191b1d",
    province: "#101213",
    coast: "#4a4e52",
    ink: "#f0ede5",
    muted: "#aeaca4",
    halo: "rgba(20, 22, 24, 0.88)",
    out: "#1f2224",
    outLine: "#65676a",
    locator: "#4a4e52",
    ground: "#141618",
};

/** Strength of areas around sites. */
const WASH = 0.3;

/** Strength of areas that are in only through something inside them. */
export const PART = 0.45;

/**
 * How strong areas are painted over the land.
 * @param {import("../model/types.js").Model} model
 */
export const strengthOf = ({ sites }) => (sites.count ? WASH : 1);

/**
 * @param {number[]} years  First years in the data, in any order.
 * @param {boolean} dark
 * @param {number} [strength]  Of areas.
 * @param {import("../model/types.js").Theme | null} [theme]
 * @returns {Palette}
 */
export function createPalette(years, dark, strength = 1, theme = null) {
    const isDark = dark && (!theme || Boolean(theme.dark));
    const own = theme && ((isDark && theme.dark) || theme.light);
    const [usual, usualSteps] = isDark ? [SCALE_DARK, STEPS_DARK] : [SCALE_LIGHT, STEPS];
    const scale = own?.years.length ? own.years : usual;
    const spans = yearClasses(years, scale.length);
    const stepsFor = (/** @type {number} */ n) =>
        scale === usual ? usualSteps[n] : evenSteps(n, scale.length);
    const steps = stepsFor(spans.length);
    const classes = spans.map((span, i) => ({ ...span, colour: scale[steps?.[i] ?? i] ?? "#888" }));
    const paper = { ...(isDark ? PAPER_DARK : PAPER_LIGHT), ...own?.paper };
    return {
        dark: isDark,
        classes,
        paper,
        onLand: (colour) => mixed(colour, paper.land, strength),
        inPart: (colour) => mixed(colour, paper.land, PART * strength),
        ofYear(year) {
            const found = classes.find(({ last }) => year <= last) ?? classes.at(-1);
            return found?.colour ?? scale[stepsFor(1)?.[0] ?? 0] ?? "#888";
        },
    };
}

/**
 * Where the scale of a theme is entered for n classes: evenly, from its first colour to its last.
 * @param {number} n  At most `length`.
 * @param {number} length
 */
const evenSteps = (n, length) =>
    Array.from({ length: n }, (_, i) =>
        n === 1 ? length - 1 : Math.round((i * (length - 1)) / (n - 1)),
    );

/**
 * Every colour that a year may have.
 * @param {Palette} palette
 * @returns {string[]}
 */
export const coloursOf = ({ classes, ofYear }) =>
    classes.length ? classes.map(({ colour }) => colour) : [ofYear(0)];

/**
 * A colour over another.
 * @param {string} over  As #rrggbb, like `under`.
 * @param {string} under
 * @param {number} strength
 */
function mixed(over, under, strength) {
    const part = (/** @type {string} */ colour, /** @type {number} */ at) =>
        Number.parseInt(colour.slice(at, at + 2), 16);
    const mix = (/** @type {number} */ at) =>
        Math.round(strength * part(over, at) + (1 - strength) * part(under, at));
    return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, "0")).join("")}`;
}

/**
 * How many years each class has; 1 where they are few.
 * @param {Palette} palette
 */
export const classSpan = ({ classes: [one] }) => (one ? one.last - one.first + 1 : 1);

/**
 * Years as at most seven classes: each year its own while they are few, else even stretches, all of
 * the same width: the last, or with round widths the first, may reach beyond the data.
 * @param {number[]} years
 * @param {number} [most]
 * @returns {{first: number, last: number}[]}
 */
export function yearClasses(years, most = MOST_CLASSES) {
    const distinct = [...new Set(years)].sort((a, b) => a - b);
    if (distinct.length <= most) {
        return distinct.map((year) => ({ first: year, last: year }));
    }
    const [first = 0, last = 0] = [distinct[0], distinct.at(-1)];
    const startOf = (/** @type {number} */ step) =>
        step < ROUND ? first : Math.floor(first / ROUND) * ROUND;
    const stepsOf = (/** @type {number} */ step) => Math.floor((last - startOf(step)) / step) + 1;
    const fitting = WIDTHS.filter((step) => stepsOf(step) <= most);
    const isExact = (/** @type {number} */ step) =>
        startOf(step) === first &&
        (last - first + 1) % step === 0 &&
        stepsOf(step) >= LEAST_CLASSES;
    const widest = Math.ceil((last - first + 1) / most);
    const step = fitting.find(isExact) ?? fitting[0] ?? widest;
    return Array.from({ length: stepsOf(step) }, (_, i) => {
        const from = startOf(step) + i * step;
        return { first: from, last: from + step - 1 };
    });
}
