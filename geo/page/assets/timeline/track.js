/**
 * The picture under the handles of the timeline: axis, bars by first year, bands without a place.
 * It is drawn once for a width, a language and a palette; a year only changes what stands out.
 */

import { LABEL_PX, labelledYears } from "../dom/axis.js";
import { setProps, setText, svg } from "../dom/dom.js";
import { whenInWords } from "../words/dates.js";
import { subjectInWords } from "../words/words.js";
import { countsOverBars } from "./timescale.js";

/** @typedef {import("../app.js").App} App */

export const TRACK_MARGIN_PX = 30;
/** From the axis to the lower edge: room for the years below it. */
const BELOW_AXIS_PX = 28;
const BARS_TOP_PX = 16;
/** Letters of the counts: .bar-count in the styles. */
const COUNT_PX = 12;
/** From the axis to a count over a low bar: clear of the handle. */
const ABOVE_HANDLE_PX = 15;
const LANE_PX = 7;
/** Lanes share this height, or this share of a low track: many of them are thin ones. */
const LANES_PX = 21;
const LANES_SHARE = 0.3;

/**
 * @typedef {object} Track
 * @property {SVGElement} root
 * @property {() => void} mark  Show which years the frame shows.
 */

/**
 * @param {App} app
 * @param {import("./timescale.js").TimeScale} scale
 * @param {import("./timescale.js").Tally} tally
 * @param {import("./timescale.js").Band[]} bands
 * @param {{width: number, height: number}} size
 * @returns {Track}
 */
export function drawTrack(app, scale, tally, bands, { width, height }) {
    const root = svg("svg", { width, height, "aria-hidden": "true" });
    const axisY = height - BELOW_AXIS_PX;
    const lanes = bands.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
    const lanePx = Math.min(LANE_PX, Math.min(LANES_PX, LANES_SHARE * axisY) / lanes);
    const base = axisY - (lanes ? lanes * lanePx + 6 : 3);
    const bars = barsByYear(app, scale, tally, { base, axisY });
    const axis = drawAxis(app, scale, width, axisY);
    root.append(
        hatchDefinition(),
        ...bandShapes(app, scale, bands, { lanePx, axisY }),
        ...bars.values(),
        ...axis.shapes,
    );
    return {
        root,
        mark() {
            const { years } = app.frame();
            for (const [year, bar] of bars) {
                bar.classList.toggle("later", year > years.last || year < years.first);
            }
            axis.mark();
        },
    };
}

function hatchDefinition() {
    return svg(
        "defs",
        {},
        svg(
            "pattern",
            {
                id: "hatch-open",
                width: 6,
                height: 6,
                patternUnits: "userSpaceOnUse",
                patternTransform: "rotate(45)",
            },
            svg("rect", { width: 6, height: 6, class: "hatch-ground" }),
            svg("rect", { width: 2, height: 6, class: "hatch-line" }),
        ),
    );
}

/**
 * @param {App} app
 * @param {import("./timescale.js").TimeScale} scale
 * @param {import("./timescale.js").Band[]} bands
 * @param {{lanePx: number, axisY: number}} place
 */
function bandShapes({ model, tr }, scale, bands, { lanePx, axisY }) {
    const reach = Math.min(scale.step / 2, 13);
    return bands.map(({ statement, first, last, lane, open }) => {
        const left = scale.x(first) - reach;
        const right = scale.x(last) + reach;
        const date = whenInWords(model.dates, model.statements.date[statement], tr());
        const place = subjectInWords(model, statement, tr());
        return svg(
            "rect",
            {
                x: left,
                y: axisY - 5 - (lane + 1) * lanePx,
                width: Math.max(right - left, 3),
                height: Math.max(lanePx - 2, 0.6 * lanePx),
                rx: 2,
                class: open ? "band band-open" : "band",
            },
            svg("title", {}, tr().t("timeline.band", { date, place })),
        );
    });
}

/**
 * @param {App} app
 * @param {import("./timescale.js").TimeScale} scale
 * @param {import("./timescale.js").Tally} tally
 * @param {{base: number, axisY: number}} place  Where bars stand, and the axis.
 * @returns {Map<number, SVGElement>}
 */
function barsByYear({ model, palette, tr }, scale, { settled, open, told }, { base, axisY }) {
    const all = Array.from(settled);
    const most = all.reduce((top, n, i) => Math.max(top, n + (open[i] ?? 0)), 1);
    const width = Math.max(1, Math.min(26, scale.step * 0.72));
    const room = base - BARS_TOP_PX;
    const { number, short } = tr();
    const counts = countsOverBars({ settled, open }, scale.step, COUNT_PX, [number, short]);
    const bars = new Map();
    for (const [i, n] of all.entries()) {
        const year = model.years.first + i;
        const maybe = open[i] ?? 0;
        if (!n && !maybe) {
            continue;
        }
        const tall = Math.max(n ? 3 : 0, (n / most) * room);
        const more = Math.max(maybe ? 3 : 0, (maybe / most) * room);
        const x = scale.x(year) - width / 2;
        const countY = Math.min(base - tall - more - 5, axisY - ABOVE_HANDLE_PX);
        const fill = told?.colour ?? palette.ofYear(year);
        const words = [
            tr().t(told?.bar ?? "timeline.bars", { n, year }),
            maybe ? tr().t("timeline.barsOpen", { n: maybe }) : "",
        ].filter(Boolean);
        const title = svg("title", {}, words.join(tr().t("join.semicolon")));
        bars.set(
            year,
            svg(
                "g",
                { class: "bar" },
                title,
                svg("rect", { x, y: base - tall, width, height: tall, fill }),
                more
                    ? svg("rect", {
                          x,
                          y: base - tall - more,
                          width,
                          height: more,
                          class: "bar-open",
                      })
                    : null,
                counts[i]
                    ? svg("text", { x: scale.x(year), y: countY, class: "bar-count" }, counts[i])
                    : null,
            ),
        );
    }
    return bars;
}

/**
 * @param {App} app
 * @param {import("./timescale.js").TimeScale} scale
 * @param {number} width
 * @param {number} axisY
 * @returns {{shapes: SVGElement[], mark: () => void}}
 */
function drawAxis({ model, frame }, scale, width, axisY) {
    const { first, last } = model.years;
    const line = { y1: axisY, y2: axisY };
    const reach = svg("line", { ...line, class: "axis axis-shown" });
    const labels = new Map(
        labelledYears(model.years, scale.step).map((year) => [
            year,
            yearLabel(scale.x(year), axisY, String(year)),
        ]),
    );
    const current = [first, last].map((year) =>
        yearLabel(scale.x(year), axisY, String(year), " current"),
    );
    const ticks =
        scale.step < 7 ? [] : Array.from({ length: last - first + 1 }, (_, i) => i + first);

    return {
        shapes: [
            svg("line", { ...line, x1: 8, x2: width - 8, class: "axis" }),
            reach,
            ...ticks.map((year) => {
                const x = scale.x(year);
                return svg("line", {
                    x1: x,
                    x2: x,
                    y1: axisY - 3,
                    y2: axisY + 3,
                    class: "tick",
                });
            }),
            ...labels.values(),
            ...current,
        ],
        mark() {
            const { years, state } = frame();
            const shown = state.mode === "range" ? [years.first, years.last] : [years.last];
            const from = state.mode === "upto" ? first : years.first;
            setProps(reach, { x1: scale.x(from), x2: scale.x(years.last) });
            for (const [year, label] of labels) {
                const covered = shown.some((each) => Math.abs(each - year) * scale.step < LABEL_PX);
                label.classList.toggle("covered", covered);
            }
            for (const [i, label] of current.entries()) {
                const year = shown[i] ?? years.last;
                setProps(label, { x: scale.x(year) });
                setText(label, String(year));
                label.classList.toggle("covered", shown.indexOf(year) !== i);
            }
        },
    };
}

/**
 * @param {number} x
 * @param {number} axisY
 * @param {string} text
 * @param {string} [more]  Further classes.
 * @returns {SVGElement}
 */
function yearLabel(x, axisY, text, more = "") {
    return svg("text", { x, y: axisY + 23, class: `year-label${more}` }, text);
}
