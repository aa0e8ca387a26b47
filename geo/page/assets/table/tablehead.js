/**
 * Above the table: a field that narrows it down, how many rows there are, and the sorting headers.
 */

import { el, setText } from "../dom/dom.js";
import { orderOf, sortOf } from "./tablerows.js";

/** @typedef {import("./tablerows.js").Column} Column */

/** Somebody who types is told the number of rows once they have paused. */
const PAUSE_MS = 400;

/**
 * @param {import("../app.js").App} app
 * @param {import("./tablerows.js").TableKind} kind
 * @param {(column: number) => void} moved  A header was pressed, which now has the focus.
 */
export function createTableHead(app, kind, moved) {
    const { store } = app;
    /** @type {readonly Column[]} */
    let shown = [];
    const input = el("input", {
        type: "search",
        class: "grid-filter",
        autocomplete: "off",
        spellcheck: "false",
        oninput: () => store.set({ query: input.value }, { replace: true }),
    });
    const count = el("p", { class: "quiet grid-count" });
    const spoken = el("p", { class: "status", role: "status" });
    const tools = el("div", { class: `grid-tools of-${kind.name}` }, input, count, spoken);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let pause;
    const line = el("tr", { "aria-rowindex": 1 });
    const row = el("thead", {}, line);

    /** @param {Column} column */
    function sortBy(column) {
        const order = orderOf(store.get().sort, kind);
        const again = order.column === column;
        const descending = again ? !order.descending : kind.descending.includes(column);
        store.set({ sort: sortOf({ column, descending }, kind) });
        moved(shown.indexOf(column));
    }

    /** @param {Column} column */
    function header(column) {
        const order = orderOf(store.get().sort, kind);
        const sorted = order.column === column;
        const direction = order.descending ? "descending" : "ascending";
        return el(
            "th",
            {
                role: "columnheader",
                scope: "col",
                class: `cell cell-${column}`,
                "aria-colindex": kind.columns.indexOf(column) + 1,
                "aria-sort": sorted ? direction : "none",
            },
            el(
                "button",
                { type: "button", class: "sort", tabindex: -1, onclick: () => sortBy(column) },
                app.tr().t(kind.head(column)),
                el(
                    "span",
                    { class: "arrow", "aria-hidden": "true" },
                    sorted ? (order.descending ? "↓" : "↑") : "",
                ),
            ),
        );
    }

    return {
        row,
        tools,
        /** @param {number} column @returns {HTMLElement | null} */
        button: (column) => line.children[column]?.querySelector("button") ?? null,
        /** @param {string} text */
        say(text) {
            count.textContent = text;
        },
        label() {
            const text = app.tr().t("table.filter");
            input.setAttribute("aria-label", text);
            input.placeholder = text;
            row.parentElement?.setAttribute("aria-label", app.tr().t("view.table"));
            row.parentElement?.setAttribute("aria-colcount", String(kind.columns.length));
        },
        /**
         * @param {readonly Column[]} columns
         * @param {number} rows
         */
        render(columns, rows) {
            shown = columns;
            const { query } = store.get();
            if (input.value !== query) {
                input.value = query;
            }
            line.replaceChildren(...columns.map(header));
            count.textContent = app.tr().t("table.count", { n: rows });
            clearTimeout(pause);
            pause = setTimeout(() => setText(spoken, count.textContent), PAUSE_MS);
        },
    };
}
