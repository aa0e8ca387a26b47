import assert from "node:assert/strict";
import { test } from "node:test";
import {
    codeOfDates,
    FOREVER,
    firstYearIn,
    NEVER,
    STATUS,
    startedWithin,
    statusUpTo,
} from "../../../geo/page/assets/model/status.js";
import { statusesOf } from "./fixtures.js";

const { UNKNOWN, OUT, POSSIBLE, IN } = STATUS;
const statuses = statusesOf([
    { points: [] },
    {
        points: [
            [2016, POSSIBLE],
            [2018, IN],
            [2021, UNKNOWN],
        ],
        earliest: 2016,
        latest: 2018,
    },
    { points: [[2015, OUT]] },
    { points: [[2017, IN]], earliest: 2017, latest: 2017 },
]);

test("a status holds from its change point to the next, and is unknown before the first", () => {
    const seen = [2015, 2016, 2017, 2018, 2020, 2021].map((year) => statusUpTo(statuses, 1, year));
    assert.deepEqual(seen, [UNKNOWN, POSSIBLE, POSSIBLE, IN, IN, UNKNOWN]);
    assert.equal(statusUpTo(statuses, 0, 2020), UNKNOWN);
});

test("the first year in is looked up, not counted", () => {
    assert.deepEqual(
        [0, 1, 2, 3].map((unit) => firstYearIn(statuses, unit)),
        [NEVER, 2018, NEVER, 2017],
    );
});

test("a start counts for a range when its bounds lie inside, and may when they reach into it", () => {
    assert.equal(startedWithin(statuses, 1, 2016, 2018), IN);
    assert.equal(startedWithin(statuses, 1, 2017, 2017), POSSIBLE);
    assert.equal(startedWithin(statuses, 1, 2019, 2020), UNKNOWN);
    assert.equal(startedWithin(statuses, 3, 2017, 2017), IN);
    assert.equal(startedWithin(statuses, 3, 2018, 2020), UNKNOWN);
    assert.equal(startedWithin(statuses, 2, 2015, 2016), OUT);
    assert.equal(startedWithin(statuses, 2, 2014, 2016), UNKNOWN);
});

test("the dates of a site say by themselves what holds in a year", () => {
    const dates = {
        start: ["2016", "[2014..2017]"],
        end: ["2018", ""],
        possibleFrom: Int16Array.of(2016, 2014),
        possibleTo: Int16Array.of(2018, FOREVER),
        certainFrom: Int16Array.of(2016, 2017),
        certainTo: Int16Array.of(2018, FOREVER),
    };
    /** @param {number} row @param {number} last */
    const upTo = (row, last) => codeOfDates(dates, row, { mode: "upto", first: 2010, last });
    assert.deepEqual(
        [2015, 2016, 2018, 2019].map((year) => upTo(0, year)),
        [UNKNOWN, IN, IN, UNKNOWN],
    );
    assert.deepEqual(
        [2013, 2014, 2016, 2017, 2030].map((year) => upTo(1, year)),
        [UNKNOWN, POSSIBLE, POSSIBLE, IN, IN],
    );
    assert.equal(codeOfDates(dates, 1, { mode: "in", first: 2015, last: 2015 }), POSSIBLE);
    assert.equal(codeOfDates(dates, 1, { mode: "range", first: 2014, last: 2017 }), IN);
});
