/**
 * The panel: one unit or site, its status, and every statement behind it with its source.
 */

import { sourceLine } from "./about.js";
import { spanInWords } from "./dates.js";
import { byId, el } from "./dom.js";
import { isWithin } from "./frame.js";
import { icon } from "./maptools.js";
import { ancestors, otherName, unitName } from "./names.js";
import { codeOfDates, FOREVER, HOW, KIND, NEVER, STATUS, yearOfColour } from "./status.js";
import { swatch } from "./story.js";
import { inLanguage } from "./texts.js";
import { verdictOf, verdictOn } from "./words.js";

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
    const status = verdictOf(model, app.frame(), unit);
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
        verdictLine(app, code, status, yearOfColour(model, unit, code)),
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
 * @param {ReturnType<typeof verdictOf>} verdict
 * @param {number} year  Whose colour it has.
 */
function verdictLine({ palette, tr }, code, verdict, year) {
    const { t } = tr();
    return el(
        "p",
        { class: "verdict" },
        code >= STATUS.POSSIBLE ? swatch(palette.ofYear(year), code === STATUS.IN) : null,
        el("strong", {}, t(`status.${verdict}`)),
        ` ${t(`status.${verdict}.long`)}`,
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
 * @param {number} unit
 * @returns {HTMLElement[]}
 */
function statementsOf(app, unit) {
    const { model } = app;
    const { t } = app.tr();
    const { offset, row, how } = model.reasons;
    const items = [];
    for (let i = offset[unit] ?? 0; i < (offset[unit + 1] ?? 0); i++) {
        const relation = HOW[/** @type {0} */ (how[i])];
        const at = row[i] ?? 0;
        items.push(
            relation === /** @type {string} */ ("full list")
                ? listItem(app, at, relation)
                : statementItem(app, at, relation),
        );
    }
    const counts = sitesInWords(app, unit).map((words) => el("p", {}, words));
    if (items.length + counts.length === 0) {
        counts.push(el("p", { class: "quiet" }, t("panel.noStatements")));
    }
    if (!items.length && model.statements.kind.includes(KIND.COUNTRY)) {
        counts.push(el("p", { class: "quiet" }, t("panel.countryWide")));
    }
    return [
        el("h3", {}, t("panel.statements")),
        ...(items.length ? [el("ol", { class: "statements" }, ...items)] : []),
        ...counts,
    ];
}

/**
 * How many sites bear on a unit: those in it, and those of which only a unit around it is known.
 * @param {App} app
 * @param {number} unit
 * @returns {string[]}
 */
function sitesInWords({ model, tr }, unit) {
    const { t, lang } = tr();
    const inside = sitesWithin(model, unit);
    const words = inside ? [t("panel.sites", { n: inside })] : [];
    for (const around of ancestors(model.units, unit)) {
        const n = model.sites.unit.reduce((count, row) => count + (row === around ? 1 : 0), 0);
        if (n) {
            words.push(t("panel.sitesAround", { n, place: unitName(model.units, around, lang) }));
        }
    }
    return words;
}

/**
 * @param {import("./types.js").Model} model
 * @param {number} unit
 * @returns {number}
 */
function sitesWithin(model, unit) {
    const inside = new Uint8Array(model.units.count + 1);
    for (let row = 0; row < model.units.count; row++) {
        inside[row] = isWithin(model, row, unit) ? 1 : 0;
    }
    return model.sites.unit.reduce((count, row) => count + (row >= 0 ? (inside[row] ?? 0) : 0), 0);
}

/**
 * @param {App} app
 * @param {number} row
 * @param {string} relation
 */
function statementItem(app, row, relation) {
    const { model } = app;
    const date = model.statements.date[row] ?? 0;
    const source = model.sources[model.statements.source[row] ?? 0];
    const { years, state } = app.frame();
    const speaks = codeOfDates(model.dates, date, { ...years, mode: state.mode }) > 0;
    const place = model.statements.place[row] ?? "";
    return item(app, { relation, place, date, source, textRow: row, speaks });
}

/**
 * @param {App} app
 * @param {number} sourceRow
 * @param {string} relation
 */
function listItem(app, sourceRow, relation) {
    const { t } = app.tr();
    const source = app.model.sources[sourceRow];
    return el(
        "li",
        { class: "statement" },
        el("p", { class: "how" }, t(`how.${relation}`)),
        source ? el("p", { class: "cited" }, sourceLine(app, source)) : null,
    );
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
        verdictLine(app, code, verdictOn(frame, code, true), model.sites.year[site] ?? 0),
        el("h3", {}, tr.t("panel.statements")),
        el(
            "ol",
            { class: "statements" },
            item(app, {
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

/**
 * One statement with its date, source, place in it, date rule and decision.
 * @param {App} app
 * @param {{relation: string, place: string, date: number, textRow: number, speaks: boolean,
 *     source: import("./types.js").Source | undefined}} statement
 * @returns {HTMLElement}
 */
function item(app, { relation, place, date, source, textRow, speaks }) {
    const { model } = app;
    const tr = app.tr();
    const said = el("p", { class: "said" });
    const facts = el("dl", { class: "facts" });
    const fact = (/** @type {string} */ key, /** @type {Node | string | undefined} */ value) => {
        if (value) {
            facts.append(el("dt", {}, tr.t(key)), el("dd", {}, value));
        }
    };
    const start = model.dates.start[date] ?? "";
    const end = model.dates.end[date] ?? "";
    fact("panel.asPrinted", place);
    fact("panel.date", spanInWords(start, end, tr));
    model.texts.read(textRow).then((strings) => {
        const [text, locator, dateNote, decision, , , former] = inLanguage(strings, tr.lang);
        said.textContent = text ?? "";
        fact("panel.dateNote", dateNote);
        fact("panel.source", source && sourceLine(app, source));
        fact("panel.locator", locator);
        fact("panel.decision", decision);
        fact("panel.former", former);
    });
    return el(
        "li",
        { class: speaks ? "statement" : "statement statement-silent" },
        relation ? el("p", { class: "how" }, tr.t(`how.${relation}`)) : null,
        said,
        facts,
    );
}
