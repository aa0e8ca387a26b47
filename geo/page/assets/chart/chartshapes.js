/**
 * The chart of named places by year, as a drawing.
 */

import { axisTicks, labelledYears } from "../dom/axis.js";
import { hatching, SANS, shape } from "../dom/drawing.js";
import { coloursOf } from "../state/palette.js";

/** @typedef {import("../dom/drawing.js").Shape} Shape */
/** @typedef {import("./series.js").YearCount} YearCount */

const MARGIN = { left: 46, right: 12, top: 44, bottom: 34 };
/** Height of what stands for an unknown number. */
const OPEN_PX = 14;
/** Of the mark under the years shown. */
const MARK_PX = 4;
const WIDEST_COLUMN = 150;
const WIDEST_BAR = 56;
/** Figures are set smaller than the largest where columns are narrow, or left out. */
const FIGURE_PX = 13;
const LEAST_FIGURE_PX = 9.5;
/** Lines of the grid that are nearer to each other than this are thinned out. */
const LEAST_LINE_PX = 15;
/** Width of a digit by its height. */
const DIGIT = 0.62;

/**
 * @typedef {object} ChartLayout
 * @property {number} left  Of the first column.
 * @property {number} step  Width of a column.
 * @property {number} base  Where the bars stand.
 * @property {(count: number) => number} y
 */

/**
 * @param {readonly YearCount[]} series
 * @param {number} width
 * @param {number} height
 * @returns {ChartLayout}
 */
export function chartLayout(series, width, height) {
    const room = width - MARGIN.left - MARGIN.right;
    const step = Math.min(WIDEST_COLUMN, room / series.length);
    const base = height - MARGIN.bottom;
    const top = topTick(series);
    return {
        left: MARGIN.left + (room - step * series.length) / 2,
        step,
        base,
        y: (count) => base - (count / top) * (base - MARGIN.top),
    };
}

/** @typedef {{width: number, height: number, id: string}} ChartSize  `id`: of its pattern. */

/** @param {readonly YearCount[]} series */
function topTick(series) {
    const most = series.reduce((top, { named, possible }) => Math.max(top, named + possible), 0);
    return /** @type {number} */ (axisTicks(Math.max(1, most)).at(-1));
}

/**
 * @param {readonly YearCount[]} series
 * @param {import("../state/viewmodel.js").Frame} frame
 * @param {import("../state/palette.js").Palette} palette
 * @param {(n: number) => string} format
 * @param {ChartSize} size
 * @returns {Shape[]}
 */
export function chartShapes(series, frame, palette, format, { width, height, id }) {
    const layout = chartLayout(series, width, height);
    const touching = frame.state.mode === "upto";
    const barWidth = touching ? layout.step : Math.min(WIDEST_BAR, layout.step * 0.7);
    const hatched = coloursOf(palette).at(-1) ?? "";
    return [
        shape(
            "defs",
            {},
            hatching(id, hatched, palette.paper.sea ?? "none"),
            hatching(`${id}-open`, palette.paper.coast ?? "", "none"),
        ),
        ...shownYears(series, frame, palette, layout),
        ...gridLines(series, palette, format, layout, width),
        ...series.flatMap((count, i) => bar(count, i, layout, palette, barWidth, id)),
        ...series.flatMap((count, i) => openTop(count, i, layout, barWidth, id)),
        ...figures(series, layout, palette, format),
        ...yearLabels(series, frame, palette, layout, width),
    ];
}

/**
 * The years shown, as a thick line below the axis: beside bars a band would be read as one of them.
 * @param {readonly YearCount[]} series
 * @param {import("../state/viewmodel.js").Frame} frame
 * @param {import("../state/palette.js").Palette} palette
 * @param {ChartLayout} layout
 */
function shownYears(series, { state, years }, palette, { left, step, base }) {
    const first = state.mode === "upto" ? years.last : years.first;
    return series.flatMap(({ year }, i) =>
        year >= first && year <= years.last
            ? [
                  shape("rect", {
                      x: left + i * step,
                      y: base + 2,
                      width: step,
                      height: MARK_PX,
                      fill: palette.paper.ink ?? "",
                  }),
              ]
            : [],
    );
}

/**
 * @param {readonly YearCount[]} series
 * @param {import("../state/palette.js").Palette} palette
 * @param {(n: number) => string} format
 * @param {ChartLayout} layout
 * @param {number} width
 */
function gridLines(series, { paper }, format, { y }, width) {
    const ticks = axisTicks(topTick(series));
    const every = Math.ceil(LEAST_LINE_PX / (y(0) - y(ticks[1] ?? 1)));
    return ticks.flatMap((tick, i) =>
        i % every
            ? []
            : [
                  shape("line", {
                      x1: MARGIN.left,
                      x2: width - MARGIN.right,
                      y1: y(tick),
                      y2: y(tick),
                      stroke: (tick ? paper.coast : paper.ink) ?? "",
                      "stroke-width": tick ? 0.6 : 1.2,
                  }),
                  shape(
                      "text",
                      {
                          x: MARGIN.left - 8,
                          y: y(tick) + 4,
                          "text-anchor": "end",
                          "font-family": SANS,
                          "font-size": 12,
                          fill: paper.muted ?? "",
                      },
                      format(tick),
                  ),
              ],
    );
}

/**
 * What is settled, by class of first year; above it, hatched, what its dates leave open.
 * @param {YearCount} count
 * @param {number} i
 * @param {ChartLayout} layout
 * @param {import("../state/palette.js").Palette} palette
 * @param {number} width
 * @param {string} id
 */
function bar({ parts, named, possible }, i, { left, step, y }, palette, width, id) {
    const x = left + i * step + (step - width) / 2;
    const shapes = [];
    let below = 0;
    for (const [at, n] of parts.entries()) {
        if (n) {
            const fill = palette.classes[at]?.colour ?? "#888888";
            const height = y(below) - y(below + n);
            shapes.push(
                shape("rect", {
                    x,
                    y: y(below + n),
                    width,
                    height,
                    fill,
                    "shape-rendering": "crispEdges", // no seams between years that touch
                }),
            );
        }
        below += n;
    }
    if (possible) {
        shapes.push(
            shape("rect", {
                x,
                y: y(named + possible),
                width,
                height: y(named) - y(named + possible),
                fill: `url(#${id})`,
                stroke: palette.paper.muted ?? "",
                "stroke-width": 0.8,
            }),
        );
    }
    return shapes;
}

/**
 * Where the sources say of more: hatched, and open at the top, for nobody said how many.
 * @param {YearCount} count
 * @param {number} i
 * @param {ChartLayout} layout
 * @param {number} width
 * @param {string} id
 */
function openTop({ named, possible, open }, i, { left, step, y }, width, id) {
    const x = left + i * step + (step - width) / 2;
    const top = y(named + possible) - OPEN_PX;
    const fill = `url(#${id}-open)`;
    return open ? [shape("rect", { x, y: top, width, height: OPEN_PX, fill })] : [];
}

/**
 * The counts over the bars: `5`, `5–8` where dates are open, `5+` where it is open-ended.
 * @param {readonly YearCount[]} series
 * @param {ChartLayout} layout
 * @param {import("../state/palette.js").Palette} palette
 * @param {(n: number) => string} format
 * @returns {Shape[]}
 */
function figures(series, { left, step, y }, { paper }, format) {
    const texts = series.map(({ named, possible, open, silent }) => {
        const range = possible ? `–${format(named + possible)}` : "";
        return silent ? "" : `${format(named)}${range}${open ? "+" : ""}`;
    });
    const longest = texts.reduce((most, { length }) => Math.max(most, length), 1);
    const size = Math.min(FIGURE_PX, (step - 3) / longest / DIGIT);
    const look = {
        "text-anchor": "middle",
        "font-family": SANS,
        "font-size": size,
        "font-weight": 650,
        fill: paper.ink ?? "",
    };
    return series.flatMap(({ named, possible, open }, i) => {
        const top = y(named + possible) - (open ? OPEN_PX : 0) - 6;
        const place = { x: left + (i + 0.5) * step, y: top };
        return texts[i] && size >= LEAST_FIGURE_PX
            ? [shape("text", { ...place, ...look }, texts[i])]
            : [];
    });
}

/**
 * @param {readonly YearCount[]} series
 * @param {import("../state/viewmodel.js").Frame} frame
 * @param {import("../state/palette.js").Palette} palette
 * @param {ChartLayout} layout
 * @param {number} width
 */
function yearLabels(series, { years }, { paper }, { left, step, base }, width) {
    const first = series[0]?.year ?? 0;
    const all = { first, last: series.at(-1)?.year ?? 0 };
    const near = (/** @type {number} */ year) =>
        year !== years.last && Math.abs(year - years.last) * step < 46;
    const labelled = labelledYears(all, step).filter((year) => !near(year));
    return [...new Set([...labelled, years.last])].map((year) => {
        const current = year === years.last;
        const x = left + (year - first + 0.5) * step;
        return shape(
            "text",
            {
                x: Math.min(width - 20, x),
                y: base + 22,
                "text-anchor": "middle",
                "font-family": SANS,
                "font-size": current ? 14.5 : 12.5,
                "font-weight": current ? 700 : 400,
                fill: (current ? paper.ink : paper.muted) ?? "",
            },
            String(year),
        );
    });
}
