/**
 * What of the plane and of the data a view of the map shows.
 */

import { STATUS, yearOfColour } from "../model/status.js";
import { shownIn } from "./labellayer.js";

/** @typedef {import("./canvases.js").View} View */

/**
 * Whether the map has a size; in the other views it has none.
 * @param {View} view
 * @returns {boolean}
 */
export function isSeen({ width, height, marginX, marginY }) {
    return width - 2 * marginX > 1 && height - 2 * marginY > 1;
}

/**
 * @param {View} view
 * @returns {import("./shapes.js").Box}
 */
export function boxSeen({ scale, left, top, width, height, marginX, marginY }) {
    return [
        (left + marginX) / scale,
        (top + marginY) / scale,
        (left + width - marginX) / scale,
        (top + height - marginY) / scale,
    ];
}

/**
 * The units in which the programme is, or may be, as the small map draws them.
 * @param {import("../app.js").App} app
 * @param {readonly number[]} units
 * @returns {import("./locator.js").Area[]}
 */
export function colouredAreas({ model, palette, frame }, units) {
    const { code, shown, counts } = frame();
    if (counts) {
        return units.flatMap((unit) => {
            const colour = counts.colours[(counts.of[unit] ?? 0) - 1];
            return colour && shown[unit] ? [{ unit, colour, settled: true }] : [];
        });
    }
    return units.flatMap((unit) => {
        const status = shown[unit] ? (code[unit] ?? 0) : STATUS.UNKNOWN;
        const colour = palette.onLand(palette.ofYear(yearOfColour(model, unit, status)));
        const settled = status === STATUS.IN;
        return status >= STATUS.POSSIBLE ? [{ unit, colour, settled }] : [];
    });
}

/**
 * Where the places are, in pixels of the map.
 * @param {import("../model/types.js").Model} model
 * @param {import("./shapes.js").Shapes} shapes
 * @param {View} view
 */
export function placesOnMap(model, shapes, view) {
    return Array.from(model.places, (unit) => {
        const at = [model.units.lon[unit] ?? 0, model.units.lat[unit] ?? 0];
        const [x, y] = shapes.plane(at[0] ?? 0, at[1] ?? 0);
        return {
            x: x * view.scale - view.left - view.marginX,
            y: y * view.scale - view.top - view.marginY,
        };
    });
}

/**
 * The labels that stand on the map, and what they name.
 * @param {import("./labellayer.js").Layout} layout
 * @param {import("../state/viewmodel.js").Frame} frame
 * @param {View} view
 * @param {readonly string[]} adcodes
 */
export function labelsShown(layout, { places }, { marginX, marginY }, adcodes) {
    const listed = new Set(places.map(({ unit }) => unit));
    return shownIn(layout, listed).map(({ name, placed }) => ({
        kind: name.kind,
        unit: name.unit,
        adcode: adcodes[name.unit],
        text: name.text,
        leader: placed.leader && {
            x: placed.leader.from.x - marginX,
            y: placed.leader.from.y - marginY,
        },
        left: placed.x - marginX,
        right: placed.x - marginX + name.label.width,
        top: placed.y - marginY - name.label.height / 2,
        bottom: placed.y - marginY + name.label.height / 2,
    }));
}
