/**
 * Play, speed, which years, and years typed.
 */

import { icon } from "../dom/controls.js";
import { el, setProps, setText } from "../dom/dom.js";
import { clampYear } from "../state/state.js";
import { SPEEDS } from "./player.js";

const PLAY = "M6 4l10 6-10 6z";
const PAUSE = "M7 4v12M13 4v12";
const MODES = /** @type {const} */ (["upto", "in", "range"]);

/**
 * @param {import("../app.js").App} app
 * @param {ReturnType<typeof import("./player.js").createPlayer>} player
 */
export function createTimeControls(app, player) {
    const { store, model } = app;
    const play = el("button", { type: "button", class: "play", onclick: player.toggle });
    const speed = el(
        "select",
        {
            class: "speed",
            onchange: () => player.setSpeed(Number(speed.value)),
        },
        ...SPEEDS.map((times) => el("option", { value: times, selected: times === 1 })),
    );
    const buttons = MODES.map((mode) =>
        el("button", {
            type: "button",
            class: "choice",
            onclick: () => {
                player.stop();
                store.set({ mode });
            },
        }),
    );
    const modes = el("div", { class: "choices", role: "group" }, ...buttons);
    const from = yearInput((year) => {
        store.set({ from: year, year: Math.max(year, store.get().year) });
    });
    const to = yearInput((year) => {
        store.set({ year, from: Math.min(year, store.get().from) });
    });
    const dash = el("span", { "aria-hidden": "true" }, "–");
    const typed = el("div", { class: "typed" }, from, dash, to);
    const said = el("p", { class: "tooltip", role: "status" });
    const fine = el("div", { class: "fine" }, typed, speed);
    const root = el(
        "div",
        { class: "time-controls" },
        play,
        el("div", { class: "time-choices" }, modes, fine, said),
    );
    const single = model.years.first === model.years.last;
    play.disabled = single;
    speed.disabled = single;

    /** @param {(year: number) => void} set */
    function yearInput(set) {
        const { first, last } = model.years;
        const input = el("input", {
            type: "number",
            class: "year-input",
            min: first,
            max: last,
            step: 1,
            onchange: () => {
                player.stop();
                const year = input.valueAsNumber;
                const nearest = clampYear(year, model.years);
                if (!Number.isNaN(year)) {
                    set(nearest);
                }
                render(store.get());
                setText(said, year === nearest ? "" : app.tr().t("year.outside", model.years));
            },
        });
        return input;
    }

    /** @param {boolean} playing */
    function showPlaying(playing) {
        play.replaceChildren(icon(playing ? PAUSE : PLAY));
        play.setAttribute("aria-label", app.tr().t(playing ? "pause" : "play"));
        play.title = app.tr().t(playing ? "pause" : "play");
    }

    function label() {
        const { t } = app.tr();
        showPlaying(player.playing());
        speed.setAttribute("aria-label", t("speed"));
        for (const [i, option] of [...speed.options].entries()) {
            option.textContent = t("speed.times", { x: String(SPEEDS[i]) });
        }
        modes.setAttribute("aria-label", t("mode"));
        for (const [i, button] of buttons.entries()) {
            // On a narrow screen the first word has to do; it is still called by all of them.
            const name = t(`mode.${MODES[i]}`);
            button.setAttribute("aria-label", name);
            button.replaceChildren(
                el("span", { class: "wide-only" }, name),
                el("span", { class: "narrow-only" }, t(`mode.${MODES[i]}.short`)),
            );
        }
        from.setAttribute("aria-label", t("year.from"));
    }

    /** @param {import("../model/types.js").State} state */
    function render(state) {
        for (const [i, button] of buttons.entries()) {
            setProps(button, { "aria-pressed": String(MODES[i] === state.mode) });
        }
        const range = state.mode === "range";
        setProps(from, { hidden: !range });
        setProps(dash, { hidden: !range });
        setYear(from, state.from);
        setYear(to, state.year);
        setText(said, "");
        setProps(to, { "aria-label": app.tr().t(range ? "year.to" : "year.type") });
    }

    return { root, label, render, showPlaying };
}

/** @param {HTMLInputElement} input @param {number} year */
function setYear(input, year) {
    if (input.value !== String(year)) {
        input.value = String(year);
    }
}
