/**
 * The timeline: handles on an axis of years, bars and bands above it, controls beside it.
 */

import { byId, el } from "../dom/dom.js";
import { createHandles } from "./handles.js";
import { createPlayer } from "./player.js";
import { createTimeControls } from "./timecontrols.js";
import { bandsOf, tallyByYear, timeScale } from "./timescale.js";
import { drawTrack, TRACK_MARGIN_PX } from "./track.js";
import { createTrackKey } from "./trackkey.js";
import { listenToTrack } from "./trackpointer.js";

/** @typedef {import("../app.js").App} App */

/**
 * @param {App} app
 * @returns {import("../app.js").Part}
 */
export function createTimeline(app) {
    const { model, store } = app;
    const bands = bandsOf(model);
    const player = createPlayer(app, (playing) => controls.showPlaying(playing));
    const controls = createTimeControls(app, player);
    const handles = createHandles(app, player);
    const art = el("div", { class: "track-art" });
    const track = el("div", { class: "track" }, art, handles.nodes.from, handles.nodes.year);
    const key = createTrackKey(app, bands);
    byId("timeline").append(controls.root, el("div", { class: "tracks" }, key.root, track));
    let scale = timeScale(model.years, 600, TRACK_MARGIN_PX);
    /** @type {import("./track.js").Track | null} */
    let picture = null;

    const yearAt = (/** @type {PointerEvent} */ event) =>
        scale.year(event.clientX - track.getBoundingClientRect().left);
    listenToTrack(track, yearAt, store, (which, year, replace) => {
        player.stop();
        handles.move(which, year, replace);
        handles.nodes[which].focus({ preventScroll: true });
    });

    /** @param {{width: number, height: number}} [size]  Of the track, where it is known already. */
    function drawAll({ width, height } = { width: track.clientWidth, height: track.clientHeight }) {
        if (!height) {
            return; // hidden, as on paper: the observer draws it when it has a size again
        }
        scale = timeScale(model.years, width, TRACK_MARGIN_PX);
        const tally = app.kit?.tally(app) ?? tallyByYear(model, store.get());
        picture = drawTrack(app, scale, tally, tally.told ? [] : bands, { width, height });
        key.render(tally);
        art.replaceChildren(picture.root);
        mark();
    }

    function mark() {
        picture?.mark();
        handles.place(scale);
    }

    // It also calls before the first frame, and tells the size, which would have to be laid out anew.
    new ResizeObserver(([entry]) => {
        const { width = 0, height = 0 } = entry?.contentRect ?? {};
        drawAll({ width: Math.round(width), height: Math.round(height) });
    }).observe(track);

    return {
        render(state, previous) {
            const relabelled = !previous || previous.lang !== state.lang;
            if (relabelled) {
                controls.label();
            }
            controls.render(state);
            const narrowed =
                previous?.province !== state.province ||
                previous.source !== state.source ||
                previous.layer !== state.layer;
            if ((relabelled || narrowed) && picture) {
                drawAll();
            } else {
                mark();
            }
            handles.describe();
        },
    };
}
