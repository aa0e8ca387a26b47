import assert from "node:assert/strict";
import { test } from "node:test";
import { labelledYears } from "../../../geo/page/assets/dom/axis.js";
import { touchedBy } from "../../../geo/page/assets/map/framing.js";
import { gcj02 } from "../../../geo/page/assets/map/gcj02.js";
import { overlap, placeLabels } from "../../../geo/page/assets/map/labels.js";
import { albersPlane, mercatorPlane } from "../../../geo/page/assets/map/plane.js";
import { albers, albersInverse } from "../../../geo/page/assets/map/projection.js";
import { thinned } from "../../../geo/page/assets/map/shapes.js";
import { createSiteGrid, holds, marksOf } from "../../../geo/page/assets/map/sitegrid.js";
import { firstNamed } from "../../../geo/page/assets/map/sites.js";
import { numbers } from "../../../geo/page/assets/model/columns.js";
import { STATUS } from "../../../geo/page/assets/model/status.js";
import { createPalette, yearClasses } from "../../../geo/page/assets/state/palette.js";
import {
    bandsOf,
    countsOverBars,
    timeScale,
    widthOfFigures,
} from "../../../geo/page/assets/timeline/timescale.js";
import { translator } from "../../../geo/page/assets/words/i18n.js";

test("the projection keeps areas: equal cells of latitude and longitude as on the sphere", () => {
    const cell = (/** @type {number} */ lat) => {
        const corners = [
            albers(100, lat),
            albers(100.1, lat),
            albers(100.1, lat + 0.1),
            albers(100, lat + 0.1),
        ];
        let twice = 0;
        for (const [i, [x, y]] of corners.entries()) {
            const [x2, y2] = /** @type {[number, number]} */ (corners[(i + 1) % 4]);
            twice += x * y2 - x2 * y;
        }
        return Math.abs(twice) / 2;
    };
    const radians = Math.PI / 180;
    const onSphere = (/** @type {number} */ lat) =>
        6371.0072 ** 2 *
        0.1 *
        radians *
        (Math.sin((lat + 0.1) * radians) - Math.sin(lat * radians));
    for (const lat of [18, 25, 36, 47, 53]) {
        assert.ok(Math.abs(cell(lat) / onSphere(lat) - 1) < 1e-5, `at ${lat}`);
    }
});

test("the projection can be undone", () => {
    for (const [lon, lat] of /** @type {const} */ ([
        [73.5, 39.4],
        [105, 36],
        [134.7, 48.4],
        [112.3, 3.9],
    ])) {
        const [x, y] = albersInverse(...albers(lon, lat));
        assert.ok(Math.abs(x - lon) < 1e-9 && Math.abs(y - lat) < 1e-9);
    }
});

test("north is up on both planes", () => {
    for (const plane of [albersPlane, mercatorPlane]) {
        assert.ok(plane(105, 40)[1] < plane(105, 30)[1]);
        assert.ok(plane(110, 36)[0] > plane(100, 36)[0]);
    }
});

test("Beijing moves by some 550 m to GCJ-02", () => {
    const [lon, lat] = gcj02(116.391, 39.907);
    const east = (lon - 116.391) * 85.3;
    const north = (lat - 39.907) * 111;
    assert.ok(Math.abs(Math.hypot(east, north) - 0.55) < 0.05);
});

test("labels keep apart, keep inside, and use a leader line where it is crowded", () => {
    const bounds = { left: 0, top: 0, right: 400, bottom: 300 };
    const labels = Array.from({ length: 12 }, (_, i) => ({
        x: 180 + (i % 4) * 14,
        y: 140 + Math.floor(i / 4) * 14,
        width: 60,
        height: 16,
        gap: 8,
        leader: true,
        centred: false,
    }));
    const placed = placeLabels(labels, bounds);
    const boxes = placed.map(({ x, y }) => ({
        left: x,
        top: y - 8,
        right: x + 60,
        bottom: y + 8,
    }));
    for (const [i, box] of boxes.entries()) {
        assert.ok(box.left >= 0 && box.right <= 400 && box.top >= 0 && box.bottom <= 300);
        assert.ok(boxes.every((other, j) => i === j || !overlap(box, other)));
    }
    assert.ok(placed.some(({ leader }) => leader));
    assert.equal(placed[0]?.index, 0);
});

test("a leader line crosses no other dot, and no label stands on ground that is not its own", () => {
    const bounds = { left: 0, top: 0, right: 300, bottom: 200 };
    const strip = { left: 100, top: 0, right: 200, bottom: 200 }; // of another unit
    const base = { y: 100, width: 40, height: 14, gap: 8, leader: true, centred: false };
    const clear = (/** @type {any} */ box) => !overlap(box, strip);
    const [placed] = placeLabels([{ ...base, x: 150, allows: clear, touches: clear }], bounds);
    assert.ok(placed?.leader);
    assert.ok(placed.x >= 200 || placed.x + 40 <= 100);

    const apart = placeLabels([{ ...base, x: 150, touches: () => false }], bounds);
    assert.ok(apart[0]?.leader, "what does not touch its own ground is joined to it");
    const alone = { ...base, x: 150, leader: false, touches: () => false };
    assert.deepEqual(placeLabels([alone], bounds), [], "or left out where it may not be joined");

    const wall = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ({
        ...base,
        x: 150 + 12 * Math.cos((i * Math.PI) / 4),
        y: 100 + 12 * Math.sin((i * Math.PI) / 4),
        allows: () => false,
    }));
    const inner = { ...base, x: 150 };
    assert.deepEqual(placeLabels([inner, ...wall], bounds), [], "no way out between the dots");
});

test("the name of an area moves within it to where the ground is its own", () => {
    const bounds = { left: 0, top: 0, right: 300, bottom: 200 };
    const area = { x: 50, y: 50, width: 40, height: 14, gap: 0, leader: false, centred: true };
    const roams = { left: 0, top: 0, right: 290, bottom: 190 };
    const allows = (/** @type {any} */ { left }) => left > 150;
    const [moved] = placeLabels([{ ...area, roams, allows }], bounds);
    assert.ok(moved && moved.x > 150 && !moved.leader);
    assert.deepEqual(placeLabels([{ ...area, allows }], bounds), []);
});

test("a first view shows data and three times as much around them, neither a speck nor all of China", () => {
    /** @type {import("../../../geo/page/assets/map/shapes.js").Box} */
    const country = [0, 0, 40, 30];
    const wideAround = (/** @type {number} */ across) => {
        const parts = () => [[20, 15, 20 + across, 15 + across]];
        const model = { statuses: { offset: [0, 1], code: Uint8Array.of(STATUS.IN) }, counted: [] };
        const { box } = touchedBy(
            /** @type {any} */ (model),
            /** @type {any} */ ({ parts }),
            [0],
            new Float64Array(),
            country,
            country,
        );
        assert.ok(Math.abs((box[0] + box[2]) / 2 - (20 + across / 2)) < 1e-9);
        return box[2] - box[0];
    };
    const district = 0.1;
    const city = 1.2;
    assert.ok(wideAround(district) < 20 * district && wideAround(district) > 3 * district);
    assert.ok(Math.abs(wideAround(city) - 3 * city) < 1e-9);
    assert.equal(wideAround(9), 9);
});

test("few years have a class each, many are grouped evenly", () => {
    assert.deepEqual(yearClasses([2020, 2016, 2020]), [
        { first: 2016, last: 2016 },
        { first: 2020, last: 2020 },
    ]);
    const decades = yearClasses(Array.from({ length: 75 }, (_, i) => 1950 + i));
    assert.ok(decades.length <= 7);
    assert.equal(decades[0]?.first, 1950);
    assert.ok((decades.at(-1)?.last ?? 0) >= 2024);
    const widths = decades.map(({ first, last }) => last - first);
    assert.equal(new Set(widths).size, 1);
    const three = yearClasses(Array.from({ length: 9 }, (_, i) => 2013 + i));
    assert.deepEqual(three[0], { first: 2013, last: 2014 });
    assert.deepEqual(yearClasses([]), []);
});

test("the colours of the years grow lighter from the first to the last", () => {
    const lightness = (/** @type {string} */ colour) =>
        [1, 3, 5].reduce(
            (sum, at, i) =>
                sum +
                (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2 *
                    /** @type {number} */ ([0.2126, 0.7152, 0.0722][i]),
            0,
        );
    for (const dark of [false, true]) {
        for (let count = 1; count <= 7; count++) {
            const years = Array.from({ length: count }, (_, i) => 2010 + i);
            const { classes } = createPalette(years, dark);
            const steps = classes.map(({ colour }) => lightness(colour));
            assert.deepEqual(
                steps,
                [...steps].sort((a, b) => a - b),
            );
            assert.equal(new Set(steps).size, count);
        }
    }
});

test("year labels keep apart on long and on short timelines", () => {
    for (const [first, last, width] of /** @type {const} */ ([
        [1950, 2024, 600],
        [1950, 2024, 280],
        [2016, 2020, 300],
        [2020, 2020, 300],
    ])) {
        const scale = timeScale({ first, last }, width, 30);
        const years = labelledYears({ first, last }, scale.step);
        assert.equal(years[0], first);
        assert.equal(years.at(-1), last);
        for (let i = 1; i < years.length; i++) {
            const apart = scale.x(years[i] ?? 0) - scale.x(years[i - 1] ?? 0);
            assert.ok(apart >= 44, `${first}-${last} at ${width}: ${apart}`);
        }
        assert.equal(scale.year(scale.x(last)), last);
        assert.equal(scale.year(-100), first);
    }
});

test("sites are drawn one by one until they hide each other", () => {
    const view = {
        zoom: 0,
        scale: 1,
        left: 0,
        top: 0,
        width: 200,
        height: 200,
        ratio: 1,
        marginX: 0,
        marginY: 0,
    };
    const grid = createSiteGrid(Float64Array.of(10, 10, 30, 30, 100, 100, 102, 101), view);
    const all = { first: 0, last: 4, rows: null, code: null };

    const marks = marksOf(grid, all);

    assert.deepEqual(
        marks.map(({ count }) => count),
        [2, 1, 1],
    );
    assert.deepEqual(
        marksOf(grid, { ...all, last: 3 }).map(({ count }) => count),
        [1, 1, 1],
    );
    assert.deepEqual(marksOf(grid, { ...all, rows: Uint32Array.of(3), code: null }).length, 1);
});

/** Sites at random places of a view, the same at each run. */
function manySites(/** @type {number} */ count) {
    let seed = 7;
    const random = () => {
        seed = (seed * 16807) % 2147483647;
        return seed / 2147483647;
    };
    return Float64Array.from({ length: 2 * count }, () => 10 + 380 * random() ** 2);
}

const WIDE_VIEW = {
    zoom: 0,
    scale: 1,
    left: 13,
    top: -7,
    width: 400,
    height: 400,
    ratio: 1,
    marginX: 0,
    marginY: 0,
};

test("no cluster touches another, however many sites there are", () => {
    const grid = createSiteGrid(manySites(5000), WIDE_VIEW);
    for (const last of [40, 400, 5000]) {
        const marks = marksOf(grid, { first: 0, last, rows: null, code: null });
        const clusters = marks.filter(({ count }) => count > 1);
        for (const [i, one] of clusters.entries()) {
            for (const other of clusters.slice(0, i)) {
                const apart = Math.hypot(one.x - other.x, one.y - other.y);
                assert.ok(apart >= one.radius + other.radius);
            }
        }
    }
});

test("a stretch of sites gives the same marks as the list of its rows", () => {
    const grid = createSiteGrid(manySites(600), WIDE_VIEW);
    const stretch = marksOf(grid, { first: 120, last: 480, rows: null, code: null });
    const rows = Uint32Array.from({ length: 360 }, (_, i) => 120 + i);
    const listed = marksOf(grid, { first: 0, last: 600, rows, code: null });

    assert.deepEqual(
        stretch.map(({ count, site }) => [count, site]),
        listed.map(({ count, site }) => [count, site]),
    );
    assert.ok(stretch.some(({ count }) => count > 1));
    for (const [i, { x, y }] of stretch.entries()) {
        assert.ok(Math.hypot(x - (listed[i]?.x ?? 0), y - (listed[i]?.y ?? 0)) < 0.01);
    }
});

test("each site in view is shown by one mark, its own or a cluster's", () => {
    const grid = createSiteGrid(manySites(300), WIDE_VIEW);
    const marks = marksOf(grid, { first: 0, last: 300, rows: null, code: null });
    for (let site = 0; site < 300; site++) {
        const inView = (grid.cell[site] ?? -1) >= 0;
        assert.equal(marks.filter((mark) => holds(grid, mark, site)).length, inView ? 1 : 0);
    }
    assert.ok(!marks.some((mark) => holds(grid, mark, -1)));
});

test("a cluster has the colour of the first of its sites that is in, not of one that may be", () => {
    const model = /** @type {any} */ ({
        sites: { date: Uint32Array.of(0, 1, 2) },
        dates: {
            possibleFrom: Int16Array.of(2012, 2013, 2014),
            certainFrom: Int16Array.of(2020, 2019, 2016),
        },
    });
    const first = (/** @type {number[]} */ ...code) =>
        firstNamed(model, /** @type {any} */ ({ code }))(Uint32Array.of(0, 1, 2));

    assert.equal(first(STATUS.POSSIBLE, STATUS.POSSIBLE, STATUS.IN), 2);
    assert.equal(first(STATUS.POSSIBLE, STATUS.IN, STATUS.IN), 2);
    assert.equal(first(STATUS.POSSIBLE, STATUS.POSSIBLE, STATUS.POSSIBLE), 0);
});

test("thinned outlines keep the ends of arcs and lose what a pixel cannot show", () => {
    const points = Float64Array.of(0, 0, 0.1, 0, 0.2, 0, 5, 0, 5.1, 0, 9, 9, 9.1, 9);
    const { points: few, starts } = thinned(points, Uint32Array.of(0, 5, 7), 1);

    assert.deepEqual([...few], [0, 0, 5, 0, 5.1, 0, 9, 9, 9.1, 9]);
    assert.deepEqual([...starts], [0, 3, 5]);
});

test("bands that overlap take lanes of their own", () => {
    const model = /** @type {any} */ ({
        years: { first: 2010, last: 2020 },
        statements: { count: 3, kind: [2, 1, 2], date: [0, 1, 2], unit: [-1, 0, -1] },
        dates: {
            possibleFrom: [2010, 2012, 2016],
            certainFrom: [2015, 2013, 32767],
        },
    });
    const bands = bandsOf(model);
    assert.deepEqual(
        bands.map(({ statement, lane, open }) => [statement, lane, open]),
        [
            [0, 0, false],
            [2, 0, true],
            [1, 1, false],
        ],
    );
});

test("varints read back", () => {
    const read = numbers(Uint8Array.of(0, 127, 0x80, 1, 0xff, 0xff, 3));
    assert.deepEqual(Array.from(read), [0, 127, 128, 65535]);
});

test("the counts over the bars never meet: long ones are short, or left out", () => {
    for (const lang of /** @type {const} */ (["en", "zh"])) {
        const { number, short } = translator({ en: {}, zh: {} }, lang);
        for (const most of [9, 480, 12345, 157719]) {
            for (const width of [240, 300, 360, 640, 1000]) {
                for (const years of [2, 5, 7, 15, 40]) {
                    const open = new Uint32Array(years);
                    open[1] = most;
                    const settled = Uint32Array.from(open, (_, i) => (i % 4 === 3 ? 0 : most - i));
                    const { step } = timeScale({ first: 2000, last: 1999 + years }, width, 30);
                    const texts = countsOverBars({ settled, open }, step, 12, [number, short]);
                    const told = texts.flatMap((text, at) => (text ? [{ text, at }] : []));
                    for (const [i, { text, at }] of told.slice(1).entries()) {
                        const before = told[i] ?? { text: "", at: 0 };
                        const half = widthOfFigures(before.text + text, 12) / 2;
                        assert.ok(half < (at - before.at) * step, `${before.text} ${text}`);
                    }
                }
            }
        }
        const [settled, open] = [Uint32Array.of(145989, 157719, 0), new Uint32Array(3)];
        const at = (/** @type {number} */ step) =>
            countsOverBars({ settled, open }, step, 12, [number, short]);
        assert.deepEqual(at(80), ["145,989", "157,719", ""]);
        assert.deepEqual(at(48), [short(145989), short(157719), ""]);
        assert.deepEqual(at(10), ["", "", ""]);
    }
});
