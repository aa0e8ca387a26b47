/**
 * Downloads: the table as CSV, units and sites as GeoJSON, the view as a picture; and printing.
 */

import { closeOutside, icon } from "../dom/controls.js";
import { byId, el } from "../dom/dom.js";
import { toXml } from "../dom/drawing.js";
import { outlinesInWords } from "../words/citation.js";
import { locatorLine } from "../words/placelines.js";
import { shownInWords, titleIn } from "../words/words.js";
import { BYTE_ORDER_MARK } from "./csv.js";
import { csvLines, exportRows } from "./exportrows.js";
import { writeGeoJson } from "./geojson.js";
import { pictureOf, SIZES } from "./picture.js";
import { readmeFiles } from "./readme.js";
import { fileOf, save } from "./save.js";
import { statementLines } from "./statementrows.js";
import { zipOf } from "./zip.js";

/** @typedef {import("../app.js").App} App */

/** Pixels of a PNG per unit of the drawing, where its size is not one that others ask for. */
const PNG_SCALE = 2;
/** A file of more statements takes a second or longer, in which the page does nothing else. */
const MOST_AT_ONCE = 100_000;
const CSV = "text/csv;charset=utf-8";

/**
 * @param {App} app
 * @param {import("./picture.js").Drawings} drawings
 * @returns {{root: HTMLElement, label: () => void}}
 */
export function createDownloads(app, drawings) {
    const { model } = app;
    const size = el("select", { class: "picture-size" });
    const picture = async () => {
        const where = await locatorLine(app);
        return toXml(pictureOf(app, drawings, "picture", SIZES[size.selectedIndex], where));
    };
    const scale = () => (SIZES[size.selectedIndex]?.height ? 1 : PNG_SCALE);
    const table = async () => csvLines(await exportRows(model, app.frame()));
    const map = async () => {
        const rows = app.frame().counts
            ? (app.kit?.records(app) ?? [])
            : await exportRows(model, app.frame());
        return writeGeoJson(model.topology, rows, aboutCollection(app));
    };
    const csv = async (/** @type {Iterable<string> | AsyncIterable<string>} */ lines) =>
        new Blob([BYTE_ORDER_MARK, await fileOf(lines)], { type: CSV });
    /** @type {Record<string, () => Promise<unknown> | void>} */
    const actions = {
        zip: async () => {
            const files = {
                ...(app.kit && { "counts.csv": await csv(app.kit.table(app)) }),
                "statements.csv": await csv(statementLines(model)),
                "status.csv": await csv(await table()),
                "map.geojson": await fileOf(await map()),
                ...readmeFiles(app),
            };
            save(app, await zipOf(files), "zip");
        },
        statements: async () => save(app, await csv(statementLines(model)), "statements.csv"),
        csv: async () => save(app, await csv(await table()), "csv"),
        geojson: async () =>
            save(app, await fileOf(await map(), "application/geo+json"), "geojson"),
        png: async () => save(app, await rasterised(await picture(), scale()), "png"),
        svg: async () => save(app, await fileOf([await picture()], "image/svg+xml"), "svg"),
        print: () => window.print(),
    };

    const { kit } = app;
    const offered = Object.entries(actions).filter(
        ([name]) => model.texts.count || !["zip", "statements", "csv"].includes(name),
    );
    if (kit) {
        offered.unshift(["counts", async () => save(app, await csv(kit.table(app)), "counts.csv")]);
    }
    const buttons = offered.map(([name, action]) =>
        el("button", {
            type: "button",
            class: "sheet-choice",
            "data-take": name,
            onclick: async () => {
                if (model.texts.count > MOST_AT_ONCE) {
                    await noted();
                }
                root.open = false;
                root.querySelector("summary")?.focus();
                await action();
                label();
            },
        }),
    );
    const name = el("span", { class: "tool-name" });
    const mark = el("span", { class: "tool-icon" }, icon("M10 3v9M6 9l4 4 4-4M4 16h12"));
    const summary = el("summary", {}, mark, name);
    const sized = el("span", {});
    const sizes = el("label", { class: "sheet-size" }, sized, size);
    const sheet = el("div", { class: "sheet takeaway" }, ...buttons);
    sheet.insertBefore(sizes, sheet.querySelector("[data-take=png]"));
    const root = el("details", { class: "filters take-tool tool-take" }, summary, sheet);
    closeOutside(root);

    function label() {
        const { t } = app.tr();
        name.textContent = t("take");
        sized.textContent = t("take.size");
        const chosen = Math.max(0, size.selectedIndex);
        const names = SIZES.map(({ name: each }) => el("option", {}, t(`take.size.${each}`)));
        size.replaceChildren(...names);
        size.selectedIndex = chosen;
        for (const button of buttons) {
            const what = button.getAttribute("data-take");
            const key = what === "geojson" && !model.sites.count ? "units" : what;
            button.textContent = t(what === "counts" ? "counts.take" : `take.${key}`);
        }
    }

    /** Say that a file is written, and see that it is read. */
    function noted() {
        name.textContent = app.tr().t("take.busy");
        byId("status").textContent = name.textContent;
        return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }

    return { root, label };
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
 * @param {string} drawing  An SVG document.
 * @param {number} scale  Pixels per unit of the drawing.
 * @returns {Promise<Blob>}  As PNG.
 */
async function rasterised(drawing, scale) {
    const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
    try {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = el("canvas", {
            width: image.naturalWidth * scale,
            height: image.naturalHeight * scale,
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
