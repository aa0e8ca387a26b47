/**
 * The names on the map. Places are laid out once per view, so that playing the years moves no label.
 */

import { STATUS, yearOfColour } from "../model/status.js";
import { otherName, unitName } from "../words/names.js";
import { leaderEnd, placeLabels } from "./labels.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("../state/palette.js").Palette} Palette */

/**
 * @typedef {object} Name  A label with what it says.
 * @property {number} unit
 * @property {boolean} place  A named place, with a dot; else the name of an area.
 * @property {string} text
 * @property {string} other  In the other language, lighter.
 * @property {string} font
 * @property {import("./labels.js").Label} label
 */

const FAMILY =
    '"Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", ' +
    '"Microsoft YaHei", sans-serif';
const PLACE_FONT = `600 13px ${FAMILY}`;
const OTHER_FONT = `400 12.5px ${FAMILY}`;
const PROVINCE_FONT = `500 11px ${FAMILY}`;
const PREFECTURE_FONT = `400 10.5px ${FAMILY}`;
const DOT_PX = 4;
const LEAST_DOT_PX = 1.8;
/** Dots are smaller where many share the map: this share of the width each has on average. */
const DOT_SHARE = 0.048;
/** From this zoom on, units that nobody names have their names on the map too. */
const PREFECTURES_FROM_ZOOM = 6.6;

/**
 * @param {Model} model
 * @param {CanvasRenderingContext2D} context
 */
export function createLabelLayer(model, context) {
    /** @type {{names: Name[], placed: import("./labels.js").Placed[]}} */
    let layout = { names: [], placed: [] };
    const widths = new Map();

    /** @param {string} text @param {string} font */
    function widthOf(text, font) {
        const key = `${font}|${text}`;
        const known = widths.get(key);
        if (known !== undefined) {
            return known;
        }
        context.font = font;
        const width = context.measureText(text).width;
        widths.set(key, width);
        return width;
    }

    /**
     * @param {View} view
     * @param {import("./shapes.js").Shapes} shapes
     * @param {import("../model/types.js").Lang} lang
     * @param {number[]} mosaic
     * @param {import("./labels.js").Rect[]} covered  By controls over the map.
     */
    function lay(view, shapes, lang, mosaic, covered) {
        context.setTransform(1, 0, 0, 1, 0, 0);
        const names = namesOf(model, view, shapes, lang, mosaic, widthOf);
        const bounds = {
            left: view.marginX + 4,
            top: view.marginY + 4,
            right: view.width - view.marginX - 4,
            bottom: view.height - view.marginY - 4,
        };
        const labels = names.map((name) => name.label);
        layout = { names, placed: placeLabels(labels, bounds, covered) };
    }

    /**
     * Draw over what stands there; the context is set to the screen.
     * @param {Frame} frame
     * @param {Palette} palette
     */
    function draw(frame, palette) {
        const listed = new Set(frame.places.map(({ unit }) => unit));
        const visible = (/** @type {Name} */ name) => !name.place || listed.has(name.unit);
        const dots = layout.names.filter((name) => name.place && visible(name));
        const names = layout.placed.flatMap((placed) => {
            const name = /** @type {Name} */ (layout.names[placed.index]);
            return visible(name) ? [{ name, placed }] : [];
        });
        const room = Math.sqrt((context.canvas.width * context.canvas.height) / dots.length);
        const share = (DOT_SHARE * room) / (window.devicePixelRatio || 1);
        const radius = Math.min(DOT_PX, Math.max(LEAST_DOT_PX, share));
        for (const { name, placed } of names) {
            if (placed.leader) {
                drawLeader(context, name.label, placed, palette);
            }
        }
        for (const { label, unit } of dots) {
            const settled = frame.code[unit] === STATUS.IN;
            const year = yearOfColour(model, unit, STATUS.IN);
            drawDot(context, label, radius, settled ? palette.ofYear(year) : null, palette);
        }
        for (const { name, placed } of names) {
            drawName(context, name, placed, palette, widthOf);
        }
    }

    return { lay, draw };
}

/**
 * The labels a view could show: named places by first year, then provinces, then the rest.
 * @param {Model} model
 * @param {View} view
 * @param {import("./shapes.js").Shapes} shapes
 * @param {import("../model/types.js").Lang} lang
 * @param {number[]} mosaic
 * @param {(text: string, font: string) => number} widthOf
 * @returns {Name[]}
 */
function namesOf(model, view, shapes, lang, mosaic, widthOf) {
    const { units } = model;
    const toScreen = (/** @type {[number, number]} */ [x, y]) => ({
        x: x * view.scale - view.left,
        y: y * view.scale - view.top,
    });
    const inSight = (/** @type {{x: number, y: number}} */ { x, y }) =>
        x > 0 && y > 0 && x < view.width && y < view.height;
    const outlined = model.topology.levels.length;
    const named = new Set(model.places);
    /** @type {Name[]} */
    const names = [];
    for (const unit of named) {
        const at = toScreen(shapes.plane(units.lon[unit] ?? 0, units.lat[unit] ?? 0));
        if (inSight(at)) {
            const text = unitName(units, unit, lang);
            const other = otherName(units, unit, lang);
            const space = other ? 5 + widthOf(other, OTHER_FONT) : 0;
            const width = widthOf(text, PLACE_FONT) + space;
            const label = { ...at, width, height: 17, gap: 8, leader: true, centred: false };
            names.push({ unit, place: true, text, other, font: PLACE_FONT, label });
        }
    }
    const areas = mosaic.filter(() => view.zoom >= PREFECTURES_FROM_ZOOM);
    for (const unit of [...provincesOf(model), ...areas]) {
        if (unit >= outlined || named.has(unit)) {
            continue;
        }
        const at = toScreen(shapes.label(unit));
        if (inSight(at) && !model.places.some((place) => covers(shapes, place, unit))) {
            const font = units.level[unit] === 0 ? PROVINCE_FONT : PREFECTURE_FONT;
            const text = unitName(units, unit, lang);
            const width = widthOf(text, font) + 4;
            const label = { ...at, width, height: 14, gap: 0, leader: false, centred: true };
            names.push({ unit, place: false, text, other: "", font, label });
        }
    }
    return names;
}

/**
 * Whether the label of an area would stand on a named place, and be taken for its name.
 * @param {import("./shapes.js").Shapes} shapes
 * @param {number} place
 * @param {number} area
 */
function covers(shapes, place, area) {
    const [x, y] = shapes.label(area);
    return place !== area && shapes.contains(place, x, y);
}

/** @param {Model} model */
function provincesOf(model) {
    return model.topology.levels.flatMap((levels, unit) => (levels & 1 ? [unit] : []));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./labels.js").Label} at
 * @param {number} radius
 * @param {string | null} colour  Of its year, since the dot may hide all of a small unit; or null
 *   where it is only possible.
 * @param {Palette} palette
 */
function drawDot(context, { x, y }, radius, colour, palette) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour ? "#ffffff" : (palette.paper.land ?? "");
    context.strokeStyle = "#1c1e20";
    context.lineWidth = radius * 0.42;
    context.setLineDash(colour ? [] : [2, 2]);
    context.fill();
    context.stroke();
    context.setLineDash([]);
    if (colour) {
        context.beginPath();
        context.arc(x, y, radius * 0.55, 0, 2 * Math.PI);
        context.fillStyle = colour;
        context.fill();
    }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./labels.js").Label} label
 * @param {import("./labels.js").Placed} placed
 * @param {Palette} palette
 */
function drawLeader(context, label, placed, palette) {
    const end = leaderEnd(label, placed);
    context.strokeStyle = palette.paper.ink ?? "";
    context.lineWidth = 0.9;
    context.beginPath();
    context.moveTo(label.x, label.y);
    context.lineTo(end.x, end.y);
    context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Name} name
 * @param {import("./labels.js").Placed} placed
 * @param {Palette} palette
 * @param {(text: string, font: string) => number} widthOf
 */
function drawName(context, name, placed, palette, widthOf) {
    const { text, other, font } = name;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = palette.paper.halo ?? "";
    context.lineWidth = name.place ? 3.5 : 2.5;
    const ink = name.place ? palette.paper.ink : palette.paper.muted;
    write(context, text, font, placed, ink ?? "");
    if (other) {
        const x = placed.x + widthOf(text, font) + 5;
        write(context, other, OTHER_FONT, { x, y: placed.y }, palette.paper.muted ?? "");
    }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {string} font
 * @param {{x: number, y: number}} at
 * @param {string} ink
 */
function write(context, text, font, { x, y }, ink) {
    context.font = font;
    context.strokeText(text, x, y);
    context.fillStyle = ink;
    context.fillText(text, x, y);
}
