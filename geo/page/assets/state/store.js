/**
 * Holds the one state, tells listeners what changed, and keeps the address in step with it.
 */

import { whenIdle } from "../dom/idle.js";
import { formatState, parseState } from "./state.js";

/** @typedef {import("../model/types.js").State} State */
/** @typedef {(state: State, previous: State) => void} Listener */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(change: Partial<State>, options?: {replace?: boolean}) => void} set
 *   Change the state. Each change is a step that the back button undoes, unless `replace` is set
 *   (dragging and playing would otherwise fill the history).
 * @property {(change: Partial<State>) => void} note  Keep in the address what is shown already.
 * @property {(listener: Listener) => void} subscribe
 * @property {(change?: Partial<State>) => string} address  A link to the state, or to a change.
 */

/**
 * @param {State} start
 * @param {{first: number, last: number}} years
 * @param {Window} [view]
 * @param {(state: State) => State} [known]  Drops what an address asks for and nobody has.
 * @returns {Store}
 */
export function createStore(start, years, view = window, known = (state) => state) {
    /** @type {Listener[]} */
    const listeners = [];
    const read = () => known(parseState(view.location.hash, start, years));
    let state = read();

    /** Writing the address keeps the whole browser busy: it waits until the picture stands. */
    const addressBar = createAddressBar(view);

    /** @param {State} next */
    function show(next) {
        const previous = state;
        state = next;
        for (const listener of listeners) {
            listener(state, previous);
        }
    }

    view.addEventListener("popstate", () => {
        if (addressBar.isOwn()) {
            return; // a step of ours that the browser tells of
        }
        addressBar.forget();
        show(read());
    });

    return {
        get: () => state,
        subscribe: (listener) => void listeners.push(listener),
        address: (change = {}) => `#${formatState({ ...state, ...change }, start)}`,
        note(change) {
            state = { ...state, ...change };
            addressBar.write(`#${formatState(state, start)}`, true);
        },
        set(change, { replace = false } = {}) {
            const next = { ...state, ...change };
            addressBar.write(`#${formatState(next, start)}`, replace);
            show(next);
        },
    };
}

/** The address is written by then, however busy the page is. */
const LATEST_MS = 400;

/**
 * @param {Window} view
 */
function createAddressBar(view) {
    /** @type {{hash: string, replace: boolean} | null} */
    let waiting = null;
    /** The last one set without `history`. */
    let own = "";

    /**
     * In the frame of a notebook (`about:srcdoc`) a step by `history` leads to the notebook's own
     * address, which browsers refuse; the frame's hash can be set.
     * @param {string} hash
     * @param {boolean} replace
     */
    function setHash(hash, replace) {
        own = hash;
        if (replace) {
            view.location.replace(view.location.href.split("#")[0] + hash);
        } else {
            view.location.hash = hash;
        }
    }

    function flush() {
        const step = waiting;
        waiting = null;
        if (!step || step.hash === view.location.hash) {
            return;
        }
        try {
            if (view.location.protocol === "about:") {
                setHash(step.hash, step.replace);
                return;
            }
            view.history[step.replace ? "replaceState" : "pushState"](null, "", step.hash);
        } catch {
            // Browsers refuse steps that come too fast; the next one brings the address up to date.
        }
    }

    view.addEventListener("pagehide", flush);

    return {
        /**
         * @param {string} hash
         * @param {boolean} replace
         */
        write(hash, replace) {
            if (!replace) {
                flush(); // each step is one that the back button undoes
            }
            if (waiting) {
                waiting.hash = hash;
                return;
            }
            waiting = { hash, replace };
            view.requestAnimationFrame(() => whenIdle(flush, { view, timeout: LATEST_MS }));
        },
        forget() {
            waiting = null;
            own = "";
        },
        isOwn: () => own !== "" && own === view.location.hash,
    };
}
