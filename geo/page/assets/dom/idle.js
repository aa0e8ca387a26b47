/**
 * What is done while the browser has nothing else to do.
 */

/**
 * Work goes on for so long at a time, in milliseconds: whoever does something meanwhile waits no
 * longer.
 */
const SLICE_MS = 4;

/** @type {Promise<void> | undefined} */
let arrived;

/** All of the page has come and is shown: before, nothing that may wait takes time from that. */
function whenArrived() {
    arrived ??= new Promise((done) => {
        const shown = () => requestAnimationFrame(() => setTimeout(done));
        if (document.readyState === "complete") {
            shown();
        } else {
            window.addEventListener("load", shown, { once: true });
        }
    });
    return arrived;
}

/**
 * Tasks in the background follow each other as long as there are no others.
 * @param {(deadline?: IdleDeadline) => void} act
 */
async function whenIdle(act) {
    await whenArrived();
    const postTask = globalThis.scheduler?.postTask?.bind(scheduler);
    if (postTask) {
        postTask(() => act(), { priority: "background" });
    } else if ("requestIdleCallback" in window) {
        requestIdleCallback(act);
    }
}

/**
 * Work that is done bit by bit while the browser is idle, and begun anew when it is another.
 */
export function createIdleWork() {
    let doing = "";
    /** @type {Iterator<void> | null} */
    let work = null;
    let isWaiting = false;
    /** What was asked for is not painted yet. */
    let isHeld = false;

    /** @param {IdleDeadline} [deadline] */
    function goOn(deadline) {
        isWaiting = false;
        // A browser without tasks in the background calls 25 times in a second at most.
        const end = performance.now() + (deadline?.timeRemaining() ?? SLICE_MS);
        while (work && !isHeld && performance.now() < end) {
            if (work.next().done) {
                work = null;
            }
        }
        wait();
    }

    function wait() {
        if (work && !isHeld && !isWaiting) {
            isWaiting = true;
            whenIdle(goOn);
        }
    }

    return {
        /**
         * What is asked for now is to be seen first; then the work is begun, or gone on with.
         * @param {string} what  Tells it from other work.
         * @param {() => Iterator<void>} begin
         */
        want(what, begin) {
            if (what !== doing) {
                doing = what;
                work = begin();
            }
            if (work && !isHeld) {
                isHeld = true;
                requestAnimationFrame(() => {
                    isHeld = false;
                    wait();
                });
            }
        },
    };
}

/**
 * The years in the order in which a reader is likely to come to them: those next to one first, and
 * from the last by turns the first ones, with which playing begins.
 * @param {number} year
 * @param {{first: number, last: number}} years
 */
export function yearsAround(year, { first, last }) {
    const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    all.sort((a, b) => Math.abs(a - year) - Math.abs(b - year) || a - b);
    const order = year < last ? all : all.flatMap((each, i) => [each, first + i]);
    return [...new Set(order)].slice(0, MOST_YEARS);
}

/** So many years are prepared. */
const MOST_YEARS = 40;
