/**
 * Builders of the little that unit tests need.
 */

import { readFileSync } from "node:fs";
import { translator } from "../../../geo/page/assets/words/i18n.js";

/** @param {string} lang */
export const stringsOf = (lang) =>
    Object.assign(
        {},
        ...[lang, `counts-${lang}`].map((name) =>
            JSON.parse(
                readFileSync(
                    new URL(`../../../geo/page/assets/strings/${name}.json`, import.meta.url),
                    "utf-8",
                ),
            ),
        ),
    );

export const strings = { en: stringsOf("en"), zh: stringsOf("zh") };
export const english = translator(strings, "en");
export const chinese = translator(strings, "zh");

/** @type {import("../../../geo/page/assets/model/types.js").State} */
export const START = {
    year: 2020,
    from: 2016,
    mode: "upto",
    lang: "en",
    view: "map",
    level: 1,
    unit: "",
    site: -1,
    province: "",
    source: "",
    status: "",
    sort: "",
    query: "",
    at: "",
    layer: "status",
    measure: "n",
};

/**
 * Statuses of units from their change points.
 * @param {{points: [number, number][], earliest?: number, latest?: number}[]} units
 * @returns {import("../../../geo/page/assets/model/types.js").Statuses}
 */
export function statusesOf(units) {
    const offset = [0];
    for (const { points } of units) {
        offset.push((offset.at(-1) ?? 0) + points.length);
    }
    const all = units.flatMap(({ points }) => points);
    return {
        offset: Uint32Array.from(offset),
        year: Int16Array.from(all.map(([year]) => year)),
        code: Uint8Array.from(all.map(([, code]) => code)),
        begins: Uint8Array.from(all.map(([, code]) => Number(code > 1))),
        reached: Uint8Array.from(units.map(({ points }) => Number(points.some(([, c]) => c > 1)))),
        earliest: Int16Array.from(units.map(({ earliest }) => earliest ?? -32768)),
        latest: Int16Array.from(units.map(({ latest }) => latest ?? 32767)),
    };
}
