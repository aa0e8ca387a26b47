/**
 * Which rows of the table hold what a reader types.
 */

import { STATUS_NAMES } from "../model/status.js";
import { startOf, statusOf } from "../state/rows.js";
import { ancestors } from "../words/names.js";
import { folded } from "../words/searchquery.js";
import { boundsInWords } from "../words/words.js";

/** A year is less than this: two of them make one key. */
const MOST_YEARS = 2 ** 17;

/**
 * @typedef {object} RowTexts  What rows say in their columns.
 * @property {readonly string[]} foldedNames  Of sites, as far as they are unpacked.
 * @property {readonly string[]} sourceTitles
 * @property {(row: number) => number[]} sourcesOf
 * @property {(row: number) => number} statementsOf
 */

/**
 * @param {import("../app.js").App} app
 * @param {RowTexts} texts
 */
export function createRowSearch(app, { foldedNames, sourceTitles, sourcesOf, statementsOf }) {
    const { model } = app;
    const { units, sites } = model;
    /** @type {string[] | null} */
    let unitNames = null;

    /** @param {(text: string) => boolean} says */
    function startSays(says) {
        /** @type {Map<number, boolean>} */
        const known = new Map();
        return (/** @type {number} */ row) => {
            const [from, to] = startOf(model, row) ?? [0, 0];
            const key = from * MOST_YEARS + to;
            const said = known.get(key) ?? (key && says(boundsInWords(app.tr(), from, to)));
            known.set(key, Boolean(said));
            return Boolean(said);
        };
    }

    return {
        /**
         * Whether some column of a row holds a word. Texts that many rows share are looked at once,
         * so that a hundred thousand sites are searched within a frame.
         * @param {import("../state/viewmodel.js").Frame} frame
         * @param {string} word
         * @returns {(row: number) => boolean | undefined}
         */
        holds(frame, word) {
            const has = (/** @type {string} */ text) => text.includes(word);
            const says = (/** @type {string} */ text) => has(folded(text));
            unitNames ??= units.adcode.map((adcode, unit) =>
                [units.nameEn, units.pinyin, units.nameZh, units.aliases]
                    .map((column) => folded(column[unit] ?? ""))
                    .concat(adcode)
                    .join(" "),
            );
            const named = unitNames.map(has);
            const placed = named.map(
                (own, unit) => own || ancestors(units, unit).some((row) => named[row]),
            );
            const cited = sourceTitles.map(says);
            const verdicts = STATUS_NAMES.map((name) => says(app.tr().t(`status.${name}`)));
            const started = startSays(says);
            return (row) => {
                const site = row - units.count;
                return (
                    placed[site < 0 ? row : (sites.unit[site] ?? -1)] ||
                    has(foldedNames[site] ?? "") ||
                    verdicts[statusOf(model, frame, row)] ||
                    has(String(statementsOf(row))) ||
                    sourcesOf(row).some((source) => cited[source]) ||
                    started(row)
                );
            };
        },
    };
}
