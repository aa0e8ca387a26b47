/**
 * The pointer on the timeline: it pulls the nearer handle.
 */

/** @typedef {import("./handles.js").Handle} Handle */

/** A finger that moves no further than this stays where it is. */
const SLIP_PX = 8;

/**
 * @param {HTMLElement} track
 * @param {(event: PointerEvent) => number} yearAt  The year that lies under the pointer.
 * @param {import("../state/store.js").Store} store
 * @param {(which: Handle, year: number, replace: boolean) => void} pull
 */
export function listenToTrack(track, yearAt, store, pull) {
    /**
     * A finger may be about to scroll the page: it has to let go, or to move sideways first.
     * @type {{which: Handle, x: number, y: number, waits: boolean} | null}
     */
    let grip = null;

    /** @param {PointerEvent} event */
    function follow(event) {
        if (grip) {
            pull(grip.which, yearAt(event), !grip.waits);
            grip.waits = false;
        }
    }

    track.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) {
            return;
        }
        const { mode, from, year } = store.get();
        const at = yearAt(event);
        const nearer = Math.abs(at - from) < Math.abs(at - year) || (from === year && at < from);
        const which = mode === "range" && nearer ? "from" : "year";
        grip = { which, x: event.clientX, y: event.clientY, waits: true };
        track.setPointerCapture(event.pointerId);
        if (event.pointerType !== "touch") {
            follow(event);
        }
        event.preventDefault();
    });
    track.addEventListener("pointermove", (event) => {
        const { clientX, clientY } = event;
        if (!grip?.waits || Math.abs(clientX - grip.x) - SLIP_PX > Math.abs(clientY - grip.y)) {
            follow(event);
        }
    });
    track.addEventListener("pointerup", (event) => {
        if (grip?.waits) {
            follow(event);
        }
        grip = null;
    });
    track.addEventListener("pointercancel", () => {
        grip = null;
    });
}
