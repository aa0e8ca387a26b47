/**
 * Downloads: the table as CSV, units and sites as GeoJSON, the view as a picture; and printing.
 */

import { closeOutside, icon } from "../dom/controls.js";
import { el } from "../dom/dom.js";
import { toXml } from "../dom/drawing.js";
import { outlinesInWords } from "../words/citation.js";
import { shownInWords, titleIn } from "../words/words.js";
import { BYTE_ORDER_MARK } from "./csv.js";
import { csvLines, exportRows, saysSomething } from "./exportrows.js";
import { writeGeoJson } from "./geojson.js";
import { pictureOf } from "./picture.js";
import { statementLines } from "./statementrows.js";

/** @typedef {import("../app.js").App} App */

/** Pixels of a PNG per unit of the drawing. */
const PNG_SCALE = 2;

/**
 * @param {App} app
 * @param {import("./picture.js").Drawings} drawings
 * @returns {{root: HTMLElement, label: () => void}}
 */
export function createDownloads(app, drawings) {
    const { model } = app;
    const picture = () => toXml(pictureOf(app, drawings, "picture"));
    /** @type {Record<string, () => Promise<unknown> | void>} */
    const actions = {
        csv: async () => {
            const rows = await exportRows(model, app.frame());
            const lines = csvLines(rows.filter(saysSomething));
            save([BYTE_ORDER_MARK, ...lines], "text/csv;charset=utf-8", "csv");
        },
        statements: async () => {
            const lines = await statementLines(model);
            save([BYTE_ORDER_MARK, ...lines], "text/csv;charset=utf-8", "statements.csv");
        },
        geojson: async () => {
            const rows = await exportRows(model, app.frame());
            const text = writeGeoJson(model.topology, rows, aboutCollection(app));
            save([text], "application/geo+json", "geojson");
        },
        png: async () => save([await rasterised(picture())], "image/png", "png"),
        svg: () => save([picture()], "image/svg+xml", "svg"),
        print: () => window.print(),
    };

    /**
     * @param {BlobPart[]} parts
     * @param {string} type
     * @param {string} extension
     */
    function save(parts, type, extension) {
        const address = URL.createObjectURL(new Blob(parts, { type }));
        const title = titleIn(model, app.tr().lang);
        const name = fileName(title, shownInWords(model, app.frame(), app.tr()), extension);
        el("a", { href: address, download: name }).click();
        setTimeout(() => URL.revokeObjectURL(address), 60_000);
    }

    const buttons = Object.entries(actions).map(([name, action]) =>
        el("button", {
            type: "button",
            class: "sheet-choice",
            "data-take": name,
            onclick: async () => {
                root.open = false;
                root.querySelector("summary")?.focus();
                await action();
            },
        }),
    );
    const name = el("span", { class: "tool-name" });
    const mark = el("span", { class: "tool-icon" }, icon("M10 3v9M6 9l4 4 4-4M4 16h12"));
    const summary = el("summary", {}, mark, name);
    const sheet = el("div", { class: "sheet takeaway" }, ...buttons);
    const root = el("details", { class: "filters take-tool tool-take" }, summary, sheet);
    closeOutside(root);

    return {
        root,
        label() {
            const { t } = app.tr();
            name.textContent = t("take");
            for (const button of buttons) {
                button.textContent = t(`take.${button.getAttribute("data-take")}`);
            }
        },
    };
}

/**
 * What a GeoJSON collection says of itself, as foreign members (RFC 7946, 6.1).
 * @param {App} app
 */
function aboutCollection(app) {
    const [attribution, ...disclaimer] = outlinesInWords(app);
    return {
        title: titleIn(app.model, app.tr().lang),
        years: shownInWords(app.model, app.frame(), app.tr()),
        attribution,
        disclaimer: disclaimer.join(" "),
    };
}

/**
 * A name that every file system takes: letters and digits of the title and of what is shown.
 * @param {string} title
 * @param {string} shown
 * @param {string} extension
 * @returns {string}
 */
export function fileName(title, shown, extension) {
    const [name, what] = [title, shown].map((text) => {
        const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        return [...words.join("-")].slice(0, 60).join("");
    });
    return `${name || "pilotmap"}-${what}.${extension}`;
}

/**
 * @param {string} drawing  An SVG document.
 * @returns {Promise<Blob>}  As PNG.
 */
async function rasterised(drawing) {
    const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
    try {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = el("canvas", {
            width: image.naturalWidth * PNG_SCALE,
            height: image.naturalHeight * PNG_SCALE,
        });
        const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        return await new Promise((resolve, reject) => {
            canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG"))));
        });
    } finally {
        URL.revokeObjectURL(address);
    }
}
