/**
 * What the map draws over and over, kept as small pictures: to fill an outline or to stroke a circle
 * takes the browser ten times as long as to copy what that gave. They are made while it has nothing
 * else to do; until then, all is drawn as it is.
 */

/** @typedef {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D} Pen */
/** @typedef {{image: ImageBitmap, x: number, y: number}} Stamp  With its corner on the canvas. */

/** Stamps of one kind take no more device pixels together, of four bytes each. */
const MOST_PIXELS = 6e6;

const CAN_STAMP = typeof OffscreenCanvas === "function";

/** @param {number} [most]  Device pixels. */
export function createStamps(most = MOST_PIXELS) {
    /** @type {Map<string | number, Stamp>} */
    const made = new Map();
    let pixels = 0;
    /** One for all: to make a canvas takes longer than to draw a stamp. @type {Pen | null} */
    let spare = null;

    /** An empty canvas. @param {number} width @param {number} height */
    function emptied(width, height) {
        spare ??= new OffscreenCanvas(width, height).getContext("2d");
        if (spare) {
            Object.assign(spare.canvas, { width, height });
        }
        return /** @type {OffscreenCanvasRenderingContext2D | null} */ (spare);
    }

    return {
        /** @param {string | number} key */
        get: (key) => made.get(key),
        forget() {
            made.clear();
            pixels = 0;
        },
        /**
         * Keep what is drawn in a part of the canvas, unless there is too much of that already; bit
         * by bit, each when asked for the next.
         * @param {string | number} key
         * @param {{left: number, top: number, right: number, bottom: number}} box  In device pixels.
         * @param {(pen: Pen, x: number, y: number) => Iterable<void> | void} draw  Onto a canvas of its
         *     own, with its corner.
         * @returns {Generator<void>}
         */
        *make(key, { left, top, right, bottom }, draw) {
            const [x, y] = [Math.floor(left), Math.floor(top)];
            const [width, height] = [Math.ceil(right) - x, Math.ceil(bottom) - y];
            const isTooMuch = pixels + width * height > most;
            if (!CAN_STAMP || made.has(key) || isTooMuch || width < 1 || height < 1) {
                return;
            }
            const pen = emptied(width, height);
            if (pen) {
                yield* draw(pen, x, y) ?? [];
                pixels += width * height;
                made.set(key, { image: pen.canvas.transferToImageBitmap(), x, y });
                yield;
            }
        },
    };
}
