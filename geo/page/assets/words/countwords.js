/**
 * Counts in words: how many, of what, in which classes, and what was not counted.
 */

import { yearsInWords } from "./words.js";

/** @typedef {import("./i18n.js").Translator} Translator */
/** @typedef {import("../model/counts.js").Counts} Counts */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("../state/countview.js").CountView} CountView */
/** @typedef {import("../state/countclasses.js").CountClass} CountClass */

/** Shares are told to so many digits that count. */
const DIGITS = 2;

/** @param {Frame} frame */
const modeOf = ({ state }) => (state.mode === "upto" ? "upto" : "in");

/**
 * "35,329,625 observations up to 2023".
 * @param {Counts} counts
 * @param {Frame} frame
 * @param {Translator} tr
 * @param {number} [n]  All that was counted in the years shown; or of a unit.
 */
export const totalInWords = (counts, frame, tr, n = frame.counts?.total ?? 0) =>
    tr.t(`counts.${counts.of}.${modeOf(frame)}`, { n, years: yearsInWords(frame) });

/**
 * In how many units of the map something was counted, and how much was not counted at all.
 * @param {Counts} counts
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string[]}
 */
export function extentInWords({ of, account }, frame, tr) {
    const { counted = 0, areas = 0 } = frame.counts ?? {};
    const units = tr.t(`counts.units.${frame.state.level}`);
    const where = tr.t("counts.where", { n: counted, all: areas, units });
    const not = account ? account.read - account.leftOut - account.counted : 0;
    return [
        where,
        ...(not ? [tr.t(of === "sites" ? "counts.notSites" : "counts.not", { n: not })] : []),
    ];
}

/**
 * What the colours stand for.
 * @param {Counts} counts
 * @param {Frame} frame
 * @param {Translator} tr
 */
export function measureInWords({ of, value }, frame, tr) {
    const { measure } = frame.state;
    const years = yearsInWords(frame);
    const told = { n: frame.counts?.total ?? 0, years };
    return measure === "sum"
        ? tr.t(`counts.title.sum.${modeOf(frame)}`, { years, value: sumName(value, tr) })
        : tr.t(`counts.title.${of}.${measure}.${modeOf(frame)}`, told);
}

/**
 * @param {string} value  The column that was summed; empty where nobody told.
 * @param {Translator} tr
 */
export const sumName = (value, { t }) =>
    value ? t("counts.measure.sumOf", { value }) : t("counts.measure.sum");

/**
 * A value of the measure shown.
 * @param {string} measure
 * @param {number} value
 * @param {Translator} tr
 */
export function valueInWords(measure, value, tr) {
    if (measure === "share") {
        return `${tr.number(Number((100 * value).toPrecision(DIGITS)))}\u00a0%`;
    }
    return measure === "first" ? String(value) : tr.number(Math.round(value * 100) / 100);
}

/**
 * What each class holds, in the order of the classes.
 * @param {readonly CountClass[]} classes
 * @param {string} measure
 * @param {boolean} whole  The values are whole numbers.
 * @param {Translator} tr
 * @returns {string[]}
 */
export function classesInWords(classes, measure, whole, tr) {
    const told = (/** @type {number} */ value) => valueInWords(measure, value, tr);
    return classes.map(({ from, below, least, most }, i) => {
        if (measure === "first") {
            return least === most ? String(least) : `${least}–${most}`;
        }
        const last = i === classes.length - 1;
        const start = measure === "n" && i === 0 ? 1 : from;
        if (last) {
            return tr.t("counts.more", { from: told(start) });
        }
        if (whole) {
            const end = below - 1;
            return start === end
                ? told(start)
                : tr.t("counts.range", { from: told(start), to: told(end) });
        }
        return i
            ? tr.t("counts.between", { from: told(start), to: told(below) })
            : tr.t("counts.less", { to: told(below) });
    });
}

/**
 * What was counted from what, and what was not: sentences.
 * @param {Counts} counts
 * @param {number} undrawn  Counted where the map shown has no area.
 * @param {Translator} tr
 * @returns {string[]}
 */
export function accountInWords({ of, file, account, earlier }, undrawn, tr) {
    const { t } = tr;
    const told =
        of === "sites"
            ? [
                  t("counts.about.sites", { read: account?.read ?? 0, file }),
                  t("counts.about.began"),
                  earlier ? t("counts.about.earlier", { n: earlier }) : "",
              ]
            : [t("counts.about.tally", { file })];
    if (!account) {
        told.push(t("counts.about.untold"));
    } else {
        const { read, counted, leftOut, reasons } = account;
        told.push(
            of === "tally" ? t("counts.about.rows", { read, counted }) : "",
            leftOut ? t("counts.about.leftOut", { n: leftOut }) : "",
            ...Object.entries(reasons).map(([key, n]) =>
                t("counts.about.reason", { n, why: t(`counts.reason.${key}`) }),
            ),
        );
    }
    told.push(undrawn ? t("counts.about.undrawn", { n: undrawn }) : "");
    return [...told.filter(Boolean), t("counts.about.silence")];
}
