import assert from "node:assert/strict";
import { test } from "node:test";
import { createPace } from "../../../geo/page/assets/downloads/pace.js";
import { fileOf } from "../../../geo/page/assets/downloads/save.js";
import { crc32, zipOf } from "../../../geo/page/assets/downloads/zip.js";
import { createPalette } from "../../../geo/page/assets/state/palette.js";
import { formatPlace, parseState, placeOf } from "../../../geo/page/assets/state/state.js";
import { bibtex, cslJson, ris } from "../../../geo/page/assets/words/citeformats.js";
import { START } from "./fixtures.js";

const HOSTILE = 'A } b { c \\end{x} 50 % #1 $x$ a_b ~^ & "q"\r\nER  - \nTY  - BOOK\u2028x\u0000';

/** @type {import("../../../geo/page/assets/words/citeformats.js").Work} */
const WORK = {
    id: "s 1}",
    kind: "document",
    title: "渭南 and 武威",
    authors: ["陈 and 李", "A. Reporter"],
    publisher: "P",
    published: "2020-09",
    url: "https://example.org/a?b={c}&d=e%20f",
    accessed: "2026-11-29",
    note: "",
};

test("a sum is that of the standard", () => {
    assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
    assert.equal(crc32(new Uint8Array()), 0);
});

test("an archive says of each file where it begins, how long it is and its sum", async () => {
    const files = { "a.txt": "x".repeat(5000), "渭南.csv": "\ufeffa,b\r\n", empty: "" };
    const bytes = new DataView(await (await zipOf(files)).arrayBuffer());
    const end = bytes.byteLength - 22;
    assert.equal(bytes.getUint32(end, true), 0x06054b50);
    assert.equal(bytes.getUint16(end + 10, true), 3);
    let at = bytes.getUint32(end + 16, true);
    for (const [name, text] of Object.entries(files)) {
        assert.equal(bytes.getUint32(at, true), 0x02014b50);
        const raw = new TextEncoder().encode(text);
        const [packed, length] = [bytes.getUint16(at + 20, true), bytes.getUint16(at + 28, true)];
        assert.equal(bytes.getUint32(at + 16, true), crc32(raw));
        assert.equal(bytes.getUint32(at + 24, true), raw.length);
        const head = bytes.getUint32(at + 42, true);
        assert.equal(bytes.getUint32(head, true), 0x04034b50);
        const path = new Uint8Array(bytes.buffer, head + 30, length);
        assert.equal(new TextDecoder().decode(path), name);
        const data = new Blob([new Uint8Array(bytes.buffer, head + 30 + length, packed)]);
        const stream = data.stream().pipeThrough(new DecompressionStream("deflate-raw"));
        assert.deepEqual(new Uint8Array(await new Response(stream).arrayBuffer()), raw);
        at += 46 + length;
    }
    assert.equal(at, end);
});

test("the same files give the same archive", async () => {
    const [one, other] = await Promise.all([zipOf({ a: "b" }), zipOf({ a: "b" })]);
    assert.deepEqual(await one.arrayBuffer(), await other.arrayBuffer());
});

test("the sum of a file is that of its parts, one after another", () => {
    const bytes = new TextEncoder().encode("123456789");
    assert.equal(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4))), 0xcbf43926);
});

/**
 * A pace that rests after each part.
 * @param {AbortSignal} signal
 * @param {(share: number) => void} tell
 */
function restless(signal, tell) {
    const pace = createPace(4, tell, signal);
    return { ...pace, step: () => pace.step() || true };
}

test("a file that is written bit by bit says how far it is, and is the same file", async () => {
    /** @type {number[]} */
    const told = [];
    const pace = restless(new AbortController().signal, (share) => told.push(share));
    const file = await fileOf(["渭", "南", "\r\n", "x"], "text/csv", pace);
    assert.equal(await file.text(), "渭南\r\nx");
    assert.deepEqual(told, [0.25, 0.5, 0.75, 1]);
    const zip = await zipOf(
        { a: ["渭南", "\r\nx"] },
        restless(new AbortController().signal, () => {}),
    );
    assert.deepEqual(await zip.bytes(), await (await zipOf({ a: ["渭南\r\nx"] })).bytes());
});

test("others have their turn while a file is written, and may give it up", async () => {
    const written = ["a", "b", "c", "d"];
    for (const write of [
        (/** @type {any} */ texts, /** @type {any} */ pace) => fileOf(texts, "", pace),
        (/** @type {any} */ texts, /** @type {any} */ pace) => zipOf({ file: texts }, pace),
    ]) {
        const asked = new AbortController();
        let read = 0;
        const texts = written.map((text) => text).values();
        const counted = (function* () {
            for (const text of texts) {
                read++;
                yield text;
            }
        })();
        const pace = restless(asked.signal, (share) => share === 0.5 && asked.abort());
        await assert.rejects(write(counted, pace), { name: "AbortError" });
        assert.equal(read, 2);
    }
});

test("BibTeX takes no name apart and closes every brace that it opens", () => {
    const text = bibtex([WORK, { ...WORK, id: "b", title: HOSTILE, published: "" }]);
    assert.match(text, /^@misc\{s_1_,\n {2}title = \{\{渭南 and 武威\}\},\n/);
    assert.match(text, /author = \{\{陈 and 李\} and \{A. Reporter\}\}/);
    assert.match(text, /date = \{2020-09\}/);
    assert.match(text, /url = \{https:\/\/example.org\/a\?b=%7Bc%7D&d=e%20f\}/);
    const bare = text.replace(/\\[{}]/g, "");
    assert.equal(bare.split("{").length, bare.split("}").length);
    assert.ok(text.includes("A \\textbraceright{} b \\textbraceleft{} c \\textbackslash{}end"));
    assert.ok(text.includes("50 \\% \\#1 \\$x\\$ a\\_b \\textasciitilde{}\\textasciicircum{} \\&"));
    let depth = 0;
    for (const sign of text.replace(/\\[%#$&_]/g, "")) {
        depth += sign === "{" ? 1 : sign === "}" ? -1 : 0;
        assert.ok(depth >= 0);
    }
    assert.equal(depth, 0);
    assert.equal(text.split("\n@misc{").length, 2);
});

test("BibTeX tells apart sources whose ids differ in a dot alone", () => {
    const text = bibtex(["a.b", "a_b", "a-b"].map((id) => ({ ...WORK, id })));
    assert.equal(new Set(text.match(/^@misc\{.*/gm)).size, 3);
});

test("RIS has a line for each field, whatever a title holds", () => {
    const text = ris([{ ...WORK, title: HOSTILE, kind: "map" }]);
    const lines = text.split("\r\n");
    assert.equal(lines.pop(), "");
    assert.ok(lines.every((line) => /^[A-Z][A-Z0-9] {2}- /.test(line)));
    assert.deepEqual(
        lines.map((line) => line.slice(0, 2)),
        ["TY", "ID", "TI", "AU", "AU", "PB", "PY", "DA", "UR", "Y2", "ER"],
    );
    assert.ok(lines.includes("DA  - 2020/09//"));
    assert.ok(lines.includes("Y2  - 2026/11/29/"));
});

test("CSL-JSON keeps a text as it is, and a date that is none as it is told", () => {
    const [one, other] = JSON.parse(
        cslJson([
            { ...WORK, title: HOSTILE },
            { ...WORK, published: "[2020-09..2020-12]", accessed: "", url: "", authors: [] },
        ]),
    );
    assert.equal(one.title, HOSTILE);
    assert.deepEqual(one.author, [{ literal: "陈 and 李" }, { literal: "A. Reporter" }]);
    assert.deepEqual(one.issued, { "date-parts": [[2020, 9]] });
    assert.deepEqual(other.issued, { raw: "[2020-09..2020-12]" });
    assert.deepEqual(Object.keys(other), ["id", "type", "title", "publisher", "issued"]);
});

test("where the map looks is read back from an address, and nothing else is", () => {
    const at = formatPlace({ lat: 36.05, lng: -103.2, zoom: 5.256 });
    assert.equal(at, "36.050_-103.200_5.26");
    assert.deepEqual(placeOf(at), { lat: 36.05, lng: -103.2, zoom: 5.26 });
    assert.equal(parseState(`#at=${at}`, START, { first: 2016, last: 2020 }).at, at);
    for (const wrong of [
        "",
        "1_2",
        "1_2_x",
        "99_0_3",
        "0_999_3",
        "1_2_3_4",
        "1e3_2_3",
        "NaN_1_1",
    ]) {
        assert.equal(placeOf(wrong), null);
        assert.equal(parseState(`#at=${wrong}`, START, { first: 2016, last: 2020 }).at, "");
    }
});

test("a theme gives the colours of the years from its first to its last", () => {
    const paper = { land: "#ffffff" };
    const scheme = (/** @type {string[]} */ years) => ({ years, paper });
    const theme = {
        light: scheme(["#000001", "#000002", "#000003"]),
        dark: null,
        logo: "",
        logoAlt: "",
    };
    const coloursOf = (/** @type {number[]} */ years, dark = false) =>
        createPalette(years, dark, 1, theme).classes.map(({ colour }) => colour);

    assert.deepEqual(coloursOf([2016, 2020]), ["#000001", "#000003"]);
    assert.deepEqual(coloursOf([2016]), ["#000003"]);
    const many = coloursOf([2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017]);
    assert.ok(many.length <= 3);
    assert.equal(new Set(many).size, many.length);
    assert.equal(createPalette([2016], true, 1, theme).dark, false);
    assert.equal(createPalette([2016], true).dark, true);
});
