/**
 * What the colours and patterns mean: only what stands on the map in the years shown. Where there is
 * little room it is a strip below the map, in short.
 */

import { swatch } from "../dom/controls.js";
import { byId, el } from "../dom/dom.js";
import {
    anySiteOpen,
    namedClasses,
    shownOnMap,
    usesOnMap,
    whatCanShow,
} from "../state/colouryears.js";
import { classSpan, coloursOf } from "../state/palette.js";
import { unknownInWords } from "../words/words.js";
import { inkOn } from "./sites.js";

/** @typedef {import("../state/colouryears.js").Shown} Shown */
/** @typedef {{node: HTMLElement, stands: (shown: Shown) => boolean}} Row */

/** Of the state: a change of them changes what the legend can hold. */
const LEGEND_KEYS = /** @type {const} */ ([
    "lang",
    "level",
    "mode",
    "province",
    "source",
    "status",
]);

/**
 * @param {import("../app.js").App} app
 * @returns {import("../app.js").Part}
 */
export function createLegend(app) {
    const root = byId("legend");
    /** @type {Row[]} */
    let rows = [];
    let open = true;

    return {
        render(state, previous) {
            if (!previous || LEGEND_KEYS.some((key) => previous[key] !== state[key])) {
                rows = rowsOf(app, state);
                const { t } = app.tr();
                const details = el(
                    "details",
                    {
                        open,
                        ontoggle: () => {
                            open = details.open;
                        },
                    },
                    el("summary", {}, t("legend")),
                    el("ul", {}, ...rows.map(({ node }) => node)),
                );
                root.replaceChildren(details);
            }
            const shown = shownOnMap(app);
            for (const { node, stands } of rows) {
                node.classList.toggle("absent", !stands(shown));
            }
        },
    };
}

/**
 * A row for everything that can stand on the map in some year.
 * @param {import("../app.js").App} app
 * @param {import("../model/types.js").State} state
 * @returns {Row[]}
 */
function rowsOf(app, state) {
    const { model, palette } = app;
    const { t } = app.tr();
    const has = whatCanShow(model, state);
    const [first = ""] = coloursOf(palette);
    const [sample = ""] = coloursOf(palette).slice(-1);
    const width = classSpan(palette);
    const rows = namedClasses(app, usesOnMap(model, state.level)).map(
        ({ at, colour, text, brief }) =>
            row(area(app, colour), text, brief, ({ classes }) => classes.has(at)),
    );
    if (width > 1) {
        const note = t("legend.classes", { n: width });
        rows.push({
            node: el("li", { class: "quiet" }, el("span", {}, note)),
            stands: ({ classes }) => classes.size > 0,
        });
    }
    if (has.inPart) {
        const part = swatch(palette.inPart(sample), true);
        rows.push(row(part, t("legend.inPart"), t("brief.inPart"), ({ inPart }) => inPart));
    }
    if (has.possible) {
        const hatched = swatch(palette.onLand(sample), false);
        const brief = t("status.possible");
        rows.push(row(hatched, t("legend.possible"), brief, ({ possible }) => possible));
    }
    if (model.sites.count) {
        rows.push(row(dot("", first), t("legend.site"), t("brief.site"), ({ sites }) => sites));
        const several = dot("12", first);
        rows.push(row(several, t("legend.cluster"), t("brief.cluster"), ({ sites }) => sites));
        if (anySiteOpen(model)) {
            const ring = dot("", first, " dot-open");
            const brief = t("status.possible");
            rows.push(row(ring, t("legend.siteOpen"), brief, ({ siteOpen }) => siteOpen));
        }
    }
    if (has.out) {
        const plain = el("span", { class: "swatch swatch-out" });
        rows.push(row(plain, t("legend.out"), t("brief.out"), ({ out }) => out));
    }
    const land = el("span", { class: "swatch swatch-unknown" });
    const unknown = unknownInWords(state, app.tr());
    rows.push(row(land, unknown, t("status.unknown"), (shown) => shown.unknown));
    return rows;
}

/**
 * The colour of a year as areas have it; beside sites, which step forth, theirs on it.
 * @param {import("../app.js").App} app
 * @param {string} colour
 */
function area({ model, palette }, colour) {
    const node = swatch(palette.onLand(colour), true);
    node.append(model.sites.count ? dot("", colour) : "");
    return node;
}

/**
 * A site, or several of them with their number.
 * @param {string} text
 * @param {string} colour
 * @param {string} [more]  Further classes.
 */
function dot(text, colour, more = "") {
    const node = el(
        "span",
        { class: text ? "dot dot-cluster" : `dot${more}`, "aria-hidden": "true" },
        text,
    );
    node.style.setProperty("--swatch", colour);
    node.style.setProperty("--ink-on", inkOn(colour));
    return node;
}

/**
 * @param {HTMLElement} mark
 * @param {string} text
 * @param {string} brief  Where there is little room.
 * @param {Row["stands"]} stands
 * @returns {Row}
 */
function row(mark, text, brief, stands) {
    const words = [el("span", { class: "full" }, text), el("span", { class: "brief" }, brief)];
    return { node: el("li", {}, mark, ...words), stands };
}
