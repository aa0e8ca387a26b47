/**
 * The table: a grid that is sorted, narrowed down and walked by keys. Only the rows in sight exist,
 * so that a hundred thousand of them open as fast as ten.
 */

import { byId, el } from "../dom/dom.js";
import { nextCell } from "./gridkeys.js";
import { cellContent } from "./tablecells.js";
import { createTableHead } from "./tablehead.js";
import { COLUMNS, createTableRows, orderOf } from "./tablerows.js";

/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("./tablerows.js").Column} Column */

/** Rows made beyond the edges of what is seen. */
const SPARE_ROWS = 8;
/** A narrower table shows fewer columns: the panel has the rest. */
const NARROW_PX = 620;
const NARROW = /** @type {Column[]} */ (["name", "status", "first"]);
/** A printed table is written out up to here. */
const MOST_PRINTED = 2000;

/**
 * @param {import("../app.js").App} app
 * @returns {import("../app.js").Part & {print: (all: boolean) => void}}
 */
export function createTable(app) {
    const { model, store } = app;
    const root = byId("view-table");
    const body = el("tbody");
    const head = createTableHead(app, (column) => focusOn(-1, column));
    const table = el("table", { role: "grid", class: "grid" }, head.row, body);
    const field = el("div", { class: "grid-field" }, table);
    const beyond = el("p", { hidden: true });
    const scroller = el("div", { class: "grid-scroll" }, field, beyond);
    root.append(head.tools, scroller);
    const rowPx = matchMedia("(pointer: coarse)").matches ? 44 : 38;
    /** @type {ReturnType<typeof createTableRows> | null} */
    let rows = null;
    /** @type {Uint32Array} */
    let listed = new Uint32Array();
    /** @type {readonly Column[]} */
    let columns = COLUMNS;
    let active = { row: 0, column: 0 };
    let first = 0;
    let last = 0;
    let whole = false;
    let drawnFor = "";

    /** Work out which rows there are, and draw them from the top. */
    function relist() {
        rows ??= createTableRows(app);
        const { sort, query } = store.get();
        const order = orderOf(sort);
        if (rows.needsNames(order, query)) {
            head.say(app.tr().t("table.loading"));
            rows.loadNames().then(relist);
            return;
        }
        listed = rows.list(app.frame(), order, query);
        head.render(columns, listed.length);
        active = { row: Math.min(active.row, listed.length - 1), column: active.column };
        table.setAttribute("aria-rowcount", String(listed.length + 1));
        redraw();
    }

    function redraw() {
        const focused = body.contains(document.activeElement);
        body.replaceChildren();
        first = 0;
        last = 0;
        drawWindow();
        if (focused) {
            focusOn(active.row, active.column);
        }
    }

    /** Make the rows in sight, and let go of those that have left it. */
    function drawWindow() {
        const top = Math.floor(scroller.scrollTop / rowPx);
        const seen = Math.ceil(scroller.clientHeight / rowPx);
        const from = whole ? 0 : Math.max(0, Math.min(top, listed.length - seen) - SPARE_ROWS);
        const to = Math.min(listed.length, whole ? MOST_PRINTED : top + seen + SPARE_ROWS);
        const focused = body.contains(document.activeElement);
        if (to <= first || from >= last) {
            body.replaceChildren();
            first = from;
            last = from;
        }
        for (; first < from; first++) {
            body.firstChild?.remove();
        }
        for (; last > to; last--) {
            body.lastChild?.remove();
        }
        while (first > from) {
            body.prepend(rowElement(--first));
        }
        while (last < to) {
            body.append(rowElement(last++));
        }
        const left = whole ? listed.length - to : 0;
        beyond.hidden = left === 0;
        beyond.textContent = app.tr().t("series.more", { n: left });
        field.style.height = whole ? "auto" : `${(listed.length + 1) * rowPx}px`;
        table.style.marginTop = `${first * rowPx}px`;
        const row = Math.max(first, Math.min(last - 1, active.row));
        if (active.row >= 0 && row !== active.row) {
            active = { row, column: active.column };
            if (focused) {
                cellAt(active)?.focus({ preventScroll: true });
            }
        }
        rove();
    }

    /** @param {number} index */
    function rowElement(index) {
        const row = listed[index] ?? 0;
        const shownRows = /** @type {NonNullable<typeof rows>} */ (rows);
        const cells = columns.map((column, i) =>
            el(
                i ? "td" : "th",
                {
                    role: i ? "gridcell" : "rowheader",
                    class: `cell cell-${column}`,
                    tabindex: -1,
                    "aria-colindex": COLUMNS.indexOf(column) + 1,
                },
                ...cellContent(app, shownRows, row, column, !columns.includes("parent")),
            ),
        );
        const node = el("tr", { "aria-rowindex": index + 2, "data-row": row }, ...cells);
        node.style.height = `${rowPx}px`;
        select(node);
        return node;
    }

    /** @param {Element} node */
    function select(node) {
        const { unit, site } = store.get();
        const row = Number(node.getAttribute("data-row"));
        const chosen =
            row < model.units.count ? model.units.adcode[row] === unit : rowSite(row) === site;
        node.setAttribute("aria-selected", String(chosen));
    }

    const rowSite = (/** @type {number} */ row) => row - model.units.count;

    /** @param {{row: number, column: number}} cell @returns {HTMLElement | null} */
    function cellAt({ row, column }) {
        const node = body.children[row - first]?.children[column];
        return row < 0 ? head.button(column) : node instanceof HTMLElement ? node : null;
    }

    /** One cell of the grid is reached by Tab. */
    function rove() {
        for (const node of table.querySelectorAll('[tabindex="0"]')) {
            node.setAttribute("tabindex", "-1");
        }
        cellAt(active)?.setAttribute("tabindex", "0");
    }

    /** @param {number} row @param {number} column */
    function focusOn(row, column) {
        active = { row, column };
        if (row >= 0) {
            const top = row * rowPx;
            const room = scroller.clientHeight - rowPx;
            scroller.scrollTop = Math.max(Math.min(scroller.scrollTop, top), top + rowPx - room);
            drawWindow();
        }
        rove();
        cellAt(active)?.focus({ preventScroll: true });
    }

    /** @param {number} row */
    function open(row) {
        const unit = row < model.units.count ? (model.units.adcode[row] ?? "") : "";
        store.set({ unit, site: unit ? -1 : rowSite(row) });
    }

    table.addEventListener("keydown", (event) => {
        const page = Math.max(1, Math.floor(scroller.clientHeight / rowPx) - 2);
        const extent = { rows: listed.length, columns: columns.length, page };
        const target = nextCell(active, event, extent);
        if (target) {
            focusOn(target.row, target.column);
            event.preventDefault();
        } else if (event.key === "Enter" && active.row >= 0) {
            open(listed[active.row] ?? 0);
            event.preventDefault();
        }
    });
    body.addEventListener("click", ({ target }) => {
        const cell = /** @type {Element} */ (target).closest("td, th");
        const node = cell?.parentElement;
        if (node && cell) {
            const at = [...node.children].indexOf(cell);
            focusOn(first + [...body.children].indexOf(node), at);
            open(Number(node.getAttribute("data-row")));
        }
    });
    scroller.addEventListener("scroll", () => drawWindow());
    new ResizeObserver(() => {
        const fitting = scroller.clientWidth < NARROW_PX ? NARROW : COLUMNS;
        if (root.hidden || !scroller.clientHeight) {
            return;
        }
        if (fitting !== columns) {
            columns = fitting;
            active = { row: active.row, column: 0 };
            head.render(columns, listed.length);
            redraw();
        } else {
            drawWindow();
        }
    }).observe(scroller);

    return {
        print(all) {
            whole = all && store.get().view === "table";
            if (rows) {
                redraw();
            }
        },
        render(state, previous) {
            root.hidden = state.view !== "table";
            if (root.hidden) {
                return;
            }
            // The unit and the site only choose a row; all else decides which rows there are.
            const key = JSON.stringify([{ ...state, unit: "", site: -1 }, app.palette.dark]);
            if (key !== drawnFor) {
                drawnFor = key;
                columns = scroller.clientWidth < NARROW_PX ? NARROW : COLUMNS;
                head.label();
                relist();
            } else {
                [...body.children].forEach(select);
            }
            bringIntoView(state, previous);
        },
    };

    /** @param {State} state @param {State | null} previous */
    function bringIntoView(state, previous) {
        const changed =
            previous?.unit !== state.unit ||
            previous.site !== state.site ||
            previous.view !== "table";
        const unit = model.units.row.get(state.unit);
        const wanted = unit ?? (state.site >= 0 ? model.units.count + state.site : -1);
        const row = changed && wanted >= 0 ? listed.indexOf(wanted) : -1;
        const node = row < 0 ? null : body.children[row - first];
        const seen =
            node && node.getBoundingClientRect().bottom <= scroller.getBoundingClientRect().bottom;
        if (row >= 0) {
            active = { row, column: active.column };
            if (!seen) {
                scroller.scrollTop = Math.max(0, row * rowPx - scroller.clientHeight / 2);
                drawWindow();
            }
            rove();
        }
    }
}
