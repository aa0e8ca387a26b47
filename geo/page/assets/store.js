/**
 * Holds the one state, tells listeners what changed, and keeps the address in step with it.
 */

import { formatState, parseState } from "./state.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {(state: State, previous: State) => void} Listener */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(change: Partial<State>, options?: {replace?: boolean}) => void} set
 *   Change the state. Each change is a step that the back button undoes, unless `replace` is set
 *   (dragging and playing would otherwise fill the history).
 * @property {(listener: Listener) => void} subscribe
 * @property {(change?: Partial<State>) => string} address  A link to the state, or to a change.
 */

/**
 * @param {State} start
 * @param {{first: number, last: number}} years
 * @param {Window} [view]
 * @returns {Store}
 */
export function createStore(start, years, view = window) {
    /** @type {Listener[]} */
    const listeners = [];
    let state = parseState(view.location.hash, start, years);

    /** @param {State} next */
    function show(next) {
        const previous = state;
        state = next;
        for (const listener of listeners) {
            listener(state, previous);
        }
    }

    view.addEventListener("popstate", () => {
        show(parseState(view.location.hash, start, years));
    });

    return {
        get: () => state,
        subscribe: (listener) => void listeners.push(listener),
        address: (change = {}) => `#${formatState({ ...state, ...change }, start)}`,
        set(change, { replace = false } = {}) {
            const next = { ...state, ...change };
            const hash = `#${formatState(next, start)}`;
            if (hash !== view.location.hash) {
                if (replace) {
                    view.history.replaceState(null, "", hash);
                } else {
                    view.history.pushState(null, "", hash);
                }
            }
            show(next);
        },
    };
}
