/**
 * Long work that leaves the page to its reader: bit by bit, telling how far it is, until called off.
 */

/** For so long at a time, in milliseconds: what a reader does meanwhile seems not to wait. */
const SLICE_MS = 10;

/**
 * @typedef {object} Pace
 * @property {() => boolean} step  A part is done. Whether it is time to rest.
 * @property {() => Promise<void>} rest  Let others do what waits; throws if the work was called off.
 */

/**
 * @param {number} total  Parts of the work.
 * @param {(share: number) => void} tell  Told at every rest how much of it is done, from 0 to 1.
 * @param {AbortSignal} signal
 * @returns {Pace}
 */
export function createPace(total, tell, signal) {
    let done = 0;
    let end = performance.now() + SLICE_MS;
    return {
        step() {
            done++;
            return performance.now() >= end;
        },
        async rest() {
            tell(Math.min(1, done / Math.max(total, 1)));
            await nextTask();
            signal.throwIfAborted();
            end = performance.now() + SLICE_MS;
        },
    };
}

/** A task behind those that wait: a browser draws and listens before it. */
function nextTask() {
    const { port1, port2 } = new MessageChannel();
    return new Promise((go) => {
        port1.onmessage = () => {
            port1.close();
            go(undefined);
        };
        port2.postMessage(null);
    });
}

/**
 * Go through texts in order, resting in between.
 * @param {Iterable<string> | AsyncIterable<string>} texts
 * @param {Pace} [pace]
 * @param {number} [together]  So many characters are handed on at a time, at least.
 * @returns {AsyncGenerator<string>}
 */
export async function* paced(texts, pace, together = 1 << 16) {
    let some = "";
    for await (const text of texts) {
        some += text;
        if (some.length >= together) {
            yield some;
            some = "";
        }
        if (pace?.step()) {
            await pace.rest();
        }
    }
    yield some;
}
