import assert from "node:assert/strict";
import { test } from "node:test";
import { formatState, parseState, yearsShown } from "../../../geo/page/assets/state.js";
import { createStore } from "../../../geo/page/assets/store.js";
import { START } from "./fixtures.js";

const YEARS = { first: 2010, last: 2024 };

test("an address restores the state that wrote it", () => {
    const states = [
        START,
        { ...START, year: 2018, lang: /** @type {const} */ ("zh"), unit: "620600" },
        { ...START, mode: /** @type {const} */ ("range"), from: 2012, year: 2019 },
        { ...START, mode: /** @type {const} */ ("in"), view: /** @type {const} */ ("table") },
        { ...START, sort: "-first", query: "渭 & co" },
        { ...START, level: 0, province: "620000", source: "a&b=c #1", status: "in", site: 7 },
    ];
    for (const state of states) {
        const read = parseState(formatState(state, START), START, YEARS);
        assert.deepEqual({ ...read, from: state.from }, state);
    }
});

test("an address reads as the design writes it", () => {
    const state = { ...START, unit: "620600" };
    assert.equal(formatState(state, START), "y=2020&mode=upto&lang=en&view=map&u=620600");
    assert.equal(
        formatState({ ...state, unit: "", mode: "range" }, START),
        "y=2016-2020&mode=range&lang=en&view=map",
    );
});

test("a range alone says that it is one", () => {
    const state = parseState("#y=2012-2015", START, YEARS);
    assert.deepEqual([state.mode, state.from, state.year], ["range", 2012, 2015]);
});

test("what an address has wrong is taken from the start", () => {
    const state = parseState(
        "#y=abc&mode=<script>&lang=fr&view=3d&u=x&site=-4&sort=--",
        START,
        YEARS,
    );
    assert.deepEqual(state, START);
});

test("years beyond the timeline are its ends, and a range is never reversed", () => {
    assert.equal(parseState("#y=1800", START, YEARS).year, 2010);
    assert.equal(parseState("#y=9999", START, YEARS).year, 2024);
    const state = parseState("#y=2020-2012", START, YEARS);
    assert.ok(state.from <= state.year);
});

test("each mode shows its years", () => {
    assert.deepEqual(yearsShown({ ...START, year: 2015 }, YEARS), { first: 2010, last: 2015 });
    assert.deepEqual(yearsShown({ ...START, mode: "in", year: 2015 }, YEARS), {
        first: 2015,
        last: 2015,
    });
    assert.deepEqual(yearsShown({ ...START, mode: "range", from: 2012, year: 2015 }, YEARS), {
        first: 2012,
        last: 2015,
    });
});

test("a browser that refuses a step of history stops nothing", () => {
    const refuse = () => {
        throw new DOMException("too many calls", "SecurityError");
    };
    const view = /** @type {any} */ ({
        location: { hash: "" },
        history: { pushState: refuse, replaceState: refuse },
        addEventListener: () => {},
    });
    const store = createStore(START, YEARS, view);
    /** @type {number[]} */
    const shown = [];
    store.subscribe(({ year }) => shown.push(year));
    store.set({ year: 2015 });
    store.set({ year: 2016 }, { replace: true });

    assert.deepEqual(shown, [2015, 2016]);
});
