/**
 * Finding units and sites by any of their names: English, pinyin, Chinese, codes, as printed. Words
 * stand in any order, and may name what a place lies in: `Wuwei, Gansu`, `gansu wuwei`, 甘肃武威.
 */

import { folded, isOneSlip, readingsOf } from "../words/searchquery.js";

/**
 * @typedef {object} SearchIndex
 * @property {string[][]} names  Of each unit, folded.
 * @property {ArrayLike<number>} parent  Of each unit; -1 for none.
 * @property {Set<string>} known  All of those names.
 * @property {string[]} sites  Names of sites, folded, as far as they are read.
 * @property {ArrayLike<number>} siteUnit  Of each site; -1 for none.
 */

/**
 * @typedef {object} Found
 * @property {number} unit  -1 for none: then it is a site.
 * @property {number} site
 * @property {boolean} [near]  By a name that is one slip away only.
 */
/** @typedef {import("../words/searchquery.js").Word} Word */

/**
 * @typedef {object} Grades  How a word matches each unit.
 * @property {Uint8Array} own  By the unit's own names.
 * @property {Uint8Array} lineage  By those or, where they do not match, by those of what it lies in.
 */

/**
 * @typedef {object} Wanted  A reading of the query, graded.
 * @property {(Word & Grades)[]} words
 * @property {boolean} whole
 * @property {boolean} ends
 */

/** A word is the name, begins it, stands in it, does not match. */
const [SAME, BEGINS, INSIDE, NONE] = [0, 1, 2, 3];
const NO_RANK = 2 * NONE;

/**
 * @param {import("../model/types.js").Model} model
 * @returns {SearchIndex}  Without the names of sites, which have to be unpacked.
 */
export function searchIndex({ units, statements, sites }) {
    const names = Array.from({ length: units.count }, (_, unit) => [
        units.nameEn[unit],
        units.pinyin[unit],
        units.nameZh[unit],
        units.shortZh[unit],
        units.adcode[unit],
        units.told.en.full[unit],
        units.told.zh.full[unit],
        ...(units.aliases[unit] ?? "").split("|"),
    ]);
    for (let row = 0; row < statements.count; row++) {
        names[statements.unit[row] ?? -1]?.push(statements.place[row]);
    }
    const unique = names.map((each) => [
        ...new Set(each.map((name) => folded(name ?? "")).filter(Boolean)),
    ]);
    return {
        names: unique,
        parent: units.parent,
        known: new Set(unique.flat()),
        sites: [],
        siteUnit: sites.unit,
    };
}

/**
 * The best matches; where there is none, those of the names that are one slip of the hand away.
 * @param {SearchIndex} index
 * @param {string} query
 * @param {number} most
 * @returns {Found[]}
 */
export function search(index, query, most) {
    const found = exactly(index, query, most);
    if (found.length) {
        return found;
    }
    // A slip in one of the words; the others have to be right, or stand for no name.
    const words = query.split(/[\s,，、;；/·]+/).filter(Boolean);
    const whole = words.length > 1 ? [[query, ""]] : [];
    const slips = [...whole, ...words.map((word) => [word, others(words, word)])];
    const corrected = slips.flatMap(([word = "", rest = ""]) =>
        [...index.known]
            .filter((name) => isOneSlip(folded(word), name))
            .map((name) => `${name} ${rest}`.trim()),
    );
    const all = corrected.flatMap((each) => exactly(index, each, most));
    const once = new Map(all.map((each) => [`${each.unit} ${each.site}`, each]));
    return [...once.values()].slice(0, most).map((each) => ({ ...each, near: true }));
}

/** @param {string[]} words @param {string} word */
const others = (words, word) => words.filter((each) => each !== word).join(" ");

/**
 * Each word has to be found, one at least in the own name. A name comes before its beginning before
 * its inside, the query as a whole before its words, short names before long ones.
 * @param {SearchIndex} index
 * @param {string} query
 * @param {number} most
 * @returns {Found[]}
 */
function exactly(index, query, most) {
    const wanted = readingsOf(query, index.known).map((reading) => ({
        ...reading,
        words: reading.words.map((word) => ({ ...word, ...gradesOf(index, word) })),
    }));
    /** @type {{found: Found, rank: number, size: number}[]} */
    const best = [];
    /** @param {Found} found @param {number} rank @param {number} size */
    function offer(found, rank, size) {
        const at = best.findIndex(
            (other) => rank < other.rank || (rank === other.rank && size < other.size),
        );
        best.splice(at < 0 ? best.length : at, 0, { found, rank, size });
        best.length = Math.min(best.length, most);
    }
    for (const [unit, names] of index.names.entries()) {
        const rank = rankOf(wanted, (word) => word.own[unit] ?? NONE, unit);
        if (rank < NO_RANK) {
            offer({ unit, site: -1 }, rank, sizeOf(names, wanted));
        }
    }
    for (const [site, name] of index.sites.entries()) {
        const rank = rankOf(wanted, (word) => gradeOf(name, word), index.siteUnit[site] ?? -1);
        if (rank < NO_RANK) {
            offer({ unit: -1, site }, rank, name.length);
        }
    }
    return best.map(({ found }) => found);
}

/**
 * @param {readonly Wanted[]} wanted
 * @param {(word: Word & Grades) => number} own  Grade by the names of the place itself.
 * @param {number} unit  It, or what it lies in.
 * @returns {number}  The lower the better; NO_RANK where it does not match.
 */
function rankOf(wanted, own, unit) {
    let best = NO_RANK;
    for (const { words, whole, ends } of wanted) {
        let worst = SAME;
        let named = false;
        for (let at = words.length - 1; at >= 0 && worst < NONE; at--) {
            const word = /** @type {Word & Grades} */ (words[at]);
            const grade = own(word);
            named ||= grade < NONE;
            worst = Math.max(worst, grade < NONE ? grade : (word.lineage[unit] ?? NONE));
            if (ends && !named) {
                worst = NONE;
            }
        }
        best = named && worst < NONE ? Math.min(best, 2 * worst + (whole ? 0 : 1)) : best;
    }
    return best;
}

/**
 * @param {SearchIndex} index
 * @param {Word} word
 * @returns {Grades}
 */
function gradesOf({ names, parent }, word) {
    const own = Uint8Array.from(names, (each) =>
        each.reduce((best, name) => Math.min(best, gradeOf(name, word)), NONE),
    );
    const lineage = own.map((grade, unit) => {
        for (let row = parent[unit] ?? -1; grade === NONE && row >= 0; row = parent[row] ?? -1) {
            grade = own[row] ?? NONE;
        }
        return grade;
    });
    return { own, lineage };
}

/**
 * @param {string} name
 * @param {Word} word
 */
function gradeOf(name, { text, loose }) {
    const at = name.indexOf(text);
    if (at === 0) {
        return name.length === text.length ? SAME : BEGINS;
    }
    return at > 0 && loose ? INSIDE : NONE;
}

/**
 * Length of the shortest name that a word stands in.
 * @param {string[]} names
 * @param {readonly Wanted[]} wanted
 */
function sizeOf(names, wanted) {
    const words = wanted.flatMap((reading) => reading.words);
    const hit = names.filter((name) => words.some(({ text }) => name.includes(text)));
    return Math.min(...hit.map((name) => name.length));
}
