/**
 * The names on the map. Places are laid out once per view, so that playing the years moves no label.
 * Where their names cannot all stand, they have numbers, with a key below the map.
 */

import { STATUS, yearOfColour } from "../model/status.js";
import { createNames, numbered, OTHER_GAP_PX } from "./labelnames.js";
import { placeLabels } from "./labels.js";
import { inkOn } from "./sites.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("./labelnames.js").Name} Name */
/** @typedef {import("./labels.js").Placed} Placed */
/** @typedef {import("./stamps.js").Pen} Pen */
/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("../state/palette.js").Palette} Palette */

const FAMILY =
    '"Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", ' +
    '"Microsoft YaHei", sans-serif';
const FONTS = {
    place: `600 13px ${FAMILY}`,
    other: `400 12.5px ${FAMILY}`,
    province: `500 11px ${FAMILY}`,
    area: `400 10.5px ${FAMILY}`,
    number: `700 10.5px ${FAMILY}`,
};
const DOT_PX = 4;
const LEAST_DOT_PX = 1.8;
/** Dots are smaller where many share the map: this share of the width each has on average. */
const DOT_SHARE = 0.048;
/** Of dots among very many: flat, and only where the unit itself is too small to be seen. */
const FLAT_DOT_PX = 2.4;
const LEAST_AREA_PX = 5;

/**
 * @typedef {object} Layout
 * @property {Name[]} names
 * @property {Placed[]} placed
 * @property {{unit: number, at: {x: number, y: number}}[]} spots  Of named places.
 * @property {boolean} many  More places than the map names.
 * @property {boolean} numbers  Places have numbers.
 */

/**
 * @param {Model} model
 * @param {CanvasRenderingContext2D} context
 */
export function createLabelLayer(model, context) {
    /** @type {Layout} */
    let layout = { names: [], placed: [], spots: [], many: false, numbers: false };
    /** Places that the fill of their own unit does not show. @type {Set<number>} */
    let small = new Set();
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

    const lettering = { fonts: FONTS, placeHeight: 17, areaHeight: 14, widthOf };

    /**
     * @param {View} view
     * @param {import("./shapes.js").Shapes} shapes
     * @param {import("../model/types.js").Lang} lang
     * @param {number[]} units  The mosaic shown.
     * @param {import("./labels.js").Rect[]} covered  By controls over the map.
     * @param {{keep: boolean, allowed: boolean}} numbers  Whether places keep numbers though names
     *     may have room, and whether there is room for a key.
     */
    function lay(view, shapes, lang, units, covered, numbers) {
        context.setTransform(1, 0, 0, 1, 0, 0);
        const bounds = boundsOf(view);
        const found = createNames(model, shapes, view, bounds, units, lang, lettering);
        layout = laidOut(found, bounds, covered, lettering, numbers);
        const [own, scale] = [new Set(units), view.scale];
        small = new Set(
            layout.spots.flatMap(({ unit }) => {
                const [left, top, right, bottom] = shapes.box(unit);
                const side = Math.min(right - left, bottom - top) * scale;
                return own.has(unit) && side >= LEAST_AREA_PX ? [] : [unit];
            }),
        );
    }

    /**
     * Draw over what stands there.
     * @param {Pen} pen  Set to the screen.
     * @param {Frame} frame
     * @param {Palette} palette
     */
    function draw(pen, frame, palette) {
        const listed = new Set(frame.places.map(({ unit }) => unit));
        const colourOf = (/** @type {number} */ unit) =>
            frame.code[unit] === STATUS.IN
                ? palette.ofYear(yearOfColour(model, unit, STATUS.IN))
                : null;
        const shown = shownIn(layout, listed, frame.counts && model.counted);
        const hidden = new Set(
            shown.flatMap(({ name, placed }) => (isOnPoint(name, placed) ? [name.unit] : [])),
        );
        const dots = layout.spots.filter(({ unit }) => listed.has(unit) && !hidden.has(unit));
        for (const { name, placed } of shown) {
            drawLeader(pen, name, placed, palette);
        }
        if (layout.many) {
            for (const { at, unit } of dots.filter(({ unit }) => small.has(unit))) {
                drawFlatDot(pen, at, colourOf(unit), palette);
            }
        } else {
            const radius = dotRadius(pen.canvas, dots.length);
            for (const { at, unit } of dots) {
                drawDot(pen, at, radius, colourOf(unit), palette);
            }
        }
        for (const { name, placed } of shown) {
            if (layout.numbers && name.kind === "place") {
                drawNumber(pen, name, placed, colourOf(name.unit), palette);
            } else {
                drawName(pen, name, placed, palette, widthOf);
            }
        }
    }

    return { lay, draw, layout: () => layout };
}

/**
 * Names where all of the places have room, else numbers.
 * @param {ReturnType<typeof createNames>} found
 * @param {import("./labels.js").Rect} bounds
 * @param {readonly import("./labels.js").Rect[]} covered
 * @param {import("./labelnames.js").Lettering} lettering
 * @param {{keep: boolean, allowed: boolean}} numbers
 * @returns {Layout}
 */
export function laidOut(found, bounds, covered, lettering, { keep, allowed }) {
    const { all, spots, many, isInBounds } = found;
    const placeAll = (/** @type {Name[]} */ names) =>
        placeLabels(
            names.map(({ label }) => label),
            bounds,
            covered,
        );
    const placed = keep ? [] : placeAll(all);
    const standing = new Set(placed.map(({ index }) => index));
    const places = all.filter(({ kind }) => kind === "place");
    const lacking = all.some(
        (name, i) => name.kind === "place" && isInBounds(name) && !standing.has(i),
    );
    if (places.length && (keep || (allowed && lacking))) {
        const names = numbered(all, lettering);
        return { names, placed: placeAll(names), spots, many, numbers: true };
    }
    return { names: all, placed, spots, many, numbers: false };
}

/**
 * The labels that a frame shows: areas, and the places that it lists.
 * @param {Layout} layout
 * @param {Set<number>} listed
 * @param {Uint8Array | null} [counted]  By unit, where counts are shown: these are what the map is about then.
 */
export function shownIn({ names, placed }, listed, counted) {
    return placed.flatMap((each) => {
        const name = /** @type {Name} */ (names[each.index]);
        const isShown = name.kind !== "place" || listed.has(name.unit);
        const busy = counted ? counted[name.unit] === 1 : name.busy;
        return isShown ? [{ name: { ...name, busy }, placed: each }] : [];
    });
}

/**
 * Whether a number stands on the point of its place, which needs no dot then.
 * @param {Name} name
 * @param {Placed} placed
 */
function isOnPoint({ label }, { x, y }) {
    return Boolean(label.onPoint) && y === label.y && x === label.x - label.width / 2;
}

/**
 * Where labels may stand: not across the map's edge.
 * @param {View} view
 */
function boundsOf({ width, height, marginX, marginY }) {
    return {
        left: marginX + 4,
        top: marginY + 4,
        right: width - marginX - 4,
        bottom: height - marginY - 4,
    };
}

/** @param {{width: number, height: number}} canvas @param {number} count */
function dotRadius({ width, height }, count) {
    const room = Math.sqrt((width * height) / count);
    const share = (DOT_SHARE * room) / (window.devicePixelRatio || 1);
    return Math.min(DOT_PX, Math.max(LEAST_DOT_PX, share));
}

/**
 * @param {Pen} context
 * @param {{x: number, y: number}} at
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
 * @param {Pen} context
 * @param {{x: number, y: number}} at
 * @param {string | null} colour
 * @param {Palette} palette
 */
function drawFlatDot(context, { x, y }, colour, palette) {
    context.beginPath();
    context.arc(x, y, FLAT_DOT_PX, 0, 2 * Math.PI);
    context.fillStyle = colour ?? palette.paper.land ?? "";
    context.fill();
    if (!colour) {
        context.lineWidth = 1;
        context.strokeStyle = palette.paper.muted ?? "";
        context.stroke();
    }
}

/**
 * @param {Pen} context
 * @param {Name} name
 * @param {Placed} placed
 * @param {Palette} palette
 */
function drawLeader(context, { kind }, { leader }, { paper }) {
    if (leader) {
        context.strokeStyle = (kind === "place" ? paper.ink : paper.muted) ?? "";
        context.lineWidth = 0.9;
        context.beginPath();
        context.moveTo(leader.from.x, leader.from.y);
        context.lineTo(leader.to.x, leader.to.y);
        context.stroke();
    }
}

/**
 * @param {Pen} context
 * @param {Name} name
 * @param {Placed} placed
 * @param {string | null} colour
 * @param {Palette} palette
 */
function drawNumber(context, { text, label }, { x, y }, colour, palette) {
    const { width, height } = label;
    context.beginPath();
    context.roundRect(x, y - height / 2, width, height, height / 2);
    context.fillStyle = colour ?? palette.paper.land ?? "";
    context.strokeStyle = colour ? "#ffffff" : (palette.paper.ink ?? "");
    context.lineWidth = 1.2;
    context.setLineDash(colour ? [] : [2, 2]);
    context.fill();
    context.stroke();
    context.setLineDash([]);
    context.font = FONTS.number;
    context.textBaseline = "middle";
    context.textAlign = "center";
    context.fillStyle = colour ? inkOn(colour) : (palette.paper.ink ?? "");
    context.fillText(text, x + width / 2, y + 0.5);
    context.textAlign = "start";
}

/**
 * @param {Pen} context
 * @param {Name} name
 * @param {Placed} placed
 * @param {Palette} palette
 * @param {(text: string, font: string) => number} widthOf
 */
function drawName(context, { kind, text, other, busy }, placed, palette, widthOf) {
    const place = kind === "place";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = palette.paper.halo ?? "";
    context.lineWidth = place ? 3.5 : 2.5;
    const ink = place || busy ? palette.paper.ink : palette.paper.muted;
    write(context, text, FONTS[kind], placed, ink ?? "");
    if (other) {
        const x = placed.x + widthOf(text, FONTS[kind]) + OTHER_GAP_PX;
        write(context, other, FONTS.other, { x, y: placed.y }, palette.paper.muted ?? "");
    }
}

/**
 * @param {Pen} context
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
