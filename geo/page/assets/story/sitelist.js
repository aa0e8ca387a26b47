/**
 * The sites in a unit, as links: they are what its status rests on.
 */

import { el } from "../dom/dom.js";
import { isWithin } from "../state/viewmodel.js";
import { dateInWords } from "../words/dates.js";

/** @typedef {import("../app.js").App} App */

/** Shown at first, and added by each press of the button. */
const ROWS = 10;
const MORE_ROWS = 50;

/**
 * Rows of the sites in a unit or in what lies in it, by first year.
 * @param {import("../model/types.js").Model} model
 * @param {number} unit
 * @returns {number[]}
 */
export function sitesWithin(model, unit) {
    const { units, sites } = model;
    const inside = Array.from({ length: units.count }, (_, row) => isWithin(model, row, unit));
    const rows = [];
    for (let site = 0; site < sites.count; site++) {
        if (inside[sites.unit[site] ?? -1]) {
            rows.push(site);
        }
    }
    return rows;
}

/**
 * @param {App} app
 * @param {number[]} sites
 * @returns {HTMLElement}
 */
export function siteList(app, sites) {
    const { t } = app.tr();
    const list = el("ul", { class: "sites" });
    const more = el("button", { type: "button", class: "more", onclick: () => add(MORE_ROWS) });
    add(ROWS);

    /** @param {number} count */
    function add(count) {
        const from = list.children.length;
        list.append(...sites.slice(from, from + count).map((site) => siteItem(app, site)));
        const left = sites.length - list.children.length;
        more.hidden = left === 0;
        more.textContent = t("list.more", { n: left });
        if (from) {
            list.children[from]?.querySelector("a")?.focus();
        }
    }

    return el("div", {}, list, more);
}

/**
 * @param {App} app
 * @param {number} site
 */
function siteItem(app, site) {
    const { model, store } = app;
    const tr = app.tr();
    const open = (/** @type {Event} */ event) => {
        event.preventDefault();
        store.set({ site, unit: "" });
    };
    const name = el("a", { href: store.address({ site, unit: "" }), onclick: open }, "…");
    model.names.read(site).then(([text]) => {
        name.textContent = text ?? "";
    });
    const date = model.dates.start[model.sites.date[site] ?? 0] ?? "";
    const when = date ? dateInWords(date, tr) : tr.t("date.none");
    return el("li", {}, name, el("span", { class: "quiet" }, ` ${when}`));
}
