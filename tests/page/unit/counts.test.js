import assert from "node:assert/strict";
import { test } from "node:test";
import { rolledUp, unpackSeries } from "../../../geo/page/assets/model/counts.js";
import { classOf, countClasses } from "../../../geo/page/assets/state/countclasses.js";
import { inYears } from "../../../geo/page/assets/state/countview.js";
import { classesInWords, valueInWords } from "../../../geo/page/assets/words/countwords.js";
import { chinese, english } from "./fixtures.js";

/** @param {number[]} numbers  Whole numbers of 0 or more, as LEB128 varints. */
function packed(numbers) {
    const bytes = [];
    for (const number of numbers) {
        let left = number;
        while (left > 127) {
            bytes.push((left % 128) + 128);
            left = Math.floor(left / 128);
        }
        bytes.push(left);
    }
    return Uint8Array.from(bytes);
}

const LARGE = 2 ** 52 + 1;
/** Units 3 and 5; 2016, 2018 and 2017; sums of -1.5, none and 2. */
const BYTES = packed([2, 3, 2, 5, 1, 2016, 2, 2017, 4, LARGE, 0, 1 + 29, 0, 1 + 40]);

test("counts are read back whole, however large, and sums with their signs", () => {
    const series = unpackSeries(BYTES, 10);
    assert.deepEqual([...series.unit], [3, 5]);
    assert.deepEqual([...series.offset], [0, 2, 3]);
    assert.deepEqual([...series.year], [2016, 2018, 2017]);
    assert.deepEqual([...series.n], [4, LARGE, 0]);
    assert.deepEqual([...series.sum], [-1.5, Number.NaN, 2]);
});

test("counts of parts add up, and what lies in no area is told", () => {
    const series = unpackSeries(BYTES, 10);
    /** @type {any} */
    const units = { parent: Int32Array.from([-1, 0, 0, 1, 0, 1, -1]) };
    const province = rolledUp(units, series, [0]);
    assert.deepEqual([...province.unit], [0]);
    assert.deepEqual([...province.year], [2016, 2017, 2018]);
    assert.deepEqual([...province.n], [4, 0, LARGE]);
    assert.equal(province.undrawn, 0);
    assert.equal(rolledUp(units, series, [5, 6]).undrawn, 4 + LARGE);
});

test("a unit without a row in the years shown was not counted, one with 0 was", () => {
    const series = unpackSeries(BYTES, 10);
    assert.equal(inYears(series, 1, -Infinity, 2016), null);
    assert.equal(inYears(series, 1, 2017, 2017)?.n, 0);
    assert.equal(inYears(series, 0, -Infinity, 2018)?.n, 4 + LARGE);
    assert.deepEqual(inYears(series, 0, 2018, 2020), { n: LARGE, sum: Number.NaN, first: 2018 });
});

test("every value has one class, which holds it, and no class is empty", () => {
    const skewed = Array.from({ length: 900 }, (_, i) => Math.round(1.012 ** i) + (i % 3));
    for (const values of [[7], [1, 2, 5], [3, 3, 3, 3], skewed, skewed.map((n) => n / 1e4)]) {
        const classes = countClasses(values, false, false);
        assert.ok(classes.length >= 1 && classes.length <= 6);
        assert.equal(new Set(classes.map(({ colour }) => colour)).size, classes.length);
        for (const value of values) {
            const at = classes[classOf(classes, value)];
            assert.ok(at && at.from <= value && value < at.below && at.least <= value);
        }
    }
    assert.deepEqual(countClasses([], false, true), []);
});

test("classes of skewed counts are of about one size, between round numbers", () => {
    const values = Array.from({ length: 6000 }, (_, i) => Math.round(1 + 1.0015 ** i * 3));
    const classes = countClasses(values, true, true);
    const sizes = classes.map((_, at) => values.filter((v) => classOf(classes, v) === at).length);
    assert.equal(classes.length, 6);
    assert.ok(Math.min(...sizes) > 500 && Math.max(...sizes) < 1600, String(sizes));
    for (const { from } of classes.slice(1)) {
        assert.ok(Number.isInteger(from / 10 ** (Math.floor(Math.log10(from)) - 1)), String(from));
    }
});

test("the words of classes leave no number out and none twice", () => {
    const classes = countClasses([1, 4, 9, 30, 31, 400, 1000, 9000], false, true);
    const words = classesInWords(classes, "n", true, english);
    assert.equal(words[0]?.startsWith("1"), true);
    assert.match(words.at(-1) ?? "", /or more$/);
    for (const [i, { from }] of classes.entries()) {
        assert.ok(i === 0 || words[i]?.startsWith(english.number(from)), words[i]);
    }
    assert.equal(valueInWords("share", 0.1234, chinese), "12\u00a0%");
    assert.equal(valueInWords("sum", 12345.678, english), "12,345.68");
});
