/**
 * The handles of the timeline: one for the year, in a range one more for its first year; what keys
 * do on them.
 */

import { el, setProps } from "../dom/dom.js";
import { clampYear } from "../state/state.js";
import { spokenInWords } from "../words/words.js";

/** @typedef {"year" | "from"} Handle */

const HANDLES = /** @type {const} */ (["from", "year"]);

/**
 * @param {import("../app.js").App} app
 * @param {ReturnType<typeof import("./player.js").createPlayer>} player
 */
export function createHandles(app, player) {
    const { model, store } = app;
    const { years } = model;
    const nodes = { from: handle("from"), year: handle("year") };

    /** @param {Handle} which */
    function handle(which) {
        return el("div", {
            class: `handle handle-${which}`,
            role: "slider",
            tabindex: 0,
            "aria-orientation": "horizontal",
            "aria-valuemin": years.first,
            "aria-valuemax": years.last,
            onkeydown: (/** @type {KeyboardEvent} */ event) => press(event, which),
        });
    }

    /**
     * @param {Handle} which
     * @param {number} wanted
     * @param {boolean} [replace]
     */
    function move(which, wanted, replace = false) {
        const state = store.get();
        const year = clampYear(wanted, years);
        if (year === state[which]) {
            return;
        }
        const change =
            which === "year"
                ? { year, from: Math.min(state.from, year) }
                : { from: year, year: Math.max(state.year, year) };
        store.set(change, { replace });
    }

    /**
     * @param {KeyboardEvent} event
     * @param {Handle} which
     */
    function press(event, which) {
        const page = years.last - years.first > 30 ? 10 : 5;
        const at = store.get()[which];
        /** @type {Record<string, number>} */
        const targets = {
            ArrowLeft: at - 1,
            ArrowDown: at - 1,
            ArrowRight: at + 1,
            ArrowUp: at + 1,
            PageDown: at - page,
            PageUp: at + page,
            Home: years.first,
            End: years.last,
        };
        const target = targets[event.key];
        if (target !== undefined) {
            player.stop();
            move(which, target, event.repeat);
        } else if (event.key === " ") {
            player.toggle();
        } else {
            return;
        }
        event.preventDefault();
    }

    return {
        nodes,
        move,
        /** @param {import("./timescale.js").TimeScale} scale */
        place(scale) {
            const { mode, from, year } = store.get();
            setProps(nodes.from, { hidden: mode !== "range" });
            nodes.from.style.left = `${scale.x(from)}px`;
            nodes.year.style.left = `${scale.x(year)}px`;
        },
        /** Say which years are shown, and what is known of them. */
        describe() {
            const tr = app.tr();
            const state = store.get();
            const spoken = spokenInWords(model, app.frame(), tr);
            const ends = { from: "year.from", year: "year.to" };
            for (const which of HANDLES) {
                const label = state.mode === "range" ? ends[which] : "timeline.slider";
                setProps(nodes[which], {
                    "aria-label": tr.t(label),
                    "aria-valuenow": state[which],
                    "aria-valuetext": spoken,
                });
            }
        },
    };
}
