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
};

/**
 * Bytes of a base64 text.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes(text) {
    const { fromBase64 } = /** @type {any} */ (Uint8Array);
    if (fromBase64) {
        return fromBase64.call(Uint8Array, text); // browsers of 2025 and later
    }
    const binary = atob(text);
    const result = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) {
        result[i] = binary.charCodeAt(i);
    }
    return result;
}

/** The digits of base 85 as the payload writes them: RFC 1924 without `<`, `>` and `&`. */
const DIGITS =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_\u0060{|}~";
const VALUE = new Uint8Array(128);
for (let digit = 0; digit < DIGITS.length; digit++) {
    VALUE[DIGITS.charCodeAt(digit)] = digit;
}

/**
 * Bytes of a text in base 85: five digits make four bytes, the last group may be shorter.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytes85(text) {
    const missing = (5 - (text.length % 5)) % 5;
    const padded = text + "~".repeat(missing);
    const result = new Uint8Array((padded.length / 5) * 4);
    let at = 0;
    for (let i = 0; i < padded.length; i += 5) {
        let value = 0;
        for (let digit = i; digit < i + 5; digit++) {
            value = value * 85 + /** @type {number} */ (VALUE[padded.charCodeAt(digit)]);
        }
        result[at++] = value >>> 24;
        result[at++] = value >>> 16;
        result[at++] = value >>> 8;
        result[at++] = value;
    }
    return result.subarray(0, result.length - missing);
}

/**
 * The values of a column whatever its width, as plain numbers.
 * @param {Column} column
 * @returns {ArrayLike<number>}
 */
export function values(column) {
    const Kind = KINDS[/** @type {"u8"} */ (column.t)];
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

/**
 * Read all varints: in one loop, which a browser makes fast while it runs.
 * @param {Uint8Array} data
 * @returns {Uint32Array}
 */
export function numbers(data) {
    const result = new Uint32Array(data.length);
    let count = 0;
    let value = 0;
    let shift = 0;
    for (let at = 0; at < data.length; at++) {
        const byte = /** @type {number} */ (data[at]);
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) {
            result[count++] = value;
            value = 0;
            shift = 0;
        } else {
            shift += 7;
        }
    }
    return result.subarray(0, count);
}

/** @param {number} value */
export const unzigzag = (value) => (value >>> 1) ^ -(value & 1);

/** Steps per degree, by the type of the column: DEGREE_STEPS in geo/page/contract.py. */
const STEPS_PER_DEGREE = { degrees: 1e5, degrees3: 1e3 };

/**
 * Degrees, which the payload has as steps from one to the next.
 * @param {Column} column
 * @returns {Float64Array}
 */
export function degrees(column) {
    const perDegree = STEPS_PER_DEGREE[/** @type {"degrees"} */ (column.t)];
    const steps = numbers(bytes(column.b));
    const result = new Float64Array(steps.length);
    let at = 0;
    for (let i = 0; i < steps.length; i++) {
        at += unzigzag(/** @type {number} */ (steps[i]));
        result[i] = at / perDegree;
    }
    return result;
}

/**
 * The column as one kind of array; copied only where it was stored narrower.
 * @template {Uint16Array | Uint32Array | Int16Array | Int32Array} Kind
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
