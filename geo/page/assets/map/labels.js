/**
 * Where labels go so that they neither overlap nor hide a dot; with a leader line where crowded.
 */

/**
 * @typedef {object} Label
 * @property {number} x  Of the point it names, in pixels.
 * @property {number} y
 * @property {number} width  Of its text.
 * @property {number} height
 * @property {number} gap  From the point to the text: the dot's radius and some air.
 * @property {boolean} leader  May stand away from its point, with a line to it.
 * @property {boolean} centred  Stands on its point, as the name of an area does, or not at all.
 */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect */
/** @typedef {{index: number, x: number, y: number, leader: boolean}} Placed  x, y: left, middle. */

const DIAGONAL = Math.SQRT1_2;
/** Directions by preference: right, left, above, below, then the corners. */
const DIRECTIONS = /** @type {const} */ ([
    [1, 0],
    [-1, 0],
    [0, -1],
    [0, 1],
    [DIAGONAL, -DIAGONAL],
    [DIAGONAL, DIAGONAL],
    [-DIAGONAL, -DIAGONAL],
    [-DIAGONAL, DIAGONAL],
]);
/** How far away a label with a leader line may stand, in pixels, nearest first. */
const LEADER_REACHES = [16, 28, 42];
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
    const occupied = [...taken];
    for (const { x, y, gap, centred } of labels) {
        if (!centred) {
            const reach = Math.max(1, gap - 3);
            occupied.push({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });
        }
    }
    const placed = [];
    /** @type {Rect[]} */
    const written = [];
    for (const [index, label] of labels.entries()) {
        for (const candidate of candidates(label)) {
            const box = boxOf(label, candidate);
            const free = isInside(box, bounds) && !occupied.some((other) => overlap(box, other));
            const line = free && candidate.leader ? leaderRects(label, candidate) : [];
            if (free && !line.some((part) => written.some((other) => overlap(part, other)))) {
                occupied.push(box, ...line);
                written.push(box, ...line);
                placed.push({ index, ...candidate });
                break;
            }
        }
    }
    return placed;
}

/**
 * @param {Label} label
 * @returns {Generator<{x: number, y: number, leader: boolean}>}
 */
function* candidates(label) {
    if (label.centred) {
        yield { x: label.x - label.width / 2, y: label.y, leader: false };
        return;
    }
    for (const direction of DIRECTIONS) {
        yield { ...beside(label, direction, label.gap), leader: false };
    }
    if (label.leader) {
        for (const reach of LEADER_REACHES) {
            for (const direction of DIRECTIONS) {
                yield { ...beside(label, direction, label.gap + reach), leader: true };
            }
        }
    }
}

/**
 * @param {Label} label
 * @param {readonly [number, number]} direction
 * @param {number} distance
 */
function beside(label, [dx, dy], distance) {
    const x = label.x + dx * distance;
    const y = label.y + dy * (distance + (dx === 0 ? label.height / 2 : 0));
    const anchor = dx > 0 ? 0 : dx < 0 ? 1 : 0.5;
    return { x: x - anchor * label.width, y };
}

/**
 * Where a leader line begins at its label.
 * @param {Label} label
 * @param {{x: number, y: number}} at
 * @returns {{x: number, y: number}}
 */
export function leaderEnd(label, { x, y }) {
    return { x: Math.min(Math.max(label.x, x), x + label.width), y };
}

/**
 * A leader line as a row of small squares, so that nothing is written over it.
 * @param {Label} label
 * @param {{x: number, y: number}} at
 * @returns {Rect[]}
 */
function leaderRects(label, at) {
    const end = leaderEnd(label, at);
    const length = Math.hypot(end.x - label.x, end.y - label.y);
    const steps = Math.max(1, Math.floor((length - label.height) / LEADER_STEP_PX));
    return Array.from({ length: steps }, (_, i) => {
        const along = Math.min(1, ((i + 1) * LEADER_STEP_PX) / length);
        const x = label.x + (end.x - label.x) * along;
        const y = label.y + (end.y - label.y) * along;
        return { left: x - 1.5, top: y - 1.5, right: x + 1.5, bottom: y + 1.5 };
    });
}

/**
 * @param {Label} label
 * @param {{x: number, y: number}} at
 * @returns {Rect}
 */
function boxOf({ width, height }, { x, y }) {
    return { left: x - 2, top: y - height / 2, right: x + width + 2, bottom: y + height / 2 };
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
