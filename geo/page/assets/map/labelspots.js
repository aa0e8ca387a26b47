/**
 * Where a label might stand, by preference: around its point, in its area, or beside it.
 */

/** @typedef {import("./labels.js").Label} Label */
/** @typedef {import("./labels.js").Rect} Rect */
/** @typedef {import("./labels.js").Point} Point */

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
const LEADER_REACHES = [16, 28, 42, 60, 84, 112];
/** Between the places where the name of an area is tried, in pixels at least; and how many there are. */
const ROAMING_STEP_PX = 9;
const MOST_ROAMING = 900;
/** The leader of the name of an area is no longer, nor are its names tried further away. */
export const LONGEST_ASIDE_PX = 48;
/**
 * @typedef {object} Candidate  Left edge and middle of where a label might stand.
 * @property {number} x
 * @property {number} y
 * @property {boolean} [leader]
 * @property {boolean} [onPoint]  Over its own dot.
 * @property {boolean} [whole]  Only if all of it lies on its own ground.
 * @property {Point} [from]  In what it names: it stands beside it, joined to there.
 */

/**
 * @param {Label} label
 * @returns {Generator<Candidate>}
 */
export function* candidates(label) {
    if (label.centred) {
        yield* label.aside ? outside(label) : around(label);
        return;
    }
    if (label.onPoint) {
        yield { x: label.x - label.width / 2, y: label.y, onPoint: true };
    }
    for (const direction of DIRECTIONS) {
        yield beside(label, direction, label.gap);
    }
    for (const reach of label.leader ? LEADER_REACHES : []) {
        for (const direction of DIRECTIONS) {
            yield { ...beside(label, direction, label.gap + reach), leader: true };
        }
    }
}

/**
 * On its point and around it, all on its own ground; then where only its middle is.
 * @param {Label} label
 * @returns {Generator<Candidate>}
 */
function* around({ x, y, width, roams }) {
    const onPoint = { x: x - width / 2, y };
    if (!roams || !holdsSpots(roams)) {
        yield { ...onPoint, whole: false };
        return;
    }
    yield { ...onPoint, whole: true }; // where most of them stand: the rest is not even listed
    const spots = spotsIn(roams, x, y);
    for (const spot of spots) {
        yield { x: spot.x - width / 2, y: spot.y, whole: true };
    }
    yield { ...onPoint, whole: false };
    for (const spot of spots) {
        yield { x: spot.x - width / 2, y: spot.y, whole: false };
    }
}

/**
 * Around an area, each joined to the nearest place in it.
 * @param {Label} label
 * @returns {Generator<Candidate>}
 */
function* outside(label) {
    const { x, y, width, roams, aside, isIn } = label;
    const reach = LONGEST_ASIDE_PX;
    const [left, top] = [(roams?.left ?? x) - reach, (roams?.top ?? y) - reach];
    const [right, bottom] = [(roams?.right ?? x) + reach, (roams?.bottom ?? y) + reach];
    /** @type {Point[]} */
    const inside = [];
    /** @type {Point[]} */
    const beside = [];
    for (const spot of spotsIn({ left, top, right, bottom }, x, y)) {
        (isIn?.(spot.x, spot.y) ? inside : beside).push(spot);
    }
    for (const spot of inside.length ? beside : []) {
        const place = { x: spot.x - width / 2, y: spot.y };
        if (aside?.(boxOf(label, place))) {
            const near = nearest(inside, spot);
            const far = distance(near, { x: near.x, y: spot.y });
            if (far <= LONGEST_ASIDE_PX + 2 * ROAMING_STEP_PX) {
                yield { ...place, leader: true, from: near };
            }
        }
    }
}

/**
 * The first of the points that are nearest to one.
 * @param {readonly Point[]} points  At least one.
 * @param {Point} to
 */
function nearest(points, to) {
    let [best] = /** @type {[Point]} */ (points);
    let [reach, least] = [Infinity, Infinity];
    for (const point of points) {
        const [dx, dy] = [point.x - to.x, point.y - to.y];
        // Most are far: their roots need not be drawn.
        if (dx * dx + dy * dy < reach) {
            const far = distance(point, to);
            if (far < least) {
                best = point;
                least = far;
                reach = far * far * (1 + 1e-9);
            }
        }
    }
    return best;
}

/** @param {Point} [a] @param {Point} [b] */
export const distance = (a = { x: 0, y: 0 }, b = a) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * Places in a box, from the one nearest to a point on.
 * @param {Rect} box
 * @param {number} x
 * @param {number} y
 */
function spotsIn(box, x, y) {
    const { left, top, right, bottom } = box;
    const spots = [];
    const step = stepIn(box);
    for (let atY = top + step / 2; atY < bottom; atY += step) {
        for (let atX = left + step / 2; atX < right; atX += step) {
            spots.push({ x: atX, y: atY, far: Math.hypot(atX - x, atY - y) });
        }
    }
    return spots.sort((a, b) => a.far - b.far);
}

/** From one place to the next. @param {Rect} box */
const stepIn = ({ left, top, right, bottom }) =>
    Math.max(ROAMING_STEP_PX, Math.sqrt(((right - left) * (bottom - top)) / MOST_ROAMING));

/** Whether there is any place in a box. @param {Rect} box */
function holdsSpots(box) {
    const half = stepIn(box) / 2;
    return box.left + half < box.right && box.top + half < box.bottom;
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
export function boxOf({ width, height }, { x, y }) {
    return { left: x - 2, top: y - height / 2, right: x + width + 2, bottom: y + height / 2 };
}
