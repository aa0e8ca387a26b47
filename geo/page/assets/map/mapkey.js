/**
 * The key below the map: which places its numbers stand for, where their names have no room.
 */

import { byId, el, setHidden } from "../dom/dom.js";
import { labelName, otherName } from "../words/names.js";

/** @param {import("../app.js").App} app */
export function createMapKey(app) {
    const { model, store } = app;
    const root = el("ol", { class: "map-key", hidden: true });
    byId("stage").append(root);
    let shown = "";

    /**
     * @param {{text: string, unit: number}[]} numbers  Of places, in order.
     * @param {Set<number>} listed  Units that the years shown name; the others keep their room.
     */
    function show(numbers, listed) {
        const { lang } = store.get();
        const wanted = JSON.stringify([lang, numbers]);
        if (wanted !== shown) {
            shown = wanted;
            root.replaceChildren(...numbers.map((each) => entry(each)));
            root.setAttribute("aria-label", app.tr().t("map.key"));
            setHidden(root, numbers.length === 0);
            byId("stage").style.setProperty("--map-key", `${root.offsetHeight}px`);
        }
        for (const [i, { unit }] of numbers.entries()) {
            root.children[i]?.classList.toggle("later", !listed.has(unit));
        }
    }

    /** @param {{text: string, unit: number}} number */
    function entry({ text, unit }) {
        const { lang } = store.get();
        const other = otherName(model.units, unit, lang);
        return el(
            "li",
            {},
            el("b", {}, text),
            ` ${labelName(model.units, unit, lang)}`,
            other && el("span", { class: "quiet" }, ` ${other}`),
        );
    }

    return { show };
}
