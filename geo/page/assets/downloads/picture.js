/**
 * A picture that can leave the page by itself: title, year, count, map or chart, legend, sources.
 */

import { hatching, SANS, SERIF, shape } from "../dom/drawing.js";
import { namedClasses, shownOnMap, stackedClasses, usesOnMap } from "../state/colouryears.js";
import { coloursOf } from "../state/palette.js";
import { altText, outlinesInWords, sourceText } from "../words/citation.js";
import { inOneLine } from "../words/i18n.js";
import {
    countInWords,
    restInWords,
    seenInWords,
    titleIn,
    typedIn,
    unknownInWords,
    yearsInWords,
} from "../words/words.js";
import { column, MARGIN, measure } from "./picturetext.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../dom/drawing.js").Shape} Shape */

const WIDTH_PX = 1200;
/** Characters of the sources in small print; those beyond are counted. */
const MOST_CITED = 2400;
/** What gives way, step by step, until a picture of a given height has room for its drawing. */
const WAYS = [
    { scale: 1, cited: MOST_CITED, where: true },
    { scale: 1, cited: MOST_CITED, where: false },
    { scale: 0.86, cited: MOST_CITED, where: false },
    { scale: 0.74, cited: MOST_CITED, where: false },
    { scale: 0.74, cited: 400, where: false },
    { scale: 0.64, cited: 160, where: false },
];
const LEAST_SHARE = 0.44;
const LEAST_PX = 80;
const LOGO_PX = 34;
/**
 * @typedef {object} PictureFormat
 * @property {string} [name]
 * @property {number} width
 * @property {number} [height]  Left out: as high as what it holds.
 * @property {number} [zoom]  How much larger everything is than in a picture for a large screen.
 */
/** @type {PictureFormat[]} */
export const SIZES = [
    { name: "auto", width: WIDTH_PX },
    { name: "square", width: 1080, height: 1080, zoom: 1.35 },
    { name: "portrait", width: 1080, height: 1350, zoom: 1.35 },
    { name: "wide", width: 1600, height: 900, zoom: 1.35 },
    { name: "card", width: 1200, height: 630, zoom: 1.25 },
];
/** Height of a drawing by its width. */
const PROPORTION = { map: 0.63, chart: 0.43 };

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
 * A picture of a size: type and small print give way to the map, as far as they must.
 * @param {App} app
 * @param {Drawings} drawings
 * @param {string} id  Begins the ids inside; each picture in one document needs its own.
 * @param {PictureFormat} [format]
 * @param {string} [where]  Where the places stand in their sources; left out where it has no room.
 * @returns {Shape}
 */
export function pictureOf(app, drawings, id, format = SIZES[0], where = "") {
    const { width: wide = WIDTH_PX, height: high = 0, zoom = 1 } = format ?? {};
    const [width, height] = [wide / zoom, high / zoom];
    const ways = height ? WAYS : WAYS.slice(0, 1);
    const tried = (/** @type {typeof WAYS[0]} */ way) => {
        const head = headShapes(app, width, way.scale, height > 0);
        const foot = footShapes(app, drawings, id, width, {
            ...way,
            where: way.where ? where : "",
            inRow: height > 0,
        });
        return { head, foot, room: height - head.bottom - foot.bottom };
    };
    const [first, ...others] = ways;
    let sheet = tried(/** @type {typeof WAYS[0]} */ (first));
    for (const way of others) {
        if (sheet.room < LEAST_SHARE * height) {
            sheet = tried(way);
        }
    }
    const { head, foot, room } = sheet;
    const view = app.frame().state.view === "chart" ? "chart" : "map";
    const across = width - 2 * MARGIN;
    const drawn = Math.round(height ? Math.max(room, LEAST_PX) : across * PROPORTION[view]);
    const tall = height || Math.ceil(head.bottom + drawn + foot.bottom);
    const size = { width: across, height: drawn, id: `${id}-drawing` };
    const tr = app.tr();
    const title = titleIn(app.model, tr.lang) + tr.t("join.colon") + yearsInWords(app.frame());
    const said = seenInWords(app.model, app.frame(), tr);
    const alt = view === "map" ? altText(app) : tr.t("alt.chart", { said });
    return shape(
        "svg",
        {
            viewBox: `0 0 ${width} ${tall}`,
            width: wide,
            height: high || tall,
            role: "img",
            lang: tr.locale,
        },
        shape("title", {}, title),
        shape("desc", {}, [alt, ...creditLines(app)].join("\n")),
        shape("rect", { width, height: tall, fill: app.palette.paper.ground ?? "" }),
        ...head.shapes,
        shape(
            "g",
            { transform: `translate(${MARGIN} ${head.bottom})` },
            ...drawings[view]({ ...size, measure }),
        ),
        shape("g", { transform: `translate(0 ${head.bottom + drawn})` }, ...foot.shapes),
    );
}

/**
 * What stands above the drawing.
 * @param {App} app
 * @param {number} width
 * @param {number} scale
 * @param {boolean} inRow  What is told of the year stands beside it, not below.
 */
function headShapes(app, width, scale, inRow) {
    const { model, palette } = app;
    const tr = app.tr();
    const frame = app.frame();
    const { ink = "", muted = "" } = palette.paper;
    const { shapes, write, bottom } = column(30 * scale, width - 2 * MARGIN, scale);
    const logo = logoShape(app, width);
    shapes.push(...logo.shapes);
    const serif = { weight: 700, family: SERIF, colour: ink };
    write(titleIn(model, tr.lang), { size: 30, ...serif }, 2, logo.width);
    write(model.text.subtitle, { size: 17, colour: muted }, 2);
    write(typedIn(model, "byline", tr.lang), { size: 14, colour: muted }, 2);
    const year = yearsInWords(frame);
    const top = bottom();
    write(year, { size: 44, ...serif });
    const across = measure(year, `700 ${44 * scale}px ${SERIF}`) + 20;
    const beside = inRow ? { top: top + 8 * scale, x: across } : { top: bottom(), x: 0 };
    const rest = column(beside.top, width - 2 * MARGIN - beside.x, scale, MARGIN + beside.x);
    rest.write(countInWords(model, frame, tr), { size: 19, weight: 650, colour: ink }, 2);
    rest.write(restInWords(model, frame, tr).join(" · "), { size: 15, colour: muted }, 4);
    return {
        shapes: [...shapes, ...rest.shapes],
        bottom: Math.max(bottom(), rest.bottom()) + 10,
    };
}

/**
 * @param {App} app
 * @param {number} width
 */
function logoShape({ model }, width) {
    const logo = model.theme?.logo;
    const image = document.querySelector("img.logo");
    if (!logo || !(image instanceof HTMLImageElement) || !image.naturalHeight) {
        return { shapes: [], width: 0 };
    }
    const across = Math.min(width / 3, (LOGO_PX * image.naturalWidth) / image.naturalHeight);
    const at = { x: width - MARGIN - across, y: 28, width: across, height: LOGO_PX };
    return { shapes: [shape("image", { href: logo, ...at })], width: across + 20 };
}

/**
 * What stands below the drawing, from 0 downwards.
 * @param {App} app
 * @param {Drawings} drawings
 * @param {string} id
 * @param {number} width
 * @param {{scale: number, cited: number, where: string, inRow: boolean}} way
 */
function footShapes(app, drawings, id, width, { scale, cited, where, inRow }) {
    const { muted = "" } = app.palette.paper;
    const legend = legendShapes(app, drawings, 14, width, id);
    const { shapes, write, bottom } = column(legend.bottom + 8, width - 2 * MARGIN, scale);
    const lines = [where, ...creditLines(app, cited)].filter(Boolean);
    for (const line of inRow ? [inOneLine(lines)] : lines) {
        write(line, { size: 12.5, colour: muted }, 2);
    }
    return { shapes: [...legend.shapes, ...shapes], bottom: bottom() + 24 * scale };
}

/**
 * @param {App} app
 * @param {number} [most]  Characters of the sources.
 * @returns {string[]}
 */
export function creditLines(app, most = MOST_CITED) {
    const { model } = app;
    const { t, lang } = app.tr();
    let room = most;
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
    const { state, counts } = app.frame();
    if (app.kit && counts) {
        return app.kit.samples(app).map(({ fill, text }) => ({ look: { fill }, text }));
    }
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
