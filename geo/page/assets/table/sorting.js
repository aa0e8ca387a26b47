/**
 * The order of the table's rows.
 */

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
