/**
 * The timeline: handles on an axis of years, bars and bands above it, controls beside it.
 */

import { byId, el } from "../dom/dom.js";
import { clampYear } from "../state/state.js";
import { spokenInWords } from "../words/words.js";
import { createPlayer } from "./player.js";
import { createTimeControls } from "./timecontrols.js";
import { bandsOf, tallyByYear, timeScale } from "./timescale.js";
import { drawTrack, TRACK_MARGIN_PX } from "./track.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {"year" | "from"} Handle */

/** A finger that moves no further than this stays where it is. */
const SLIP_PX = 8;

/**
 * @param {App} app
 * @returns {import("../app.js").Part}
 */
export function createTimeline(app) {
    const { model, store } = app;
    const { years } = model;
    const bands = bandsOf(model);
    const player = createPlayer(app, (playing) => controls.showPlaying(playing));
    const controls = createTimeControls(app, player);
    const art = el("div", { class: "track-art" });
    const handles = { from: handle("from"), year: handle("year") };
    const track = el("div", { class: "track" }, art, handles.from, handles.year);
    byId("timeline").append(controls.root, track);
    let scale = timeScale(years, 600, TRACK_MARGIN_PX);
    /** @type {import("./track.js").Track | null} */
    let picture = null;

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

    /**
     * A finger may be about to scroll the page: it has to let go, or to move sideways first.
     * @type {{which: Handle, x: number, y: number, waits: boolean} | null}
     */
    let grip = null;
    const yearAt = (/** @type {PointerEvent} */ event) =>
        scale.year(event.clientX - track.getBoundingClientRect().left);

    /** @param {PointerEvent} event */
    function pull(event) {
        if (grip) {
            player.stop();
            move(grip.which, yearAt(event), !grip.waits);
            handles[grip.which].focus({ preventScroll: true });
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
            pull(event);
        }
        event.preventDefault();
    });
    track.addEventListener("pointermove", (event) => {
        const { clientX, clientY } = event;
        if (!grip?.waits || Math.abs(clientX - grip.x) - SLIP_PX > Math.abs(clientY - grip.y)) {
            pull(event);
        }
    });
    track.addEventListener("pointerup", (event) => {
        if (grip?.waits) {
            pull(event);
        }
        grip = null;
    });
    track.addEventListener("pointercancel", () => {
        grip = null;
    });

    function drawAll() {
        const width = track.clientWidth;
        scale = timeScale(years, width, TRACK_MARGIN_PX);
        picture = drawTrack(app, scale, tallyByYear(model, store.get()), bands, width);
        art.replaceChildren(picture.root);
        mark();
    }

    function mark() {
        const { mode, from, year } = store.get();
        picture?.mark();
        handles.from.hidden = mode !== "range";
        handles.from.style.left = `${scale.x(from)}px`;
        handles.year.style.left = `${scale.x(year)}px`;
    }

    new ResizeObserver(drawAll).observe(track); // which also calls it before the first frame

    return {
        render(state, previous) {
            const tr = app.tr();
            const relabelled = !previous || previous.lang !== state.lang;
            if (relabelled) {
                controls.label();
            }
            controls.render(state);
            const narrowed =
                previous?.province !== state.province || previous.source !== state.source;
            if ((relabelled || narrowed) && picture) {
                drawAll();
            } else {
                mark();
            }
            const spoken = spokenInWords(model, app.frame(), tr);
            const range = state.mode === "range";
            for (const which of /** @type {const} */ (["from", "year"])) {
                const label = range
                    ? which === "from"
                        ? "year.from"
                        : "year.to"
                    : "timeline.slider";
                handles[which].setAttribute("aria-label", tr.t(label));
                handles[which].setAttribute("aria-valuenow", String(state[which]));
                handles[which].setAttribute("aria-valuetext", spoken);
            }
        },
    };
}
