/**
 * Narrow down what is shown: one province, one source, one status.
 */

import { closeOutside } from "../dom/controls.js";
import { el } from "../dom/dom.js";
import { STATUS, STATUS_NAMES } from "../model/status.js";
import { levelsOf } from "../state/validstate.js";
import { unitName } from "../words/names.js";

/** What of the state the filters depend on. */
const TOLD = /** @type {const} */ ([
    "lang",
    "level",
    "province",
    "source",
    "status",
    "view",
    "layer",
]);

/** @param {import("../app.js").App} app */
export function createFilters(app) {
    const { model, store } = app;
    const summary = el("summary", { onclick: () => offer() });
    const levels = levelsOf(model);
    const level = select((value) => store.set({ level: Number(value) }));
    const province = select((value) => store.set({ province: value }));
    const source = select((value) => store.set({ source: value }));
    const status = select((value) => store.set({ status: value }));
    const clear = el("button", {
        type: "button",
        class: "more",
        onclick: () => {
            province.focus(); // for the button is disabled by what it does
            const untold = status.value ? "" : store.get().status;
            store.set({ province: "", source: "", status: untold });
        },
    });
    const fields = [
        ["level", level],
        ["filter.province", province],
        ["filter.source", source],
        ["filter.status", status],
    ].map(([key, control]) => {
        const label = el("span", {});
        return {
            key: String(key),
            label,
            node: el("label", {}, label, /** @type {Node} */ (control)),
        };
    });
    const sheet = el("div", { class: "sheet" }, ...fields.map(({ node }) => node), clear);
    const root = el("details", { class: "filters" }, summary, sheet);
    let offered = "";
    closeOutside(root);

    function label() {
        const { t } = app.tr();
        for (const { key, label: node } of fields) {
            node.textContent = t(key);
        }
        clear.textContent = t("filter.clear");
    }

    /** Fill the choices in the language of the page; few readers open them. */
    function offer() {
        const { t, lang, locale } = app.tr();
        if (offered === lang) {
            return;
        }
        offered = lang;
        level.replaceChildren(
            ...levels.map((each) => el("option", { value: each }, t(`level.${each}`))),
        );
        const all = t("filter.all");
        fill(province, all, provincesOf(model, lang, locale));
        fill(
            source,
            all,
            model.sources.filter(({ id }) => id).map(({ id, title }) => [id, title || id]),
        );
        const codes = [STATUS.IN, STATUS.POSSIBLE, STATUS.OUT];
        fill(
            status,
            all,
            codes.map((code) => [STATUS_NAMES[code], t(`status.${STATUS_NAMES[code]}`)]),
        );
        choose(app.frame().state);
    }

    /** @param {import("../model/types.js").State} state */
    function choose(state) {
        level.value = String(state.level);
        province.value = state.province;
        source.value = state.source;
        status.value = state.status;
    }

    /**
     * @param {import("../model/types.js").State} state
     * @param {import("../model/types.js").State | null} previous
     */
    function render(state, previous) {
        if (previous && TOLD.every((key) => previous[key] === state[key])) {
            return;
        }
        const { state: told, counts } = app.frame(); // without what the view does not tell
        const counted = Boolean(counts);
        const narrowed = Boolean(told.province || told.source || told.status);
        if (root.open || narrowed) {
            offer();
        }
        choose(told);
        status.closest("label")?.toggleAttribute("hidden", state.view === "text" || counted);
        source.closest("label")?.toggleAttribute("hidden", counted);
        const active = [province, source, status].filter(({ value }) => value);
        const what = active.map((control) => control.selectedOptions[0]?.textContent ?? "");
        const { t, list } = app.tr();
        summary.textContent = active.length ? t("filter.on", { what: list(what) }) : t("filter");
        root.classList.toggle("active", active.length > 0);
        clear.disabled = active.length === 0;
    }

    return { root, label, render };
}

/** @param {(value: string) => void} set */
function select(set) {
    const control = el("select", { onchange: () => set(control.value) });
    return control;
}

/**
 * @param {HTMLSelectElement} control
 * @param {string} all  What stands for no choice.
 * @param {[string, string][]} choices
 */
function fill(control, all, choices) {
    const options = /** @type {[string, string][]} */ ([["", all], ...choices]);
    control.replaceChildren(...options.map(([value, text]) => el("option", { value }, text)));
}

/**
 * The provinces by their names, as value and text.
 * @param {import("../model/types.js").Model} model
 * @param {import("../model/types.js").State["lang"]} lang
 * @param {string} locale
 */
function provincesOf({ units }, lang, locale) {
    const provinces = units.adcode.flatMap((adcode, row) =>
        units.level[row] === 0
            ? [/** @type {[string, string]} */ ([adcode, unitName(units, row, lang)])]
            : [],
    );
    return provinces.sort((a, b) => a[1].localeCompare(b[1], locale));
}
