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
const LEADER_REACHES = [22, 36, 54, 76];

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
    for (const [index, label] of labels.entries()) {
        for (const candidate of candidates(label)) {
            const box = boxOf(label, candidate);
            if (isInside(box, bounds) && !occupied.some((other) => overlap(box, other))) {
                occupied.push(box);
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
