/**
 * Sharing: a link to what is shown, code that embeds it, a citation.
 */

import { el } from "../dom/dom.js";
import { escapeXml } from "../dom/drawing.js";
import { altText, CITED_AS, citation } from "../words/citation.js";
import { titleIn } from "../words/words.js";
import { save } from "./save.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {keyof CITED_AS} Form */

const FORMS = /** @type {Form[]} */ (Object.keys(CITED_AS));
const FIELDS = /** @type {const} */ (["link", "embed", "cite"]);

/**
 * @param {App} app
 * @param {{root: HTMLDetailsElement}} tool  In which it stands.
 * @returns {{label: () => void}}
 */
export function createShare(app, { root }) {
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
    const options = FORMS.map((form) => el("option", { value: form }));
    const format = el("select", { onchange: fill }, ...options);
    const file = el("button", {
        type: "button",
        class: "more",
        "data-take": "citation",
        onclick: keep,
    });
    const sheet = el(
        "div",
        { class: "sheet share" },
        ...fields.map(({ name, label, text, button }) => {
            const row = el("div", { class: "share-row" }, button);
            if (name === "cite") {
                row.append(format, file);
            }
            return el("div", { class: "share-field" }, el("label", {}, label, text), row);
        }),
        said,
    );
    root.append(sheet);
    root.addEventListener("toggle", fill);
    app.store.subscribe(() => {
        for (const { text } of fields) {
            if (!root.open && text.value) {
                text.value = ""; // it is of another state: opening fills it a moment later
            }
        }
        fill();
    });

    function fill() {
        if (!root.open) {
            return;
        }
        const link = addressOf(app, false);
        const title = titleIn(app.model, app.tr().lang) + app.tr().t("join.colon") + altText(app);
        const texts = {
            link,
            embed: embedCode(addressOf(app, true), title),
            cite: citation(app, format.value, citedAddress(app), new Date()),
        };
        for (const { name, text } of fields) {
            text.value = texts[name];
        }
        said.textContent = isOnWeb() ? "" : app.tr().t("share.disk");
    }

    function keep() {
        const form = /** @type {Form} */ (format.value);
        const text = citation(app, form, citedAddress(app), new Date());
        save(app, new Blob([text], { type: `${CITED_AS[form]};charset=utf-8` }), form);
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
        label() {
            const { t } = app.tr();
            file.textContent = t("take");
            file.setAttribute("aria-label", t("take") + t("join.colon") + t("share.cite"));
            format.setAttribute("aria-label", t("share.cite"));
            for (const option of options) {
                option.textContent = t(`cite.${option.value}`);
            }
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

/** The address that a citation gives: none that nobody else can open. @param {App} app */
export const citedAddress = (app) => (isOnWeb() ? addressOf(app, false) : "");

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
 * A frame, and beside it the script that gives it the height it asks for: it heeds only messages that
 * come from the frame itself. Where scripts are removed, the frame keeps its proportions.
 * @param {string} address
 * @param {string} title
 * @returns {string}
 */
export function embedCode(address, title) {
    const attributes = {
        "data-pilotmap": "",
        src: address,
        title,
        loading: "lazy",
        style: "border:0;width:100%;aspect-ratio:4/3;min-height:660px;max-height:860px",
        allowfullscreen: "",
    };
    const written = Object.entries(attributes).map(([name, value]) =>
        value ? `${name}="${escapeXml(value)}"` : name,
    );
    return `<iframe ${written.join(" ")}></iframe>\n<${SCRIPT}>${FITTING}</${SCRIPT}>`;
}

/** Apart from its brackets: as a whole it would end the page's own script. */
const SCRIPT = "script";
/** In the page around a frame; without a sign that an editor of pages might escape. */
const FITTING =
    'addEventListener("message",function(e){var h=(e.data||{}).pilotmapHeight;' +
    'document.querySelectorAll("iframe[data-pilotmap]").forEach(function(f){' +
    "if(h===Math.round(h)){if(f.contentWindow===e.source){f.style.cssText=" +
    '"border:0;width:100%;height:"+Math.min(Math.max(h,200),3000)+"px"}}})})';
