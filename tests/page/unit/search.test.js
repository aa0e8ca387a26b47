import assert from "node:assert/strict";
import { test } from "node:test";
import { folded, search } from "../../../geo/page/assets/searchindex.js";

const entries = [
    { text: folded("Wuwei"), unit: 0, site: -1 },
    { text: folded("Wǔwēi"), unit: 0, site: -1 },
    { text: folded("武威市"), unit: 0, site: -1 },
    { text: folded("Xi'an"), unit: 1, site: -1 },
    { text: folded("Lüliang"), unit: 2, site: -1 },
    { text: folded("Weinan"), unit: 3, site: -1 },
    { text: folded("陕西安康市"), unit: 5, site: -1, path: true },
    { text: folded("西安市"), unit: 1, site: -1 },
    { text: folded("East Wuwei Market"), unit: -1, site: 4 },
];
/** @param {string} query */
const units = (query) => search(entries, query, 5).map(({ unit }) => unit);

test("a name is found with or without tones, case, spaces and apostrophes", () => {
    assert.deepEqual(units("wuwei"), [0, -1]);
    assert.deepEqual(units("WǓ WĒI"), [0, -1]);
    assert.deepEqual(units("武威"), [0]);
    assert.deepEqual(units("xian"), [1]);
    assert.deepEqual(units("xi’an"), [1]);
    assert.deepEqual(units("luliang"), [2]);
});

test("nothing is found for nothing", () => {
    assert.deepEqual(units(""), []);
    assert.deepEqual(units("  "), []);
    assert.deepEqual(units("London"), []);
});

test("a unit is found by what it lies in, but not across the seam of two names", () => {
    assert.deepEqual(units("陕西安康"), [5]);
    assert.deepEqual(units("西安"), [1]);
});

test("the letter ü is found as u and as v", () => {
    assert.deepEqual(units("Lǘliang"), [2]);
    assert.deepEqual(units("lvliang"), [2]);
});
