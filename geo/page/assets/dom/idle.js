/**
 * What is done while the browser has nothing else to do.
 */

/**
 * Work goes on for so long at a time, in milliseconds, and no longer than the browser is idle: who
 * does something meanwhile waits for a frame at most. There are some 25 such times in a second.
 */
const SLICE_MS = 16;

/**
 * Work that is done bit by bit while the browser is idle, and begun anew when it is another.
 */
export function createIdleWork() {
    let doing = "";
    /** @type {Iterator<void> | null} */
    let work = null;
    let isWaiting = false;

    /** @param {IdleDeadline} deadline */
    function goOn(deadline) {
        isWaiting = false;
        const end = performance.now() + Math.min(SLICE_MS, deadline.timeRemaining());
        do {
            if (!work || work.next().done) {
                work = null;
                return;
            }
        } while (performance.now() < end);
        wait();
    }

    function wait() {
        if (!isWaiting) {
            isWaiting = true;
            requestIdleCallback(goOn);
        }
    }

    return {
        /**
         * @param {string} what  Tells it from other work.
         * @param {() => Iterator<void>} begin
         */
        want(what, begin) {
            if (what !== doing && "requestIdleCallback" in window) {
                doing = what;
                work = begin();
                requestAnimationFrame(wait); // what is asked for now is to be seen first
            }
        },
    };
}

/**
 * The years, those next to one first.
 * @param {number} year
 * @param {{first: number, last: number}} years
 */
export function yearsAround(year, { first, last }) {
    const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    all.sort((a, b) => Math.abs(a - year) - Math.abs(b - year) || a - b);
    return all.slice(0, MOST_YEARS);
}

/** So many years are prepared. */
const MOST_YEARS = 40;
