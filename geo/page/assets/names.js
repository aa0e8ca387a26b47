/**
 * How a unit is called in each language.
 */

/** @typedef {import("./types.js").Units} Units */
/** @typedef {import("./types.js").Lang} Lang */

/**
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function unitName(units, unit, lang) {
    const chinese = units.shortZh[unit] || units.nameZh[unit];
    return (lang === "zh" ? chinese : units.nameEn[unit]) || chinese || units.adcode[unit] || "";
}

/**
 * The name in the other language, shown beside it; empty in Chinese, where nobody needs it.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function otherName(units, unit, lang) {
    return lang === "zh" ? "" : units.shortZh[unit] || units.nameZh[unit] || "";
}

/**
 * The units around one, innermost first.
 * @param {Units} units
 * @param {number} unit
 * @returns {number[]}
 */
export function ancestors(units, unit) {
    const found = [];
    for (let row = units.parent[unit] ?? -1; row >= 0; row = units.parent[row] ?? -1) {
        found.push(row);
    }
    return found;
}

/**
 * The units around one in words: `Linxia, Gansu`, or 甘肃 in Chinese.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function parentNames(units, unit, lang) {
    const names = ancestors(units, unit).map((row) => unitName(units, row, lang));
    return lang === "zh" ? names.reverse().join("") : names.join(", ");
}
