/**
 * Which rows the table has for a frame, a query and an order; what is costly is worked out once.
 */

import { lineage, parentNames, unitName } from "./names.js";
import { BLANK, ranks, rowsOf, sortRows, tallyEvidence } from "./rows.js";
import { folded } from "./searchquery.js";
import { FOREVER, NEVER, STATUS } from "./status.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {"name" | "parent" | "status" | "first" | "sources" | "statements"} Column */
/** @typedef {{column: Column, descending: boolean}} Order */

export const COLUMNS = /** @type {const} */ ([
    "name",
    "parent",
    "status",
    "first",
    "sources",
    "statements",
]);

/** @type {Order} */
const USUAL_ORDER = { column: "status", descending: true };

/**
 * @param {string} sort  As in the state.
 * @returns {Order}  The usual one where no column is called that.
 */
export function orderOf(sort) {
    const descending = sort.startsWith("-");
    const column = COLUMNS.find((each) => each === (descending ? sort.slice(1) : sort));
    return column ? { column, descending } : USUAL_ORDER;
}

/**
 * @param {Order} order
 * @returns {string}  Empty for the usual one.
 */
export function sortOf({ column, descending }) {
    const usual = column === USUAL_ORDER.column && descending === USUAL_ORDER.descending;
    return usual ? "" : `${descending ? "-" : ""}${column}`;
}

/** @param {import("./app.js").App} app */
export function createTableRows(app) {
    const { model } = app;
    const { units, sites } = model;
    const evidence = tallyEvidence(model);
    /** @type {Map<string, Int32Array>} */
    const known = new Map();
    /** @type {string[] | null} */
    let siteNames = sites.count ? null : [];
    /** @type {string[] | null} */
    let haystacks = null;

    /** Unpack the names of all sites, in pieces that leave the page responsive. */
    async function loadNames() {
        const names = [];
        for await (const { columns } of model.names.blocks()) {
            names.push(...(columns[0] ?? []));
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
    const sourceRanks = () =>
        ranked("sources", () => model.sources.map(({ title, id }) => title || id));

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

    /** @param {number} row @param {string} query */
    function matches(row, query) {
        if (row >= units.count) {
            return folded(siteNames?.[row - units.count] ?? "").includes(query);
        }
        haystacks ??= allUnits().map((unit) =>
            [units.nameEn, units.pinyin, units.nameZh, units.adcode, units.aliases]
                .map((column) => folded(column[unit] ?? ""))
                .join(" "),
        );
        return (haystacks[row] ?? "").includes(query);
    }

    return {
        sourcesOf,
        /** @param {number} row */
        statementsOf: (row) => (row < units.count ? (evidence.statements[row] ?? 0) : 1),
        loadNames,
        /** Whether the names of sites have to be unpacked first. @param {Order} order @param {string} query */
        needsNames: (order, query) =>
            siteNames === null && (order.column === "name" || folded(query) !== ""),
        /**
         * @param {Frame} frame
         * @param {Order} order
         * @param {string} query
         */
        list(frame, order, query) {
            const wanted = folded(query);
            const all = rowsOf(model, frame);
            const found = wanted ? all.filter((row) => matches(row, wanted)) : all;
            // Sites come by year already: only the units before them need sorting for that.
            const ofUnits = found.filter((row) => row < units.count);
            found.set(sortRows(ofUnits, keyOf(frame, "first"), false));
            return sortRows(found, keyOf(frame, order.column), order.descending);
        },
    };
}

/**
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} row
 * @returns {number}
 */
export function statusOf(model, frame, row) {
    const unit = row < model.units.count;
    const code = unit
        ? frame.code[row]
        : (frame.sites.code?.[row - model.units.count] ?? STATUS.IN);
    return code ?? STATUS.UNKNOWN;
}

/**
 * The years that a row may have started in, first and last; null where nothing says that it did.
 * @param {Model} model
 * @param {number} row
 * @returns {[number, number] | null}
 */
export function startOf({ units, statuses, sites, dates }, row) {
    if (row < units.count) {
        return statuses.reached[row]
            ? [statuses.earliest[row] ?? NEVER, statuses.latest[row] ?? FOREVER]
            : null;
    }
    const date = sites.date[row - units.count] ?? 0;
    return [dates.possibleFrom[date] ?? NEVER, dates.certainFrom[date] ?? FOREVER];
}
