/**
 * Downloads: the table as CSV, units and sites as GeoJSON, the view as a picture; and printing.
 */

import { byId, el } from "../dom/dom.js";
import { toXml } from "../dom/drawing.js";
import { siteTotal } from "../state/viewmodel.js";
import { outlinesInWords } from "../words/citation.js";
import { locatorLine } from "../words/placelines.js";
import { shownInWords, titleIn } from "../words/words.js";
import { csvLines, exportRows } from "./exportrows.js";
import { writeGeoJson } from "./geojson.js";
import { createPace } from "./pace.js";
import { pictureOf, SIZES } from "./picture.js";
import { readmeFiles } from "./readme.js";
import { fileOf, save } from "./save.js";
import { statementLines } from "./statementrows.js";
import { zipOf } from "./zip.js";

/** @typedef {import("../app.js").App} App */

/** Pixels of a PNG per unit of the drawing, where its size is not one that others ask for. */
const PNG_SCALE = 2;
/** A file of more statements takes a telephone half a second or longer: it is told how far that is. */
const MOST_AT_ONCE = 5000;
const CSV = "text/csv;charset=utf-8";

/**
 * @param {App} app
 * @param {import("./picture.js").Drawings} drawings
 * @param {{root: HTMLDetailsElement, summary: HTMLElement, name: HTMLElement}} tool  In which they stand.
 * @returns {{label: () => void}}
 */
export function createDownloads(app, drawings, { root, summary, name }) {
    const { model } = app;
    const size = el("select", { class: "picture-size" });
    const scale = () => (SIZES[size.selectedIndex]?.height ? 1 : PNG_SCALE);
    const actions = actionsOf(app, drawings, () => SIZES[size.selectedIndex], scale);
    const buttons = Object.entries(actions)
        .filter(([name]) => model.texts.count || !["zip", "statements", "csv"].includes(name))
        .map(([name, act]) =>
            el("button", {
                type: "button",
                class: "sheet-choice",
                "data-take": name,
                onclick: () => (isLong(name) ? write(name, act) : takeAtOnce(act)),
            }),
        );
    const progress = createProgress(app);
    const sized = el("span", {});
    const sizes = el("label", { class: "sheet-size" }, sized, size);
    const sheet = el("div", { class: "sheet takeaway" }, ...buttons);
    sheet.insertBefore(sizes, sheet.querySelector("[data-take=png]"));
    root.append(sheet);
    let isWriting = false;

    /** Whether it takes a moment, with all the statements or sites in it. @param {string} what */
    const isLong = (what) =>
        model.texts.count > MOST_AT_ONCE &&
        ["zip", "statements", "csv", "geojson"].includes(what) &&
        !(what === "geojson" && app.frame().counts);

    function close() {
        root.open = false;
        summary.focus();
    }

    /** @param {Action} act */
    function takeAtOnce(act) {
        close();
        return act();
    }

    /**
     * Write a long file while the page stays as it is otherwise.
     * @param {string} what
     * @param {Action} act
     */
    async function write(what, act) {
        setWriting(true);
        const signal = progress.begin(sheet);
        /** @type {unknown} */
        let failure = null;
        try {
            const parts = partsOf(what, model.texts.count, siteTotal(app.frame().sites));
            await act(createPace(parts, progress.tell, signal));
        } catch (error) {
            failure = signal.aborted ? null : error;
        }
        if (root.contains(document.activeElement)) {
            summary.focus(); // before the button is gone that has the focus
        }
        root.open = failure !== null;
        progress.end(failure ? "take.failed" : "");
        setWriting(false);
        if (failure) {
            throw failure;
        }
    }

    /** @param {boolean} on */
    function setWriting(on) {
        isWriting = on;
        for (const button of buttons) {
            button.disabled = on;
        }
        label();
    }

    function label() {
        const { t } = app.tr();
        name.textContent = t(isWriting ? "take.busy" : "take");
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
        progress.label();
    }

    return { label };
}

/**
 * How many texts a file is made of, about.
 * @param {string} what
 * @param {number} statements
 * @param {number} sites  Shown.
 */
function partsOf(what, statements, sites) {
    return what === "zip" ? statements + 2 * sites : what === "statements" ? statements : sites;
}

/**
 * How far a file is, with a button to give it up.
 * @param {App} app
 */
function createProgress({ tr }) {
    const bar = el("progress", { max: 1 });
    const told = el("p", {});
    const stop = el("button", { type: "button", class: "more", onclick: () => asked.abort() });
    const root = el("div", { class: "writing" }, told, bar, stop);
    let asked = new AbortController();
    /** What is told besides, by its key. */
    let said = "";
    let percent = 0;

    function label() {
        const { t } = tr();
        told.textContent = said ? t(said) : t("take.written", { percent });
        bar.value = percent / 100;
        bar.hidden = Boolean(said);
        bar.setAttribute("aria-label", t("take.busy"));
        stop.textContent = t("take.stop");
        stop.hidden = Boolean(said);
        stop.disabled = Boolean(said);
    }

    /** @param {number} share  Of the work that is done, from 0 to 1. */
    function tell(share) {
        const now = Math.floor(100 * share);
        if (now !== percent) {
            percent = now;
            label();
        }
    }

    return {
        label,
        tell,
        /** @param {HTMLElement} sheet  In which it is told. */
        begin(sheet) {
            asked = new AbortController();
            [said, percent] = ["", 0];
            sheet.prepend(root);
            byId("status").textContent = tr().t("take.busy");
            label();
            stop.focus();
            return asked.signal;
        },
        /** @param {string} [failure]  Its key; told until another file is asked for. */
        end(failure = "") {
            said = failure;
            if (!failure) {
                root.remove();
            } else {
                byId("status").textContent = tr().t(failure);
                label();
            }
        },
    };
}

/** @typedef {(pace?: import("./pace.js").Pace) => Promise<void> | void} Action */

/**
 * What can be taken along, in the order in which it is offered.
 * @param {App} app
 * @param {import("./picture.js").Drawings} drawings
 * @param {() => typeof SIZES[number] | undefined} size  Of pictures.
 * @param {() => number} scale  Pixels of a PNG per unit of the drawing.
 * @returns {Record<string, Action>}
 */
function actionsOf(app, drawings, size, scale) {
    const { model, kit } = app;
    const picture = async () => {
        const where = await locatorLine(app);
        return toXml(pictureOf(app, drawings, "picture", size(), where));
    };
    const table = () => csvLines(exportRows(model, app.frame()));
    const map = () => {
        const { counts } = app.frame();
        const rows = counts ? (kit?.records(app) ?? []) : exportRows(model, app.frame());
        return writeGeoJson(model.topology, rows, aboutCollection(app));
    };
    /**
     * @param {Iterable<string> | AsyncIterable<string>} texts
     * @param {string} type
     * @param {string} ending
     * @param {import("./pace.js").Pace} [pace]
     */
    const keep = async (texts, type, ending, pace) => {
        const frame = app.frame(); // the reader may go on to another while it is written
        save(app, await fileOf(texts, type, pace), ending, frame);
    };
    return {
        ...(kit && { counts: () => keep(kit.table(app), CSV, "counts.csv") }),
        zip: async (pace) => {
            const frame = app.frame();
            const files = {
                ...(kit && { "counts.csv": kit.table(app) }),
                "statements.csv": statementLines(model),
                "status.csv": table(),
                "map.geojson": map(),
                ...readmeFiles(app),
            };
            save(app, await zipOf(files, pace), "zip", frame);
        },
        statements: (pace) => keep(statementLines(model), CSV, "statements.csv", pace),
        csv: (pace) => keep(table(), CSV, "csv", pace),
        geojson: (pace) => keep(map(), "application/geo+json", "geojson", pace),
        png: async () => save(app, await rasterised(await picture(), scale()), "png"),
        svg: async () => keep([await picture()], "image/svg+xml", "svg"),
        print: () => window.print(),
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
