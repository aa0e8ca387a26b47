/**
 * The column beside the map: the year, what is known of it, the places, what names none.
 */

import { swatch } from "../dom/controls.js";
import { byId, el, keyedChildren, setProps, setText } from "../dom/dom.js";
import { STATUS, yearOfColour, yearOfSite } from "../model/status.js";
import { inLanguage } from "../model/texts.js";
import { siteAt, siteTotal } from "../state/viewmodel.js";
import { dateInWords, whenInWords } from "../words/dates.js";
import { createMapNotes } from "../words/mapnotes.js";
import { ancestors, isShared, loneName, otherName, parentNames, unitName } from "../words/names.js";
import { countInWords, restInWords, subjectInWords, yearsInWords } from "../words/words.js";
import { createAbout } from "./about.js";

/** @typedef {import("../app.js").App} App */

/** Rows shown at first, and added by each press of the button. */
const ROWS = 60;

/**
 * @param {App} app
 * @returns {import("../app.js").Part}
 */
export function createStory(app) {
    const { model } = app;
    const year = el("p", { class: "year" });
    const count = el("h2", { class: "count" });
    const rest = el("p", { class: "rest" });
    const places = el("ul", { class: "places", id: "places", tabindex: -1 });
    const more = el("button", { type: "button", class: "more", onclick: () => showMore() });
    const unnamed = el("div", { class: "unnamed" });
    const about = createAbout(app);
    byId("summary").append(year, el("div", { class: "counts" }, count, rest));
    byId("story").append(places, more, unnamed, about.root);
    const rows = keyedChildren(places);
    const boxes = keyedChildren(unnamed);
    const drawnInWords = createMapNotes(model);
    let limit = ROWS;
    let drawn = 0;
    /** Tells rows in one language and palette from those in another. */
    let look = 0;

    function showMore() {
        limit += ROWS * 4;
        renderPlaces();
        /** @type {HTMLElement | null} */ (
            places.children[drawn]?.querySelector("button")
        )?.focus();
    }

    function renderPlaces() {
        const frame = app.frame();
        const named = frame.places.slice(0, limit);
        const left = Math.min(siteTotal(frame.sites), limit - named.length);
        const sites = Array.from({ length: left }, (_, n) => siteAt(frame.sites, n));
        const { code } = frame.sites;
        drawn = places.children.length;
        /** @type {HTMLElement | null} */
        const held = places.querySelector(":focus");
        rows.show(
            [
                ...named.map(
                    ({ unit, code: own, statement }) =>
                        `${look} ${unit} ${statement} ${own} ${frame.code[unit]}`,
                ),
                ...sites.map((site) => `${look} site ${site} ${code ? code[site] : STATUS.IN}`),
            ],
            (index) => {
                const place = named[index];
                return place ? unitRow(app, place) : siteRow(app, sites[index - named.length] ?? 0);
            },
        );
        if (held && !held.isConnected) {
            const [name, value] = Object.entries(held.dataset)[0] ?? [];
            const again = places.querySelector(`[data-${name}="${value}"]`);
            /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
        }
        const total = frame.named + frame.possible;
        more.hidden = total <= limit;
        more.textContent = app.tr().t("list.more", { n: total - limit });
        markCurrent(places, app.store.get());
    }

    walkWithArrows(places);
    return {
        render(state, previous) {
            const frame = app.frame();
            const tr = app.tr();
            const years = yearsInWords(frame);
            setText(year, years);
            year.classList.toggle("year-range", years.length > 4);
            setText(count, countInWords(model, frame, tr));
            setText(rest, restInWords(model, frame, tr).join("\u00a0· "));
            if (!previous || previous.lang !== state.lang) {
                look++;
                places.setAttribute("aria-label", tr.t("list"));
                about.render();
            }
            renderPlaces();
            const notes = frame.unnamed.map((row) => drawnInWords(frame, row, tr));
            boxes.show(
                frame.unnamed.map((row, i) => `${look} ${row} ${notes[i]}`),
                (index) => unnamedBox(app, frame.unnamed[index] ?? 0, notes[index] ?? ""),
            );
        },
    };
}

/**
 * @param {App} app
 * @param {import("../model/places.js").Place} place
 */
function unitRow(app, { unit, code, statement }) {
    const { units, statements } = app.model;
    const { lang } = app.tr();
    const around = isShared(units, unit, lang)
        ? parentNames(units, unit, lang)
        : unitName(units, ancestors(units, unit).at(-1) ?? -1, lang);
    const adcode = units.adcode[unit] ?? "";
    return placeRow(app, {
        name: unitName(units, unit, lang),
        other: otherName(units, unit, lang),
        around,
        date: statements.date[statement] ?? 0,
        year: yearOfColour(app.model, unit, code),
        settled: code === STATUS.IN,
        earlier: app.frame().code[unit] === STATUS.POSSIBLE,
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
 * @param {number} site
 */
function siteRow(app, site) {
    const { model } = app;
    const unit = model.sites.unit[site] ?? -1;
    const date = model.sites.date[site] ?? 0;
    const code = app.frame().sites.code?.[site] ?? STATUS.IN;
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

/**
 * @param {App} app
 * @param {number} row
 * @param {string} note  What the map draws for it.
 */
function unnamedBox(app, row, note) {
    const { model } = app;
    const tr = app.tr();
    const text = el("p", { class: "said" });
    model.texts.read(row).then((strings) => {
        text.textContent = inLanguage(strings, tr.lang)[0] ?? "";
    });
    const when = whenInWords(model.dates, model.statements.date[row], tr);
    return el(
        "section",
        { class: "box" },
        el("h3", {}, `${when} · ${subjectInWords(model, row, tr)}`),
        text,
        el("p", { class: "quiet" }, note),
    );
}

/**
 * Up and Down, Home and End walk the list; Tab leaves it.
 * @param {HTMLElement} list
 */
function walkWithArrows(list) {
    list.addEventListener("keydown", (event) => {
        const buttons = [...list.querySelectorAll("button")];
        const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
        /** @type {Record<string, number>} */
        const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
        const target = targets[event.key];
        if (target !== undefined) {
            buttons[target]?.focus();
            event.preventDefault();
        }
    });
}

/**
 * Mark the row of the unit or site in the panel; Tab reaches it, or else the first row.
 * @param {HTMLElement} list
 * @param {import("../model/types.js").State} state
 */
function markCurrent(list, { unit, site }) {
    const buttons = [...list.querySelectorAll("button")];
    const current = buttons.find(({ dataset }) =>
        unit ? dataset.unit === unit : dataset.site === String(site),
    );
    const reached = current ?? buttons[0];
    for (const button of buttons) {
        setProps(button, {
            "aria-current": button === current ? "true" : null,
            tabindex: button === reached ? 0 : -1,
        });
    }
}
