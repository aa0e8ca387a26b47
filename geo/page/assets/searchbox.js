/**
 * The search box: a combobox with a list, by the pattern of the ARIA Authoring Practices Guide.
 */

import { byId, el } from "./dom.js";
import { otherName, parentNames, unitName } from "./names.js";
import { folded, search, searchEntries } from "./searchindex.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./searchindex.js").Entry} Entry */

const MOST_RESULTS = 12;

/** @param {App} app */
export function createSearchBox(app) {
    const { model, store } = app;
    /** @type {Entry[]} */
    let entries = [];
    /** @type {Entry[]} */
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
        if (entries.length) {
            return;
        }
        entries = searchEntries(model);
        for await (const { first, columns } of model.names.blocks()) {
            for (const [i, name] of (columns[0] ?? []).entries()) {
                entries.push({ text: folded(name), unit: -1, site: first + i });
            }
        }
        update();
    }

    function hide() {
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    }

    function update() {
        results = search(entries, input.value, MOST_RESULTS);
        active = -1;
        list.replaceChildren(...results.map(option));
        if (!results.length && input.value.trim()) {
            const none = app.tr().t("search.none");
            list.append(el("li", { class: "none", role: "option", "aria-disabled": "true" }, none));
            byId("status").textContent = none;
        }
        const shown = Boolean(input.value.trim()) && document.activeElement === input;
        list.hidden = !shown;
        input.setAttribute("aria-expanded", String(shown));
    }

    /**
     * @param {Entry} entry
     * @param {number} i
     */
    function option(entry, i) {
        const { lang } = app.tr();
        const name = el("span", { class: "name" });
        const quiet = el("span", { class: "quiet" });
        if (entry.unit >= 0) {
            name.textContent = unitName(model.units, entry.unit, lang);
            const rest = [
                otherName(model.units, entry.unit, lang),
                parentNames(model.units, entry.unit, lang),
            ];
            quiet.textContent = ` ${rest.filter(Boolean).join(" · ")}`;
        } else {
            model.names.read(entry.site).then(([text]) => {
                name.textContent = text ?? "";
            });
        }
        return el(
            "li",
            {
                role: "option",
                id: `search-result-${i}`,
                "aria-selected": "false",
                // The field keeps the focus; a finger may scroll the list before it chooses.
                onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
                onclick: () => choose(i),
            },
            name,
            quiet,
        );
    }

    /** @param {number} i */
    function choose(i) {
        const entry = results[i];
        if (!entry) {
            return;
        }
        const adcode = entry.unit < 0 ? "" : (model.units.adcode[entry.unit] ?? "");
        input.value = "";
        hide();
        store.set({ unit: adcode, site: entry.site });
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step && results.length) {
            active = (active + step + results.length) % results.length;
            for (const [i, node] of [...list.children].entries()) {
                node.setAttribute("aria-selected", String(i === active));
            }
            list.children[active]?.scrollIntoView({ block: "nearest" });
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
