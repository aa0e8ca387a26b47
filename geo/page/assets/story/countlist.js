/**
 * Beside the map of counts: what it shows and in which colours, the units with most, and how all of
 * it was counted.
 */

import { byId, el, setText } from "../dom/dom.js";
import { accountInWords, sumName, valueInWords } from "../words/countwords.js";
import { aroundUnit, otherName, unitName } from "../words/names.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../model/counts.js").Counts} Counts */

/** Units in the list; the table has all of them. */
const MOST = 20;
const MEASURES = /** @type {const} */ (["n", "share", "first", "sum"]);
const LAYERS = /** @type {const} */ (["counts", "status"]);

/**
 * @param {App} app
 * @param {Counts} counts
 * @param {boolean} both  The page has statements too: a reader chooses what the map shows.
 * @returns {import("../app.js").Part}
 */
export function createCountControls(app, counts, both) {
    const { store } = app;
    const offered = MEASURES.filter((each) => each !== "sum" || counts.scale);
    const measure = el("select", {
        onchange: () =>
            store.set({
                measure: /** @type {import("../model/types.js").State["measure"]} */ (
                    measure.value
                ),
            }),
    });
    const label = el("label", { class: "measure" }, el("span", {}), measure);
    const levels = { counts: counts.level, status: counts.statusLevel };
    const buttons = LAYERS.map((layer) =>
        el("button", {
            type: "button",
            class: "choice",
            onclick: () => store.set({ layer, level: levels[layer] }),
        }),
    );
    const layers = el("div", { class: "choices", role: "group" }, ...buttons);
    const root = el("div", { class: "count-controls" }, ...(both ? [layers] : []), label);
    (byId("summary").querySelector(".counts") ?? byId("summary")).append(root);

    /** @param {import("../words/i18n.js").Translator} tr */
    function write(tr) {
        const { t } = tr;
        setText(/** @type {Element} */ (label.firstElementChild), t("counts.measure"));
        measure.replaceChildren(
            ...offered.map((value) => {
                const text =
                    value === "sum" ? sumName(counts.value, tr) : t(`counts.measure.${value}`);
                return el("option", { value }, text);
            }),
        );
        layers.setAttribute("aria-label", t("counts.layer"));
        for (const [i, button] of buttons.entries()) {
            button.textContent = t(`counts.layer.${LAYERS[i]}`);
        }
    }

    return {
        render(state, previous) {
            if (!previous || previous.lang !== state.lang) {
                write(app.tr());
            }
            measure.value = state.measure;
            label.hidden = state.layer !== "counts";
            for (const [i, button] of buttons.entries()) {
                button.setAttribute("aria-pressed", String(LAYERS[i] === state.layer));
            }
        },
    };
}

/**
 * @param {App} app
 * @param {Counts} counts
 * @returns {import("../app.js").Part}
 */
export function createCountList(app, counts) {
    const heading = el("h3");
    const list = el("ol", { class: "count-list", id: "counted", tabindex: -1 });
    const account = el("ul", {});
    const title = el("h3");
    const root = el(
        "div",
        { class: "counted" },
        heading,
        list,
        el("section", { class: "box" }, title, account),
    );
    byId("story").prepend(root);

    return {
        render(state) {
            const tr = app.tr();
            const view = app.frame().counts;
            const { measure } = state;
            const kind = measure === "first" || measure === "sum" ? measure : counts.of;
            setText(heading, tr.t(`counts.list.${kind}`));
            list.setAttribute("aria-label", heading.textContent);
            const focused = document.activeElement?.getAttribute("data-unit");
            list.replaceChildren(...topUnits(app).map((unit) => unitRow(app, unit)));
            if (focused && !document.querySelector(":focus[data-unit]")) {
                const again = list.querySelector(`[data-unit="${focused}"]`);
                /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
            }
            setText(title, tr.t("counts.about"));
            const told = accountInWords(counts, view?.undrawn ?? 0, tr);
            account.replaceChildren(...told.map((text) => el("li", {}, text)));
        },
    };
}

/**
 * The units with the largest values, or the earliest years.
 * @param {App} app
 */
function topUnits(app) {
    const { counts: view, state } = app.frame();
    if (!view) {
        return [];
    }
    const { value, n } = view;
    const sign = state.measure === "first" ? 1 : -1;
    const at = (/** @type {Float64Array} */ of, /** @type {number} */ unit) => of[unit] ?? 0;
    return Array.from(value.keys())
        .filter((unit) => !Number.isNaN(value[unit]))
        .sort((a, b) => sign * (at(value, a) - at(value, b)) || at(n, b) - at(n, a) || a - b)
        .slice(0, MOST);
}

/**
 * @param {App} app
 * @param {number} unit
 */
function unitRow(app, unit) {
    const { model, store } = app;
    const tr = app.tr();
    const { counts: view, state } = app.frame();
    const adcode = model.units.adcode[unit] ?? "";
    const mark = el("span", { class: "swatch" });
    mark.style.setProperty("--swatch", view?.colours[(view.of[unit] ?? 1) - 1] || "transparent");
    const value = valueInWords(state.measure, view?.value[unit] ?? 0, tr);
    const other = otherName(model.units, unit, tr.lang);
    const around = aroundUnit(model.units, unit, tr.lang);
    const comma = other && around && tr.t("join.comma").trim();
    const button = el(
        "button",
        {
            type: "button",
            class: "count-row",
            "data-unit": adcode,
            "aria-current": String(state.unit === adcode),
            onclick: () => store.set({ unit: adcode, site: -1 }),
            onfocus: () => app.point(unit),
            onblur: () => app.point(null),
            onpointerenter: () => app.point(unit),
            onpointerleave: () => app.point(null),
        },
        mark,
        el(
            "span",
            { class: "name" },
            unitName(model.units, unit, tr.lang),
            el("span", { class: "other" }, ` ${other}${comma} ${around}`),
        ),
        el("span", { class: "figure" }, value),
    );
    return el("li", {}, button);
}
