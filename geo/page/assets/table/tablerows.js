/**
 * Which rows the table has for a frame, a query and an order; what is costly is worked out once.
 */

import { FOREVER, NEVER } from "../model/status.js";
import { rowsOf, startOf, statusOf, tallyEvidence } from "../state/rows.js";
import { lineage, parentNames, unitName } from "../words/names.js";
import { folded } from "../words/searchquery.js";
import { createRowSearch } from "./rowsearch.js";
import { BLANK, ranks, sortRows } from "./sorting.js";

/** @typedef {import("../model/types.js").Model} Model */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {string} Column */
/** @typedef {{column: Column, descending: boolean}} Order */

export const COLUMNS = /** @type {const} */ ([
    "name",
    "parent",
    "status",
    "first",
    "sources",
    "statements",
]);

/**
 * @typedef {object} TableKind  What a table lists.
 * @property {string} name  Of its styles.
 * @property {(column: Column) => string} head  The key of a text.
 * @property {readonly Column[]} columns
 * @property {readonly Column[]} narrow  Those that a narrow table shows: the panel has the rest.
 * @property {readonly Column[]} descending  Those that begin with what has most.
 * @property {Order} usual
 * @property {(app: App) => TableRows} createRows
 * @property {(app: App, rows: TableRows, row: number, column: Column, alone: boolean) =>
 *     (Node | string)[]} cell  `alone`: no column says what the unit lies in.
 */

/** @typedef {import("../app.js").App} App */

/**
 * @typedef {object} TableRows
 * @property {(order: Order, query: string) => boolean} needsNames  Texts are to be unpacked first.
 * @property {() => Promise<void>} loadNames
 * @property {(frame: Frame, order: Order, query: string) => Uint32Array} list
 */

/** @type {Pick<TableKind, "columns" | "usual">} */
const USUAL = { columns: COLUMNS, usual: { column: "status", descending: true } };

/**
 * @param {string} sort  As in the state.
 * @param {Pick<TableKind, "columns" | "usual">} [kind]
 * @returns {Order}  The usual one where no column is called that.
 */
export function orderOf(sort, { columns, usual } = USUAL) {
    const descending = sort.startsWith("-");
    const column = columns.find((each) => each === (descending ? sort.slice(1) : sort));
    return column ? { column, descending } : usual;
}

/**
 * @param {Order} order
 * @param {Pick<TableKind, "columns" | "usual">} [kind]
 * @returns {string}  Empty for the usual one.
 */
export function sortOf({ column, descending }, { usual } = USUAL) {
    const isUsual = column === usual.column && descending === usual.descending;
    return isUsual ? "" : `${descending ? "-" : ""}${column}`;
}

/** @param {import("../app.js").App} app */
export function createTableRows(app) {
    const { model } = app;
    const { units, sites } = model;
    const evidence = tallyEvidence(model);
    const sourceTitles = model.sources.map(
        ({ title, titleZh, id }) => `${title} ${titleZh}`.trim() || id,
    );
    /** @type {Map<string, Int32Array>} */
    const known = new Map();
    /** @type {string[] | null} */
    let siteNames = sites.count ? null : [];
    /** @type {string[]} */
    const foldedNames = [];
    /** @type {Promise<void> | null} */
    let loading = null;

    /** Unpack the names of all sites, in pieces that leave the page responsive. */
    async function loadNames() {
        const names = [];
        for await (const {
            columns: [block = []],
        } of model.names.blocks()) {
            names.push(...block);
            foldedNames.push(...block.map(folded));
        }
        siteNames = names;
    }

    /** @param {string} key @param {() => string[]} texts */
    function ranked(key, texts) {
        const { lang, locale } = app.tr();
        const kept = known.get(key + lang) ?? ranks(texts(), locale);
        known.set(key + lang, kept);
        return kept;
    }

    const allUnits = () => Array.from({ length: units.count }, (_, unit) => unit);
    const nameRanks = () =>
        ranked("name", () => [
            ...allUnits().map((unit) => unitName(units, unit, app.tr().lang)),
            ...(siteNames ?? []),
        ]);
    const parentRanks = () =>
        ranked("parent", () => [
            ...allUnits().map((unit) => parentNames(units, unit, app.tr().lang)),
            ...allUnits().map((unit) => lineage(units, unit, app.tr().lang)),
        ]);
    const sourceRanks = () => ranked("sources", () => sourceTitles);

    /**
     * @param {Frame} frame
     * @param {Column} column
     * @returns {(row: number) => number}
     */
    function keyOf(frame, column) {
        const at = (/** @type {ArrayLike<number>} */ values, /** @type {number} */ i) =>
            /** @type {number} */ (values[i]);
        const site = (/** @type {number} */ row) => row - units.count;
        if (column === "name") {
            const rank = nameRanks();
            return (row) => at(rank, row);
        }
        if (column === "parent") {
            const rank = parentRanks();
            return (row) =>
                row < units.count
                    ? at(rank, row)
                    : at(rank, units.count + Math.max(0, at(sites.unit, site(row))));
        }
        if (column === "status") {
            return (row) => statusOf(model, frame, row);
        }
        if (column === "sources") {
            const rank = sourceRanks();
            return (row) => Math.min(...sourcesOf(row).map((source) => at(rank, source)), BLANK);
        }
        if (column === "statements") {
            return (row) => (row < units.count ? at(evidence.statements, row) : 1);
        }
        return (row) => {
            const [from, to] = startOf(model, row) ?? [NEVER, FOREVER];
            return from !== NEVER ? from : to !== FOREVER ? to : BLANK;
        };
    }

    /** @param {number} row @returns {number[]} */
    function sourcesOf(row) {
        return row < units.count
            ? [...(evidence.sources[row] ?? [])]
            : [sites.source[row - units.count] ?? 0];
    }

    const statementsOf = (/** @type {number} */ row) =>
        row < units.count ? (evidence.statements[row] ?? 0) : 1;

    const search = createRowSearch(app, { foldedNames, sourceTitles, sourcesOf, statementsOf });

    return {
        sourcesOf,
        statementsOf,
        loadNames: () => (loading ??= loadNames()),
        /** Whether the names of sites have to be unpacked first. @param {Order} order @param {string} query */
        needsNames: (order, query) =>
            siteNames === null && (order.column === "name" || query.trim() !== ""),
        /**
         * @param {Frame} frame
         * @param {Order} order
         * @param {string} query
         */
        list(frame, order, query) {
            const words = query.split(/\s+/).map(folded).filter(Boolean);
            const tests = words.map((word) => search.holds(frame, word));
            const found = rowsOf(model, frame).filter((row) => tests.every((holds) => holds(row)));
            // Sites come by year already: only the units before them need sorting for that.
            const ofUnits = found.filter((row) => row < units.count);
            found.set(sortRows(ofUnits, keyOf(frame, "first"), false));
            return sortRows(found, keyOf(frame, order.column), order.descending);
        },
    };
}
