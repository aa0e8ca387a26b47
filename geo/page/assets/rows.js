/**
 * The rows that table and downloads share: units of the level shown, then sites; and their order.
 *
 * A row is a number: that of its unit, or the number of units plus that of its site.
 */

import { mosaic, siteRows } from "./frame.js";
import { HOW } from "./status.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./frame.js").Frame} Frame */

/**
 * What a frame lists: every unit of the level, named units of other levels, the sites shown.
 * @param {Model} model
 * @param {Frame} frame
 * @returns {Uint32Array}
 */
export function rowsOf(model, frame) {
    const units = new Set(mosaic(model, frame.state.level));
    for (const { unit } of frame.places) {
        units.add(unit);
    }
    const shown = [...units].filter((unit) => frame.shown[unit]);
    const { first, last, rows } = frame.sites;
    const sites = rows ? rows.length : last - first;
    const all = new Uint32Array(shown.length + sites);
    all.set(shown);
    let at = shown.length;
    for (const site of siteRows(frame.sites)) {
        all[at++] = model.units.count + site;
    }
    return all;
}

/** More rows than this cannot be told apart in a key that also holds their rank. */
const MOST_ROWS = 2 ** 21;

/** Key of rows that have nothing in a column: they come last whichever way it is sorted. */
export const BLANK = 2 ** 31;

/**
 * Sort rows by a key; equal keys keep their order, both ways.
 *
 * Key and place are packed into one number each, so that a hundred thousand rows are sorted
 * by the engine's own numeric sort, in some milliseconds.
 * @param {Uint32Array} rows
 * @param {(row: number) => number} keyOf  A whole number from -2 ** 31 to 2 ** 31.
 * @param {boolean} descending
 * @returns {Uint32Array}
 */
export function sortRows(rows, keyOf, descending) {
    const packed = new Float64Array(rows.length);
    const sign = descending ? -1 : 1;
    for (let i = 0; i < rows.length; i++) {
        const key = keyOf(/** @type {number} */ (rows[i]));
        packed[i] = (key === BLANK ? BLANK : sign * key) * MOST_ROWS + i;
    }
    packed.sort();
    const place = (/** @type {number} */ key) => ((key % MOST_ROWS) + MOST_ROWS) % MOST_ROWS;
    return Uint32Array.from(packed, (key) => /** @type {number} */ (rows[place(key)]));
}

/**
 * The place of each text among all, by the customs of a language; equal texts share a rank.
 * @param {readonly string[]} texts
 * @param {string} locale
 * @returns {Int32Array}
 */
export function ranks(texts, locale) {
    const { compare } = new Intl.Collator(locale, { numeric: true });
    const order = texts.map((_, i) => i);
    const text = (/** @type {number | undefined} */ i) => texts[i ?? -1] ?? "";
    order.sort((a, b) => compare(text(a), text(b)));
    const rank = new Int32Array(texts.length);
    let last = 0;
    for (const [place, i] of order.entries()) {
        const same = place > 0 && compare(text(order[place - 1]), text(i)) === 0;
        last = same ? last : place;
        rank[i] = last;
    }
    return rank;
}

/**
 * How many statements bear on each unit, and the sources they come from; sites count where they lie.
 * @param {Model} model
 * @returns {{statements: Uint32Array, sources: Set<number>[]}}
 */
export function tallyEvidence(model) {
    const { units, reasons, sites } = model;
    const statements = new Uint32Array(units.count);
    /** @type {Set<number>[]} */
    const sources = Array.from({ length: units.count }, () => new Set());
    for (let unit = 0; unit < units.count; unit++) {
        const last = /** @type {number} */ (reasons.offset[unit + 1]);
        for (let i = /** @type {number} */ (reasons.offset[unit]); i < last; i++) {
            const row = /** @type {number} */ (reasons.row[i]);
            const isList =
                HOW[/** @type {0} */ (reasons.how[i])] === /** @type {string} */ ("full list");
            sources[unit]?.add(isList ? row : /** @type {number} */ (model.statements.source[row]));
            statements[unit] = /** @type {number} */ (statements[unit]) + (isList ? 0 : 1);
        }
    }
    for (let site = 0; site < sites.count; site++) {
        let unit = /** @type {number} */ (sites.unit[site]);
        for (; unit >= 0; unit = /** @type {number} */ (units.parent[unit])) {
            statements[unit] = /** @type {number} */ (statements[unit]) + 1;
            sources[unit]?.add(/** @type {number} */ (sites.source[site]));
        }
    }
    return { statements, sources };
}
