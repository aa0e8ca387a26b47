/**
 * What stands on the one canvas of the map that shows: land, statuses, borders, what is chosen, sites
 * and names, in this order. A browser copies each canvas that it shows for every frame, changed or not.
 */

import { yearsAround } from "../dom/idle.js";
import { setToPlane, setToScreen } from "./canvases.js";
import { createKeptLayer, drawBorders, drawLand, outlineUnit } from "./groundlayer.js";
import { createSiteGrid, holds, marksOf } from "./sitegrid.js";
import { createMarkLayer, firstNamed, markStyle, ringMark } from "./sites.js";
import { createStatusLayer } from "./statuslayer.js";

/** @typedef {import("./canvases.js").View} View */
/** @typedef {import("../model/types.js").State} State */
/** @typedef {import("../state/viewmodel.js").Frame} Frame */

/** Land and borders are not shown: they are copied under and over the statuses. */
export const LAYERS = /** @type {const} */ (["land", "sheet", "borders"]);
const HOVERED_PX = 1.6;
const SELECTED_PX = 2.8;
const NOTHING = "nothing";

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
    /** @type {import("./sitegrid.js").Mark[]} */
    let marks = [];
    let discs = createMarkLayer(1);
    let ratio = 1;
    /** What stands there: what would look the same is left alone. */
    let drawn = { looks: new Uint8Array(0), names: NOTHING, marked: "" };
    /** @type {number | null} */
    let hovered = null;

    const marksIn = (/** @type {Frame} */ { sites }) =>
        grid ? marksOf(grid, sites, firstNamed(model, sites)) : [];

    /** The unit under the pointer, the unit that is chosen, the mark of the site that is. */
    function chosenNow() {
        const { unit, site } = store.get();
        const mark = marks.find((each) => grid && holds(grid, each, site)) ?? null;
        return { hovered, selected: model.units.row.get(unit) ?? null, mark };
    }

    /**
     * @param {CanvasRenderingContext2D} context
     * @param {View} view
     * @param {ReturnType<typeof chosenNow>} chosen
     */
    function drawChosen(context, view, { selected, mark }) {
        const colour = app.palette.paper.ink ?? "";
        setToPlane(context, view);
        for (const [unit, width] of /** @type {const} */ ([
            [hovered, HOVERED_PX],
            [selected, SELECTED_PX],
        ])) {
            if (unit !== null && unit < model.topology.levels.length) {
                outlineUnit(context, view, shapes, unit, { colour, width });
            }
        }
        if (mark) {
            ringMark(context, view, mark, { colour, width: SELECTED_PX });
        }
    }

    return {
        /** Another view, other colours or words: nothing that is kept holds. @param {View} view */
        renew(view) {
            drawn.names = NOTHING;
            for (const layer of [land, borders, statuses]) {
                layer.forget();
            }
            if (view.ratio !== ratio) {
                ratio = view.ratio;
                discs = createMarkLayer(ratio);
            }
            grid = points.length ? createSiteGrid(points, view) : null;
            marks = marksIn(app.frame());
        },
        /** The marks of the sites that show. */
        marks: () => marks,
        /**
         * Draw all of it, unless it would look the same.
         * @param {View} view
         * @returns {boolean}  Whether other names show than before.
         */
        draw(view) {
            const frame = app.frame();
            const { palette } = app;
            const looks = statuses.looksOf(scene.units, frame);
            const names = namesKey(frame);
            const isRenamed = names !== drawn.names;
            if (isRenamed) {
                marks = marksIn(frame);
            }
            const chosen = chosenNow();
            const marked = JSON.stringify(chosen);
            if (!isRenamed && marked === drawn.marked && isSame(looks, drawn.looks)) {
                return false;
            }
            const context = contexts.sheet;
            land.lay(context, view, "copy");
            statuses.draw(context, view, scene.units, looks, frame, palette);
            borders.lay(context, view);
            drawChosen(context, view, chosen);
            setToScreen(context, view);
            discs.draw(context, marks, markStyle(app, frame));
            labels.draw(frame, palette);
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
         * Prepare what this year and others are made of.
         * @param {View} view
         * @param {State} state
         * @returns {Generator<void>}
         */
        *prepare(view, state) {
            for (const layer of [land, borders]) {
                layer.keep(view);
                yield;
            }
            for (const year of yearsAround(state.year, model.years)) {
                const frame = app.frameAt({ ...state, year });
                yield;
                yield* statuses.prepare(view, scene.units, frame, app.palette);
                yield* discs.prepare(marksIn(frame), markStyle(app, frame));
            }
        },
    };
}

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
