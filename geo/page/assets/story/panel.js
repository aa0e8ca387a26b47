/**
 * The panel: one unit or site, its status, and every statement behind it with its source.
 */

import { icon, swatch } from "../dom/controls.js";
import { byId, el, setHidden, setProps } from "../dom/dom.js";
import {
    codeOfDates,
    FOREVER,
    NEVER,
    STATUS,
    STATUS_NAMES,
    yearOfColour,
    yearOfSite,
} from "../model/status.js";
import { ancestors, otherName, unitName } from "../words/names.js";
import { boundsInWords, partsInWords, verdictInWords } from "../words/words.js";
import { markSilent, statementItem, statementsOf } from "./evidence.js";

/** @typedef {import("../app.js").App} App */

const CLOSE = "M5 5l10 10M15 5L5 15";

/**
 * @typedef {object} PanelKind  What a panel tells.
 * @property {(app: App) => boolean} isShown
 * @property {boolean} hasSites  Whether sites open it too.
 * @property {(app: App, unit: number, site: number) => HTMLElement[]} content  Of a unit, or -1 and
 *     a site.
 * @property {(app: App, root: HTMLElement, unit: number, site: number) => void} follow  Bring up to
 *     the years shown what depends on them; the rest stays, with the focus and the place to which it
 *     was scrolled.
 */

/** @type {PanelKind} */
const STATEMENTS = {
    isShown: (app) => !app.frame().counts,
    hasSites: true,
    content: (app, unit, site) => (unit < 0 ? siteContent(app, site) : unitContent(app, unit)),
    follow: followYear,
};

/**
 * @param {App} app
 * @param {PanelKind} kind
 * @returns {import("../app.js").Part}
 */
export function createPanel(app, kind = STATEMENTS) {
    const root = byId("panel");
    /** @type {Element | null} */
    let opener = null;
    /** How far the page was scrolled before a place was chosen far below the map. */
    let scrolled = 0;

    /** Close, and give the focus back to whatever opened the panel, the row of the list, the view. */
    function close() {
        const { unit, site } = app.store.get();
        app.store.set({ unit: "", site: -1 });
        const row =
            document.querySelector(`[data-unit="${unit}"], [data-site="${site}"]`) ??
            document.querySelector('#toolbar [aria-pressed="true"]');
        const target = opener?.isConnected && opener !== document.body ? opener : row;
        if (target instanceof HTMLElement) {
            target.focus({ preventScroll: true });
        }
        window.scrollTo({ top: scrolled, behavior: "instant" });
    }

    /** A class of the page tells it, too: a year would cost styles more that ask by `:has()`. */
    function open(/** @type {boolean} */ isOpen) {
        setHidden(root, !isOpen);
        byId("app").classList.toggle("telling", isOpen);
    }

    root.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && kind.isShown(app)) {
            close();
        }
    });

    return {
        render(state, previous) {
            const { units, sites } = app.model;
            const unit = units.row.get(state.unit);
            const isSite = kind.hasSites && state.site >= 0 && state.site < sites.count;
            const site = isSite ? state.site : null;
            if (unit === undefined && site === null) {
                if (!root.hidden) {
                    open(false);
                    root.replaceChildren();
                }
                return;
            }
            const same = previous?.unit === state.unit && previous.site === state.site;
            if (!same && previous && !root.contains(document.activeElement)) {
                opener = document.activeElement;
            }
            if (!same || previous.lang !== state.lang) {
                const button = closeButton(app, close);
                root.replaceChildren(button, ...kind.content(app, unit ?? -1, site ?? 0));
                if (root.hidden) {
                    scrolled = window.scrollY;
                }
                open(true);
                if (!same && getComputedStyle(root).position === "fixed") {
                    byId("stage").scrollIntoView({ block: "start", behavior: "instant" });
                }
                if (!same && previous) {
                    root.scrollTop = 0;
                    button.focus({ preventScroll: true });
                }
            }
            kind.follow(app, root, unit ?? -1, site ?? 0);
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
 * What a panel of a unit begins with: its name, and where it stands among the others.
 * @param {App} app
 * @param {number} unit
 * @param {(string | Node)[]} lineage
 * @returns {HTMLElement[]}
 */
export function unitHead({ model, tr }, unit, lineage) {
    const { lang } = tr();
    return [
        el(
            "h2",
            { id: "panel-name" },
            unitName(model.units, unit, lang),
            el("span", { class: "other" }, ` ${otherName(model.units, unit, lang)}`),
        ),
        el("p", { class: "quiet lineage" }, ...lineage),
    ];
}

/**
 * @param {App} app
 * @param {number} unit
 * @returns {HTMLElement[]}
 */
function unitContent(app, unit) {
    const { model } = app;
    const tr = app.tr();
    const parents = ancestors(model.units, unit);
    const level = tr.t(`level.one.${model.units.level[unit]}`);
    const lineage = [
        `${level} · ${model.units.adcode[unit]}`,
        ...parents.map((row) => unitLink(app, row)),
    ];
    const content = [...unitHead(app, unit, lineage), el("p", { class: "verdict" })];
    const when = startInWords(app, unit);
    if (when) {
        content.push(el("p", { class: "started" }, tr.t("panel.started", { when })));
    }
    return [...content, ...statementsOf(app, unit)];
}

/**
 * @param {App} app
 * @param {HTMLElement} root
 * @param {number} unit  Or -1 for a site.
 * @param {number} site
 */
function followYear(app, root, unit, site) {
    const { model, palette, store } = app;
    const tr = app.tr();
    const frame = app.frame();
    const { sites, dates, statuses } = model;
    const span = { ...frame.years, mode: frame.state.mode };
    const isUnit = unit >= 0;
    const code = isUnit
        ? (frame.code[unit] ?? STATUS.UNKNOWN)
        : codeOfDates(dates, sites.date[site] ?? 0, span);
    const year = isUnit ? yearOfColour(model, unit, code) : yearOfSite(model, site, code);
    const reached = !isUnit || statuses.reached[unit] === 1;
    root.querySelector(".verdict")?.replaceChildren(
        code >= STATUS.POSSIBLE ? swatch(palette.ofYear(year), code === STATUS.IN) : "",
        el("strong", {}, tr.t(`status.${STATUS_NAMES[code]}`)),
        ` ${verdictInWords(frame, code, reached, tr)}`,
        isUnit ? partsInWords(model, frame, unit, tr) : "",
    );
    for (const link of root.querySelectorAll(".lineage a")) {
        const adcode = link.getAttribute("data-adcode") ?? "";
        setProps(link, { href: store.address({ unit: adcode, site: -1 }) });
    }
    markSilent(app, root);
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
    return el("span", {}, " · ", el("a", { "data-adcode": adcode, onclick: open }, name));
}

/**
 * First year as bounds, in words.
 * @param {App} app
 * @param {number} unit
 * @returns {string}
 */
function startInWords({ model, tr }, unit) {
    const { reached, earliest, latest } = model.statuses;
    return reached[unit]
        ? boundsInWords(tr(), earliest[unit] ?? NEVER, latest[unit] ?? FOREVER)
        : "";
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
        el("p", { class: "verdict" }),
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
            }),
        ),
    ];
}
