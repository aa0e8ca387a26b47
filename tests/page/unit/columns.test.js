import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import {
    bytes,
    bytes85,
    countUpTo,
    degrees,
    i16,
    u8,
} from "../../../geo/page/assets/model/columns.js";
import { textStore } from "../../../geo/page/assets/model/texts.js";

/** @param {ArrayBufferView<ArrayBuffer>} array */
const base64 = ({ buffer }) => Buffer.from(buffer).toString("base64");

const DIGITS =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";

/** @param {Uint8Array} data */
function base85(data) {
    const missing = (4 - (data.length % 4)) % 4;
    const padded = Buffer.concat([data, Buffer.alloc(missing)]);
    let text = "";
    for (let at = 0; at < padded.length; at += 4) {
        let value = padded.readUInt32BE(at);
        let group = "";
        for (let i = 0; i < 5; i++) {
            group = DIGITS[value % 85] + group;
            value = Math.floor(value / 85);
        }
        text += group;
    }
    return text.slice(0, text.length - missing);
}

test("columns come back whatever their width", () => {
    assert.deepEqual([...u8({ t: "u8", b: base64(Uint8Array.of(0, 3, 255)) })], [0, 3, 255]);
    assert.deepEqual(
        [...i16({ t: "i16", b: base64(Int16Array.of(-32768, 2020)) })],
        [-32768, 2020],
    );
    assert.deepEqual([...i16({ t: "u8", b: base64(Uint8Array.of(7)) })], [7]);
    // Zigzagged varints of 10450000, 0, -450001.
    const steps = base64(Uint8Array.of(0xa0, 0xd1, 0xfb, 0x9, 0, 0xa1, 0xf7, 0x36));
    assert.deepEqual([...degrees({ t: "degrees", b: steps })], [104.5, 104.5, 99.99999]);
    assert.throws(() => u8({ t: /** @type {"u8"} */ ("q9"), b: "" }), /unknown kind/);
    assert.equal(bytes("").length, 0);
});

test("base 85 gives the bytes back at every length", () => {
    for (let length = 0; length < 9; length++) {
        const data = Uint8Array.from({ length }, (_, i) => 255 - i * 7);
        assert.deepEqual(bytes85(base85(data)), data);
    }
});

test("a year is found in sorted columns by halving", () => {
    const years = [2010, 2010, 2012, 2015];
    assert.deepEqual(
        [2009, 2010, 2011, 2012, 2014, 2015, 2099].map((year) => countUpTo(years, year)),
        [0, 2, 2, 3, 3, 4, 4],
    );
    assert.equal(countUpTo([], 2020), 0);
});

test("a text is unpacked from its own block only", async () => {
    const rows = [
        ["one", "a"],
        ["two", "b"],
        ["三", "c"],
    ];
    /** @type {number[]} */
    const asked = [];
    const store = textStore(3, 2, async (block) => {
        asked.push(block);
        const part = rows.slice(2 * block, 2 * block + 2);
        const columns = [0, 1].map((column) => part.map((row) => row[column]));
        return base85(deflateRawSync(Buffer.from(JSON.stringify(columns))));
    });

    assert.deepEqual(await store.read(2), ["三", "c"]);
    assert.deepEqual(asked, [1]);
    assert.deepEqual(await store.read(0), ["one", "a"]);
    assert.deepEqual(await store.read(1), ["two", "b"]);
    assert.deepEqual(asked, [1, 0]);
    const all = [];
    for await (const { first, columns } of store.blocks()) {
        all.push([first, columns[0]]);
    }
    assert.deepEqual(all, [
        [0, ["one", "two"]],
        [2, ["三"]],
    ]);
});
