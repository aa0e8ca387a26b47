/**
 * The map: Leaflet moves it, the painter draws it, the pointer asks it.
 */

import { byId, creditOf, el, setHidden } from "../dom/dom.js";
import { formatPlace, placeOf } from "../state/state.js";
import { mosaic } from "../state/viewmodel.js";
import { createCamera } from "./mapcamera.js";
import { createPainter } from "./mappainter.js";
import { createMapTools } from "./maptools.js";
import { albersPlane, mercatorPlane, shiftedMercatorPlane } from "./plane.js";
import { boxOfPoints, createShapes } from "./shapes.js";
import { sitesOnPlane } from "./sites.js";

/** @typedef {import("../app.js").App} App */

/**
 * @param {App} app
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {import("../model/types.js").Tiles | null} tiles
 * @returns {import("../app.js").Part & {focusUnit: (unit: number | null) => void,
 *     labels: () => object[], picture: (size: import("./mappicture.js").PictureSize) => import("../dom/drawing.js").Shape[]}}
 */
export function createMapView(app, L, map, tiles) {
    const { model, store } = app;
    const scene = sceneOf(model, store.get().level, tiles);
    const camera = createCamera(app, L, map, scene.shapes, scene.provinces, scene.points);
    const painter = createPainter(app, L, map, scene, camera);
    const outlook = createOutlook(app, map, scene, camera);
    let begun = false;
    /** What the map was last drawn for: other views may have changed it since. */
    let drawnFor = "";

    createMapTools(app, byId("view-map"), {
        zoomIn: () => map.zoomIn(),
        zoomOut: () => map.zoomOut(),
        home: () => camera.showCountry(scene.units),
        fit: outlook.showChosen,
    });
    L.control.scale({ imperial: false, position: "bottomright", maxWidth: 120 }).addTo(map);
    if (tiles) {
        layTiles(L, map, tiles);
    }
    listenToPointer(app, map, painter);
    new ResizeObserver(() => {
        if (begun) {
            if (camera.isOutOfSize()) {
                camera.resized();
            }
        } else if (!byId("view-map").hidden) {
            begin();
        }
    }).observe(map.getContainer());
    map.on("moveend", () => begun && outlook.note());
    // A key that drawing puts below the map, or takes away, may bring it back to a size that it had
    // when it was observed last: then no observer tells of it.
    map.on("moveend", () =>
        requestAnimationFrame(() => begun && camera.isOutOfSize() && camera.resized()),
    );
    // The panel grows as its texts are unpacked.
    new ResizeObserver(() => begun && outlook.follow()).observe(byId("panel"));

    /** Draw for the first time, once the map has a size: a frame may be hidden when it loads. */
    function begin() {
        map.invalidateSize({ animate: false });
        const { x, y } = map.getSize();
        begun = x > 0 && y > 0;
        if (begun) {
            outlook.look();
            painter.follow();
            outlook.follow();
        }
    }

    return {
        focusUnit: painter.hover,
        labels: painter.labels,
        picture: (size) => {
            const box = painter.seen() ?? camera.withRoom(camera.boxOfData(scene.units));
            return app.tools().mapShapes(app, { box, shapes: scene.shapes }, size);
        },
        render(state, previous) {
            setHidden(byId("view-map"), state.view !== "map");
            if (state.view !== "map") {
                return;
            }
            const wanted = `${state.lang} ${state.level} ${state.province} ${state.layer}`;
            const relabelled = !previous || wanted !== drawnFor;
            drawnFor = wanted;
            scene.units = relabelled ? mosaic(model, state.level) : scene.units;
            if (!begun) {
                begin();
            } else if (previous && previous.province !== state.province) {
                painter.drawAll();
                outlook.showChosen();
            } else if (relabelled) {
                painter.drawAll();
            } else {
                painter.drawYear();
            }
            if (previous && previous.at !== state.at) {
                outlook.look();
            }
            if (previous?.unit !== state.unit || previous.site !== state.site) {
                const chosen = outlook.choose(state);
                if (!chosen && previous) {
                    camera.resized();
                    camera.putBack();
                }
                if (begun) {
                    outlook.follow();
                }
            }
        },
    };
}

/**
 * @param {import("../model/types.js").Model} model
 * @param {number} level
 * @param {import("../model/types.js").Tiles | null} tiles
 * @returns {import("./mappainter.js").Scene}
 */
function sceneOf(model, level, tiles) {
    const plane = !tiles ? albersPlane : tiles.gcj02 ? shiftedMercatorPlane : mercatorPlane;
    return {
        shapes: createShapes(model.topology, plane),
        provinces: mosaic(model, 0),
        units: mosaic(model, level),
        points: sitesOnPlane(model.sites, plane),
    };
}

/**
 * What the map looks at: where the address says, the data, or what was chosen last.
 * @param {App} app
 * @param {import("leaflet").Map} map
 * @param {import("./mappainter.js").Scene} scene
 * @param {ReturnType<typeof createCamera>} camera
 */
function createOutlook({ model, store }, map, scene, camera) {
    const provinceChosen = () => model.units.row.get(store.get().province);
    /**
     * Where the unit or site lies that was chosen last, until the reader moves the map.
     * @type {import("./shapes.js").Box | null}
     */
    let followed = null;
    map.on("dragstart", () => {
        followed = null;
    });

    /** Frame the province that the page is narrowed down to, or all of the data. */
    function showChosen() {
        const province = provinceChosen();
        if (province === undefined) {
            camera.showData(scene.units);
        } else {
            camera.showUnit(province);
        }
    }

    return {
        showChosen,
        /** Look where the address says, else at what is chosen. */
        look() {
            const place = placeOf(store.get().at);
            if (place) {
                camera.showPlace([place.lat, place.lng], place.zoom);
            } else {
                showChosen();
            }
        },
        /** Keep in the address where the map is, unless that is where it looks by itself. */
        note() {
            const province = provinceChosen();
            const box =
                province === undefined ? camera.boxOfData(scene.units) : scene.shapes.box(province);
            const fits = camera.place() === `fitted ${box.join()}`;
            const at = fits ? "" : formatPlace({ ...map.getCenter(), zoom: map.getZoom() });
            if (at !== store.get().at) {
                store.note({ at });
            }
        },
        /** Take the unit or site of a state as what to follow. @param {import("../model/types.js").State} state */
        choose(state) {
            followed = boxOfChosen(model, scene, state);
            return followed;
        },
        follow() {
            if (followed && !byId("view-map").hidden) {
                camera.resized(); // the panel may have taken some of the map
                camera.bringIntoView(followed);
            }
        },
    };
}

/**
 * @param {import("../model/types.js").Model} model
 * @param {import("./mappainter.js").Scene} scene
 * @param {import("../model/types.js").State} state
 * @returns {import("./shapes.js").Box | null}
 */
function boxOfChosen(model, { shapes, points }, { unit, site }) {
    const row = model.units.row.get(unit) ?? -1;
    if (row >= 0) {
        return row < model.topology.levels.length ? shapes.box(row) : null;
    }
    return site >= 0 ? boxOfPoints(points.subarray(2 * site, 2 * site + 2)) : null;
}

/**
 * A basemap from the network, as the publisher of the page chose.
 * @param {typeof import("leaflet")} L
 * @param {import("leaflet").Map} map
 * @param {import("../model/types.js").Tiles} tiles
 */
function layTiles(L, map, { url, subdomains, maxZoom, attribution }) {
    L.tileLayer(url, { subdomains, maxNativeZoom: maxZoom, referrerPolicy: "origin" }).addTo(map);
    byId("view-map").append(el("p", { class: "credit" }, ...creditOf(attribution)));
}

/**
 * Say what is under the pointer, and open it on a click.
 * @param {App} app
 * @param {import("leaflet").Map} map
 * @param {ReturnType<typeof createPainter>} painter
 */
function listenToPointer(app, map, painter) {
    const { model, store, calm } = app;
    /** @type {ReturnType<typeof import("./tooltip.js").createTooltip> | undefined} */
    let tooltip;
    map.on("mousemove", ({ containerPoint }) => {
        const { mark, unit } = painter.find(containerPoint);
        painter.hover(mark ? null : unit);
        tooltip ??= app.tools().createTooltip(app, byId("tooltip"));
        tooltip.show(mark, unit, containerPoint);
        map.getContainer().classList.toggle("pointing", Boolean(mark) || unit !== null);
    });
    map.on("mouseout movestart", () => {
        painter.hover(null);
        tooltip?.hide();
    });
    map.on("click", ({ containerPoint }) => {
        const { mark, unit } = painter.find(containerPoint);
        if (mark && mark.count > 1 && map.getZoom() < map.getMaxZoom()) {
            map.setZoomAround(containerPoint, map.getZoom() + 1.5, { animate: !calm() });
        } else if (mark) {
            store.set({ site: mark.site, unit: "" });
        } else if (unit !== null) {
            store.set({ unit: model.units.adcode[unit] ?? "", site: -1 });
        }
    });
}
