/**
 * How a reader goes through the list of places: what of it is seen, the keys, the row that is marked.
 */

import { setProps } from "../dom/dom.js";

/** As high as a row is at least, and about as most are. */
export const ROW_PX = 41;

/** Rows that are there at once, at least. */
const LEAST_ROWS = 12;
/** What stands above the list may grow by so much from one year to another. */
const SPARE_PX = 3 * ROW_PX;

/**
 * How many rows from the first can be seen.
 * @param {HTMLElement} list
 * @param {() => void} moved  Called when more of them are to be seen.
 */
export function createSight(list, moved) {
    let height = window.innerHeight;
    let isMeasured = false;
    let isAtTop = true;
    let sizes = 0;
    window.addEventListener("resize", () => {
        sizes++;
        height = window.innerHeight;
        isMeasured = false;
        moved();
    });
    document.addEventListener(
        "scroll",
        ({ target }) => {
            const scrolled = target === document ? document.documentElement : target;
            if (scrolled instanceof Element && scrolled.contains(list)) {
                isAtTop = scrolled.scrollTop < ROW_PX;
                moved();
            }
        },
        { capture: true, passive: true },
    );
    const most = () => Math.max(LEAST_ROWS, Math.ceil((height + SPARE_PX) / ROW_PX));

    return {
        /** Measure what is seen of the list, once for a size of the window; this lays the page out. */
        measure() {
            const column = list.parentElement;
            if (!isMeasured && isAtTop && column) {
                const bottom = Math.min(window.innerHeight, column.getBoundingClientRect().bottom);
                height = bottom - list.getBoundingClientRect().top;
                isMeasured = true;
            }
        },
        /** While the list is not scrolled. */
        most,
        /** How many sizes the window has had. */
        sizes: () => sizes,
        rows: () =>
            isAtTop && !list.contains(document.activeElement) ? most() : Number.POSITIVE_INFINITY,
    };
}

/**
 * Up and Down, Home and End walk the list; Tab leaves it.
 * @param {HTMLElement} list
 * @param {() => void} whole  Have all rows there.
 */
export function walkWithArrows(list, whole) {
    list.addEventListener("keydown", (event) => {
        whole();
        const buttons = [...list.querySelectorAll("button")];
        const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
        /** @type {Record<string, number>} */
        const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
        const target = targets[event.key];
        if (target !== undefined) {
            buttons[target]?.focus();
            event.preventDefault();
        }
    });
}

/**
 * Mark the row of the unit or site in the panel; Tab reaches it, or else the first row.
 * @param {HTMLElement} list
 * @param {import("../model/types.js").State} state
 */
export function markCurrent(list, { unit, site }) {
    const buttons = [...list.querySelectorAll("button")];
    const current = buttons.find(({ dataset }) =>
        unit ? dataset.unit === unit : dataset.site === String(site),
    );
    const reached = current ?? buttons[0];
    for (const button of buttons) {
        setProps(button, {
            "aria-current": button === current ? "true" : null,
            tabindex: button === reached ? 0 : -1,
        });
    }
}
