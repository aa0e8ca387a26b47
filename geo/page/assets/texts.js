/**
 * Long texts, kept compressed until somebody reads one: blocks of rows, each row a list of strings.
 */

import { bytes } from "./columns.js";

/**
 * @typedef {object} TextStore
 * @property {number} count
 * @property {(row: number) => Promise<string[]>} read  The strings of one row.
 * @property {() => AsyncGenerator<{first: number, rows: string[][]}>} blocks  All, in order.
 */

/** Blocks kept unpacked at a time: a reader walks a list, and lists are local. */
const KEPT_BLOCKS = 12;

/**
 * @param {number} count  Rows in all.
 * @param {number} perBlock  Rows in a block; the last may have fewer.
 * @param {(block: number) => string} packed  Raw deflate in base64, by block.
 * @returns {TextStore}
 */
export function textStore(count, perBlock, packed) {
    /** @type {Map<number, Promise<string[][]>>} */
    const unpacked = new Map();

    /** @param {number} block */
    function rowsOf(block) {
        const known = unpacked.get(block);
        if (known) {
            return known;
        }
        const rows = inflate(packed(block)).then((text) => JSON.parse(text));
        unpacked.set(block, rows);
        if (unpacked.size > KEPT_BLOCKS) {
            unpacked.delete(/** @type {number} */ (unpacked.keys().next().value));
        }
        return rows;
    }

    async function* blocks() {
        for (let first = 0; first < count; first += perBlock) {
            yield { first, rows: await rowsOf(first / perBlock) };
        }
    }

    return {
        count,
        blocks,
        async read(row) {
            const rows = await rowsOf(Math.floor(row / perBlock));
            return rows[row % perBlock] ?? [];
        },
    };
}

/**
 * @param {string} packed  Raw deflate of UTF-8 text, in base64.
 * @returns {Promise<string>}
 */
async function inflate(packed) {
    const stream = new Blob([bytes(packed)]).stream();
    return new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
