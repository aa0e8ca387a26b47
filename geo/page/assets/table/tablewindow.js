/**
 * The rows of the table that are in sight: only they exist, so that a hundred thousand of them open
 * as fast as ten. One of their cells, or of the head's, is reached by Tab.
 */

import { el } from "../dom/dom.js";

/** @typedef {import("./tablerows.js").Column} Column */
/** @typedef {{row: number, column: number}} Cell  `row`: place in the list, -1 for the head. */

/** Rows made beyond the edges of what is seen. */
const SPARE_ROWS = 8;
/** A printed table is written out up to here. */
const MOST_PRINTED = 2000;

/**
 * @typedef {object} Content  What is listed.
 * @property {Uint32Array} listed  Rows, in order.
 * @property {readonly Column[]} columns
 * @property {import("./tablerows.js").TableRows} rows
 */

/**
 * @param {import("../app.js").App} app
 * @param {import("./tablerows.js").TableKind} kind
 * @param {ReturnType<typeof import("./tablehead.js").createTableHead>} head
 * @param {number} rowPx  Height of a row.
 */
export function createTableWindow(app, kind, head, rowPx) {
    const body = el("tbody");
    const table = el("table", { role: "grid", class: "grid" }, head.row, body);
    const field = el("div", { class: "grid-field" }, table);
    const beyond = el("p", { hidden: true });
    const scroller = el("div", { class: `grid-scroll of-${kind.name}` }, field, beyond);
    /** @type {Content | null} */
    let content = null;
    /** @type {Cell} */
    let active = { row: 0, column: 0 };
    let whole = false;
    const strip = createStrip(body, (index) => rowElement(app, kind, content, index, rowPx));

    /** Make the rows in sight, and let go of those that have left it. */
    function draw() {
        const { from, to } = inSight();
        const focused = body.contains(document.activeElement);
        strip.hold(from, to);
        const total = content?.listed.length ?? 0;
        const left = whole ? total - to : 0;
        beyond.hidden = left === 0;
        beyond.textContent = app.tr().t("series.more", { n: left });
        field.style.height = whole ? "auto" : `${(total + 1) * rowPx}px`;
        table.style.marginTop = `${strip.first() * rowPx}px`;
        const row = Math.max(strip.first(), Math.min(strip.last() - 1, active.row));
        if (active.row >= 0 && row !== active.row) {
            active = { row, column: active.column };
            if (focused) {
                cellAt(active)?.focus({ preventScroll: true });
            }
        }
        rove();
    }

    /** The rows that should exist: `to` is exclusive. */
    function inSight() {
        const total = content?.listed.length ?? 0;
        const top = Math.floor(scroller.scrollTop / rowPx);
        const seen = Math.ceil(scroller.clientHeight / rowPx);
        return {
            from: whole ? 0 : Math.max(0, Math.min(top, total - seen) - SPARE_ROWS),
            to: Math.min(total, whole ? MOST_PRINTED : top + seen + SPARE_ROWS),
        };
    }

    /** @param {Cell} cell @returns {HTMLElement | null} */
    function cellAt({ row, column }) {
        const node = strip.row(row)?.children[column];
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
            draw();
        }
        rove();
        cellAt(active)?.focus({ preventScroll: true });
    }

    scroller.addEventListener("scroll", draw);

    return {
        scroller,
        table,
        body,
        draw,
        focusOn,
        active: () => active,
        /** Draw all rows anew. @param {Content} wanted */
        show(wanted) {
            const focused = body.contains(document.activeElement);
            const fewer = Math.min(active.row, wanted.listed.length - 1);
            const narrowed = content && content.columns !== wanted.columns;
            active = { row: fewer, column: narrowed ? 0 : active.column };
            content = wanted;
            table.setAttribute("aria-rowcount", String(wanted.listed.length + 1));
            strip.clear();
            draw();
            if (focused) {
                focusOn(active.row, active.column);
            }
        },
        /** Mark the row that was chosen. */
        selectRows() {
            for (const node of body.children) {
                markChosen(app, node);
            }
        },
        /** Write all rows out, or only those in sight again. @param {boolean} all */
        writeOut(all) {
            whole = all;
        },
        /** The cell that holds a node of the body. @param {Element} node */
        cellOf(node) {
            const cell = node.closest("td, th");
            const line = cell?.parentElement;
            return line && cell
                ? {
                      row: strip.first() + [...body.children].indexOf(line),
                      column: [...line.children].indexOf(cell),
                  }
                : null;
        },
        /** Scroll to a row, unless it is seen already, and let Tab reach it. @param {number} row */
        bringIntoView(row) {
            const node = strip.row(row);
            const seen =
                node &&
                node.getBoundingClientRect().bottom <= scroller.getBoundingClientRect().bottom;
            active = { row, column: active.column };
            if (!seen) {
                scroller.scrollTop = Math.max(0, row * rowPx - scroller.clientHeight / 2);
                draw();
            }
            rove();
        },
    };
}

/**
 * The rows that exist: a stretch of the list, changed at its ends.
 * @param {HTMLElement} body
 * @param {(index: number) => HTMLElement} make
 */
function createStrip(body, make) {
    let first = 0;
    let last = 0;

    return {
        first: () => first,
        /** The number behind the last row. */
        last: () => last,
        /** @param {number} index */
        row: (index) => body.children[index - first],
        clear() {
            body.replaceChildren();
            first = 0;
            last = 0;
        },
        /** Have the rows from `from` up to `to`, and no others. @param {number} from @param {number} to */
        hold(from, to) {
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
                body.prepend(make(--first));
            }
            while (last < to) {
                body.append(make(last++));
            }
        },
    };
}

/**
 * @param {import("../app.js").App} app
 * @param {import("./tablerows.js").TableKind} kind
 * @param {Content | null} content
 * @param {number} index
 * @param {number} rowPx
 */
function rowElement(app, kind, content, index, rowPx) {
    const { listed, columns, rows } = /** @type {Content} */ (content);
    const row = listed[index] ?? 0;
    const cells = columns.map((column, i) =>
        el(
            i ? "td" : "th",
            {
                role: i ? "gridcell" : "rowheader",
                class: `cell cell-${column}`,
                tabindex: -1,
                "aria-colindex": kind.columns.indexOf(column) + 1,
            },
            el(
                "div",
                { class: "words" },
                ...kind.cell(app, rows, row, column, !columns.includes("parent")),
            ),
        ),
    );
    const node = el("tr", { "aria-rowindex": index + 2, "data-row": row }, ...cells);
    node.style.height = `${rowPx}px`;
    markChosen(app, node);
    return node;
}

/**
 * Say of a row whether it is the one that was chosen.
 * @param {import("../app.js").App} app
 * @param {Element} node
 */
function markChosen({ model, store }, node) {
    const { unit, site } = store.get();
    const row = Number(node.getAttribute("data-row"));
    const chosen =
        row < model.units.count
            ? model.units.adcode[row] === unit
            : row - model.units.count === site;
    node.setAttribute("aria-selected", String(chosen));
}
