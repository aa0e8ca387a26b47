/**
 * Files as one ZIP archive, by PKWARE's APPNOTE 6.3.10: deflated, names in UTF-8, no clock in it, so
 * that the same files give the same bytes.
 */

import { paced } from "./pace.js";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, midnight: the first moment that the format can tell. */
const EPOCH = 0x00210000;

/**
 * @param {Record<string, Iterable<string> | AsyncIterable<string>>} files  Their texts, by name.
 * @param {import("./pace.js").Pace} [pace]
 * @returns {Promise<Blob>}
 */
export async function zipOf(files, pace) {
    /** @type {BlobPart[]} */
    const parts = [];
    /** @type {BlobPart[]} */
    const index = [];
    let at = 0;
    let size = 0;
    for (const [name, texts] of Object.entries(files)) {
        const path = new TextEncoder().encode(name);
        const { packed, sum, length } = await deflated(texts, pace);
        const about = [
            [VERSION, UTF8, DEFLATED],
            [EPOCH, sum, packed.size, length],
            [path.length, 0],
        ];
        const [versions = [], sums = [], lengths = []] = about;
        const head = record([
            [4, LOCAL],
            ...each(2, versions),
            ...each(4, sums),
            ...each(2, lengths),
        ]);
        parts.push(head, path, packed);
        const entry = record([
            [4, CENTRAL],
            [2, VERSION],
            ...each(2, versions),
            ...each(4, sums),
            ...each(2, [...lengths, 0, 0, 0]),
            ...each(4, [0, at]),
        ]);
        index.push(entry, path);
        at += head.length + path.length + packed.size;
        size += entry.length + path.length;
    }
    const count = index.length / 2;
    const end = record([
        [4, END],
        ...each(2, [0, 0, count, count]),
        ...each(4, [size, at]),
        [2, 0],
    ]);
    return new Blob([...parts, ...index, end], { type: "application/zip" });
}

/** @param {number} bytes @param {number[]} values @returns {[number, number][]} */
const each = (bytes, values) => values.map((value) => [bytes, value]);

/**
 * Numbers one behind another, low bytes first.
 * @param {[number, number][]} fields  Bytes and value of each.
 * @returns {Uint8Array<ArrayBuffer>}
 */
function record(fields) {
    return Uint8Array.from(
        fields.flatMap(([bytes, value]) =>
            Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255),
        ),
    );
}

/**
 * @param {Iterable<string> | AsyncIterable<string>} texts
 * @param {import("./pace.js").Pace} [pace]
 * @returns {Promise<{packed: Blob, sum: number, length: number}>}  With sum and length of what is packed.
 */
async function deflated(texts, pace) {
    const { readable, writable } = new CompressionStream("deflate-raw");
    const writer = writable.getWriter();
    const packed = new Response(readable).blob();
    packed.catch(() => {}); // whoever writes is told
    const encoder = new TextEncoder();
    let [sum, length] = [0, 0];
    try {
        for await (const text of paced(texts, pace)) {
            const bytes = encoder.encode(text);
            sum = crc32(bytes, sum);
            length += bytes.length;
            await writer.write(bytes);
        }
        await writer.close();
    } catch (error) {
        writer.abort(error).catch(() => {});
        throw error;
    }
    return { packed: await packed, sum, length };
}

const SUMS = Uint32Array.from({ length: 256 }, (_, i) => {
    let value = i;
    for (let bit = 0; bit < 8; bit++) {
        value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return value;
});

/**
 * The checksum of ISO 3309, as PNG and ZIP use it.
 * @param {Uint8Array} bytes
 * @param {number} [before]  That of what stands before them.
 * @returns {number}
 */
export function crc32(bytes, before = 0) {
    let sum = ~before;
    for (let i = 0; i < bytes.length; i++) {
        sum =
            /** @type {number} */ (SUMS[(sum ^ /** @type {number} */ (bytes[i])) & 255]) ^
            (sum >>> 8);
    }
    return ~sum >>> 0;
}
