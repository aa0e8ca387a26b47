/**
 * What a frame amounts to, in words that claim no more than the sources do.
 */

import { startOfPlace } from "../model/places.js";
import { FOREVER, KIND, NEVER, STATUS, STATUS_NAMES } from "../model/status.js";
import { isInPart, partsIn } from "../state/inpart.js";
import { filtersOf } from "../state/viewmodel.js";
import { isSettled } from "./mapnotes.js";
import { loneName, unitName } from "./names.js";

/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("./i18n.js").Translator} Translator */
/** @typedef {import("../model/types.js").Model} Model */

/** Of the title of a source that a count is narrowed down to, in characters. */
const MOST_OF_TITLE = 48;
/** Places in the text for a picture; of those beyond there is only a number. */
const MOST_IN_ALT = 12;
/** Among the kinds of places in the texts, behind the three levels. */
const ANY_PLACE = 3;
const SITE = 4;

/**
 * The title in the page's language, as far as there is one.
 * @param {Model} model
 * @param {string} lang
 * @returns {string}
 */
export function titleIn({ text }, lang) {
    return (lang === "zh" && text.titleZh) || text.title;
}

/**
 * What the publisher typed in the page's language, else in the other.
 * @param {Model} model
 * @param {"byline" | "credit"} name
 * @param {string} lang
 * @returns {string}
 */
export function typedIn({ text }, name, lang) {
    const [own, zh] = [text[name], text[/** @type {"creditZh"} */ (`${name}Zh`)]];
    return (lang === "zh" && zh) || own || zh;
}

/**
 * The years shown: `2018`, or `2016–2019`.
 * @param {Frame} frame
 * @returns {string}
 */
export function yearsInWords({ state, years }) {
    return state.mode === "range" && years.first !== years.last
        ? `${years.first}–${years.last}`
        : String(years.last);
}

/**
 * "At least 5 named places", of what the filters let through; or that no source speaks of the year.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string}
 */
export function countInWords(model, frame, tr) {
    const { state, years, named, possible } = frame;
    if (frame.counts) {
        return frame.counts.said(tr);
    }
    if (frame.silent) {
        const many = state.mode === "range" && years.first !== years.last;
        return tr.t(many ? "years.nothing" : "year.nothing", { year: years.last });
    }
    const none = named === 0 && possible > 0;
    const count = none ? tr.t("count.uncertain") : tr.t(`count.${state.mode}`, { n: named });
    const what = filtersInWords(model, state, tr);
    return what ? tr.t("filter.on", { what }) + tr.t("join.colon") + count : count;
}

/**
 * What the filters narrow the page down to; empty where they do not.
 * @param {Model} model
 * @param {import("../model/types.js").State} state
 * @param {Translator} tr
 * @returns {string}
 */
function filtersInWords(model, state, tr) {
    const { province, source } = filtersOf(model, state);
    const title = model.sources[source]?.title || state.source;
    return [
        province === undefined ? "" : unitName(model.units, province, tr.lang),
        title.length > MOST_OF_TITLE ? `${title.slice(0, MOST_OF_TITLE)}…` : title,
        state.status ? tr.t(`status.${state.status}`) : "",
    ]
        .filter(Boolean)
        .join(" · ");
}

/**
 * The years shown, and what they are narrowed down to.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string}
 */
export function shownInWords(model, frame, tr) {
    const what = filtersInWords(model, frame.state, tr);
    const years = yearsInWords(frame);
    return what ? years + tr.t("join.comma") + tr.t("filter.on", { what }) : years;
}

/**
 * What else is known besides the count, as sentences without their full stops.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string[]}
 */
export function restInWords(model, frame, tr) {
    if (frame.counts) {
        return frame.counts.rest(tr);
    }
    const rest = [];
    if (frame.state.mode === "upto" && !frame.silent && !startsIn(model, frame, frame.years.last)) {
        rest.push(tr.t("year.noneNew", { year: frame.years.last }));
    }
    return [...rest, ...restOf(model, frame, tr, false)];
}

/**
 * What is known beyond what is certain.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Translator} tr
 * @param {boolean} alt  As sentences, not as additions to a count.
 * @returns {string[]}
 */
function restOf(model, frame, tr, alt) {
    const rest = [];
    if (frame.possible) {
        const key = frame.named ? "count.possible" : "count.possibleOnly";
        rest.push(tr.t(key, { n: frame.possible }));
    }
    const kinds = frame.unnamed.map((row) => model.statements.kind[row]);
    const within = frame.unnamed.filter((row) => model.statements.kind[row] === KIND.WITHIN);
    const around = [...new Set(within.map((row) => model.statements.unit[row] ?? -1))];
    if (around.length) {
        const names = around.map((unit) => loneName(model.units, unit, tr.lang));
        rest.push(tr.t(alt ? "alt.within" : "count.within", { places: tr.list(names, 4) }));
    }
    const everywhere = frame.unnamed.filter((_, i) => kinds[i] === KIND.EVERYWHERE);
    if (everywhere.length) {
        const settled = everywhere.some((row) => isSettled(model, frame, row));
        const [now = "", open = ""] = alt
            ? ["alt.everywhere", "alt.everywhereOpen"]
            : ["count.everywhere", "count.everywhereOpen"];
        rest.push(tr.t(settled ? now : open));
    }
    if (kinds.includes(KIND.COUNTRY)) {
        rest.push(tr.t("count.more"));
    }
    return rest;
}

/**
 * What is seen on the map, in words: which places are named, what else is known.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string}
 */
export function seenInWords(model, frame, tr) {
    const { units } = model;
    const { t } = tr;
    const what = filtersInWords(model, frame.state, tr);
    const only = what ? t("filter.on", { what }) + t("join.colon") : "";
    if (frame.counts) {
        return only + [frame.counts.said(tr), ...frame.counts.rest(tr)].join(t("join.semicolon"));
    }
    if (frame.silent) {
        return only + countInWords(model, frame, tr).replace(/[.。]$/, "");
    }
    const rows = frame.places.filter(({ code }) => code === STATUS.IN).map(({ unit }) => unit);
    const sites = frame.named - rows.length;
    const words = t("alt.numbers").split(" ");
    const counted = (/** @type {number} */ kind, /** @type {number} */ n) =>
        t(frame.state.mode === "upto" ? "alt.upto" : "alt.in", {
            n,
            years: yearsInWords(frame),
            count: words[n] ?? n,
            kind: t(`alt.kind.${kind}`, { n }),
        });
    const levels = new Set(rows.map((unit) => units.level[unit] ?? ANY_PLACE));
    const [kind = ANY_PLACE] = levels.size === 1 ? levels : [];
    const said = [];
    if (rows.length || !sites) {
        const names = rows.map((unit) => loneName(units, unit, tr.lang));
        const places = rows.length ? t("join.colon") + tr.list(names, MOST_IN_ALT) : "";
        said.push(counted(kind, rows.length) + places);
    }
    if (sites) {
        said.push(counted(SITE, sites));
    }
    return only + [...said, ...restOf(model, frame, tr, true)].join(t("join.semicolon"));
}

/**
 * All of it in one sentence, as sliders say it.
 * @param {Model} model
 * @param {Frame} frame
 * @param {Translator} tr
 * @returns {string}
 */
export function spokenInWords(model, frame, tr) {
    const said = [countInWords(model, frame, tr), ...restInWords(model, frame, tr)];
    const count = said.join(tr.t("join.semicolon"));
    return tr.t("spoken", { years: yearsInWords(frame), count });
}

/**
 * What a statement is about: its place, or what it says of places that it does not settle.
 * @param {Model} model
 * @param {number} row
 * @param {Translator} tr
 * @returns {string}
 */
export function subjectInWords({ statements, units }, row, tr) {
    const { t, lang } = tr;
    const kind = statements.kind[row];
    const place = loneName(units, statements.unit[row] ?? -1, lang);
    if (kind === KIND.DENIED) {
        const denied = statements.candidates[row] ?? [statements.unit[row] ?? -1];
        const names = denied.map((unit) => loneName(units, unit, lang));
        return denied.includes(-1)
            ? t("denied.everywhere")
            : t("denied.in", { places: tr.list(names, 5) });
    }
    if (kind === KIND.COUNTRY || kind === KIND.EVERYWHERE) {
        return t(kind === KIND.COUNTRY ? "unnamed.country" : "unnamed.everywhere");
    }
    if (kind !== KIND.CANDIDATES) {
        return kind === KIND.WITHIN ? t("unnamed.within", { place }) : place;
    }
    const names = (statements.candidates[row] ?? []).map((unit) => loneName(units, unit, lang));
    const name = statements.place[row] ?? "";
    return t("unnamed.candidates", { places: tr.list(names, 5), name });
}

/**
 * Whether some place that is shown up to a year started in it, or may have.
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} year
 * @returns {boolean}
 */
function startsIn(model, { state, places, sites }, year) {
    const { possibleFrom, certainFrom } = model.dates;
    const { source } = filtersOf(model, state);
    const dated = (/** @type {number} */ row) =>
        (possibleFrom[row] ?? NEVER) <= year && year <= (certainFrom[row] ?? FOREVER);
    return (
        places.some(({ unit }) => {
            const { from, to } = startOfPlace(model, unit, source);
            return from <= year && year <= to;
        }) ||
        (sites.rows
            ? sites.rows.some((site) => dated(model.sites.date[site] ?? 0))
            : model.sites.used.some((n, row) => n > 0 && dated(row)))
    );
}

/**
 * What a status amounts to in the years shown, as a sentence. Where none is known, statements may
 * still speak of the unit or site at another time: then it is not so that nobody did.
 * @param {Frame} frame
 * @param {number} code
 * @param {boolean} reached  By a statement, in some year.
 * @param {Translator} tr
 * @returns {string}
 */
export function verdictInWords(frame, code, reached, { t }) {
    const status = STATUS_NAMES[/** @type {0} */ (code)];
    const elsewhen = frame.state.mode === "upto" ? "silent" : "notStarted";
    return t(`status.${code === STATUS.UNKNOWN && reached ? elsewhen : status}.long`, {
        years: yearsInWords(frame),
    });
}

/**
 * The years that something may have started in, in words.
 * @param {import("../words/i18n.js").Translator} tr
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
 * What plain land stands for. Filters leave units out, which is not to say that nobody spoke of them.
 * @param {import("../model/types.js").State} state
 * @param {import("../words/i18n.js").Translator} tr
 * @returns {string}
 */
export function unknownInWords({ mode, province, source, status }, { t }) {
    const unknown = t(mode === "upto" ? "legend.unknown" : "legend.unknownIn");
    return province || source || status
        ? unknown + t("join.comma") + t("legend.filtered")
        : unknown;
}

/**
 * Through how many of its units one is in, as a sentence behind another; empty where it is in itself.
 * @param {Model} model
 * @param {Frame} frame
 * @param {number} unit
 * @param {Translator} tr
 * @returns {string}
 */
export function partsInWords(model, frame, unit, { t, lang }) {
    const parts = isInPart(model, frame, unit) ? partsIn(model, frame, unit) : null;
    const blank = lang === "zh" ? "" : " ";
    return parts ? blank + t("status.inPart", { n: parts.n, total: parts.total }) : "";
}
