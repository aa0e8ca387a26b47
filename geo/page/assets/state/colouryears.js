/**
 * The years that colours stand for: from when a unit, a named place or a site is in for certain.
 */

import { countUpTo } from "../model/columns.js";
import { startOfPlace } from "../model/places.js";
import { FOREVER, firstYearIn, NEVER, STATUS, yearOfColour, yearOfSite } from "../model/status.js";
import { anyInPart, isInPart } from "./inpart.js";
import { mosaic, siteRows, siteTotal } from "./viewmodel.js";

/** @typedef {import("../model/types.js").Model} Model */

/**
 * @typedef {object} Use  Something that has the colour of a year.
 * @property {number} year
 * @property {boolean} open  It may have begun before: it is certain only by then.
 */

/**
 * The years of everything that is ever coloured.
 * @param {Model} model
 * @returns {number[]}
 */
export function colourYears(model) {
    const units = Array.from({ length: model.units.count }, (_, unit) => unit);
    return [...usesOf(model, units), ...usesOfPlaces(model)].map(({ year }) => year);
}

/**
 * What a map of a level can colour: its units, the dots of named places, sites.
 * @param {Model} model
 * @param {number} level
 * @returns {Use[]}
 */
export function usesOnMap(model, level) {
    return usesOf(model, [...mosaic(model, level), ...model.places]);
}

/**
 * What a chart can colour: named places and sites.
 * @param {Model} model
 * @returns {Use[]}
 */
function usesOfPlaces(model) {
    const { first, last } = model.years;
    const places = Array.from(model.places, (unit) => startOfPlace(model, unit, -1));
    const { used } = model.sites;
    const { possibleFrom, certainFrom } = model.dates;
    const sites = Array.from(used.keys())
        .filter((date) => used[date])
        .map((date) => ({ from: possibleFrom[date] ?? NEVER, to: certainFrom[date] ?? FOREVER }));
    return [...places, ...sites]
        .filter(({ to }) => to <= last)
        .map(({ from, to }) => ({ year: Math.max(first, to), open: from < Math.max(first, to) }));
}

/**
 * @param {Model} model
 * @param {number[]} units
 * @returns {Use[]}
 */
function usesOf(model, units) {
    const { statuses } = model;
    const uses = [];
    for (const unit of units) {
        const year = firstYearIn(statuses, unit);
        if (year !== NEVER) {
            const named = startOfPlace(model, unit, -1);
            // Unnamed places around it may have joined before: that is told of those, not of it.
            const from = named.to === year ? named.from : (statuses.earliest[unit] ?? NEVER);
            uses.push({ year, open: from < year });
        }
    }
    return [...uses, ...usesOfPlaces(model)];
}

/**
 * The classes of the scale that something takes, with what they mean.
 * @param {import("../app.js").App} app
 * @param {readonly Use[]} uses
 * @returns {{at: number, colour: string, text: string, brief: string}[]}  `at`: place among the
 *     classes.
 */
export function namedClasses({ palette, frame, tr }, uses) {
    const upto = frame().state.mode === "upto";
    const [since, by] = upto
        ? ["legend.named", "legend.namedBy"]
        : ["legend.namedIn", "legend.namedInBy"];
    return palette.classes.flatMap(({ first, last, colour }, at) => {
        const own = uses.filter(({ year }) => first <= year && year <= last);
        const years = first === last ? String(first) : `${first}–${last}`;
        const open = own.some((each) => each.open);
        const key = open ? by : since;
        const start = open ? "brief.by" : upto ? "brief.since" : "brief.in";
        const [text, brief] = [tr().t(key ?? "", { years }), tr().t(start, { years })];
        return own.length ? [{ at, colour, text, brief }] : [];
    });
}

/**
 * @typedef {object} Stacked  A column of the chart.
 * @property {number[]} parts  How many of it have each class.
 * @property {number} possible  Places whose dates leave it open.
 * @property {boolean} open  Sources say that there were more.
 */

/**
 * The classes that stand in some column of a chart.
 * @param {import("../app.js").App} app
 * @param {readonly Stacked[]} series
 */
export function stackedClasses(app, series) {
    const stacked = (/** @type {{at: number}} */ { at }) => series.some(({ parts }) => parts[at]);
    return namedClasses(app, usesOfPlaces(app.model)).filter(stacked);
}

/**
 * What the units of a map come to, in some year.
 * @param {import("../model/types.js").Model} model
 * @param {import("../model/types.js").State} state
 */
export function whatCanShow(model, { level, mode }) {
    const { statuses } = model;
    const units = mosaic(model, level);
    const { offset, code, reached, earliest, latest } = statuses;
    const ever = (/** @type {number} */ wanted) =>
        units.some((unit) => code.subarray(offset[unit], offset[unit + 1]).includes(wanted));
    return {
        possible:
            ever(STATUS.POSSIBLE) ||
            (mode !== "upto" &&
                units.some((unit) => reached[unit] && earliest[unit] !== latest[unit])),
        out: ever(STATUS.OUT),
        inPart: anyInPart(model, units),
    };
}

/**
 * Whether the date of some site leaves it open in some year.
 * @param {import("../model/types.js").Model} model
 * @returns {boolean}
 */
export function anySiteOpen({ sites, dates }) {
    return sites.used.some((n, date) => n && dates.possibleFrom[date] !== dates.certainFrom[date]);
}

/**
 * @typedef {object} Shown  What stands on the map in the years shown.
 * @property {Set<number>} classes  Of the scale, by place among them.
 * @property {boolean} possible
 * @property {boolean} out
 * @property {boolean} inPart
 * @property {boolean} unknown  Some unit has nothing to show, or is left out by the filters.
 * @property {boolean} sites
 * @property {boolean} siteOpen
 */

/**
 * @param {import("../app.js").App} app
 * @returns {Shown}
 */
export function shownOnMap({ model, palette, frame }) {
    const now = frame();
    const { code, places, shown, sites, state } = now;
    const years = new Set(siteYears(model, sites));
    const look = { possible: false, out: false, inPart: false, unknown: false };
    const mark = (/** @type {number} */ unit, /** @type {number | undefined} */ status) => {
        if (status === STATUS.IN) {
            look.inPart ||= isInPart(model, now, unit);
            years.add(yearOfColour(model, unit, STATUS.IN));
        } else {
            look.possible ||= status === STATUS.POSSIBLE;
            look.out ||= status === STATUS.OUT;
            look.unknown ||= !status;
        }
    };
    for (const unit of mosaic(model, state.level)) {
        mark(unit, shown[unit] ? code[unit] : STATUS.UNKNOWN);
    }
    for (const { unit, code: status } of places.filter(({ code: each }) => each === STATUS.IN)) {
        mark(unit, status); // its dot shows it where its unit is of another level
    }
    const classOf = (/** @type {number} */ year) =>
        palette.classes.findIndex(({ last }) => year <= last);
    return {
        ...look,
        classes: new Set([...years].map(classOf)),
        sites: siteTotal(sites) > 0,
        siteOpen: sites.code?.includes(STATUS.POSSIBLE) === true,
    };
}

/**
 * The years whose colours the sites shown have, each once where they are told by their order.
 * @param {Model} model
 * @param {import("./viewmodel.js").SiteSpan} span
 * @returns {Generator<number>}
 */
function* siteYears(model, span) {
    if (span.rows) {
        for (const site of siteRows(span)) {
            yield yearOfSite(model, site, span.code?.[site] ?? STATUS.IN);
        }
        return;
    }
    const { year } = model.sites;
    for (let site = span.first; site < span.last; site = countUpTo(year, year[site] ?? 0)) {
        yield year[site] ?? 0;
    }
}
