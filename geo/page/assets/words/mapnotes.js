/**
 * What the map draws for statements that name no settled place, in words.
 */

import { codeOfDates, KIND, STATUS } from "../model/status.js";
import { isWithin, mosaic } from "../state/viewmodel.js";
import { loneName } from "./names.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */

/**
 * @param {Model} model
 * @returns {(frame: Frame, row: number, tr: import("./i18n.js").Translator) => string}
 */
export function createMapNotes(model) {
    const { statements } = model;
    /** @type {Map<string, number[]>} */
    const known = new Map();

    /**
     * The areas of the map that a unit is drawn as: its parts, itself, or what it lies in.
     * @param {number} unit
     * @param {number} level
     */
    function areasOf(unit, level) {
        const key = `${unit} ${level}`;
        const areas = known.get(key) ?? areasIn(model, mosaic(model, level), unit);
        known.set(key, areas);
        return areas;
    }

    return (frame, row, { t, lang }) => {
        const kind = statements.kind[row];
        if (kind === KIND.EVERYWHERE) {
            return t(`unnamed.everywhere.${isSettled(model, frame, row) ? "note" : "open"}`);
        }
        const unit = statements.unit[row] ?? -1;
        const meant = statements.candidates[row] ?? (unit < 0 ? [] : [unit]);
        const areas = [...new Set(meant.flatMap((each) => areasOf(each, frame.state.level)))];
        const codes = areas.map((unit) => (frame.shown[unit] ? frame.code[unit] : STATUS.UNKNOWN));
        if (codes.includes(STATUS.POSSIBLE)) {
            return t(`unnamed.${kind === KIND.CANDIDATES ? "candidates" : "within"}.note`);
        }
        const [area = -1] = areas;
        return areas.length === 1 && codes[0] === STATUS.IN
            ? t("unnamed.within.whole", { place: loneName(model.units, area, lang) })
            : t("unnamed.country.note");
    };
}

/**
 * Whether the date of a statement leaves it open in none of the years shown.
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} row
 */
export function isSettled({ statements, dates }, { state, years }, row) {
    const span = { ...years, mode: state.mode };
    return codeOfDates(dates, statements.date[row] ?? 0, span) === STATUS.IN;
}

/**
 * @param {Model} model
 * @param {number[]} tiles  Of the map.
 * @param {number} unit
 */
function areasIn(model, tiles, unit) {
    const around = tiles.filter((tile) => isWithin(model, unit, tile));
    return around.length ? around : tiles.filter((tile) => isWithin(model, tile, unit));
}
