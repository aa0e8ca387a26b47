import assert from "node:assert/strict";
import { test } from "node:test";
import { formatState, parseState, yearsShown } from "../../../geo/page/assets/state/state.js";
import { createStore } from "../../../geo/page/assets/state/store.js";
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

/** A window whose frames come when asked for, and what its history was told. */
function fakeWindow(refusing = false) {
    /** @type {(() => void)[]} */
    const frames = [];
    /** @type {Record<string, () => void>} */
    const listeners = {};
    /** @type {[string, string][]} */
    const steps = [];
    const location = { hash: "" };
    const step =
        (/** @type {string} */ kind) =>
        (/** @type {any} */ _, __ = "", hash = "") => {
            if (refusing) {
                throw new DOMException("too many calls", "SecurityError");
            }
            steps.push([kind, hash]);
            location.hash = hash;
        };
    const view = /** @type {any} */ ({
        location,
        history: { pushState: step("push"), replaceState: step("replace") },
        addEventListener: (/** @type {string} */ name, /** @type {() => void} */ call) => {
            listeners[name] = call;
        },
        requestAnimationFrame: (/** @type {() => void} */ call) => frames.push(call),
        setTimeout: (/** @type {() => void} */ call) => call(),
        clearTimeout: () => {},
    });
    const paint = () => {
        for (const call of frames.splice(0)) {
            call();
        }
    };
    return { view, steps, paint, listeners };
}

test("a browser that refuses a step of history stops nothing", () => {
    const { view, paint } = fakeWindow(true);
    const store = createStore(START, YEARS, view);
    /** @type {number[]} */
    const shown = [];
    store.subscribe(({ year }) => shown.push(year));
    store.set({ year: 2015 });
    paint();
    store.set({ year: 2016 }, { replace: true });
    paint();

    assert.deepEqual(shown, [2015, 2016]);
});

test("in the frame of a notebook the address follows without history, and back is heard", () => {
    const { view, steps, paint, listeners } = fakeWindow(true);
    view.location = {
        protocol: "about:",
        hash: "",
        get href() {
            return `about:srcdoc${this.hash}`;
        },
        replace(/** @type {string} */ address) {
            this.hash = address.slice(address.indexOf("#"));
        },
    };
    const store = createStore(START, YEARS, view);
    store.set({ year: 2015 });
    paint();
    const before = view.location.hash;
    assert.match(before, /y=2015/);
    store.set({ year: 2016 }, { replace: true });
    paint();
    assert.match(view.location.hash, /y=2016/);
    store.set({ year: 2017 });
    listeners.popstate?.(); // of the step to 2016, while the one to 2017 waits
    paint();
    assert.match(view.location.hash, /y=2017/);
    assert.equal(store.get().year, 2017);

    view.location.hash = before;
    listeners.popstate?.();
    assert.equal(store.get().year, 2015);
    assert.equal(steps.length, 0);
});

test("the address is written once the picture stands, and no step of history is lost", () => {
    const { view, steps, paint } = fakeWindow();
    const store = createStore(START, YEARS, view);
    store.set({ year: 2015 });
    assert.equal(steps.length, 0);
    paint();
    store.set({ year: 2016 });
    store.set({ year: 2017 }, { replace: true });
    store.set({ year: 2018 });
    paint();

    assert.deepEqual(
        steps.map(([kind, hash]) => `${kind} ${/y=(\d+)/.exec(hash)?.[1]}`),
        ["push 2015", "push 2017", "push 2018"],
    );
});

test("an address that waits is written before the page is left, and not after a step back", () => {
    const { view, steps, paint, listeners } = fakeWindow();
    const store = createStore(START, YEARS, view);
    store.set({ year: 2015 });
    listeners.pagehide?.();
    assert.equal(steps.length, 1);
    store.set({ year: 2016 });
    listeners.popstate?.();
    paint();

    assert.equal(steps.length, 1);
    assert.equal(store.get().year, 2015);
});
