/**
 * The table: a grid that is sorted, narrowed down and walked by keys.
 */

import { byId, setHidden } from "../dom/dom.js";
import { nextCell } from "./gridkeys.js";
import { cellContent } from "./tablecells.js";
import { createTableHead } from "./tablehead.js";
import { COLUMNS, createTableRows, orderOf } from "./tablerows.js";
import { createTableWindow } from "./tablewindow.js";

/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("./tablerows.js").Column} Column */

/** A narrower table shows fewer columns: the panel has the rest. */
const NARROW_PX = 620;

/** @type {import("./tablerows.js").TableKind} */
const STATUS_TABLE = {
    name: "status",
    head: (column) => `table.${column}`,
    columns: COLUMNS,
    narrow: ["name", "status", "first"],
    descending: ["status", "statements"],
    usual: orderOf(""),
    createRows: createTableRows,
    cell: cellContent,
};

/**
 * @param {import("../app.js").App} app
 * @param {import("./tablerows.js").TableKind} [kind]
 * @returns {import("../app.js").Part & {print: (all: boolean) => void}}
 */
export function createTable(app, kind = STATUS_TABLE) {
    const { model, store } = app;
    const root = byId("view-table");
    const head = createTableHead(app, kind, (column) => grid.focusOn(-1, column));
    const rowPx = matchMedia("(pointer: coarse)").matches ? 44 : 38;
    const grid = createTableWindow(app, kind, head, rowPx);
    const { scroller } = grid;
    root.append(head.tools, scroller);
    /** @type {import("./tablerows.js").TableRows | null} */
    let rows = null;
    /** @type {Uint32Array} */
    let listed = new Uint32Array();
    /** @type {readonly Column[]} */
    let columns = kind.columns;
    let drawnFor = "";

    const fitting = () => (scroller.clientWidth < NARROW_PX ? kind.narrow : kind.columns);

    /** Work out which rows there are, and draw them from the top. */
    function relist() {
        rows ??= kind.createRows(app);
        const { sort, query } = store.get();
        const order = orderOf(sort, kind);
        if (rows.needsNames(order, query)) {
            head.say(app.tr().t("table.loading"));
            rows.loadNames().then(relist);
            return;
        }
        listed = rows.list(app.frame(), order, query);
        head.render(columns, listed.length);
        redraw();
    }

    function redraw() {
        if (rows) {
            grid.show({ listed, columns, rows });
        }
    }

    /** @param {number} row */
    function open(row) {
        const unit = row < model.units.count ? (model.units.adcode[row] ?? "") : "";
        store.set({ unit, site: unit ? -1 : row - model.units.count });
    }

    grid.table.addEventListener("keydown", (event) => {
        const page = Math.max(1, Math.floor(scroller.clientHeight / rowPx) - 2);
        const extent = { rows: listed.length, columns: columns.length, page };
        const active = grid.active();
        const target = nextCell(active, event, extent);
        if (target) {
            grid.focusOn(target.row, target.column);
            event.preventDefault();
        } else if (event.key === "Enter" && active.row >= 0) {
            open(listed[active.row] ?? 0);
            event.preventDefault();
        }
    });
    grid.body.addEventListener("click", ({ target }) => {
        const cell = grid.cellOf(/** @type {Element} */ (target));
        if (cell) {
            grid.focusOn(cell.row, cell.column);
            open(listed[cell.row] ?? 0);
        }
    });
    new ResizeObserver(() => {
        if (root.hidden || !scroller.clientHeight) {
            return;
        }
        if (fitting() !== columns) {
            columns = fitting();
            head.render(columns, listed.length);
            redraw();
        } else {
            grid.draw();
        }
    }).observe(scroller);

    /** @param {State} state @param {State | null} previous */
    function bringIntoView(state, previous) {
        const changed =
            previous?.unit !== state.unit ||
            previous.site !== state.site ||
            previous.view !== "table";
        const unit = model.units.row.get(state.unit);
        const wanted = unit ?? (state.site >= 0 ? model.units.count + state.site : -1);
        const row = changed && wanted >= 0 ? listed.indexOf(wanted) : -1;
        if (row >= 0) {
            grid.bringIntoView(row);
        }
    }

    return {
        print(all) {
            grid.writeOut(all && store.get().view === "table");
            redraw();
        },
        render(state, previous) {
            setHidden(root, state.view !== "table");
            if (root.hidden) {
                return;
            }
            // The unit and the site only choose a row; all else decides which rows there are.
            const key = JSON.stringify([{ ...state, unit: "", site: -1 }, app.palette.dark]);
            if (key !== drawnFor) {
                drawnFor = key;
                columns = fitting();
                head.label();
                relist();
            } else {
                grid.selectRows();
            }
            bringIntoView(state, previous);
        },
    };
}
