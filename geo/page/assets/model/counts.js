/**
 * Counts by unit and year: what a tally counted, or how many sites of a project began. A unit and
 * year without a row was not counted, which is not a count of 0.
 */

import { inflatedBytes } from "./texts.js";

/**
 * @typedef {object} Series  Counts of some units, one after another; years ascend within a unit.
 * @property {Int32Array} unit  Rows of the units.
 * @property {Uint32Array} offset  Per unit; one longer than the units.
 * @property {Int16Array} year
 * @property {Float64Array} n
 * @property {Float64Array} sum  Of the value; NaN where there is none.
 */

/**
 * @typedef {object} Account
 * @property {number} read  Rows in all: left out + counted + those with a reason.
 * @property {number} leftOut
 * @property {number} counted
 * @property {Record<string, number>} reasons  Why rows are not counted, and how many.
 */

/**
 * @typedef {object} Counts
 * @property {"tally" | "sites"} of
 * @property {string} file
 * @property {number} level  The one that all counted units stand at.
 * @property {string} value  The column that was summed, where the file tells.
 * @property {number} scale  0: there are no sums.
 * @property {Account | null} account  Null where the file does not tell what was not counted.
 * @property {number} statusLevel  The level at which statuses are shown.
 * @property {number} earlier  Sites that may have begun before the year they are counted in.
 * @property {Series} series
 */

/**
 * @param {Omit<Counts, "series">} told
 * @param {string} packed  The block, as geo/payload/counts.py packs it.
 * @returns {Promise<Counts>}
 */
export async function decodeCounts(told, packed) {
    return { ...told, series: unpackSeries(await inflatedBytes(packed), told.scale) };
}

/**
 * @param {Uint8Array} data
 * @param {number} scale
 * @returns {Series}
 */
export function unpackSeries(data, scale) {
    let at = 0;
    const next = () => {
        let value = 0;
        for (let place = 1; ; place *= 128) {
            const byte = /** @type {number} */ (data[at++]);
            value += (byte & 127) * place; // counts may need more bits than `<<` has
            if (byte < 128) {
                return value;
            }
        }
    };
    const units = next();
    const unit = new Int32Array(units);
    const offset = new Uint32Array(units + 1);
    for (let i = 0; i < units; i++) {
        unit[i] = next();
        offset[i + 1] = (offset[i] ?? 0) + next();
    }
    const total = offset[units] ?? 0;
    const year = new Int16Array(total);
    for (let i = 0; i < units; i++) {
        let last = 0;
        for (let row = offset[i] ?? 0; row < (offset[i + 1] ?? 0); row++) {
            last += next();
            year[row] = last;
        }
    }
    const n = Float64Array.from({ length: total }, next);
    const sum = new Float64Array(total).fill(Number.NaN);
    for (let row = 0; scale && row < total; row++) {
        const coded = next();
        const half = Math.floor((coded - 1) / 2);
        sum[row] = coded ? ((coded - 1) % 2 ? -1 - half : half) / scale : Number.NaN;
    }
    return { unit, offset, year, n, sum };
}

/** By the areas, what `rolledUp` returned: it is asked for every year. */
const known = /** @type {WeakMap<readonly number[], Rolled>} */ (new WeakMap());

/** @typedef {Series & {undrawn: number}} Rolled  `undrawn`: counted where the map has no area. */

/**
 * The counts of the areas that a map shows: those of their parts add up.
 * @param {import("./types.js").Units} units
 * @param {Series} series
 * @param {readonly number[]} areas  Always the same array for the same ones.
 * @returns {Rolled}
 */
export function rolledUp(units, series, areas) {
    const found = known.get(areas) ?? rollUp(units, series, new Set(areas));
    known.set(areas, found);
    return found;
}

/**
 * @param {import("./types.js").Units} units
 * @param {Series} series
 * @param {Set<number>} areas
 * @returns {Rolled}
 */
function rollUp(units, series, areas) {
    /** @type {Map<number, Map<number, [number, number]>>} */
    const byArea = new Map();
    let undrawn = 0;
    for (let i = 0; i < series.unit.length; i++) {
        const area = around(units, areas, series.unit[i] ?? -1);
        const years = byArea.get(area) ?? new Map();
        for (let row = series.offset[i] ?? 0; row < (series.offset[i + 1] ?? 0); row++) {
            const [n, sum] = years.get(series.year[row]) ?? [0, Number.NaN];
            const [more, also] = [series.n[row] ?? 0, series.sum[row] ?? Number.NaN];
            undrawn += area < 0 ? more : 0;
            years.set(series.year[row], [n + more, plus(sum, also)]);
        }
        if (area >= 0) {
            byArea.set(area, years);
        }
    }
    return { ...flattened(byArea), undrawn };
}

/**
 * The sum of what is there; NaN where neither is.
 * @param {number} a
 * @param {number} b
 */
const plus = (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : a + b);

/**
 * The area that a unit is or lies in, or -1.
 * @param {import("./types.js").Units} units
 * @param {Set<number>} areas
 * @param {number} unit
 */
function around(units, areas, unit) {
    let row = unit;
    while (row >= 0 && !areas.has(row)) {
        row = units.parent[row] ?? -1;
    }
    return row;
}

/**
 * @param {Map<number, Map<number, [number, number]>>} byArea
 * @returns {Series}
 */
function flattened(byArea) {
    const areas = [...byArea.keys()].sort((a, b) => a - b);
    const rows = areas.map((area) => [...(byArea.get(area) ?? [])].sort(([a], [b]) => a - b));
    const all = rows.flat();
    const offset = new Uint32Array(areas.length + 1);
    for (const [i, { length }] of rows.entries()) {
        offset[i + 1] = (offset[i] ?? 0) + length;
    }
    return {
        unit: Int32Array.from(areas),
        offset,
        year: Int16Array.from(all, ([year]) => year),
        n: Float64Array.from(all, ([, [n]]) => n),
        sum: Float64Array.from(all, ([, [, sum]]) => sum),
    };
}
