import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { locatorInWords } from "../../../geo/page/assets/words/locators.js";
import { chinese, english } from "./fixtures.js";

const CASES = JSON.parse(readFileSync(new URL("./locatorcases.json", import.meta.url), "utf-8"));

test("a locator is said in both languages", () => {
    for (const [locator, en, zh] of CASES) {
        assert.deepEqual(
            [locatorInWords(locator, english), locatorInWords(locator, chinese)],
            [en, zh],
        );
    }
});
