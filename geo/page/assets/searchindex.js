/**
 * Finding units and places by any of their names: English, pinyin, Chinese, codes, as printed.
 */

import { ancestors, parentNames } from "./names.js";

/**
 * @typedef {object} Entry
 * @property {string} text
 * @property {number} unit
 * @property {number} site
 * @property {boolean} [path]  A unit with those around it: only its beginning is looked at, or the
 *     end of one name and the beginning of the next would make a third.
 */

/**
 * A name as it is compared: without tones, case, spaces, hyphens and apostrophes; ü may be typed v.
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
    return text
        .normalize("NFKD")
        .replace(/[\u0300-\u036f]/g, "")
        .toLowerCase()
        .replace(/[\s'’ʼ\-·.,()]/g, "")
        .replace(/([ln])v/g, "$1u");
}

/**
 * @param {import("./types.js").Model} model
 * @returns {Entry[]}
 */
export function searchEntries({ units, statements }) {
    /** @type {Entry[]} */
    const entries = [];
    for (let unit = 0; unit < units.count; unit++) {
        const names = [
            units.nameEn[unit],
            units.pinyin[unit],
            units.nameZh[unit],
            units.adcode[unit],
            ...(units.aliases[unit] ?? "").split("|"),
        ];
        for (const text of new Set(names.map((name) => folded(name ?? "")))) {
            if (text) {
                entries.push({ text, unit, site: -1 });
            }
        }
        const around = ancestors(units, unit);
        const paths = [
            `${parentNames(units, unit, "zh")}${units.nameZh[unit]}`,
            [...around.reverse(), unit].map((row) => units.nameZh[row]).join(""),
            `${units.nameEn[unit]}${parentNames(units, unit, "en")}`,
        ];
        for (const path of around.length ? paths : []) {
            entries.push({ text: folded(path), unit, site: -1, path: true });
        }
    }
    for (let row = 0; row < statements.count; row++) {
        const unit = statements.unit[row] ?? -1;
        const text = folded(statements.place[row] ?? "");
        if (unit >= 0 && text) {
            entries.push({ text, unit, site: -1 });
        }
    }
    return entries;
}

/**
 * The best matches: names that begin with the query before names that contain it, short before long.
 * @param {readonly Entry[]} entries
 * @param {string} query
 * @param {number} most
 * @returns {Entry[]}  Each unit and site once.
 */
export function search(entries, query, most) {
    const wanted = folded(query);
    if (!wanted) {
        return [];
    }
    const hits = [];
    for (const entry of entries) {
        const at = entry.text.indexOf(wanted);
        if (at === 0 || (at > 0 && !entry.path)) {
            const rank = (at ? 2 : 0) + (entry.text.length === wanted.length ? 0 : 1);
            hits.push({ entry, rank });
        }
    }
    hits.sort((a, b) => a.rank - b.rank || a.entry.text.length - b.entry.text.length);
    /** @type {Map<string, Entry>} */
    const found = new Map();
    for (const { entry } of hits) {
        const key = `${entry.unit} ${entry.site}`;
        if (!found.has(key)) {
            found.set(key, entry);
        }
        if (found.size === most) {
            break;
        }
    }
    return [...found.values()];
}
