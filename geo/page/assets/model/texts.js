/**
 * Long texts, kept compressed until somebody reads one: blocks of rows, each row a list of strings.
 * A block holds columns: the first strings of all its rows, then the second ones.
 */

import { bytes85 } from "./columns.js";

/**
 * @typedef {object} TextStore
 * @property {number} count
 * @property {(row: number) => Promise<string[]>} read  The strings of one row.
 * @property {(row: number) => Promise<{first: number, columns: string[][]}>} around  The block of a row.
 * @property {() => AsyncGenerator<{first: number, columns: string[][]}>} blocks  All, in order.
 */

/** Blocks kept unpacked at a time: a reader walks a list, and lists are local. */
const KEPT_BLOCKS = 12;

/**
 * @param {number} count  Rows in all.
 * @param {number} perBlock  Rows in a block; the last may have fewer.
 * @param {(block: number) => Promise<string>} packed  A block: raw deflate in base 85.
 * @returns {TextStore}
 */
export function textStore(count, perBlock, packed) {
    /** @type {Map<number, Promise<string[][]>>} */
    const unpacked = new Map();

    /**
     * @param {number} block
     * @returns {Promise<string[][]>}
     */
    function columnsOf(block) {
        const known = unpacked.get(block);
        if (known) {
            return known;
        }
        const columns = packed(block).then(inflatedJson);
        unpacked.set(block, columns);
        if (unpacked.size > KEPT_BLOCKS) {
            unpacked.delete(/** @type {number} */ (unpacked.keys().next().value));
        }
        return columns;
    }

    /** @param {number} row */
    async function around(row) {
        const block = Math.floor(row / perBlock);
        return { first: block * perBlock, columns: await columnsOf(block) };
    }

    async function* blocks() {
        for (let first = 0; first < count; first += perBlock) {
            yield await around(first);
        }
    }

    return {
        count,
        blocks,
        around,
        async read(row) {
            const { first, columns } = await around(row);
            return columns.map((column) => column[row - first] ?? "");
        },
    };
}

/** Columns of a row of texts: what has a translation, and where the Chinese stands behind. */
const TRANSLATED = [0, 2, 3, 7];
const FIRST_TRANSLATION = 11;

/**
 * The strings of a row in a language, as far as the row has them in it.
 * @param {string[]} strings  Statement, locator, date note, decision, within, id, former units, quote,
 *   adcode, extent and direction as written where they say more than the columns; then, maybe,
 *   statement, date note, decision and quote in Chinese.
 * @param {string} lang
 * @returns {string[]}
 */
export function inLanguage(strings, lang) {
    if (lang !== "zh" || strings.length <= FIRST_TRANSLATION) {
        return strings;
    }
    const read = [...strings];
    for (const [i, column] of TRANSLATED.entries()) {
        read[column] = strings[FIRST_TRANSLATION + i] || (strings[column] ?? "");
    }
    return read;
}

/**
 * @param {string} packed  Raw deflate, in base 85.
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function inflatedBytes(packed) {
    // Not as the stream of a Blob: that goes to another process and back, for which the page waits.
    const { readable, writable } = new DecompressionStream("deflate-raw");
    const writer = writable.getWriter();
    const written = Promise.all([writer.write(bytes85(packed)), writer.close()]);
    written.catch(() => {}); // whoever reads is told of what cannot be unpacked
    const reader = readable.getReader();
    const chunks = [];
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
        chunks.push(next.value);
    }
    await written;
    const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
        all.set(chunk, at);
        at += chunk.length;
    }
    return all;
}

/**
 * @param {string} packed
 * @returns {Promise<any>}  What the JSON in it says.
 */
export const inflatedJson = async (packed) =>
    JSON.parse(new TextDecoder().decode(await inflatedBytes(packed)));
