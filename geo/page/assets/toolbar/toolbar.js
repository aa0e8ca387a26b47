/**
 * The row of tools: search, views, units, filter, language.
 */

import { byId, el, setProps } from "../dom/dom.js";
import { createFilters } from "./filters.js";
import { createSearchBox } from "./searchbox.js";

/** @typedef {import("../app.js").App} App */

/**
 * @param {App} app
 * @param {import("../model/types.js").View[]} views  Those that the page has.
 * @param {{root: HTMLElement, label: () => void}[]} extras  Further tools, such as downloads.
 * @returns {import("../app.js").Part}
 */
export function createToolbar(app, views, extras) {
    const { store } = app;
    const searchBox = createSearchBox(app);
    const filters = createFilters(app);
    const viewButtons = views.map((view) =>
        el("button", { type: "button", class: "choice", onclick: () => store.set({ view }) }),
    );
    const viewGroup = el("div", { class: "choices", role: "group" }, ...viewButtons);
    const language = el(
        "button",
        {
            type: "button",
            class: "language",
            onclick: () => store.set({ lang: store.get().lang === "en" ? "zh" : "en" }),
        },
        el("span", { lang: "en" }, "EN"),
        " | ",
        el("span", { lang: "zh-CN" }, "中文"),
    );
    byId("toolbar").append(
        searchBox.root,
        ...(views.length > 1 ? [viewGroup] : []),
        filters.root,
        ...extras.map(({ root }) => root),
        language,
    );

    function label() {
        const { t, lang } = app.tr();
        searchBox.label();
        filters.label();
        for (const extra of extras) {
            extra.label();
        }
        viewGroup.setAttribute("aria-label", t("views"));
        for (const [i, button] of viewButtons.entries()) {
            button.textContent = t(`view.${views[i]}`);
        }
        const other = lang === "en" ? "中文" : "English";
        language.setAttribute("aria-label", `EN | 中文${t("join.colon")}${other}`);
        for (const [i, span] of [...language.children].entries()) {
            span.classList.toggle("on", (i === 0) === (lang === "en"));
        }
    }

    return {
        render(state, previous) {
            if (!previous || previous.lang !== state.lang) {
                label();
            }
            filters.render(state, previous);
            for (const [i, button] of viewButtons.entries()) {
                setProps(button, { "aria-pressed": String(views[i] === state.view) });
            }
        },
    };
}
