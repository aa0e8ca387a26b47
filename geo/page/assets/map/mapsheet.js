/**
 * What stands on the one canvas of the map that shows: land, statuses, borders, sites and names, in
 * this order, and a line around what is chosen. A browser copies each canvas that it shows for every
 * frame, changed or not.
 */

import { yearsAround } from "../dom/idle.js";
import { spanKey } from "../state/state.js";
import { setToPlane, setToScreen } from "./canvases.js";
import { createKeptLayer, drawBorders, drawLand, lay, outlineUnit } from "./groundlayer.js";
import { createSiteGrid, holds, marksOf } from "./sitegrid.js";
import { createMarkLayer, firstNamed, markStyle, ringMark } from "./sites.js";
import { createStamps } from "./stamps.js";
import { createStatusLayer } from "./statuslayer.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */
/** @typedef {import("./stamps.js").Pen} Pen */

/** Land and borders are not shown: they are copied under and over the statuses. */
export const LAYERS = /** @type {const} */ (["land", "sheet", "borders"]);
const HOVERED_PX = 1.6;
const SELECTED_PX = 2.8;
const NOTHING = "nothing";
/** Pictures of whole years take no more device pixels: 64 MB, 20 years of a map of 850 by 600 pixels. */
const MOST_PIXELS = 16e6;

/**
 * @param {import("../app.js").App} app
 * @param {import("./mappainter.js").Scene} scene  Its `units` may change.
 * @param {Record<(typeof LAYERS)[number], CanvasRenderingContext2D>} contexts
 * @param {ReturnType<typeof import("./labellayer.js").createLabelLayer>} labels
 */
export function createMapSheet(app, scene, contexts, labels) {
    const { model, store } = app;
    const { shapes, provinces, points } = scene;
    const land = createKeptLayer(contexts.land, (context, view) =>
        drawLand(context, view, shapes, provinces, app.palette, {
            overTiles: model.tiles !== null,
            chosen: model.units.row.get(store.get().province),
        }),
    );
    const borders = createKeptLayer(contexts.borders, (context, view) =>
        drawBorders(context, view, shapes, store.get().level, app.palette),
    );
    const statuses = createStatusLayer(model, shapes);
    contexts.land.canvas.hidden = true;
    contexts.borders.canvas.hidden = true;
    /** @type {import("./sitegrid.js").SiteGrid | null} */
    let grid = null;
    /** The marks that show, once somebody asks. @type {import("./sitegrid.js").Mark[] | null} */
    let marks = null;
    /** What years look like: to copy one takes a tenth of drawing it. */
    const pictures = createStamps(MOST_PIXELS);
    let discs = createMarkLayer(1);
    let ratio = 1;
    /** What stands there: what would look the same is left alone. */
    let drawn = { looks: new Uint8Array(0), names: NOTHING, marked: "" };
    /** @type {number | null} */
    let hovered = null;

    const marksIn = (/** @type {Frame} */ { sites }) =>
        grid ? marksOf(grid, sites, firstNamed(model, sites)) : [];

    const marksNow = () => {
        marks ??= marksIn(app.frame());
        return marks;
    };

    /** A unit, if the map has its outline. @param {number | null} unit */
    const outlined = (unit) => (unit !== null && unit < model.topology.levels.length ? unit : null);

    /** @returns {Chosen} */
    function chosenNow() {
        const { unit, site } = store.get();
        const mark = site < 0 ? null : marksNow().find((each) => grid && holds(grid, each, site));
        const selected = model.units.row.get(unit) ?? null;
        return { hovered: outlined(hovered), selected: outlined(selected), mark: mark ?? null };
    }

    /**
     * Draw in parts, each when asked for the next.
     * @param {Pen} pen
     * @param {View} view
     * @param {Frame} frame
     * @param {Uint8Array} looks  Of its units.
     * @param {import("./sitegrid.js").Mark[]} its  Marks.
     * @returns {Generator<void>}
     */
    function* compose(pen, view, frame, looks, its) {
        const { palette } = app;
        land.lay(pen, view, "copy");
        yield;
        statuses.draw(pen, view, scene.units, looks, frame, palette);
        yield;
        borders.lay(pen, view);
        yield;
        setToScreen(pen, view);
        discs.draw(pen, its, markStyle(app, frame));
        yield;
        labels.draw(pen, frame, palette);
        yield;
    }

    /**
     * @param {View} view
     * @param {State} state
     * @returns {Generator<void>}
     */
    function* prepared(view, state) {
        for (const year of yearsAround(state.year, model.years)) {
            const frame = app.frameAt({ ...state, year });
            yield;
            yield* statuses.prepare(view, scene.units, frame, app.palette);
            const its = marksIn(frame);
            yield* discs.prepare(its, markStyle(app, frame));
            const { width, height } = contexts.sheet.canvas;
            const all = { left: 0, top: 0, right: width, bottom: height };
            const looks = statuses.looksOf(scene.units, frame);
            yield* pictures.make(pictureKey(frame), all, (pen) =>
                compose(pen, view, frame, looks, its),
            );
        }
    }

    return {
        /** Another view, other colours or words: nothing that is kept holds. @param {View} view */
        renew(view) {
            drawn.names = NOTHING;
            for (const layer of [land, borders, statuses, pictures]) {
                layer.forget();
            }
            if (view.ratio !== ratio) {
                ratio = view.ratio;
                discs = createMarkLayer(ratio);
            }
            grid = points.length ? createSiteGrid(points, view) : null;
            marks = null;
        },
        /** The marks of the sites that show. */
        marks: marksNow,
        /**
         * Draw all of it, unless it would look the same.
         * @param {View} view
         * @returns {boolean}  Whether other names show than before.
         */
        draw(view) {
            const frame = app.frame();
            const looks = statuses.looksOf(scene.units, frame);
            const names = namesKey(frame);
            const isRenamed = names !== drawn.names;
            if (isRenamed) {
                marks = null;
            }
            const chosen = chosenNow();
            const marked = JSON.stringify(chosen);
            if (!isRenamed && marked === drawn.marked && isSame(looks, drawn.looks)) {
                return false;
            }
            const { sheet } = contexts;
            const kept = pictures.get(pictureKey(frame));
            if (kept) {
                lay(sheet, kept.image, "copy");
            } else {
                for (const _ of compose(sheet, view, frame, looks, marksNow()));
            }
            if (marked !== NONE_MARKED) {
                const { palette } = app;
                drawChosen(sheet, view, shapes, chosen, palette.paper.ink ?? "");
                setToScreen(sheet, view);
                labels.draw(sheet, frame, palette); // the line may have crossed a name
            }
            drawn = { looks, names, marked };
            return isRenamed;
        },
        /**
         * @param {number | null} unit  Under the pointer.
         * @returns {boolean}  Whether what stands there is to be drawn anew.
         */
        hover(unit) {
            const changed = unit !== hovered;
            hovered = unit;
            return changed && drawn.names !== NOTHING;
        },
        /**
         * Prepare what this year and others are made of, as long as the map has a size.
         * @param {View} view
         * @param {State} state
         * @returns {Generator<void>}
         */
        *prepare(view, state) {
            for (const _ of prepared(view, state)) {
                yield;
                if (!contexts.sheet.canvas.width) {
                    return;
                }
            }
        },
    };
}

/**
 * @param {Pen} pen
 * @param {View} view
 * @param {import("./shapes.js").Shapes} shapes
 * @param {Chosen} chosen
 * @param {string} colour
 */
function drawChosen(pen, view, shapes, { hovered, selected, mark }, colour) {
    setToPlane(pen, view);
    for (const [unit, width] of /** @type {const} */ ([
        [hovered, HOVERED_PX],
        [selected, SELECTED_PX],
    ])) {
        if (unit !== null) {
            outlineUnit(pen, view, shapes, unit, { colour, width });
        }
    }
    if (mark) {
        ringMark(pen, view, mark, { colour, width: SELECTED_PX });
    }
}

/**
 * @typedef {object} Chosen
 * @property {number | null} hovered  The unit under the pointer.
 * @property {number | null} selected  The unit that is chosen.
 * @property {import("./sitegrid.js").Mark | null} mark  Of the site that is.
 */

const NONE_MARKED = JSON.stringify({ hovered: null, selected: null, mark: null });

/** Tells apart what frames of one view look like. @param {Frame} frame */
const pictureKey = ({ state }) => `${state.year} ${spanKey(state)}`;

/**
 * Tells apart what the names and marks of two frames look like.
 * @param {Frame} frame
 * @returns {string}
 */
function namesKey({ places, code, sites, state, years }) {
    const named = places.map(({ unit }) => `${unit}:${code[unit]}`).join();
    if (!sites.rows) {
        return `${named} ${sites.first}-${sites.last}`;
    }
    const { mode, province, source, status } = state;
    return JSON.stringify([named, mode, years, province, source, status]);
}

/** @param {Uint8Array} a @param {Uint8Array} b */
const isSame = (a, b) => a.length === b.length && a.every((each, i) => each === b[i]);
