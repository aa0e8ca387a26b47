/**
 * The map as a drawing: what the canvases show, as shapes that scale.
 */

import { hatching, SANS, shape } from "../dom/drawing.js";
import { STATUS, yearOfColour } from "../model/status.js";
import { walkRing } from "../model/topology.js";
import { coloursOf, strengthOf } from "../state/palette.js";
import { mosaic } from "../state/viewmodel.js";
import { otherName, unitName } from "../words/names.js";
import { placeLabels } from "./labels.js";
import { boxOf } from "./shapes.js";
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
 * @property {import("./plane.js").Plane} plane
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
export function mapShapes(app, { box, plane }, { width, height, id, measure }) {
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
    /** @type {Sheet["toPicture"]} */
    const toPicture = (point) => {
        const [x, y] = plane(points[2 * point] ?? 0, points[2 * point + 1] ?? 0);
        return [x * scale - view.left, y * scale - view.top];
    };
    /** @type {(lon: number, lat: number) => [number, number]} */
    const at = (lon, lat) => {
        const [x, y] = plane(lon, lat);
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
            ...mosaic(model, 0).map((unit) => area(app, unit, sheet, { fill: paper.land ?? "" })),
            ...statusAreas(app, sheet, id),
            ...borderLines(app, sheet),
            ...markShapes(marks, markStyle(app)),
            ...labelShapes(app, at, { width, height }, marks.map(boxOfMark), measure),
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
 * @param {App} app
 * @param {Sheet} sheet
 * @param {string} id
 */
function statusAreas(app, sheet, id) {
    const { model, palette } = app;
    const frame = app.frame();
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
        return [area(app, unit, sheet, { fill, "fill-opacity": strengthOf(model) })];
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

/**
 * @param {App} app
 * @param {(lon: number, lat: number) => [number, number]} at
 * @param {{width: number, height: number}} size
 * @param {import("./labels.js").Rect[]} taken
 * @param {(text: string, font: string) => number} measure
 */
function labelShapes({ model, frame, palette, tr }, at, { width, height }, taken, measure) {
    const { units, topology } = model;
    const { lang } = tr();
    const { ink = "", muted = "", halo = "" } = palette.paper;
    const inside = (/** @type {[number, number]} */ [x, y]) =>
        x > 0 && y > 0 && x < width && y < height;
    const named = frame().places.flatMap(({ unit }) => {
        const point = at(units.lon[unit] ?? 0, units.lat[unit] ?? 0);
        const other = otherName(units, unit, lang);
        const text = unitName(units, unit, lang);
        const wide = measure(other ? `${text} ${other}` : text, `600 15px ${SANS}`);
        const label = { x: point[0], y: point[1], width: wide, height: 19, gap: 9 };
        return inside(point)
            ? [{ unit, text, other, label: { ...label, leader: true, centred: false } }]
            : [];
    });
    const provinces = mosaic(model, 0).flatMap((unit) => {
        const [lon = 0, lat = 0] = [topology.labels.lon[unit], topology.labels.lat[unit]];
        const point = at(lon, lat);
        const text = unitName(units, unit, lang);
        const wide = measure(text, `500 12px ${SANS}`);
        const label = { x: point[0], y: point[1], width: wide, height: 15, gap: 0 };
        const covered = named.some(({ unit: place }) => boundsHold(model, place, lon, lat));
        return inside(point) && !covered
            ? [{ unit, text, other: "", label: { ...label, leader: false, centred: true } }]
            : [];
    });
    const all = [...named, ...provinces];
    const bounds = { left: 4, top: 4, right: width - 4, bottom: height - 4 };
    const placed = placeLabels(
        all.map(({ label }) => label),
        bounds,
        taken,
    );
    const dots = named.flatMap(({ unit, label }) =>
        dot(
            label,
            frame().code[unit] === STATUS.IN
                ? palette.ofYear(yearOfColour(model, unit, STATUS.IN))
                : null,
            ink,
        ),
    );
    return [
        ...dots,
        ...placed.flatMap(({ index, x, y, leader }) => {
            const { text, other, label } = /** @type {(typeof all)[0]} */ (all[index]);
            const look = {
                "font-family": SANS,
                "font-size": label.centred ? 12 : 15,
                "font-weight": label.centred ? 500 : 600,
                fill: label.centred ? muted : ink,
                stroke: halo,
                "stroke-width": 3,
                "stroke-linejoin": "round",
                "paint-order": "stroke",
            };
            const near = Math.min(Math.max(label.x, x), x + label.width);
            const line = { x1: label.x, y1: label.y, x2: near, y2: y, stroke: ink };
            const rest = shape("tspan", { "font-weight": 400, fill: muted }, ` ${other}`);
            return [
                ...(leader ? [shape("line", line)] : []),
                shape(
                    "text",
                    { x: x.toFixed(1), y: (y + 5).toFixed(1), ...look },
                    text,
                    ...(other ? [rest] : []),
                ),
            ];
        }),
    ];
}

/**
 * Whether a name written there would stand on a unit, and be taken for its own.
 * @param {import("../model/types.js").Model} model
 * @param {number} unit
 * @param {number} lon
 * @param {number} lat
 */
function boundsHold({ topology }, unit, lon, lat) {
    const { polygons, points, starts } = topology;
    const [west, south, east, north] = boxOf(polygons[unit], points, starts);
    return west <= lon && lon <= east && south <= lat && lat <= north;
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
