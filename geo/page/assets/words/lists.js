/**
 * Sources that claim to be complete: what they say by what they leave out.
 */

import { filtersOf, isWithin } from "../state/viewmodel.js";
import { loneName } from "./names.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../model/types.js").FullList} FullList */

/**
 * The lists that speak of some of the years, as far as filters let them through.
 * @param {Model} model
 * @param {{first: number, last: number}} years
 * @param {{province: string, source: string}} only  Empty for all.
 * @returns {FullList[]}
 */
export function listsIn(model, { first, last }, only) {
    const { province, source } = filtersOf(model, { ...model.start, ...only });
    return model.lists.filter(
        (list) =>
            list.first <= last &&
            first <= list.last &&
            (source < 0 || list.source === source) &&
            (province === undefined || list.scope.some(([unit]) => meet(model, unit, province))),
    );
}

/**
 * Whether one of two units, -1 for the country, lies in the other.
 * @param {Model} model
 * @param {number} unit
 * @param {number} province
 */
const meet = (model, unit, province) =>
    unit < 0 || isWithin(model, unit, province) || isWithin(model, province, unit);

/**
 * What a list is complete for: `list said to be complete: every prefecture in Shaanxi`.
 * @param {Model} model
 * @param {FullList} list
 * @param {import("./i18n.js").Translator} tr
 * @returns {string}
 */
export function scopeInWords({ units }, { scope }, { t, lang, list }) {
    const parts = scope.map(([unit, level]) => {
        const place = unit < 0 ? t("unnamed.everywhere") : loneName(units, unit, lang);
        return units.level[unit] === level
            ? place
            : t("lists.every", { level: t(`level.one.${level}`), place });
    });
    return t("lists.of", { scope: list(parts) });
}

/**
 * What a list leaves out, by name where that is little.
 * @param {Model} model
 * @param {FullList} list
 * @param {import("./i18n.js").Translator} tr
 * @returns {string}
 */
export function closedInWords({ units }, { closes, units: rows }, { t, lang, list }) {
    const places = list(rows.map((unit) => loneName(units, unit, lang)));
    return places ? t("lists.names", { places }) : t("lists.counts", { n: closes });
}
