import assert from "node:assert/strict";
import { test } from "node:test";
import { axisTicks } from "../../../geo/page/assets/dom/axis.js";
import { HOW } from "../../../geo/page/assets/model/status.js";
import { saidBy } from "../../../geo/page/assets/state/sourcefilter.js";
import { storyByYear } from "../../../geo/page/assets/story/byyear.js";
import { nextCell } from "../../../geo/page/assets/table/gridkeys.js";
import { BLANK, ranks, sortRows } from "../../../geo/page/assets/table/sorting.js";
import { COLUMNS, orderOf, sortOf } from "../../../geo/page/assets/table/tablerows.js";
import { bandsOf } from "../../../geo/page/assets/timeline/timescale.js";

const EXTENT = { rows: 100, columns: 6, page: 20 };
const press = (/** @type {string} */ key, ctrlKey = false) => ({ key, ctrlKey });

test("keys walk the grid and stop at its edges; the row above the first is the header", () => {
    const at = { row: 0, column: 0 };
    assert.deepEqual(nextCell(at, press("ArrowUp"), EXTENT), { row: -1, column: 0 });
    assert.deepEqual(nextCell(at, press("ArrowLeft"), EXTENT), at);
    assert.deepEqual(nextCell(at, press("PageDown"), EXTENT), { row: 20, column: 0 });
    assert.deepEqual(nextCell({ row: 10, column: 2 }, press("PageUp"), EXTENT), {
        row: 0,
        column: 2,
    });
    assert.deepEqual(nextCell(at, press("End"), EXTENT), { row: 0, column: 5 });
    assert.deepEqual(nextCell(at, press("End", true), EXTENT), { row: 99, column: 5 });
    assert.deepEqual(nextCell({ row: 9, column: 3 }, press("Home", true), EXTENT), {
        row: -1,
        column: 0,
    });
    assert.equal(nextCell(at, press("a"), EXTENT), null);
});

test("rows that have nothing in a column come last, both ways", () => {
    const keys = [BLANK, 2016, BLANK, 2020];
    const rows = Uint32Array.of(0, 1, 2, 3);
    const key = (/** @type {number} */ row) => keys[row] ?? 0;
    assert.deepEqual([...sortRows(rows, key, false)], [1, 3, 0, 2]);
    assert.deepEqual([...sortRows(rows, key, true)], [3, 1, 0, 2]);
});

test("an order is written for the address and read from it", () => {
    for (const column of COLUMNS) {
        for (const descending of [true, false]) {
            assert.deepEqual(orderOf(sortOf({ column, descending })), { column, descending });
        }
    }
    assert.equal(sortOf(orderOf("-nonsense")), "");
});

test("rows are sorted both ways, and equal ones keep their order", () => {
    const keys = [3, -1, 3, 0, -1];
    const key = (/** @type {number} */ row) => keys[row] ?? 0;
    const rows = Uint32Array.of(0, 1, 2, 3, 4);

    assert.deepEqual([...sortRows(rows, key, false)], [1, 4, 3, 0, 2]);
    assert.deepEqual([...sortRows(rows, key, true)], [0, 2, 3, 1, 4]);
});

test("a hundred thousand rows are sorted whole", () => {
    const rows = Uint32Array.from({ length: 100_000 }, (_, i) => i);
    const key = (/** @type {number} */ row) => (row * 7919) % 75;
    const sorted = sortRows(rows, key, true);

    assert.equal(new Set(sorted).size, rows.length);
    assert.ok(sorted.every((row, i) => i === 0 || key(sorted[i - 1] ?? 0) >= key(row)));
});

test("texts are ranked by the customs of their language, and equal ones alike", () => {
    assert.deepEqual([...ranks(["b", "a", "b", "A"], "en")], [2, 0, 2, 1]);
    assert.deepEqual([...ranks(["渭南", "北京"], "zh-CN")], [1, 0]);
});

test("an axis has few, whole ticks and reaches over the most", () => {
    assert.deepEqual(axisTicks(1), [0, 1]);
    assert.deepEqual(axisTicks(5), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(axisTicks(165), [0, 50, 100, 150, 200]);
    assert.ok(axisTicks(99_999).length <= 6);
});

/**
 * A model of statements alone.
 * @param {{kind: number, from: number, by: number, to?: number}[]} rows
 * @returns {import("../../../geo/page/assets/model/types.js").Model}
 */
function modelOf(rows) {
    const column = (/** @type {"kind" | "from" | "by"} */ name) => rows.map((row) => row[name]);
    const model = {
        years: { first: 2016, last: 2020 },
        units: { row: new Map() },
        sources: [{ id: "s" }],
        lists: [],
        statements: {
            count: rows.length,
            kind: column("kind"),
            candidates: {},
            unit: rows.map(() => -1),
            source: rows.map(() => 0),
            date: rows.map((_, i) => i),
        },
        sites: { count: 0 },
        dates: {
            possibleFrom: column("from"),
            certainFrom: column("by"),
            certainTo: rows.map((row) => row.to ?? row.by),
        },
    };
    return /** @type {any} */ (model);
}

test("the story has a chapter for each year that begins something, and says what goes on", () => {
    const model = modelOf([
        { kind: 0, from: 2016, by: 2016 },
        { kind: 2, from: 2016, by: 2020 },
        { kind: 0, from: 2020, by: 2020 },
        { kind: 0, from: -32768, by: 2018 },
        { kind: 0, from: -32768, by: 32767 },
    ]);
    const { chapters, undated } = storyByYear(model, { province: "", source: "" });

    assert.deepEqual(
        chapters.map(({ first, last, named, unnamed, ongoing }) => [
            first,
            last,
            named.length,
            unnamed.length,
            ongoing.length,
        ]),
        [
            [2016, 2016, 1, 1, 1],
            [2017, 2017, 0, 0, 2],
            [2018, 2018, 1, 0, 1],
            [2019, 2019, 0, 0, 1],
            [2020, 2020, 1, 0, 1],
        ],
    );
    assert.deepEqual(undated.named, [{ row: 4, site: -1 }]);
});

test("sites without a date are told after the years", () => {
    const model = modelOf([{ kind: 0, from: 2016, by: 2016 }]);
    Object.assign(model.dates, { possibleFrom: [2016, -32768], certainFrom: [2016, 32767] });
    Object.assign(model.sites, { count: 35, unit: [], source: [], date: Array(35).fill(1) });
    const { undated } = storyByYear(model, { province: "", source: "" });

    assert.deepEqual(undated.named.slice(0, 2), [
        { row: 1, site: 0 },
        { row: 2, site: 1 },
    ]);
    assert.deepEqual([undated.named.length, undated.more], [30, 5]);
});

test("years of which nobody speaks become one chapter", () => {
    const { chapters } = storyByYear(modelOf([{ kind: 0, from: 2016, by: 2016 }]), {
        province: "",
        source: "",
    });

    assert.deepEqual(
        chapters.map(({ first, last }) => [first, last]),
        [
            [2016, 2016],
            [2017, 2020],
        ],
    );
});

test("what is said not to be there has a list of its own and goes on nowhere", () => {
    const model = modelOf([
        { kind: 0, from: 2016, by: 2016 },
        { kind: 5, from: 2017, by: 2017, to: 2018 },
    ]);
    const { chapters } = storyByYear(model, { province: "", source: "" });

    assert.deepEqual(
        chapters.map(({ first, last, named, unnamed, denied, denying, ongoing }) => [
            [first, last, named.length, unnamed.length, ongoing.length],
            denied,
            denying,
        ]),
        [
            [[2016, 2016, 1, 0, 0], [], 0],
            [[2017, 2017, 0, 0, 0], [1], 0],
            [[2018, 2018, 0, 0, 0], [], 1],
            [[2019, 2020, 0, 0, 0], [], 0],
        ],
    );
    assert.deepEqual(bandsOf(model), []);
});

test("a source that says no closes the unit in the years that its dates settle", () => {
    const model = /** @type {any} */ ({
        reasons: { offset: [0, 1], row: [0], how: [HOW.indexOf("says no")] },
        statements: { source: [0], date: [0] },
        dates: { possibleFrom: [2016], certainFrom: [2017], certainTo: [2018], possibleTo: [2018] },
    });
    const said = (/** @type {number} */ year) =>
        saidBy(model, { mode: "upto", first: year, last: year }, 0, Uint8Array.of(3));

    assert.deepEqual(
        [2016, 2017, 2019].map((year) => said(year).code[0]),
        [0, 1, 0],
    );
    assert.equal(said(2016).reached[0], 1);
});
