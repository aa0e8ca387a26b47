/**
 * What is under the pointer, in words.
 */

import { el, setHidden } from "../dom/dom.js";
import { HOW, STATUS } from "../model/status.js";
import { whenInWords } from "../words/dates.js";
import { loneName, otherName, parentNames, unitName } from "../words/names.js";
import { partsInWords, verdictInWords } from "../words/words.js";

const MOST_STATEMENTS = 3;

/**
 * @param {import("../app.js").App} app
 * @param {HTMLElement} root
 */
export function createTooltip(app, root) {
    let showing = "";

    /**
     * @param {import("./sitegrid.js").Mark | null} mark
     * @param {number | null} unit
     * @param {{x: number, y: number}} at  In pixels of the map.
     */
    function show(mark, unit, at) {
        if (!mark && unit === null) {
            hide();
            return;
        }
        const key = mark ? `site ${mark.site} ${mark.count}` : `unit ${unit}`;
        if (key !== showing) {
            showing = key;
            root.replaceChildren();
            if (mark) {
                describeMark(mark);
            } else if (unit !== null) {
                root.append(...unitLines(app, unit));
            }
        }
        root.hidden = false;
        const parent = /** @type {HTMLElement} */ (root.offsetParent ?? document.body);
        const x = Math.min(at.x + 14, parent.clientWidth - root.offsetWidth - 8);
        const below = at.y + 16 + root.offsetHeight < parent.clientHeight;
        const y = below ? at.y + 16 : at.y - root.offsetHeight - 12;
        root.style.transform = `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`;
    }

    /** @param {import("./sitegrid.js").Mark} mark */
    function describeMark(mark) {
        const { model } = app;
        const tr = app.tr();
        const title = el(
            "strong",
            {},
            mark.count > 1 ? tr.t("map.cluster", { n: mark.count }) : "…",
        );
        root.append(title);
        if (mark.count > 1) {
            return;
        }
        const unit = model.sites.unit[mark.site] ?? -1;
        const when = whenInWords(model.dates, model.sites.date[mark.site], tr);
        const where = loneName(model.units, unit, tr.lang);
        const frame = app.frame();
        const code = frame.sites.code?.[mark.site] ?? STATUS.IN;
        root.append(
            el("div", {}, [where, when].filter(Boolean).join(" · ")),
            el("div", {}, verdictInWords(frame, code, true, tr)),
        );
        const asked = showing;
        model.names.read(mark.site).then(([name]) => {
            if (asked === showing) {
                title.textContent = name ?? "";
            }
        });
    }

    function hide() {
        showing = "";
        setHidden(root, true);
    }

    app.store.subscribe(hide);
    return { show, hide };
}

/**
 * Name, status and the statements behind it.
 * @param {import("../app.js").App} app
 * @param {number} unit
 * @returns {HTMLElement[]}
 */
function unitLines(app, unit) {
    const { model } = app;
    const tr = app.tr();
    const name = [unitName(model.units, unit, tr.lang), otherName(model.units, unit, tr.lang)];
    const parents = parentNames(model.units, unit, tr.lang);
    const frame = app.frame();
    const reached = model.statuses.reached[unit] === 1;
    const verdict = verdictInWords(frame, frame.code[unit] ?? 0, reached, tr);
    const head = el(
        "div",
        {},
        el("strong", {}, name[0] ?? ""),
        name[1] ? ` ${name[1]}` : "",
        parents ? el("span", { class: "quiet" }, ` · ${parents}`) : null,
    );
    if (app.kit && frame.counts) {
        return [head, ...app.kit.lines(app, unit).map((text) => el("div", {}, text))];
    }
    const lines = [head, el("div", {}, verdict, partsInWords(model, frame, unit, tr))];
    const { offset, row, how } = model.reasons;
    const first = offset[unit] ?? 0;
    const last = Math.min(offset[unit + 1] ?? 0, first + MOST_STATEMENTS);
    for (let i = first; i < last; i++) {
        lines.push(reasonLine(app, row[i] ?? 0, how[i] ?? 0));
    }
    return lines;
}

/**
 * @param {import("../app.js").App} app
 * @param {number} row
 * @param {number} code
 */
function reasonLine({ model, tr }, row, code) {
    const how = HOW[/** @type {0} */ (code)];
    const isList = how === /** @type {string} */ ("full list");
    const place = isList ? model.sources[row]?.title : model.statements.place[row];
    const when = isList ? "" : whenInWords(model.dates, model.statements.date[row], tr());
    const parts = [place ?? "", when, tr().t(`how.${how}`)];
    return el("div", { class: "quiet" }, parts.filter(Boolean).join(" · "));
}
