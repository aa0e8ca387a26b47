/**
 * Typed arrays out of the payload: little-endian bytes in base64.
 */

/** @typedef {import("./types.js").Column} Column */

const KINDS = {
    u8: Uint8Array,
    u16: Uint16Array,
    u32: Uint32Array,
    i16: Int16Array,
    i32: Int32Array,
    f32: Float32Array,
};

/**
 * Bytes of a base64 text.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes(text) {
    const binary = atob(text);
    const result = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) {
        result[i] = binary.charCodeAt(i);
    }
    return result;
}

/**
 * The values of a column whatever its width, as plain numbers.
 * @param {Column} column
 * @returns {ArrayLike<number>}
 */
export function values(column) {
    const Kind = KINDS[column.t];
    if (!Kind) {
        throw new Error(`a column of unknown kind: ${column.t}`);
    }
    return new Kind(bytes(column.b).buffer);
}

/** @param {Column} column */
export const u8 = (column) => Uint8Array.from(values(column));
/** @param {Column} column */
export const u16 = (column) => as(Uint16Array, column);
/** @param {Column} column */
export const u32 = (column) => as(Uint32Array, column);
/** @param {Column} column */
export const i16 = (column) => as(Int16Array, column);
/** @param {Column} column */
export const i32 = (column) => as(Int32Array, column);
/** @param {Column} column */
export const f32 = (column) => as(Float32Array, column);

/**
 * The column as one kind of array; copied only where it was stored narrower.
 * @template {Uint16Array | Uint32Array | Int16Array | Int32Array | Float32Array} Kind
 * @param {{new (source: ArrayLike<number>): Kind}} Wanted
 * @param {Column} column
 * @returns {Kind}
 */
function as(Wanted, column) {
    const stored = values(column);
    return stored instanceof Wanted ? stored : new Wanted(stored);
}

/**
 * How many of the ascending `sorted` are at most `limit`.
 * @param {ArrayLike<number>} sorted
 * @param {number} limit
 * @returns {number}
 */
export function countUpTo(sorted, limit) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (/** @type {number} */ (sorted[middle]) <= limit) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
