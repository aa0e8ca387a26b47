/**
 * What the colours and patterns mean; only what the data can show.
 */

import { swatch } from "../dom/controls.js";
import { byId, el } from "../dom/dom.js";
import { anySiteOpen, namedClasses, usesOnMap, whatCanShow } from "../state/colouryears.js";
import { coloursOf } from "../state/palette.js";
import { unknownInWords } from "../words/words.js";
import { inkOn } from "./sites.js";

/** Of the state: a change of them changes the legend. */
const LEGEND_KEYS = /** @type {const} */ ([
    "lang",
    "level",
    "mode",
    "province",
    "source",
    "status",
]);
/** Screens on which the open legend would cover the map. */
const SMALL = "(max-width: 760px), (max-height: 520px)";
const SMALL_EMBEDDED = "(max-width: 600px), (max-height: 600px)";

/**
 * @param {import("../app.js").App} app
 * @returns {import("../app.js").Part}
 */
export function createLegend(app) {
    const root = byId("legend");

    return {
        render(state, previous) {
            const changed = !previous || LEGEND_KEYS.some((key) => previous[key] !== state[key]);
            if (!changed) {
                return;
            }
            const { t } = app.tr();
            const has = whatCanShow(app.model, state);
            const { onLand } = app.palette;
            const rows = namedClasses(app, usesOnMap(app.model, state.level)).map(
                ({ colour, text }) => row(area(app, colour), text),
            );
            const [sample = ""] = coloursOf(app.palette).slice(-1);
            if (has.inPart) {
                rows.push(row(swatch(app.palette.inPart(sample), true), t("legend.inPart")));
            }
            if (has.possible) {
                rows.push(row(swatch(onLand(sample), false), t("legend.possible")));
            }
            if (app.model.sites.count) {
                const [colour = ""] = coloursOf(app.palette);
                rows.push(row(dot("", colour), t("legend.site")));
                rows.push(row(dot("12", colour), t("legend.cluster")));
                if (anySiteOpen(app.model)) {
                    rows.push(row(dot("", colour, " dot-open"), t("legend.siteOpen")));
                }
            }
            if (has.out) {
                rows.push(row(el("span", { class: "swatch swatch-out" }), t("legend.out")));
            }
            rows.push(
                row(
                    el("span", { class: "swatch swatch-unknown" }),
                    unknownInWords(state, app.tr()),
                ),
            );
            root.replaceChildren(
                el(
                    "details",
                    { open: true },
                    el("summary", {}, t("legend")),
                    el("ul", {}, ...rows),
                ),
            );
            const details = root.querySelector("details");
            const embedded = document.documentElement.classList.contains("embed");
            if (details && matchMedia(embedded ? SMALL_EMBEDDED : SMALL).matches) {
                details.open = false;
            }
        },
    };
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
 */
function row(mark, text) {
    return el("li", {}, mark, el("span", {}, text));
}
