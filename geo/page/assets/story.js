/**
 * The column beside the map: the year, what is known of it, the places, what names none.
 */

import { createAbout } from "./about.js";
import { dateInWords } from "./dates.js";
import { byId, el, keyedChildren, setProps, setText } from "./dom.js";
import { siteAt, siteTotal } from "./frame.js";
import { ancestors, isShared, loneName, otherName, parentNames, unitName } from "./names.js";
import { KIND, STATUS, yearOfColour } from "./status.js";
import { inLanguage } from "./texts.js";
import { countInWords, restInWords, subjectInWords, yearsInWords } from "./words.js";

/** @typedef {import("./app.js").App} App */

/** Rows shown at first, and added by each press of the button. */
const ROWS = 60;

/**
 * @param {App} app
 * @returns {import("./app.js").Part}
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
                return place
                    ? placeRow(app, place)
                    : siteRow(app, sites[index - named.length] ?? 0);
            },
        );
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
            boxes.show(
                frame.unnamed.map((row) => `${look} ${row}`),
                (index) => unnamedBox(app, frame.unnamed[index] ?? 0),
            );
        },
    };
}

/**
 * @param {App} app
 * @param {import("./places.js").Place} place
 */
function placeRow(app, { unit, code, statement }) {
    const { model, store } = app;
    const tr = app.tr();
    const settled = code === STATUS.IN;
    const earlier = settled && app.frame().code[unit] === STATUS.POSSIBLE;
    const doubt = settled ? earlier && "list.earlier" : "list.possible";
    const date = model.dates.start[model.statements.date[statement] ?? 0] ?? "";
    const { units } = model;
    const around = isShared(units, unit, tr.lang)
        ? parentNames(units, unit, tr.lang)
        : unitName(units, ancestors(units, unit).at(-1) ?? -1, tr.lang);
    const adcode = model.units.adcode[unit] ?? "";
    const colour = app.palette.ofYear(yearOfColour(model, unit, code));
    return el(
        "li",
        {},
        el(
            "button",
            {
                type: "button",
                class: "place",
                tabindex: -1,
                "data-unit": adcode,
                onclick: () => store.set({ unit: adcode, site: -1 }),
                onpointerenter: () => app.point(unit),
                onpointerleave: () => app.point(null),
                onfocus: () => app.point(unit),
                onblur: () => app.point(null),
            },
            swatch(colour, settled),
            nameOf(unitName(units, unit, tr.lang), otherName(units, unit, tr.lang), around),
            el(
                "span",
                { class: "when" },
                date ? dateInWords(date, tr) : tr.t("date.none"),
                doubt ? el("small", {}, ` ${tr.t(doubt)}`) : null,
            ),
        ),
    );
}

/**
 * @param {App} app
 * @param {number} site
 */
function siteRow(app, site) {
    const { model, store } = app;
    const tr = app.tr();
    const unit = model.sites.unit[site] ?? -1;
    const date = model.dates.start[model.sites.date[site] ?? 0] ?? "";
    const name = el("span", { class: "name" }, "…");
    model.names.read(site).then(([text]) => {
        name.textContent = text ?? "";
    });
    const around = loneName(model.units, unit, tr.lang);
    const { code } = app.frame().sites;
    const settled = !code || code[site] === STATUS.IN;
    const from = model.dates.possibleFrom[model.sites.date[site] ?? 0] ?? 0;
    return el(
        "li",
        {},
        el(
            "button",
            {
                type: "button",
                class: "place",
                tabindex: -1,
                "data-site": site,
                onclick: () => store.set({ site, unit: "" }),
            },
            swatch(app.palette.ofYear(from), settled),
            el("span", { class: "names" }, name, el("span", { class: "quiet" }, ` ${around}`)),
            el("span", { class: "when" }, dateInWords(date, tr)),
        ),
    );
}

/**
 * @param {string} name
 * @param {string} other
 * @param {string} around
 */
function nameOf(name, other, around) {
    const quiet = [other, around].filter(Boolean).join("\u00a0· ");
    return el(
        "span",
        { class: "names" },
        el("span", { class: "name" }, name),
        quiet ? el("span", { class: "quiet" }, ` ${quiet}`) : null,
    );
}

/**
 * @param {string} colour
 * @param {boolean} settled
 * @returns {HTMLElement}
 */
export function swatch(colour, settled) {
    const node = el("span", { class: settled ? "swatch" : "swatch swatch-hatched" });
    node.style.setProperty("--swatch", colour);
    return node;
}

/**
 * @param {App} app
 * @param {number} row
 */
function unnamedBox(app, row) {
    const { model } = app;
    const tr = app.tr();
    const kind = model.statements.kind[row];
    const date = model.dates.start[model.statements.date[row] ?? 0] ?? "";
    const key = kind === KIND.COUNTRY ? "country" : kind === KIND.WITHIN ? "within" : "candidates";
    const text = el("p", { class: "said" });
    model.texts.read(row).then((strings) => {
        text.textContent = inLanguage(strings, tr.lang)[0] ?? "";
    });
    const when = date ? dateInWords(date, tr) : tr.t("date.none");
    return el(
        "section",
        { class: `box box-${key}` },
        el("h3", {}, `${when} · ${subjectInWords(model, row, tr)}`),
        text,
        el("p", { class: "quiet" }, tr.t(`unnamed.${key}.note`)),
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
 * @param {import("./types.js").State} state
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
