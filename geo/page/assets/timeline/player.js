/**
 * Plays the years one after another, until the last.
 */

/** How long a year stays at speed 1, in milliseconds. */
const YEAR_MS = 1200;
export const SPEEDS = [0.5, 1, 2, 4];

/**
 * @param {import("../app.js").App} app
 * @param {(playing: boolean) => void} changed
 */
export function createPlayer(app, changed) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let speed = 1;

    function schedule() {
        timer = setTimeout(step, YEAR_MS / speed);
    }

    function step() {
        const { store, model } = app;
        const { year, from, mode } = store.get();
        if (year >= model.years.last) {
            stop();
            return;
        }
        const shift = mode === "range" ? { from: from + 1 } : {};
        store.set({ year: year + 1, ...shift }, { replace: true });
        if (year + 1 >= model.years.last) {
            stop();
        } else {
            schedule();
        }
    }

    function start() {
        const { store, model } = app;
        const { year, from, mode } = store.get();
        if (year >= model.years.last) {
            const length = mode === "range" ? year - from : 0;
            const first = model.years.first;
            store.set({ from: first, year: Math.min(first + length, model.years.last) });
        }
        schedule();
        changed(true);
    }

    function stop() {
        if (timer !== undefined) {
            clearTimeout(timer);
            timer = undefined;
            changed(false);
        }
    }

    return {
        stop,
        toggle: () => (timer === undefined ? start() : stop()),
        playing: () => timer !== undefined,
        /** @param {number} times */
        setSpeed(times) {
            speed = times;
        },
    };
}
