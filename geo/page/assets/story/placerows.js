/**
 * The rows of the list of places: a place, a site, or the head of a date.
 */

import { swatch } from "../dom/controls.js";
import { el } from "../dom/dom.js";
import { STATUS, yearOfColour, yearOfSite } from "../model/status.js";
import { dateInWords, whenInWords } from "../words/dates.js";
import { aroundUnit, loneName, otherName, unitName } from "../words/names.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {{head: string, n: number} | {place: import("../model/places.js").Place} | {site: number}} Entry */

/** @param {App} app @param {Frame} frame @param {Entry} entry */
export function rowOf(app, frame, entry) {
    if ("head" in entry) {
        const text = app.tr().t("list.group", { when: entry.head, n: entry.n });
        return el("li", { class: "place-group" }, el("h3", {}, text));
    }
    return "site" in entry ? siteRow(app, frame, entry.site) : unitRow(app, frame, entry.place);
}

/**
 * @param {App} app
 * @param {Frame} frame
 * @param {import("../model/places.js").Place} place
 */
function unitRow(app, frame, { unit, code, statement }) {
    const { units, statements } = app.model;
    const { lang } = app.tr();
    const around = aroundUnit(units, unit, lang);
    const adcode = units.adcode[unit] ?? "";
    return placeRow(app, {
        name: unitName(units, unit, lang),
        other: otherName(units, unit, lang),
        around,
        date: statements.date[statement] ?? 0,
        year: yearOfColour(app.model, unit, code),
        settled: code === STATUS.IN,
        earlier: frame.code[unit] === STATUS.POSSIBLE,
        props: {
            "data-unit": adcode,
            onclick: () => app.store.set({ unit: adcode, site: -1 }),
            onpointerenter: () => app.point(unit),
            onpointerleave: () => app.point(null),
            onfocus: () => app.point(unit),
            onblur: () => app.point(null),
        },
    });
}

/**
 * @param {App} app
 * @param {Frame} frame
 * @param {number} site
 */
function siteRow(app, frame, site) {
    const { model } = app;
    const unit = model.sites.unit[site] ?? -1;
    const date = model.sites.date[site] ?? 0;
    const code = frame.sites.code?.[site] ?? STATUS.IN;
    const name = el("span", {}, "…");
    model.names.read(site).then(([text]) => {
        name.textContent = text ?? "";
    });
    return placeRow(app, {
        name,
        other: "",
        around: loneName(model.units, unit, app.tr().lang),
        date,
        year: yearOfSite(model, site, code),
        settled: code === STATUS.IN,
        earlier: false,
        props: {
            "data-site": site,
            onclick: () => app.store.set({ site, unit: "" }),
        },
    });
}

/**
 * A place with its date; where that leaves it open, in words as well as by the hatched sample.
 * @param {App} app
 * @param {{name: string | Node, other: string, around: string, date: number, year: number,
 *     settled: boolean, earlier: boolean, props: import("../dom/dom.js").Props}} place  `year`: whose colour;
 *     `earlier`: it may have been one of the unnamed places before its date.
 */
function placeRow(app, { name, other, around, date, year, settled, earlier, props }) {
    const tr = app.tr();
    const { dates } = app.model;
    const start = settled && dateInWords(dates.start[date] ?? "", tr);
    const doubt = settled ? earlier && "list.earlier" : "list.possible";
    const comma = other && around && tr.t("join.comma").trim();
    return el(
        "li",
        {},
        el(
            "button",
            { type: "button", class: "place", tabindex: -1, ...props },
            swatch(app.palette.ofYear(year), settled),
            el(
                "span",
                { class: "names" },
                el("span", { class: "name" }, name),
                " ",
                other && el("span", { class: "quiet" }, `${other}${comma} `),
                el("span", { class: "quiet around" }, around),
            ),
            el(
                "span",
                { class: "when" },
                start || whenInWords(dates, date, tr),
                doubt && el("small", {}, ` ${tr.t(doubt)}`),
            ),
        ),
    );
}
