/**
 * Which names a view of the map could show, by importance, and on what ground each may stand.
 *
 * What the data are about comes first: provinces in which something is drawn, then named places,
 * then other provinces, and when the map is near enough the areas that nobody names. Where very many
 * places are in sight, none of them is named: the provinces are, and places when asked for.
 */

import { STATUS } from "../model/status.js";
import { isWithin, mosaic } from "../state/viewmodel.js";
import { ancestors, labelName, otherName, unitName } from "../words/names.js";
import { createLabelGround, gridOf } from "./labelground.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("./labels.js").Rect} Rect */
/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../model/types.js").Lang} Lang */

/**
 * @typedef {object} Name  A label with what it says.
 * @property {number} unit
 * @property {"place" | "province" | "area"} kind  A named place, with a dot; or the name of an area.
 * @property {string} text
 * @property {string} other  In the other language, lighter.
 * @property {boolean} [busy]  An area in which something is drawn.
 * @property {import("./labels.js").Label} label
 */

/**
 * @typedef {object} Lettering  Fonts, as CSS has them, and the room that they take.
 * @property {Record<Name["kind"] | "other" | "number", string>} fonts
 * @property {number} placeHeight
 * @property {number} areaHeight
 * @property {(text: string, font: string) => number} widthOf
 */

/** More places in sight than this are not named on the map. */
const MOST_NAMED = 60;
/** From this zoom on, units that nobody names have their names on the map too. */
const AREAS_FROM_ZOOM = 6.6;
/** Of the name of an area, at least so much stands on it. */
const LEAST_SHARE = 0.6;
/** Between a name and the same in the other language, in pixels. */
export const OTHER_GAP_PX = 5;
/** From a point to its name: the radius of the dot, and some air. */
const PLACE_GAP_PX = 8;

/**
 * The units of a mosaic that are drawn in some year, as anything but plain ground.
 * @param {Model} model
 * @param {readonly number[]} units
 * @returns {number[]}
 */
function drawnUnits({ statuses }, units) {
    const { offset, code } = statuses;
    return units.filter((unit) =>
        code.subarray(offset[unit], offset[unit + 1]).some((each) => each !== STATUS.UNKNOWN),
    );
}

/**
 * @param {Model} model
 * @param {import("./shapes.js").Shapes} shapes
 * @param {View} view
 * @param {Rect} bounds  Of the view, without what lies beyond the map's edge.
 * @param {readonly number[]} units  The mosaic shown.
 * @param {Lang} lang
 * @param {Lettering} lettering
 */
export function createNames(model, shapes, view, bounds, units, lang, lettering) {
    const drawn = drawnUnits(model, units);
    const provinces = mosaic(model, 0);
    const named = new Set(model.places);
    const rules = createRules(model, shapes, view, drawn, provinces, new Set(units));
    const toScreen = (/** @type {[number, number]} */ [x, y]) => ({
        x: x * view.scale - view.left,
        y: y * view.scale - view.top,
    });
    const { widthOf, fonts } = lettering;
    const spots = Array.from(named, (unit) => {
        const { lon, lat } = model.units;
        return { unit, at: toScreen(shapes.plane(lon[unit] ?? 0, lat[unit] ?? 0)) };
    }).filter(({ at }) => isOn(at, view));
    const inBounds = spots.filter(({ at }) => within(at, bounds));
    const many = inBounds.length > MOST_NAMED;

    /** @returns {Name[]} */
    function places() {
        return spots.map(({ unit, at }) => {
            const text = labelName(model.units, unit, lang);
            const other = otherName(model.units, unit, lang);
            const space = other ? OTHER_GAP_PX + widthOf(other, fonts.other) : 0;
            const width = widthOf(text, fonts.place) + space;
            const room = { width, height: lettering.placeHeight, gap: PLACE_GAP_PX };
            const label = { ...at, ...room, leader: true, centred: false, ...rules.ofPlace(unit) };
            return { unit, kind: /** @type {const} */ ("place"), text, other, label };
        });
    }

    /**
     * @param {number} unit
     * @param {"province" | "area"} kind
     * @returns {Name[]}
     */
    function area(unit, kind) {
        const at = toScreen(shapes.label(unit));
        if (named.has(unit) || !isOn(at, view)) {
            return [];
        }
        const text = unitName(model.units, unit, lang);
        const room = {
            width: widthOf(text, fonts[kind]) + 4,
            height: lettering.areaHeight,
            gap: 0,
        };
        const [left, top, right, bottom] = shapes.box(unit);
        const corners = [toScreen([left, top]), toScreen([right, bottom])];
        const [from = at, to = at] = kind === "province" ? corners : [];
        const roams = { left: from.x, top: from.y, right: to.x, bottom: to.y };
        const label = { ...at, ...room, leader: false, centred: true, roams };
        return [
            { unit, kind, text, other: "", label: { ...label, allows: rules.ofArea(unit, at) } },
        ];
    }

    /**
     * The name of a province that has no room for it, beside the province.
     * @param {Name} name
     * @param {number} unless  Where it stands in the list of those that have.
     * @returns {Name}
     */
    function beside(name, unless) {
        const label = {
            ...name.label,
            leader: true,
            unless,
            // Not in a named place: a line to it would say that the place is called so.
            isIn: rules.holdsLeader(name.unit),
            aside: rules.isPlain,
        };
        return { ...name, label };
    }

    /** @returns {Name[]} */
    function all() {
        const around = new Set(drawn.flatMap((unit) => [unit, ...ancestors(model.units, unit)]));
        const busy = new Set(provinces.filter((province) => around.has(province)));
        const quiet = provinces.filter((province) => !busy.has(province));
        const areas = view.zoom >= AREAS_FROM_ZOOM ? units.filter((unit) => !busy.has(unit)) : [];
        const ofStory = [...busy].flatMap((unit) =>
            area(unit, "province").map((name) => ({ ...name, busy: true })),
        );
        return [
            ...ofStory,
            ...(many ? [] : places()),
            ...ofStory.map(beside),
            ...quiet.flatMap((unit) => area(unit, "province")),
            ...areas
                .filter((unit) => !provinces.includes(unit))
                .flatMap((unit) => area(unit, "area")),
        ];
    }

    return {
        all: all(),
        spots,
        many,
        isInBounds: (/** @type {Name} */ { label }) => within(label, bounds),
    };
}

/**
 * The same places with numbers for names, which take less room; a key tells what they stand for. They
 * come first: a number that does not stand would leave its entry in the key without a place.
 * @param {readonly Name[]} names
 * @param {Lettering} lettering
 * @returns {Name[]}
 */
export function numbered(names, { widthOf, fonts }) {
    let last = 0;
    const places = names.filter(({ kind }) => kind === "place");
    const areas = names.filter(({ kind }) => kind !== "place");
    const numbers = places.map((name) => {
        last += 1;
        const text = String(last);
        const width = Math.max(15, widthOf(text, fonts.number) + 7);
        const label = { ...name.label, width, height: 15, onPoint: true };
        return { ...name, text, other: "", label };
    });
    const after = (/** @type {Name} */ name) => {
        const { unless } = name.label;
        const label = { ...name.label, unless: unless === undefined ? unless : last + unless };
        return { ...name, label };
    };
    return [...numbers, ...areas.map(after)];
}

/** @param {{x: number, y: number}} at @param {View} view */
const isOn = ({ x, y }, { width, height }) => x > 0 && y > 0 && x < width && y < height;

/** @param {{x: number, y: number}} at @param {Rect} bounds */
const within = ({ x, y }, { left, top, right, bottom }) =>
    x > left && y > top && x < right && y < bottom;

/**
 * On what ground the labels of places and areas may stand.
 * @param {Model} model
 * @param {import("./shapes.js").Shapes} shapes
 * @param {View} view
 * @param {readonly number[]} drawn  Units that are more than plain ground.
 * @param {readonly number[]} provinces
 * @param {ReadonlySet<number>} shown  The units of the mosaic shown.
 */
function createRules(model, shapes, view, drawn, provinces, shown) {
    const grid = gridOf(view, shapes);
    const fills = createLabelGround(grid, view, shapes, drawn);
    const ground = fills.joined();
    const country = createLabelGround(grid, view, shapes, provinces).joined();
    const named = new Set(model.places);
    const provinceOf = (/** @type {number} */ unit) =>
        [unit, ...ancestors(model.units, unit)].at(-1);
    const inProvinces = fills.joined((unit) =>
        named.has(unit) ? unit : (provinceOf(unit) ?? unit),
    );

    /**
     * Whether a point of the view lies in a unit.
     * @param {number} unit
     * @returns {(x: number, y: number) => boolean}
     */
    const isInUnit = (unit) => (x, y) =>
        shapes.contains(unit, (x + view.left) / view.scale, (y + view.top) / view.scale);

    /**
     * A place: its label stands on its own ground, or on plain ground with a leader to it.
     * @param {number} unit
     * @returns {Pick<import("./labels.js").Label, "allows" | "touches" | "isIn">}
     */
    function ofPlace(unit) {
        const kin = new Set(
            drawn.filter((each) => isWithin(model, each, unit) || isWithin(model, unit, each)),
        );
        const own = (/** @type {number} */ each) => kin.has(each);
        return {
            allows: (box) => ground.every(box, own),
            touches: (box) => ground.share(box, own) > 0,
            isIn: shown.has(unit) ? isInUnit(unit) : undefined,
        };
    }

    /**
     * An area: its middle stands in it, and no part on a named place or on what another one has.
     * @param {number} unit
     * @param {{x: number, y: number}} at
     * @returns {import("./labels.js").Label["allows"]}
     */
    function ofArea(unit, at) {
        const isArea = model.units.level[unit] !== 0;
        const drawnThere = isArea ? ground : inProvinces;
        const inside = (/** @type {number} */ each) =>
            isArea ? isWithin(model, unit, each) : each === unit;
        const own = (/** @type {number} */ each) => each === unit;
        const isAtPoint = (/** @type {number} */ x, /** @type {number} */ y) =>
            Math.hypot(x - at.x, y - at.y) < 1;
        return (box, whole) => {
            const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
            const there = country.at(x, y);
            const stays = isAtPoint(x, y) || (there >= 0 && inside(there));
            if (!stays || !drawnThere.every(box, own)) {
                return false;
            }
            const least = whole ? 1 : LEAST_SHARE;
            return isAtPoint(x, y) || country.share(box, inside) >= least;
        };
    }

    /** Whether nothing is drawn under a label. @param {Rect} box */
    const isPlain = (box) => ground.every(box, () => false);

    /**
     * Whether a leader may end at a point: in a province, and in no named place, as far as the coarse
     * ground tells.
     * @param {number} province
     * @returns {(x: number, y: number) => boolean}
     */
    const holdsLeader = (province) => (x, y) =>
        country.at(x, y) === province && !named.has(ground.at(x, y));

    return { isInUnit, ofPlace, ofArea, isPlain, holdsLeader };
}
