/**
 * Where labels go so that they neither overlap nor hide a dot, and are taken for nothing else's name:
 * on what they name or, with a leader line, beside it.
 */

import { boxOf, candidates, distance, LONGEST_ASIDE_PX } from "./labelspots.js";

/** @typedef {import("./labelspots.js").Candidate} Candidate */

/**
 * @typedef {object} Label
 * @property {number} x  Of the point it names, in pixels.
 * @property {number} y
 * @property {number} width  Of its text.
 * @property {number} height
 * @property {number} gap  From the point to the text: the dot's radius and some air.
 * @property {boolean} leader  May stand away from its point, with a line to it.
 * @property {boolean} centred  Stands on its point, as the name of an area does.
 * @property {boolean} [onPoint]  May stand on its own dot, as a number does.
 * @property {Rect} [roams]  Where its point is taken, a centred label may stand elsewhere in this.
 * @property {(box: Rect, whole?: boolean) => boolean} [allows]  Whether the ground is its own or plain;
 *   `whole`: its own only, as far as it tells.
 * @property {(box: Rect) => boolean} [touches]  Whether some of the ground is its own: what stands on
 *   plain ground only needs a leader.
 * @property {(x: number, y: number) => boolean} [isIn]  Whether a point lies in what it names: a leader
 *   starts at its edge.
 * @property {(box: Rect) => boolean} [aside]  Whether the ground is plain. An area that has no room for
 *   its name has it there, with a leader, if this is given.
 * @property {number} [unless]  Left out where the label of this index stands.
 */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect */
/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {object} Placed
 * @property {number} index
 * @property {number} x  Of its left edge.
 * @property {number} y  Of its middle.
 * @property {{from: Point, to: Point} | null} leader  From the edge of what it names to the label.
 */

/** Leader lines keep this clear of labels and of each other, in pixels. */
const LEADER_STEP_PX = 7;

/**
 * Place labels, the first ones first; those that find no room are left out.
 * @param {readonly Label[]} labels  By importance.
 * @param {Rect} bounds  Labels stay inside.
 * @param {readonly Rect[]} [taken]  What they must not cover, besides each other and the points.
 * @returns {Placed[]}
 */
export function placeLabels(labels, bounds, taken = []) {
    const dots = labels.map((label) => (label.centred ? null : dotOf(label)));
    const sheet = {
        bounds,
        taken: createRects(taken),
        dots: createRects(dots.flatMap((dot) => dot ?? [])),
        written: createRects(),
    };
    /** @type {Placed[]} */
    const placed = [];
    const standing = /** @type {Set<number | undefined>} */ (new Set());
    for (const [index, label] of labels.entries()) {
        if (standing.has(label.unless)) {
            continue;
        }
        for (const candidate of candidates(label)) {
            const found = coverOf(label, candidate, dots[index] ?? null, sheet);
            if (found) {
                found.covers.forEach(sheet.written.add);
                const { x, y } = candidate;
                placed.push({ index, x, y, leader: found.leader });
                standing.add(index);
                break;
            }
        }
    }
    return placed;
}

/** Side of a square in which rectangles are looked up, in pixels. */
const BUCKET_PX = 48;

/**
 * Rectangles, found by where they are: there may be thousands, and each place is asked about them.
 * @param {readonly Rect[]} [rects]
 */
function createRects(rects = []) {
    /** @type {Map<number, Rect[]>} */
    const buckets = new Map();
    const bucket = (/** @type {number} */ at) => Math.floor(at / BUCKET_PX);
    const keyOf = (/** @type {number} */ column, /** @type {number} */ row) => row * 4096 + column;

    /** @param {Rect} rect */
    function add(rect) {
        for (let row = bucket(rect.top); row <= bucket(rect.bottom); row++) {
            for (let column = bucket(rect.left); column <= bucket(rect.right); column++) {
                const key = keyOf(column, row);
                const there = buckets.get(key);
                if (there) {
                    there.push(rect);
                } else {
                    buckets.set(key, [rect]);
                }
            }
        }
    }

    /**
     * Whether one of them overlaps a box, and passes a test.
     * @param {Rect} box
     * @param {(rect: Rect) => boolean} [test]
     */
    function hit(box, test = () => true) {
        for (let row = bucket(box.top); row <= bucket(box.bottom); row++) {
            for (let column = bucket(box.left); column <= bucket(box.right); column++) {
                const there = buckets.get(keyOf(column, row));
                if (there?.some((rect) => overlap(box, rect) && test(rect))) {
                    return true;
                }
            }
        }
        return false;
    }

    rects.forEach(add);
    return { add, hit };
}

/**
 * @typedef {object} LabelSheet  What stands there already.
 * @property {Rect} bounds
 * @property {ReturnType<typeof createRects>} taken
 * @property {ReturnType<typeof createRects>} dots  Of all labels, whether they stand or not.
 * @property {ReturnType<typeof createRects>} written  Labels and their leader lines.
 */

/**
 * What a label covers at a place; null where it cannot stand there.
 * @param {Label} label
 * @param {Candidate} candidate
 * @param {Rect | null} own  Its dot.
 * @param {LabelSheet} sheet
 * @returns {{covers: Rect[], leader: Placed["leader"]} | null}
 */
function coverOf(label, candidate, own, { bounds, taken, dots, written }) {
    const box = boxOf(label, candidate);
    const { from, onPoint } = candidate;
    const isFree =
        isInside(box, bounds) &&
        !taken.hit(box) &&
        !written.hit(box) &&
        !dots.hit(box, (dot) => !(dot === own && onPoint));
    if (!isFree || (from ? label.aside?.(box) : label.allows?.(box, candidate.whole)) === false) {
        return null;
    }
    const apart = !onPoint && label.touches?.(box) === false;
    const leader = candidate.leader || apart ? leaderOf(label, candidate) : null;
    const line = leader ? leaderRects(leader) : [];
    const isLost =
        from &&
        (distance(leader?.from, leader?.to) > LONGEST_ASIDE_PX ||
            line.slice(1).some((part) => label.aside?.(part) === false)); // the first is at the edge
    const isCrossed = (/** @type {Rect} */ part) =>
        written.hit(part) || dots.hit(part, (dot) => dot !== own && !holds(dot, label));
    return (leader && !label.leader) || isLost || line.some(isCrossed)
        ? null
        : { covers: [box, ...line], leader };
}

/**
 * Whether a dot lies over the point of a label: no line from there could keep clear of it.
 * @param {Rect} dot
 * @param {Point} point
 */
const holds = ({ left, top, right, bottom }, { x, y }) =>
    x > left && x < right && y > top && y < bottom;

/**
 * What the dot of a label covers.
 * @param {Label} label
 * @returns {Rect}
 */
function dotOf({ x, y, gap }) {
    const reach = Math.max(1, gap - 3);
    return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

/**
 * The line from what a label names to its edge nearest to that. It starts at the edge of the unit, so
 * that it crosses nothing of it; at the point where that is near, or the label stands in the unit.
 * @param {Label} label
 * @param {Candidate} candidate
 * @returns {{from: Point, to: Point}}
 */
function leaderOf(label, { x, y, from = label }) {
    const { width, height, gap, isIn } = label;
    const half = height / 2 - 2;
    const to = {
        x: Math.min(Math.max(from.x, x), x + width),
        y: Math.min(Math.max(from.y, y - half), y + half),
    };
    const length = Math.ceil(distance(from, to));
    for (let step = 0; isIn && step < length - gap; step++) {
        const [atX, atY] = [to.x, to.y].map(
            (value, i) => value + (((i ? from.y : from.x) - value) * step) / length,
        );
        if (isIn(atX ?? 0, atY ?? 0)) {
            return step ? { from: { x: atX ?? 0, y: atY ?? 0 }, to } : { from, to };
        }
    }
    return { from: { x: from.x, y: from.y }, to };
}

/**
 * A leader line as a row of small squares, so that nothing is written over it.
 * @param {{from: Point, to: Point}} line
 * @returns {Rect[]}
 */
function leaderRects({ from, to }) {
    const length = distance(from, to);
    const steps = Math.max(1, Math.floor(length / LEADER_STEP_PX));
    return Array.from({ length: steps }, (_, i) => {
        const along = Math.min(1, ((i + 0.5) * LEADER_STEP_PX) / Math.max(length, 1));
        const x = from.x + (to.x - from.x) * along;
        const y = from.y + (to.y - from.y) * along;
        return { left: x - 1.5, top: y - 1.5, right: x + 1.5, bottom: y + 1.5 };
    });
}

/**
 * @param {Rect} box
 * @param {Rect} bounds
 */
function isInside(box, bounds) {
    return (
        box.left >= bounds.left &&
        box.right <= bounds.right &&
        box.top >= bounds.top &&
        box.bottom <= bounds.bottom
    );
}

/**
 * @param {Rect} a
 * @param {Rect} b
 */
export function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
