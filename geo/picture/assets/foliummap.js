/**
 * What our layers add to a map of folium: a legend, and a slider of years that chooses a layer.
 * Written into the map's own script; text reaches the document by textContent only.
 */
var pilotmapFolium = (() => {
    const PLACE = { legend: "bottomleft", years: "topright" };

    /** An element with a class and a text. */
    function made(tag, name, text) {
        const node = document.createElement(tag);
        node.className = name;
        node.textContent = text;
        return node;
    }

    /** A control of Leaflet around an element; what is done in it does not move the map. */
    function add(map, node, position) {
        const control = L.control({ position });
        control.onAdd = () => {
            L.DomEvent.disableClickPropagation(node);
            L.DomEvent.disableScrollPropagation(node);
            return node;
        };
        control.addTo(map);
    }

    /** `rows`: class of the swatch, its colour, what it means; `whose`: the outlines are. */
    function legend(map, title, rows, whose) {
        const root = made("div", "pilotmap-box pilotmap-legend", "");
        root.append(made("strong", "", title));
        for (const [look, colour, text] of rows) {
            const row = made("div", "pilotmap-row", "");
            const swatch = made("span", `pilotmap-swatch pilotmap-swatch-${look}`, "");
            swatch.style.setProperty("--colour", colour);
            row.append(swatch, made("span", "", text));
            root.append(row);
        }
        root.append(made("small", "pilotmap-credit", whose));
        add(map, root, PLACE.legend);
    }

    /** One layer is on the map at a time; the last one at first. */
    function years(map, label, names, layers) {
        const root = made("label", "pilotmap-box pilotmap-years", "");
        const input = made("input", "", "");
        const shown = made("output", "", "");
        Object.assign(input, { type: "range", min: 0, max: names.length - 1, step: 1 });
        input.value = String(names.length - 1);
        input.setAttribute("aria-label", label);
        const choose = () => {
            const chosen = Number(input.value);
            for (const [at, layer] of layers.entries()) {
                if (at === chosen) {
                    layer.addTo(map);
                } else {
                    layer.remove();
                }
            }
            shown.textContent = names[chosen];
            input.setAttribute("aria-valuetext", names[chosen]);
        };
        input.addEventListener("input", choose);
        root.append(shown, input);
        add(map, root, PLACE.years);
        choose();
    }

    /** Whose the outlines are, where the map tells whose its tiles are. */
    function credit(map, text) {
        if (map.attributionControl) {
            map.attributionControl.addAttribution(made("span", "", text).innerHTML);
        }
    }

    return { credit, legend, years };
})();
