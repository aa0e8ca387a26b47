/**
 * The search box: a combobox with a list, by the pattern of the ARIA Authoring Practices Guide.
 */

import { byId, el } from "../dom/dom.js";
import { lineage, otherName, parentNames, unitName } from "../words/names.js";
import { folded } from "../words/searchquery.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("./searchindex.js").Found} Found */

const MOST_RESULTS = 12;

/** @param {App} app */
export function createSearchBox(app) {
    const { model, store } = app;
    /** @type {import("./searchindex.js").SearchIndex | null} */
    let index = null;
    /** @type {Found[]} */
    let results = [];
    let active = -1;
    const list = el("ul", {
        class: "results",
        role: "listbox",
        id: "search-results",
        hidden: true,
    });
    const input = el("input", {
        type: "search",
        class: "search-input",
        role: "combobox",
        autocomplete: "off",
        spellcheck: "false",
        "aria-autocomplete": "list",
        "aria-controls": "search-results",
        "aria-expanded": "false",
        oninput: update,
        onfocus: readNames,
        onkeydown: press,
        onblur: () => setTimeout(hide, 150),
    });
    const root = el("div", { class: "search" }, input, list);

    /** Names are read when somebody is about to search; those of sites are unpacked for it. */
    async function readNames() {
        if (index) {
            return;
        }
        index = app.tools().searchIndex(model);
        for await (const { columns } of model.names.blocks()) {
            index.sites.push(...(columns[0] ?? []).map(folded));
        }
        update();
    }

    function hide() {
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    }

    function update() {
        results = index ? app.tools().search(index, input.value, MOST_RESULTS) : [];
        active = -1;
        list.replaceChildren(...results.map((found, i) => option(app, found, i, () => choose(i))));
        const isNear = results[0]?.near;
        if ((!results.length || isNear) && input.value.trim()) {
            const none = app.tr().t(isNear ? "search.near" : "search.none");
            list.prepend(
                el("li", { class: "none", role: "option", "aria-disabled": "true" }, none),
            );
            byId("status").textContent = none;
        }
        const shown = Boolean(input.value.trim()) && document.activeElement === input;
        list.hidden = !shown;
        input.setAttribute("aria-expanded", String(shown));
    }

    /** @param {number} i */
    function choose(i) {
        const { unit, site } = results[i] ?? { unit: -1, site: -1 };
        if (unit >= 0 || site >= 0) {
            input.value = "";
            hide();
            store.set({ unit: model.units.adcode[unit] ?? "", site });
        }
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step && results.length) {
            active = (active + step + results.length) % results.length;
            for (const [i, node] of [...list.querySelectorAll("[id]")].entries()) {
                node.setAttribute("aria-selected", String(i === active));
            }
            list.querySelectorAll("[id]")[active]?.scrollIntoView({ block: "nearest" });
            input.setAttribute("aria-activedescendant", `search-result-${active}`);
            event.preventDefault();
        } else if (event.key === "Enter") {
            choose(Math.max(active, 0));
            event.preventDefault(); // or the key would press the button that is focused next
        } else if (event.key === "Escape") {
            input.value = "";
            hide();
        }
    }

    return {
        root,
        label() {
            const text = app.tr().t("search");
            input.setAttribute("aria-label", text);
            input.placeholder = text;
            list.setAttribute("aria-label", text);
        },
    };
}

/**
 * A result as an option of the list.
 * @param {App} app
 * @param {Found} found
 * @param {number} i  Its number among the results.
 * @param {() => void} choose
 */
function option(app, { unit, site }, i, choose) {
    const { lang } = app.tr();
    const name = el("span", { class: "name" });
    const quiet = el("span", { class: "quiet" });
    const { units, sites, names } = app.model;
    const around = [lineage(units, sites.unit[site] ?? -1, lang)];
    if (unit >= 0) {
        name.textContent = unitName(units, unit, lang);
        around.push(otherName(units, unit, lang), parentNames(units, unit, lang));
    } else {
        names.read(site).then(([text]) => {
            name.textContent = text ?? "";
        });
    }
    quiet.textContent = ` ${around.filter(Boolean).join(" · ")}`;
    return el(
        "li",
        {
            role: "option",
            id: `search-result-${i}`,
            "aria-selected": "false",
            // The field keeps the focus; a finger may scroll the list before it chooses.
            onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
            onclick: choose,
        },
        name,
        quiet,
    );
}
