import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dateInWords, spanInWords } from "../../../geo/page/assets/words/dates.js";
import { chinese, english } from "./fixtures.js";

/** Start, end, and both in English and in Chinese; Python is held to the same. */
const CASES = JSON.parse(readFileSync(new URL("../../dates/words.json", import.meta.url), "utf-8"));

for (const [start, end, en, zh] of CASES) {
    test(`${start || "no start"}, ${end || "no end"} is read aloud in both languages`, () => {
        assert.equal(spanInWords(start, end, english), en);
        assert.equal(spanInWords(start, end, chinese), zh);
    });
}

test("no date is no words", () => {
    assert.equal(dateInWords("", english), "");
});
