/**
 * A picture that can leave the page by itself: title, year, count, map or chart, legend, sources.
 */

import { hatching, SANS, SERIF, shape } from "../dom/drawing.js";
import { wrapText } from "../dom/wrap.js";
import { namedClasses, shownOnMap, stackedClasses, usesOnMap } from "../state/colouryears.js";
import { coloursOf } from "../state/palette.js";
import { altText, outlinesInWords, sourceText } from "../words/citation.js";
import {
    countInWords,
    restInWords,
    titleIn,
    typedIn,
    unknownInWords,
    yearsInWords,
} from "../words/words.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../dom/drawing.js").Shape} Shape */

const WIDTH_PX = 1200;
const MARGIN = 40;
/** Characters of the sources in small print; those beyond are counted. */
const MOST_CITED = 2400;
/** Height of a drawing by its width. */
const PROPORTION = { map: 0.63, chart: 0.43 };

/** @type {CanvasRenderingContext2D | null} */
let pen = null;

/** @param {string} text @param {string} font */
function measure(text, font) {
    pen ??= /** @type {CanvasRenderingContext2D} */ (
        document.createElement("canvas").getContext("2d")
    );
    pen.font = font;
    return pen.measureText(text).width;
}

/**
 * @typedef {object} Drawings  What parts of the page hand out as drawings of a size.
 * @property {(size: DrawingSize) => Shape[]} map
 * @property {(size: DrawingSize) => Shape[]} chart
 * @property {() => readonly import("../state/colouryears.js").Stacked[]} series  What the chart shows.
 */
/**
 * @typedef {object} DrawingSize
 * @property {number} width
 * @property {number} height
 * @property {string} id  Begins the ids inside.
 * @property {(text: string, font: string) => number} measure
 */

/**
 * @typedef {object} Style
 * @property {number} size
 * @property {number} [weight]
 * @property {string} [family]
 * @property {string} colour
 */

/**
 * Lines of text from a height downwards.
 * @param {string} text
 * @param {number} top
 * @param {number} room  Width.
 * @param {Style} style
 * @returns {{shapes: Shape[], bottom: number}}
 */
function paragraph(text, top, room, { size, weight = 400, family = SANS, colour }) {
    const font = `${weight} ${size}px ${family}`;
    const lines = wrapText(text, room, (part) => measure(part, font));
    const leading = Math.round(size * 1.32);
    const look = { "font-family": family, "font-size": size, "font-weight": weight, fill: colour };
    const shapes = lines.map((line, i) =>
        shape("text", { x: MARGIN, y: top + size + i * leading, ...look }, line),
    );
    return { shapes, bottom: top + lines.length * leading };
}

/**
 * @param {App} app
 * @param {Drawings} drawings
 * @param {string} id  Begins the ids inside; each picture in one document needs its own.
 * @param {number} [width]
 * @returns {Shape}
 */
export function pictureOf(app, drawings, id, width = WIDTH_PX) {
    const room = width - 2 * MARGIN;
    const { model, palette } = app;
    const tr = app.tr();
    const frame = app.frame();
    const { ink = "", muted = "", ground = "" } = palette.paper;
    /** @type {Shape[]} */
    const shapes = [];
    let top = 30;
    const write = (/** @type {string} */ text, /** @type {Style} */ style, gap = 0) => {
        if (text) {
            const { shapes: lines, bottom } = paragraph(text, top, room, style);
            shapes.push(...lines);
            top = bottom + gap;
        }
    };
    write(titleIn(model, tr.lang), { size: 30, weight: 700, family: SERIF, colour: ink }, 2);
    write(model.text.subtitle, { size: 17, colour: muted }, 2);
    const count = countInWords(model, frame, tr);
    write(yearsInWords(frame), { size: 44, weight: 700, family: SERIF, colour: ink });
    write(count, { size: 19, weight: 650, colour: ink }, 2);
    write(restInWords(model, frame, tr).join(" · "), { size: 15, colour: muted }, 4);
    top += 10;
    const view = frame.state.view === "chart" ? "chart" : "map";
    const height = Math.round(room * PROPORTION[view]);
    const size = { width: room, height, id: `${id}-drawing` };
    const drawn = drawings[view]({ ...size, measure });
    shapes.push(shape("g", { transform: `translate(${MARGIN} ${top})` }, ...drawn));
    top += height + 14;
    const legend = legendShapes(app, drawings, top, width, id);
    shapes.push(...legend.shapes);
    top = legend.bottom + 8;
    for (const line of creditLines(app)) {
        write(line, { size: 12.5, colour: muted }, 2);
    }
    const tall = Math.ceil(top + 24);
    return shape(
        "svg",
        {
            viewBox: `0 0 ${width} ${tall}`,
            width,
            height: tall,
            role: "img",
            lang: tr.locale,
        },
        shape("title", {}, titleIn(model, tr.lang) + tr.t("join.colon") + yearsInWords(frame)),
        shape("desc", {}, [view === "map" ? altText(app) : count, ...creditLines(app)].join("\n")),
        shape("rect", { width, height: tall, fill: ground }),
        ...shapes,
    );
}

/**
 * @param {App} app
 * @returns {string[]}
 */
export function creditLines(app) {
    const { model } = app;
    const { t, lang } = app.tr();
    let room = MOST_CITED;
    const cited = [];
    for (const source of model.sources) {
        const text = sourceText(app, source);
        room -= text.length;
        if (room > 0 || !cited.length) {
            cited.push(text);
        }
    }
    const left = model.sources.length - cited.length;
    const more = left > 0 ? [t("series.more", { n: left })] : [];
    const sources = [...cited, ...more].join(t("join.semicolon"));
    const drawsMap = app.frame().state.view !== "chart";
    const outlines = drawsMap ? outlinesInWords(app) : [];
    const typed = [typedIn(model, "credit", lang), model.text.note].map(asSentence);
    return [t("picture.sources", { sources }), ...typed, ...outlines].filter(Boolean);
}

/** What was typed runs into the next sentence unless it ends as one. @param {string} text */
const asSentence = (text) => (/[^\s.!?。！？…]$/.test(text) ? `${text}.` : text);

/**
 * @typedef {object} Sample
 * @property {Record<string, string | number>} look
 * @property {string} text
 * @property {Shape} [defs]
 * @property {number} [round]  Radius, where it is a dot.
 * @property {string} [dot]  Colour of a dot on it.
 */

/**
 * Samples with their meaning, in lines as they fit.
 * @param {App} app
 * @param {Drawings} drawings
 * @param {number} top
 * @param {number} fullWidth  Of the picture.
 * @param {string} id
 * @returns {{shapes: Shape[], bottom: number}}
 */
function legendShapes(app, drawings, top, fullWidth, id) {
    const { ink = "" } = app.palette.paper;
    const font = `400 14px ${SANS}`;
    const shapes = [];
    let x = MARGIN;
    let y = top;
    for (const { look, text, defs, round, dot } of legendItems(app, drawings, id)) {
        const width = 30 + measure(text, font) + 26;
        if (x > MARGIN && x + width > fullWidth - MARGIN) {
            x = MARGIN;
            y += 24;
        }
        shapes.push(
            ...(defs ? [shape("defs", {}, defs)] : []),
            round
                ? shape("circle", { cx: x + 11, cy: y + 9.5, r: round, ...look })
                : shape("rect", { x, y: y + 3, width: 22, height: 13, rx: 2, ...look }),
            ...(dot ? [shape("circle", { cx: x + 11, cy: y + 9.5, r: 4, fill: dot })] : []),
            shape(
                "text",
                { x: x + 30, y: y + 14.5, "font-family": SANS, "font-size": 14, fill: ink },
                text,
            ),
        );
        x += width;
    }
    return { shapes, bottom: y + 26 };
}

/**
 * @param {App} app
 * @param {Drawings} drawings
 * @param {string} id
 * @returns {Sample[]}
 */
function legendItems(app, drawings, id) {
    const { palette, model } = app;
    const { t } = app.tr();
    const { state } = app.frame();
    const { land = "", out = "", outLine = "" } = palette.paper;
    const pattern = `${id}-legend`;
    const chart = state.view === "chart";
    const series = chart ? drawings.series() : [];
    const [sample = ""] = coloursOf(palette).slice(-1);
    const colour = chart ? sample : palette.onLand(sample);
    const has = shownOnMap(app);
    /** @type {Sample[]} */
    const items = chart
        ? stackedClasses(app, series).map(({ colour: fill, text }) => ({ look: { fill }, text }))
        : namedClasses(app, usesOnMap(model, state.level))
              .filter(({ at }) => has.classes.has(at))
              .map(({ colour: full, text }) => ({
                  look: { fill: palette.onLand(full) },
                  text,
                  dot: model.sites.count ? full : "",
              }));
    if (!chart && has.inPart) {
        items.push({ look: { fill: palette.inPart(sample) }, text: t("legend.inPart") });
    }
    if (chart ? series.some(({ possible }) => possible) : has.possible) {
        items.push({
            look: { fill: `url(#${pattern})`, stroke: colour },
            text: t(chart ? "chart.possible.long" : "legend.possible"),
            defs: hatching(pattern, colour, land),
        });
    }
    if (chart) {
        const open = `${id}-open`;
        const look = { fill: `url(#${open})` };
        const defs = hatching(open, palette.paper.coast ?? "", "none");
        return series.some((count) => count.open)
            ? [...items, { look, text: t("chart.open"), defs }]
            : items;
    }
    if (has.sites) {
        const [first = ""] = coloursOf(palette);
        items.push({ look: { fill: first }, text: t("legend.site"), round: 4 });
        items.push({ look: { fill: first }, text: t("legend.cluster"), round: 8 });
        if (has.siteOpen) {
            const ring = { fill: land, stroke: first, "stroke-width": 2 };
            items.push({ look: ring, text: t("legend.siteOpen"), round: 4 });
        }
    }
    if (has.out) {
        items.push({ look: { fill: out, stroke: outLine }, text: t("legend.out") });
    }
    if (has.unknown) {
        items.push({ look: { fill: land }, text: unknownInWords(state, app.tr()) });
    }
    return items;
}
