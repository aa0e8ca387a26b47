/**
 * Every statement as a row, with what stands in the project about it and with its source: those
 * without a place among them, whatever the years and filters shown.
 */

import { HOW, KIND } from "../model/status.js";
import { csvHead, csvLine } from "./csv.js";
import { namesInOrder } from "./exportrows.js";

/** @typedef {import("../model/types.js").Model} Model */

/** Columns of the project's own table, in its order, then those of the source. */
const STATEMENT_FIELDS = /** @type {const} */ ([
    "id",
    "place",
    "within",
    "adcode",
    "extent",
    "status",
    "start",
    "end",
    "date_note",
    "source",
    "locator",
    "statement",
    "lon",
    "lat",
    "decision",
    "direction",
    "quote",
    "statement_zh",
    "date_note_zh",
    "decision_zh",
    "quote_zh",
    "source_title",
    "source_publisher",
    "source_author",
    "source_published",
    "source_url",
    "source_archive_url",
    "source_accessed",
]);

/** @typedef {Record<typeof STATEMENT_FIELDS[number], string | number>} StatementRow */

const COUNTRY = "100000";
/** Of the strings kept for a statement, see `inLanguage`: those that stand in the project as such. */
const WORDS = /** @type {const} */ ({
    statement: 0,
    locator: 1,
    date_note: 2,
    decision: 3,
    within: 4,
    id: 5,
    quote: 7,
    direction: 10,
    statement_zh: 11,
    date_note_zh: 12,
    decision_zh: 13,
    quote_zh: 14,
});
/** And those that are there only where they say more than the columns. */
const WRITTEN = { adcode: 8, extent: 9 };

/**
 * @param {Model} model
 * @returns {AsyncGenerator<string>}  Lines, the header first.
 */
export async function* statementLines(model) {
    yield csvHead(STATEMENT_FIELDS);
    const nameOf = namesInOrder(model);
    const whole = statementsOfWhole(model);
    for await (const { first, columns } of model.texts.blocks()) {
        const rows = columns[0]?.length ?? 0;
        for (let i = 0; i < rows; i++) {
            const text = (/** @type {number} */ at) => columns[at]?.[i] ?? "";
            const site = first + i - model.statements.count;
            const name = site < 0 ? "" : await nameOf(site);
            const row = rowOf(model, first + i, text, name, whole);
            yield csvLine(STATEMENT_FIELDS.map((field) => row[field]));
        }
    }
}

/**
 * The statements that cover every part of their unit.
 * @param {Model} model
 * @returns {Set<number>}
 */
function statementsOfWhole({ reasons, units, statements }) {
    const whole = new Set();
    for (let unit = 0; unit < units.count; unit++) {
        const last = reasons.offset[unit + 1] ?? 0;
        for (let i = reasons.offset[unit] ?? 0; i < last; i++) {
            const row = reasons.row[i] ?? 0;
            const how = HOW[/** @type {0} */ (reasons.how[i])];
            if (how === /** @type {string} */ ("all of it") && statements.unit[row] === unit) {
                whole.add(row);
            }
        }
    }
    return whole;
}

/**
 * @param {Model} model
 * @param {number} row  Of the texts: statements, then sites.
 * @param {(at: number) => string} text
 * @param {string} name  Of a site.
 * @param {Set<number>} whole
 * @returns {StatementRow}
 */
function rowOf(model, row, text, name, whole) {
    const { statements, sites, dates, units } = model;
    const site = row - statements.count;
    const isSite = site >= 0;
    const date = (isSite ? sites.date[site] : statements.date[row]) ?? 0;
    const source = model.sources[(isSite ? sites.source[site] : statements.source[row]) ?? 0];
    const unit = (isSite ? sites.unit[site] : statements.unit[row]) ?? -1;
    const meant = (isSite ? undefined : statements.candidates[row]) ?? [unit];
    const kind = isSite ? KIND.NAMED : statements.kind[row];
    const words = Object.fromEntries(Object.entries(WORDS).map(([field, at]) => [field, text(at)]));
    return {
        .../** @type {Record<keyof typeof WORDS, string>} */ (words),
        place: isSite ? name : (statements.place[row] ?? ""),
        adcode:
            text(WRITTEN.adcode) || meant.map((each) => units.adcode[each] ?? COUNTRY).join("|"),
        extent: text(WRITTEN.extent) || (isSite ? "unit" : extentOf(kind, whole.has(row))),
        status: kind === KIND.DENIED ? "out" : "in",
        start: dates.start[date] ?? "",
        end: dates.end[date] ?? "",
        source: source?.id ?? "",
        lon: isSite ? (sites.lon[site] ?? "") : "",
        lat: isSite ? (sites.lat[site] ?? "") : "",
        source_title: source?.title ?? "",
        source_publisher: source?.publisher ?? "",
        source_author: source?.author ?? "",
        source_published: source?.published ?? "",
        source_url: source?.url ?? "",
        source_archive_url: source?.archive ?? "",
        source_accessed: source?.accessed ?? "",
    };
}

/**
 * @param {number | undefined} kind
 * @param {boolean} whole
 */
function extentOf(kind, whole) {
    if (kind === KIND.WITHIN || kind === KIND.COUNTRY) {
        return "within";
    }
    return whole || kind === KIND.EVERYWHERE ? "all" : "unit";
}
