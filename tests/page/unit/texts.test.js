import assert from "node:assert/strict";
import { test } from "node:test";

import { inLanguage } from "../../../geo/page/assets/model/texts.js";

const PLAIN = [
    "A store opened.",
    "p3",
    "stated",
    "",
    "Gansu",
    "wuwei-2020",
    "",
    "Open.",
    "",
    "",
    "",
];

test("a row without a translation reads the same in both languages", () => {
    assert.deepEqual(inLanguage(PLAIN, "zh"), PLAIN);
    assert.deepEqual(inLanguage(PLAIN, "en"), PLAIN);
});

test("a translated row reads in Chinese where it can, and keeps the rest", () => {
    const row = [...PLAIN, "开设了店铺。", "", "", "开业。"];

    assert.equal(inLanguage(row, "zh")[7], "开业。");

    assert.deepEqual(inLanguage(row, "zh").slice(0, 4), ["开设了店铺。", "p3", "stated", ""]);
    assert.deepEqual(inLanguage(row, "en").slice(0, 4), PLAIN.slice(0, 4));
});
