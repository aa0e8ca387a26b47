/**
 * Sharing: a link to what is shown, code that embeds it, a citation.
 */

import { closeOutside, icon } from "../dom/controls.js";
import { el } from "../dom/dom.js";
import { escapeXml } from "../dom/drawing.js";
import { altText, citation } from "../words/citation.js";
import { titleIn } from "../words/words.js";

/** @typedef {import("../app.js").App} App */

const FIELDS = /** @type {const} */ (["link", "embed", "cite"]);

/**
 * @param {App} app
 * @returns {{root: HTMLElement, label: () => void}}
 */
export function createShare(app) {
    const said = el("p", { class: "quiet", role: "status" });
    const fields = FIELDS.map((name) => {
        const text = el("textarea", {
            readonly: true,
            rows: name === "link" ? 2 : 4,
            "data-share": name,
            onfocus: () => text.select(),
        });
        const label = el("span");
        const button = el("button", { type: "button", class: "more", onclick: () => copy(text) });
        return { name, label, text, button };
    });
    const sheet = el(
        "div",
        { class: "sheet share" },
        ...fields.map(({ label, text, button }) =>
            el("div", { class: "share-field" }, el("label", {}, label, text), button),
        ),
        said,
    );
    const name = el("span", { class: "tool-name" });
    const mark = el(
        "span",
        { class: "tool-icon" },
        icon("M10 12V3M6.5 6 10 2.5 13.5 6M5 9v8h10V9"),
    );
    const summary = el("summary", {}, mark, name);
    const root = el(
        "details",
        { class: "filters take-tool tool-share", ontoggle: fill },
        summary,
        sheet,
    );
    closeOutside(root);
    app.store.subscribe(fill);

    function fill() {
        if (!root.open) {
            return;
        }
        const link = addressOf(app, false);
        const title = titleIn(app.model, app.tr().lang) + app.tr().t("join.colon") + altText(app);
        const texts = {
            link,
            embed: embedCode(addressOf(app, true), title),
            cite: citation(app, isOnWeb() ? link : "", new Date()),
        };
        for (const { name, text } of fields) {
            text.value = texts[name];
        }
        said.textContent = isOnWeb() ? "" : app.tr().t("share.disk");
    }

    /** @param {HTMLTextAreaElement} text */
    async function copy(text) {
        const { t } = app.tr();
        text.select();
        try {
            await navigator.clipboard.writeText(text.value);
            said.textContent = t("share.copied");
        } catch {
            said.textContent = t("share.selected"); // the browser forbids it; the text is marked
        }
    }

    return {
        root,
        label() {
            const { t } = app.tr();
            name.textContent = t("share");
            for (const { name, label, button } of fields) {
                label.textContent = t(`share.${name}`);
                button.textContent = t("share.copy");
                button.setAttribute(
                    "aria-label",
                    t("share.copy") + t("join.colon") + t(`share.${name}`),
                );
            }
            fill();
        },
    };
}

/** Where the page was published, as its builder said; empty if not. */
const published = () => document.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? "";

/** Whether others can open the address of the page. */
const isOnWeb = () => Boolean(published()) || /^https?:$/.test(window.location.protocol);

/**
 * The address of the state shown. That of a page opened from disk is only the name of its file: the
 * folders of a reader's machine are nobody's business, and lead nobody else to it.
 * @param {App} app
 * @param {boolean} embedded
 * @returns {string}
 */
export function addressOf({ store }, embedded) {
    const address = new URL(store.address(), published() || window.location.href);
    address.search = embedded ? "?embed" : "";
    const file = address.pathname.split("/").at(-1) ?? "";
    return isOnWeb() ? address.href : file + address.search + address.hash;
}

/**
 * @param {string} address
 * @param {string} title
 * @returns {string}
 */
export function embedCode(address, title) {
    const attributes = {
        src: address,
        title,
        width: "100%",
        height: "640",
        loading: "lazy",
        style: "border:0",
        allowfullscreen: "",
    };
    const written = Object.entries(attributes).map(([name, value]) =>
        value ? `${name}="${escapeXml(value)}"` : name,
    );
    return `<iframe ${written.join(" ")}></iframe>`;
}
