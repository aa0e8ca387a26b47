/**
 * Holds the one state, tells listeners what changed, and keeps the address in step with it.
 */

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
 * @property {() => boolean} isAddressed  The state stands in the address: a step back undoes it.
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
        isAddressed: addressBar.isWritten,
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

/** The address is written when nothing has changed for so long. */
const REST_MS = 200;

/**
 * Writing the address keeps the whole browser busy, and makes it draw a frame in which nothing is new.
 * While a reader goes through the years the steps are kept, and written when the picture has come to
 * rest: then no frame waits for them.
 * @param {Window} view
 */
function createAddressBar(view) {
    /** @type {{hash: string, replace: boolean}[]} */
    let waiting = [];
    let rest = 0;
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

    /** @param {{hash: string, replace: boolean}} step */
    function take({ hash, replace }) {
        if (hash === view.location.hash) {
            return;
        }
        try {
            if (view.location.protocol === "about:") {
                setHash(hash, replace);
                return;
            }
            view.history[replace ? "replaceState" : "pushState"](null, "", hash);
        } catch {
            // Browsers refuse steps that come too fast; the next one brings the address up to date.
        }
    }

    function flush() {
        const steps = waiting;
        waiting = [];
        for (const step of steps) {
            take(step);
        }
    }

    view.addEventListener("pagehide", flush);

    return {
        /**
         * @param {string} hash
         * @param {boolean} replace  Else it is a step of its own, which the back button undoes.
         */
        write(hash, replace) {
            const last = waiting.at(-1);
            if (last && replace) {
                last.hash = hash;
            } else {
                waiting.push({ hash, replace });
            }
            view.requestAnimationFrame(() => {
                view.clearTimeout(rest);
                rest = view.setTimeout(flush, REST_MS);
            });
        },
        forget() {
            waiting = [];
            own = "";
        },
        isOwn: () => own !== "" && own === view.location.hash,
        isWritten: () => waiting.length === 0,
    };
}
