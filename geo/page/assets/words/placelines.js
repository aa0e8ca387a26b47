/**
 * Where the places shown stand in their sources, in a line: a picture carries it where there is room.
 */

import { inLanguage } from "../model/texts.js";
import { whenInWords } from "./dates.js";
import { locatorInWords } from "./locators.js";
import { loneName } from "./names.js";

const MOST_PLACES = 24;
const MOST_OF_TITLE = 40;

/**
 * @param {import("../app.js").App} app
 * @returns {Promise<string>}  Empty where no source says where.
 */
export async function locatorLine(app) {
    const { model } = app;
    const tr = app.tr();
    const { places } = app.frame();
    const told = places.slice(0, MOST_PLACES).map(async ({ unit, statement }) => {
        const [, locator = ""] = inLanguage(await model.texts.read(statement), tr.lang);
        const { date, source } = model.statements;
        const where = [
            loneName(model.units, unit, tr.lang),
            whenInWords(model.dates, date[statement], tr),
            model.sources.length > 1 ? shortTitle(app, source[statement] ?? 0) : "",
            locatorInWords(locator, tr),
        ];
        return locator ? where.filter(Boolean).join(tr.t("join.comma")) : "";
    });
    const parts = (await Promise.all(told)).filter(Boolean);
    const left = places.length - told.length;
    const more = left > 0 ? [tr.t("series.more", { n: left })] : [];
    return parts.length
        ? tr.t("picture.where", { places: [...parts, ...more].join(tr.t("join.semicolon")) })
        : "";
}

/** @param {import("../app.js").App} app @param {number} row */
function shortTitle({ model, tr }, row) {
    const { title = "", titleZh = "" } = model.sources[row] ?? {};
    const own = (tr().lang === "zh" && titleZh) || title;
    return own.length > MOST_OF_TITLE ? `${own.slice(0, MOST_OF_TITLE)}…` : own;
}
