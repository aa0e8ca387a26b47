/**
 * The panel: one unit or site, its status, and every statement behind it with its source.
 */

import { byId, el } from "./dom.js";
import { statementItem, statementsOf } from "./evidence.js";
import { icon } from "./maptools.js";
import { ancestors, otherName, unitName } from "./names.js";
import { codeOfDates, FOREVER, NEVER, STATUS, STATUS_NAMES, yearOfColour } from "./status.js";
import { swatch } from "./story.js";
import { verdictInWords } from "./words.js";

/** @typedef {import("./app.js").App} App */

const CLOSE = "M5 5l10 10M15 5L5 15";

/**
 * @param {App} app
 * @returns {import("./app.js").Part}
 */
export function createPanel(app) {
    const root = byId("panel");
    /** @type {Element | null} */
    let opener = null;

    /** Close, and give the focus back to whatever opened the panel, the row of the list, the view. */
    function close() {
        const { unit, site } = app.store.get();
        app.store.set({ unit: "", site: -1 });
        const row =
            document.querySelector(`[data-unit="${unit}"], [data-site="${site}"]`) ??
            document.querySelector('#toolbar [aria-pressed="true"]');
        const target = opener?.isConnected && opener !== document.body ? opener : row;
        if (target instanceof HTMLElement) {
            target.focus();
        }
    }

    root.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            close();
        }
    });

    return {
        render(state, previous) {
            const { units, sites } = app.model;
            const unit = units.row.get(state.unit);
            const site = state.site >= 0 && state.site < sites.count ? state.site : null;
            if (unit === undefined && site === null) {
                root.hidden = true;
                root.replaceChildren();
                return;
            }
            const same = previous?.unit === state.unit && previous.site === state.site;
            if (!same && previous && !root.contains(document.activeElement)) {
                opener = document.activeElement;
            }
            const content =
                unit === undefined ? siteContent(app, site ?? 0) : unitContent(app, unit);
            const button = closeButton(app, close);
            root.replaceChildren(button, ...content);
            root.hidden = false;
            if (!same && previous) {
                root.scrollTop = 0;
                button.focus({ preventScroll: true });
            }
        },
    };
}

/**
 * @param {App} app
 * @param {() => void} close
 */
function closeButton(app, close) {
    const label = app.tr().t("close");
    return el(
        "button",
        { type: "button", class: "close", "aria-label": label, title: label, onclick: close },
        icon(CLOSE),
    );
}

/**
 * @param {App} app
 * @param {number} unit
 * @returns {HTMLElement[]}
 */
function unitContent(app, unit) {
    const { model } = app;
    const tr = app.tr();
    const code = app.frame().code[unit] ?? 0;
    const parents = ancestors(model.units, unit);
    const level = tr.t(`level.one.${model.units.level[unit]}`);
    const content = [
        el(
            "h2",
            { id: "panel-name" },
            unitName(model.units, unit, tr.lang),
            el("span", { class: "other" }, ` ${otherName(model.units, unit, tr.lang)}`),
        ),
        el(
            "p",
            { class: "quiet lineage" },
            `${level} · ${model.units.adcode[unit]}`,
            ...parents.map((row) => unitLink(app, row)),
        ),
        verdictLine(app, code, model.statuses.reached[unit] === 1, yearOfColour(model, unit, code)),
    ];
    const when = startInWords(app, unit);
    if (when) {
        content.push(el("p", { class: "started" }, tr.t("panel.started", { when })));
    }
    return [...content, ...statementsOf(app, unit)];
}

/**
 * @param {App} app
 * @param {number} code
 * @param {boolean} reached  By a statement, in some year.
 * @param {number} year  Whose colour it has.
 */
function verdictLine({ palette, tr, frame }, code, reached, year) {
    return el(
        "p",
        { class: "verdict" },
        code >= STATUS.POSSIBLE ? swatch(palette.ofYear(year), code === STATUS.IN) : null,
        el("strong", {}, tr().t(`status.${STATUS_NAMES[/** @type {0} */ (code)]}`)),
        ` ${verdictInWords(frame(), code, reached, tr())}`,
    );
}

/**
 * @param {App} app
 * @param {number} unit
 */
function unitLink(app, unit) {
    const adcode = app.model.units.adcode[unit] ?? "";
    const name = unitName(app.model.units, unit, app.tr().lang);
    const open = (/** @type {Event} */ event) => {
        event.preventDefault();
        app.store.set({ unit: adcode, site: -1 });
    };
    const link = el(
        "a",
        { href: app.store.address({ unit: adcode, site: -1 }), onclick: open },
        name,
    );
    return el("span", {}, " · ", link);
}

/**
 * First year as bounds, in words.
 * @param {App} app
 * @param {number} unit
 * @returns {string}
 */
export function startInWords({ model, tr }, unit) {
    const { reached, earliest, latest } = model.statuses;
    return reached[unit]
        ? boundsInWords(tr(), earliest[unit] ?? NEVER, latest[unit] ?? FOREVER)
        : "";
}

/**
 * The years that something may have started in, in words.
 * @param {import("./i18n.js").Translator} tr
 * @param {number} from  NEVER where open.
 * @param {number} to  FOREVER where open.
 * @returns {string}
 */
export function boundsInWords({ t }, from, to) {
    if (from === to) {
        return t("panel.started.exact", { year: from });
    }
    if (from === NEVER) {
        return to === FOREVER ? t("panel.started.open") : t("panel.started.by", { year: to });
    }
    return to === FOREVER
        ? t("panel.started.from", { year: from })
        : t("panel.started.between", { from, to });
}

/**
 * @param {App} app
 * @param {number} site
 * @returns {HTMLElement[]}
 */
function siteContent(app, site) {
    const { model } = app;
    const tr = app.tr();
    const unit = model.sites.unit[site] ?? -1;
    const date = model.sites.date[site] ?? 0;
    const heading = el("h2", { id: "panel-name" }, "…");
    const frame = app.frame();
    const code = codeOfDates(model.dates, date, { ...frame.years, mode: frame.state.mode });
    const around = unit < 0 ? [] : [unit, ...ancestors(model.units, unit)];
    model.names.read(site).then(([name]) => {
        heading.textContent = name ?? "";
    });
    const position = tr.t("panel.position", {
        lat: (model.sites.lat[site] ?? 0).toFixed(4),
        lon: (model.sites.lon[site] ?? 0).toFixed(4),
    });
    return [
        heading,
        el("p", { class: "quiet lineage" }, position, ...around.map((row) => unitLink(app, row))),
        verdictLine(app, code, true, model.sites.year[site] ?? 0),
        el("h3", {}, tr.t("panel.statements")),
        el(
            "ol",
            { class: "statements" },
            statementItem(app, {
                relation: "",
                place: "",
                date,
                source: model.sources[model.sites.source[site] ?? 0],
                textRow: model.statements.count + site,
                speaks: code > 0,
            }),
        ),
    ];
}
