/**
 * The rows that table and downloads share: units of the level shown, then sites.
 *
 * A row is a number: that of its unit, or the number of units plus that of its site.
 */

import { FOREVER, HOW, NEVER, STATUS } from "../model/status.js";
import { mosaic, siteAt, siteTotal } from "./viewmodel.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("./viewmodel.js").Frame} Frame */

/**
 * What a frame lists: every unit of the level, named units of other levels, the sites shown.
 * @param {Model} model
 * @param {Frame} frame
 * @returns {Uint32Array}
 */
export function rowsOf(model, frame) {
    const units = new Set(mosaic(model, frame.state.level));
    for (const { unit } of frame.places) {
        units.add(unit);
    }
    const shown = [...units].filter((unit) => frame.shown[unit]);
    const sites = siteTotal(frame.sites);
    const all = new Uint32Array(shown.length + sites);
    all.set(shown);
    for (let n = 0; n < sites; n++) {
        all[shown.length + n] = model.units.count + siteAt(frame.sites, n);
    }
    return all;
}

/**
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} row
 * @returns {number}
 */
export function statusOf(model, frame, row) {
    const unit = row < model.units.count;
    const code = unit
        ? frame.code[row]
        : (frame.sites.code?.[row - model.units.count] ?? STATUS.IN);
    return code ?? STATUS.UNKNOWN;
}

/**
 * The years that a row may have started in, first and last; null where nothing says that it did.
 * @param {Model} model
 * @param {number} row
 * @returns {[number, number] | null}
 */
export function startOf({ units, statuses, sites, dates }, row) {
    if (row < units.count) {
        return statuses.reached[row]
            ? [statuses.earliest[row] ?? NEVER, statuses.latest[row] ?? FOREVER]
            : null;
    }
    const date = sites.date[row - units.count] ?? 0;
    return [dates.possibleFrom[date] ?? NEVER, dates.certainFrom[date] ?? FOREVER];
}

/**
 * How many statements bear on each unit, and the sources they come from; sites count where they lie.
 * @param {Model} model
 * @returns {{statements: Uint32Array, sources: Set<number>[]}}
 */
export function tallyEvidence(model) {
    const { units, reasons, sites } = model;
    const statements = new Uint32Array(units.count);
    /** @type {Set<number>[]} */
    const sources = Array.from({ length: units.count }, () => new Set());
    for (let unit = 0; unit < units.count; unit++) {
        const last = /** @type {number} */ (reasons.offset[unit + 1]);
        for (let i = /** @type {number} */ (reasons.offset[unit]); i < last; i++) {
            const row = /** @type {number} */ (reasons.row[i]);
            const isList =
                HOW[/** @type {0} */ (reasons.how[i])] === /** @type {string} */ ("full list");
            sources[unit]?.add(isList ? row : /** @type {number} */ (model.statements.source[row]));
            statements[unit] = /** @type {number} */ (statements[unit]) + (isList ? 0 : 1);
        }
    }
    const own = new Uint32Array(units.count); // of sites
    const around = (/** @type {number} */ unit) => /** @type {number} */ (units.parent[unit]);
    const last = new Int32Array(units.count).fill(-1); // most sites of a unit are of one source
    for (let site = 0; site < sites.count; site++) {
        const source = /** @type {number} */ (sites.source[site]);
        const unit = /** @type {number} */ (sites.unit[site]);
        if (unit >= 0) {
            own[unit] = /** @type {number} */ (own[unit]) + 1;
        }
        if (unit >= 0 && last[unit] !== source) {
            last[unit] = source;
            for (let each = unit; each >= 0; each = around(each)) {
                sources[each]?.add(source);
            }
        }
    }
    for (const [unit, count] of own.entries()) {
        for (let each = count ? unit : -1; each >= 0; each = around(each)) {
            statements[each] = /** @type {number} */ (statements[each]) + count;
        }
    }
    return { statements, sources };
}
