import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeXml, shape, toXml } from "../../../geo/page/assets/dom/drawing.js";
import { wrapText } from "../../../geo/page/assets/dom/wrap.js";
import { csvCell, csvLine, spreadsheetSafe } from "../../../geo/page/assets/downloads/csv.js";
import {
    outlineOf,
    rounded,
    signedArea,
    wound,
} from "../../../geo/page/assets/downloads/geojson.js";
import { fileName } from "../../../geo/page/assets/downloads/save.js";
import { embedCode } from "../../../geo/page/assets/downloads/share.js";

test("a cell that a spreadsheet would run gets an apostrophe; a plain number does not", () => {
    for (const text of ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1"]) {
        assert.equal(spreadsheetSafe(text), `'${text}`);
    }
    for (const text of ["-3.5", "+86", "a=1", "", "渭南"]) {
        assert.equal(spreadsheetSafe(text), text);
    }
});

test("no part of a cell becomes a cell, and a formula, where semicolons or tabs part them", () => {
    assert.equal(csvCell('x;=HYPERLINK("http://e.x")'), '"x;=HYPERLINK(""http://e.x"")"');
    assert.equal(csvCell("x;=1+1"), '"x;=1+1"');
    assert.equal(csvCell("x\t=1+1"), '"x\t=1+1"');
});

test("quotes, commas and line breaks are quoted as RFC 4180 says", () => {
    assert.equal(csvCell('say "so"'), '"say ""so"""');
    assert.equal(csvLine(["a,b", "c\nd", 5, ""]), '"a,b","c\nd",5,\r\n');
});

test("what XML cannot hold is replaced, and what it would read as markup is escaped", () => {
    assert.equal(escapeXml(`<a b="c">&'`), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;");
    assert.equal(escapeXml("\u0000\u0008\ufffe\ud800x\udc00"), "\ufffd\ufffd\ufffd\ufffdx\ufffd");
    assert.equal(escapeXml("🌾"), "🌾");
    const drawn = shape("svg", { title: "]]>" }, shape("text", {}, "</text><script>"));
    assert.match(
        toXml(drawn),
        /title="\]\]&gt;"><text>&lt;\/text&gt;&lt;script&gt;<\/text><\/svg>/,
    );
});

test("outer rings run anticlockwise, holes clockwise, and each ring ends where it began", () => {
    const topology = {
        points: Float64Array.from([0, 0, 0, 4, 4, 4, 4, 0, 0, 0, 1, 1, 2, 1, 2, 2, 1, 1]),
        starts: Uint32Array.from([0, 5, 9]),
        kinds: {},
        polygons: [[[[0], [1]]], []],
        levels: [1],
        labels: { lon: new Float64Array(), lat: new Float64Array() },
    };
    const outline = /** @type {{coordinates: [number, number][][]}} */ (outlineOf(topology, 0));
    const [outer = [], hole = []] = outline.coordinates;

    assert.ok(signedArea(outer) > 0);
    assert.ok(signedArea(hole) < 0);
    assert.deepEqual(outer[0], outer.at(-1));
    assert.deepEqual(hole[0], hole.at(-1));
    assert.equal(outlineOf(topology, 1), null);
    assert.equal(wound(outer, true), outer);
    assert.equal(rounded(104.1234567), 104.12346);
});

test("code that embeds the page cannot be broken out of by a title", () => {
    const code = embedCode("file:///a?embed#y=2020&u=1", '"><script>alert(1)</script>');

    assert.equal(code.match(/</g)?.length, 4); // a frame, and the script beside it
    assert.match(
        code,
        /^<iframe data-pilotmap src="file:\/\/\/a\?embed#y=2020&amp;u=1" title="&quot;&gt;&lt;/,
    );
});

test("a file name holds letters and digits of any script, and nothing else", () => {
    assert.equal(fileName("../A: b/渭南?", "2016–2019", "csv"), "a-b-渭南-2016-2019.csv");
    assert.equal(fileName("<>", "2020", "svg"), "pilotmap-2020.svg");
    assert.equal(fileName("A", "2020, Only Gansu", "png"), "a-2020-only-gansu.png");
});

test("text breaks between words and between Chinese characters, and long words anywhere", () => {
    const measure = (/** @type {string} */ text) => text.length;

    assert.deepEqual(wrapText("one two three", 8, measure), ["one two", "three"]);
    assert.deepEqual(wrapText("渭南市在陕西", 4, measure), ["渭南市在", "陕西"]);
    assert.deepEqual(wrapText("abcdefghij", 4, measure), ["abcd", "efgh", "ij"]);
    assert.equal(wrapText("a  b ", 9, measure).join(), "a  b");
});
