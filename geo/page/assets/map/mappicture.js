/**
 * The map as a drawing: what the canvases show, as shapes that scale.
 */

import { hatching, SANS, shape } from "../dom/drawing.js";
import { STATUS, yearOfColour } from "../model/status.js";
import { walkRing } from "../model/topology.js";
import { isInPart } from "../state/inpart.js";
import { coloursOf, PART, strengthOf } from "../state/palette.js";
import { mosaic } from "../state/viewmodel.js";
import { landOf } from "./groundlayer.js";
import { laidOut, shownIn } from "./labellayer.js";
import { createNames } from "./labelnames.js";
import { createSiteGrid, marksOf } from "./sitegrid.js";
import { boxOfMark, firstNamed, markShapes, markStyle, sitesOnPlane } from "./sites.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../dom/drawing.js").Shape} Shape */
/**
 * @typedef {object} Sheet
 * @property {(point: number) => [number, number]} toPicture  Where a point of the topology lies.
 * @property {{width: number, height: number}} size
 */

/** Points nearer than this to the last one drawn are left out. */
const LEAST_STEP_PX = 0.35;
const BORDERS = [
    { kind: "prefecture", width: 0.6, edge: false },
    { kind: "county", width: 0.4, edge: false },
    { kind: "province", width: 1.3, edge: false },
    { kind: "outline", width: 0.9, edge: true },
    { kind: "nine_dash_line", width: 1.4, edge: true },
];

/**
 * @typedef {object} MapPlace  What of the plane a picture shows, and how.
 * @property {import("./shapes.js").Box} box
 * @property {import("./shapes.js").Shapes} shapes
 */

/**
 * @typedef {object} PictureSize
 * @property {number} width
 * @property {number} height
 * @property {string} id  Begins the ids inside.
 * @property {(text: string, font: string) => number} measure
 */

/**
 * @param {App} app
 * @param {MapPlace} place
 * @param {PictureSize} size
 * @returns {Shape[]}
 */
export function mapShapes(app, { box, shapes }, { width, height, id, measure }) {
    const { model, palette } = app;
    const { paper } = palette;
    const [left, top, right, bottom] = box;
    const scale = Math.min(width / (right - left), height / (bottom - top));
    const view = {
        scale,
        zoom: Math.log2(scale),
        left: ((left + right) / 2) * scale - width / 2,
        top: ((top + bottom) / 2) * scale - height / 2,
        width,
        height,
        ratio: 1,
        marginX: 0,
        marginY: 0,
    };
    const { points } = model.topology;
    const { plane } = shapes;
    /** @type {Sheet["toPicture"]} */
    const toPicture = (point) => {
        const [x, y] = plane(points[2 * point] ?? 0, points[2 * point + 1] ?? 0);
        return [x * scale - view.left, y * scale - view.top];
    };
    const sheet = { toPicture, size: { width, height } };
    const clip = `${id}-clip`;
    const marks = marksIn(app, plane, view);
    return [
        shape(
            "defs",
            {},
            shape("clipPath", { id: clip }, shape("rect", { width, height })),
            ...coloursOf(palette).map((colour, i) =>
                hatching(`${id}-${i}`, colour, paper.land ?? ""),
            ),
        ),
        shape(
            "g",
            { "clip-path": `url(#${clip})` },
            shape("rect", { width, height, fill: paper.sea ?? "" }),
            ...provinceAreas(app, sheet),
            ...statusAreas(app, sheet, id),
            ...borderLines(app, sheet),
            ...markShapes(marks, markStyle(app)),
            ...labelShapes(app, shapes, view, marks.map(boxOfMark), measure),
        ),
    ];
}

/**
 * @param {App} app
 * @param {number} unit
 * @param {Sheet} sheet
 * @param {Record<string, string | number>} look
 */
function area({ model }, unit, { toPicture, size }, look) {
    const { topology } = model;
    const rings = (topology.polygons[unit] ?? []).flat().map((ring) => {
        /** @type {[number, number][]} */
        const points = [];
        walkRing(topology.starts, ring, (point) => points.push(toPicture(point)));
        const path = pathOf(points, size);
        return path && `${path}Z`;
    });
    return shape("path", { d: rings.join(""), "fill-rule": "evenodd", ...look });
}

/**
 * A line as path data; nothing where all of it lies outside the picture.
 * @param {[number, number][]} points
 * @param {{width: number, height: number}} size
 * @returns {string}
 */
function pathOf(points, { width, height }) {
    const misses = (/** @type {(point: [number, number]) => boolean} */ beyond) =>
        points.every(beyond);
    const outside =
        misses(([x]) => x < 0) ||
        misses(([x]) => x > width) ||
        misses(([, y]) => y < 0) ||
        misses(([, y]) => y > height);
    if (outside) {
        return "";
    }
    let path = "";
    let [lastX, lastY] = [Number.NaN, Number.NaN];
    for (const [x, y] of points) {
        if (!path || Math.abs(x - lastX) + Math.abs(y - lastY) >= LEAST_STEP_PX) {
            path += `${path ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
            [lastX, lastY] = [x, y];
        }
    }
    return path;
}

/**
 * The land; beside a province that the page is narrowed down to, the others step back.
 * @param {App} app
 * @param {Sheet} sheet
 */
function provinceAreas(app, sheet) {
    const { model, palette } = app;
    const chosen = model.units.row.get(app.frame().state.province);
    return mosaic(model, 0).map((unit) => {
        const fill = landOf(palette, chosen !== undefined && unit !== chosen);
        return area(app, unit, sheet, { fill });
    });
}

/**
 * @param {App} app
 * @param {Sheet} sheet
 * @param {string} id
 */
function statusAreas(app, sheet, id) {
    const { model, palette } = app;
    const frame = app.frame();
    const { counts } = frame;
    if (counts) {
        return mosaic(model, frame.state.level)
            .filter((unit) => frame.shown[unit] && counts.of[unit])
            .map((unit) => {
                const colour = counts.colours[(counts.of[unit] ?? 0) - 1];
                return area(app, unit, sheet, { fill: colour || (palette.paper.out ?? "") });
            });
    }
    return mosaic(model, frame.state.level).flatMap((unit) => {
        const code = frame.shown[unit] ? (frame.code[unit] ?? 0) : STATUS.UNKNOWN;
        if (!code) {
            return [];
        }
        if (code === STATUS.OUT) {
            const { out, outLine } = palette.paper;
            const look = { fill: out ?? "", stroke: outLine ?? "", "stroke-width": 1.4 };
            return [area(app, unit, sheet, look)];
        }
        const colour = palette.ofYear(yearOfColour(model, unit, code));
        const of = coloursOf(palette).indexOf(colour);
        const fill = code === STATUS.IN ? colour : `url(#${id}-${of})`;
        const part = isInPart(model, frame, unit) ? PART : 1;
        return [area(app, unit, sheet, { fill, "fill-opacity": part * strengthOf(model) })];
    });
}

/**
 * @param {App} app
 * @param {Sheet} sheet
 */
function borderLines({ model, palette, store }, { toPicture, size }) {
    const { topology } = model;
    const finer = ["county", "prefecture"].slice(0, 2 - store.get().level);
    return BORDERS.flatMap(({ kind, width, edge }) => {
        const [first = 0, last = 0] = topology.kinds[kind] ?? [];
        if (first >= last || finer.includes(kind)) {
            return [];
        }
        let d = "";
        for (let arc = first; arc < last; arc++) {
            /** @type {[number, number][]} */
            const points = [];
            const end = topology.starts[arc + 1] ?? 0;
            for (let point = topology.starts[arc] ?? 0; point < end; point++) {
                points.push(toPicture(point));
            }
            d += pathOf(points, size);
        }
        const stroke = (edge ? palette.paper.coast : palette.paper.line) ?? "";
        const look = { fill: "none", stroke, "stroke-width": width, "stroke-linejoin": "round" };
        return [shape("path", { d, ...look })];
    });
}

/**
 * @param {App} app
 * @param {import("./plane.js").Plane} plane
 * @param {import("./canvases.js").View} view
 */
function marksIn({ model, frame }, plane, view) {
    return model.sites.count
        ? marksOf(
              createSiteGrid(sitesOnPlane(model.sites, plane), view),
              frame().sites,
              firstNamed(model, frame().sites),
          )
        : [];
}

/** The map's own lettering, larger, as a picture is shown smaller. */
const PICTURE_FONTS = {
    place: `600 15px ${SANS}`,
    other: `400 15px ${SANS}`,
    province: `500 12px ${SANS}`,
    area: `400 12px ${SANS}`,
    number: `700 12px ${SANS}`,
};

/**
 * @param {App} app
 * @param {import("./shapes.js").Shapes} shapes
 * @param {import("./canvases.js").View} view
 * @param {import("./labels.js").Rect[]} taken
 * @param {(text: string, font: string) => number} measure
 */
function labelShapes({ model, frame, palette, tr }, shapes, view, taken, measure) {
    const bounds = { left: 4, top: 4, right: view.width - 4, bottom: view.height - 4 };
    const lettering = { fonts: PICTURE_FONTS, placeHeight: 19, areaHeight: 15, widthOf: measure };
    const units = mosaic(model, frame().state.level);
    const found = createNames(model, shapes, view, bounds, units, tr().lang, lettering);
    const layout = laidOut(found, bounds, taken, lettering, { keep: false, allowed: false });
    const listed = new Set(frame().places.map(({ unit }) => unit));
    const { ink = "" } = palette.paper;
    const colourOf = (/** @type {number} */ unit) =>
        frame().code[unit] === STATUS.IN
            ? palette.ofYear(yearOfColour(model, unit, STATUS.IN))
            : null;
    const shown = shownIn(layout, listed, frame().counts && model.counted);
    const dots = layout.many ? [] : layout.spots.filter(({ unit }) => listed.has(unit));
    return [
        ...dots.flatMap(({ unit, at }) => dot(at, colourOf(unit), ink)),
        ...shown.flatMap(({ name, placed }) => nameShapes(name, placed, palette)),
    ];
}

/**
 * @param {import("./labelnames.js").Name} name
 * @param {import("./labels.js").Placed} placed
 * @param {import("../state/palette.js").Palette} palette
 */
function nameShapes({ kind, text, other, busy }, placed, { paper }) {
    const { x, y, leader } = placed;
    const { ink = "", muted = "", halo = "" } = paper;
    const place = kind === "place";
    const look = {
        "font-family": SANS,
        "font-size": place ? 15 : 12,
        "font-weight": place ? 600 : 500,
        fill: place || busy ? ink : muted,
        stroke: halo,
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    };
    const rest = shape("tspan", { "font-weight": 400, fill: muted }, ` ${other}`);
    return [
        ...(leader ? [leaderShape(leader, place ? ink : muted)] : []),
        shape(
            "text",
            { x: x.toFixed(1), y: (y + 5).toFixed(1), ...look },
            text,
            ...(other ? [rest] : []),
        ),
    ];
}

/**
 * @param {NonNullable<import("./labels.js").Placed["leader"]>} line
 * @param {string} stroke
 */
function leaderShape({ from, to }, stroke) {
    return shape("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke });
}

/**
 * @param {{x: number, y: number}} at
 * @param {string | null} colour  Of its year; null where it is only possible.
 * @param {string} ink
 * @returns {import("../dom/drawing.js").Shape[]}
 */
function dot({ x, y }, colour, ink) {
    const at = { cx: x.toFixed(1), cy: y.toFixed(1) };
    const ring = { fill: "#ffffff", stroke: ink, "stroke-width": 1.8 };
    return colour
        ? [
              shape("circle", { ...at, r: 4.5, ...ring }),
              shape("circle", { ...at, r: 2.5, fill: colour }),
          ]
        : [shape("circle", { ...at, r: 4.5, ...ring, "stroke-dasharray": "2 2" })];
}
