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
    const address = createAddress(view);
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
        address.forget();
        show(parseState(view.location.hash, start, years));
    });

    return {
        get: () => state,
        subscribe: (listener) => void listeners.push(listener),
        address: (change = {}) => `#${formatState({ ...state, ...change }, start)}`,
        set(change, { replace = false } = {}) {
            const next = { ...state, ...change };
            address.write(`#${formatState(next, start)}`, replace);
            show(next);
        },
    };
}

/**
 * The address bar. It is written after the frame that shows a change, which so comes sooner; of
 * steps that replace each other meanwhile, as in dragging, the last one is written.
 * @param {Window} view
 */
function createAddress(view) {
    /** @type {{hash: string, replace: boolean}[]} */
    let waiting = [];

    function writeAll() {
        for (const { hash, replace } of waiting) {
            if (hash === view.location.hash) {
                continue;
            }
            if (replace) {
                view.history.replaceState(null, "", hash);
            } else {
                view.history.pushState(null, "", hash);
            }
        }
        waiting = [];
    }

    return {
        /** @param {string} hash @param {boolean} replace */
        write(hash, replace) {
            if (!waiting.length) {
                afterFrame(view, writeAll);
            }
            waiting = replace && waiting.at(-1)?.replace ? waiting.slice(0, -1) : waiting;
            waiting.push({ hash, replace });
        },
        /** The reader has gone elsewhere meanwhile. */
        forget() {
            waiting = [];
        },
    };
}

/**
 * @param {Window} view
 * @param {() => void} act
 */
function afterFrame(view, act) {
    if (view.document.hidden) {
        view.setTimeout(act); // no frame is drawn for a page that nobody sees
    } else {
        view.requestAnimationFrame(() => view.setTimeout(act));
    }
}
