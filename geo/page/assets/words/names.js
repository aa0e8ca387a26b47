/**
 * How a unit is called in each language, and told apart from others of the same name.
 */

/** @typedef {import("../model/types.js").Units} Units */
/** @typedef {import("../model/types.js").Lang} Lang */

const COUNTY = 2;
const AUTONOMOUS = /自治[县旗]$/;

/**
 * As it is called beside what it lies in: by its full name where the short one does not tell. A
 * province keeps the short one, as in common use.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function unitName(units, unit, lang) {
    const full = units.level[unit] ? units.told[lang].full[unit] : "";
    return full || shortName(units, unit, lang);
}

/**
 * As it is called where its rank is plain, as in the lineage of another.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
function shortName(units, unit, lang) {
    const chinese = calledInChinese(units, unit);
    return (lang === "zh" ? chinese : units.nameEn[unit]) || chinese || units.adcode[unit] || "";
}

/**
 * A county or district keeps its term, as nobody leaves it out: 朝阳区, and 张家川县 for an autonomous
 * one; what is above keeps only what tells.
 * @param {Units} units
 * @param {number} unit
 */
function calledInChinese({ level, nameZh, shortZh }, unit) {
    const [full, short] = [nameZh[unit] ?? "", shortZh[unit]];
    if (level[unit] !== COUNTY || !full) {
        return short || full;
    }
    return short && AUTONOMOUS.test(full) ? short + full.slice(-1) : full;
}

/**
 * As a label on a map calls it: told apart from another by the unit around it.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}  `Fuzhou (Jiangxi)`, 朝阳区 · 长春.
 */
export function labelName(units, unit, lang) {
    const around = units.parent[unit] ?? -1;
    return lang === "zh" && around >= 0 && isShared(units, unit, lang)
        ? `${unitName(units, unit, lang)} · ${shortName(units, around, lang)}`
        : loneName(units, unit, lang);
}

/**
 * As it is called where nothing beside it says what it lies in: `Fuzhou (Jiangxi)`, 南京鼓楼.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function loneName(units, unit, lang) {
    const name = units.told[lang].full[unit] ?? shortName(units, unit, lang);
    const around = isShared(units, unit, lang) ? parentNames(units, unit, lang) : "";
    return !around ? name : lang === "zh" ? around + name : `${name} (${around})`;
}

/**
 * Whether another unit is called the same.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 */
export function isShared(units, unit, lang) {
    return units.told[lang].shared.includes(unit);
}

/**
 * The name in the other language, shown beside it; empty in Chinese, where nobody needs it.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function otherName(units, unit, lang) {
    return lang === "zh" ? "" : unitName(units, unit, "zh");
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
 * The units around one in words: `Linxia, Gansu`, or 甘肃临夏 in Chinese.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function parentNames(units, unit, lang) {
    return inRow(
        ancestors(units, unit).map((row) => shortName(units, row, lang)),
        lang,
    );
}

/**
 * What is told beside the name of a unit in a list: its province, or all that it lies in where another
 * is called the same.
 * @param {Units} units
 * @param {number} unit
 * @param {Lang} lang
 * @returns {string}
 */
export function aroundUnit(units, unit, lang) {
    return isShared(units, unit, lang)
        ? parentNames(units, unit, lang)
        : unitName(units, ancestors(units, unit).at(-1) ?? -1, lang);
}

/**
 * A unit and what it lies in, in words: where a site is.
 * @param {Units} units
 * @param {number} unit  -1 for none.
 * @param {Lang} lang
 * @returns {string}
 */
export function lineage(units, unit, lang) {
    const around = ancestors(units, unit).map((row) => shortName(units, row, lang));
    return unit < 0 ? "" : inRow([unitName(units, unit, lang), ...around], lang);
}

/**
 * @param {string[]} names  Innermost first.
 * @param {Lang} lang
 */
function inRow(names, lang) {
    return lang === "zh" ? names.reverse().join("") : names.join(", ");
}
