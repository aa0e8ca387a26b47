// The limit's page: columns become typed arrays, all is drawn on one canvas, another year anew.
async function draw(map, { years, palette, step }) {
    const SIDE_PX = 6;
    const [first] = years;
    const input = document.querySelector(".year-input");
    Object.assign(input, { min: first, max: years.at(-1), value: years.at(-1) });
    const inYear = location.hash.includes("mode=in");

    const bytes = async (id) => {
        const text = document.getElementById(id).textContent;
        const { body } = await fetch(`data:application/octet-stream;base64,${text}`);
        const stream = body.pipeThrough(new DecompressionStream("deflate"));
        return new Response(stream).arrayBuffer();
    };
    const names = ["lon", "lat", "year", "arcs", "starts"];
    const [lon, lat, ofYear, arcs, lengths] = await Promise.all(names.map(bytes));
    const begin = new Uint8Array(ofYear);

    // Where a point is in a world of one pixel, by Mercator.
    const across = (degrees) => degrees / 360 + 0.5;
    const down = (degrees) =>
        0.5 - Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI);
    const xs = Float64Array.from(new Int32Array(lon), (value) => across(value * step));
    const ys = Float64Array.from(new Int32Array(lat), (value) => down(value * step));
    const border = Float64Array.from(new Int32Array(arcs), (value, i) =>
        i % 2 ? down(value * step) : across(value * step),
    );

    const canvas = document.createElement("canvas");
    map.getPanes().overlayPane.append(canvas);
    const pen = canvas.getContext("2d");
    let ground = null;
    let place = (_x, _y) => [0, 0];

    function showView() {
        const { x: width, y: height } = map.getSize();
        Object.assign(canvas, { width, height });
        L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
        const scale = 256 * 2 ** map.getZoom();
        const { x: left, y: top } = map.getPixelBounds().min;
        place = (x, y) => [x * scale - left, y * scale - top];
        const sheet = new OffscreenCanvas(width, height);
        const its = sheet.getContext("2d");
        its.strokeStyle = "#888888";
        let at = 0;
        for (const length of new Int32Array(lengths)) {
            for (let i = 0; i < length; i++, at += 2) {
                its[i ? "lineTo" : "moveTo"](...place(border[at], border[at + 1]));
            }
        }
        its.stroke();
        ground = sheet.transferToImageBitmap();
        showYear();
    }

    function showYear() {
        const year = Number(input.value) - first;
        pen.globalCompositeOperation = "copy";
        pen.drawImage(ground, 0, 0);
        pen.globalCompositeOperation = "source-over";
        for (let i = 0; i < begin.length && begin[i] <= year; i++) {
            if (!inYear || begin[i] === year) {
                const [x, y] = place(xs[i], ys[i]);
                pen.fillStyle = palette[begin[i]];
                pen.fillRect(x - SIDE_PX / 2, y - SIDE_PX / 2, SIDE_PX, SIDE_PX);
            }
        }
    }

    input.addEventListener("change", showYear);
    map.on("moveend", showView);
    showView();
    requestAnimationFrame(() => document.documentElement.setAttribute("data-state", "ready"));
}
