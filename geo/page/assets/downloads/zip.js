/**
 * Files as one ZIP archive, by PKWARE's APPNOTE 6.3.10: deflated, names in UTF-8, no clock in it, so
 * that the same files give the same bytes.
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, midnight: the first moment that the format can tell. */
const EPOCH = 0x00210000;

/**
 * @param {Record<string, string | Blob>} files  By name.
 * @returns {Promise<Blob>}
 */
export async function zipOf(files) {
    /** @type {BlobPart[]} */
    const parts = [];
    /** @type {BlobPart[]} */
    const index = [];
    let at = 0;
    let size = 0;
    for (const [name, text] of Object.entries(files)) {
        const path = new TextEncoder().encode(name);
        const raw = new Uint8Array(await new Blob([text]).arrayBuffer());
        const packed = await deflated(raw);
        const about = [
            [VERSION, UTF8, DEFLATED],
            [EPOCH, crc32(raw), packed.length, raw.length],
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
        at += head.length + path.length + packed.length;
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

/** @param {Uint8Array<ArrayBuffer>} raw */
async function deflated(raw) {
    const stream = new Blob([raw]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The checksum of ISO 3309, as PNG and ZIP use it.
 * @param {Uint8Array} bytes
 * @returns {number}
 */
export function crc32(bytes) {
    const table = Uint32Array.from({ length: 256 }, (_, i) => {
        let value = i;
        for (let bit = 0; bit < 8; bit++) {
            value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
        }
        return value;
    });
    let sum = 0xffffffff;
    for (const byte of bytes) {
        sum = /** @type {number} */ (table[(sum ^ byte) & 255]) ^ (sum >>> 8);
    }
    return (sum ^ 0xffffffff) >>> 0;
}
