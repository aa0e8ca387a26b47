/**
 * Where labels go so that they neither overlap nor hide a dot, and are taken for nothing else's name:
 * on what they name or, with a leader line, beside it.
 */

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
const LEADER_REACHES = [16, 28, 42, 60, 84, 112];
/** Between the places where the name of an area is tried, in pixels at least; and how many there are. */
const ROAMING_STEP_PX = 9;
const MOST_ROAMING = 900;
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
    const sheet = { bounds, taken, dots, written: /** @type {Rect[]} */ ([]) };
    /** @type {Placed[]} */
    const placed = [];
    for (const [index, label] of labels.entries()) {
        for (const candidate of candidates(label)) {
            const found = standing(label, candidate, dots[index] ?? null, sheet);
            if (found) {
                sheet.written.push(...found.covers);
                placed.push({ index, x: candidate.x, y: candidate.y, leader: found.leader });
                break;
            }
        }
    }
    return placed;
}

/**
 * @typedef {object} LabelSheet  What stands there already.
 * @property {Rect} bounds
 * @property {readonly Rect[]} taken
 * @property {readonly (Rect | null)[]} dots  Per label.
 * @property {Rect[]} written  Labels and their leader lines.
 */

/**
 * What a label covers at a place; null where it cannot stand there.
 * @param {Label} label
 * @param {Candidate} candidate
 * @param {Rect | null} own  Its dot.
 * @param {LabelSheet} sheet
 * @returns {{covers: Rect[], leader: boolean} | null}
 */
function standing(label, candidate, own, { bounds, taken, dots, written }) {
    const box = boxOf(label, candidate);
    const hits = (/** @type {Rect | null} */ other) => other !== null && overlap(box, other);
    const free =
        isInside(box, bounds) &&
        !taken.some(hits) &&
        !written.some(hits) &&
        !dots.some((dot) => hits(dot) && !(dot === own && candidate.onPoint));
    if (!free || label.allows?.(box, candidate.whole) === false) {
        return null;
    }
    const apart = !candidate.onPoint && label.touches?.(box) === false;
    const leader = candidate.leader || apart;
    const line = leader ? leaderRects(label, candidate) : [];
    const crossed = (/** @type {Rect} */ part) =>
        written.some((other) => overlap(part, other)) ||
        dots.some((dot) => dot !== null && dot !== own && overlap(part, dot));
    return (leader && !label.leader) || line.some(crossed)
        ? null
        : { covers: [box, ...line], leader };
}

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
 * @typedef {object} Candidate  Left edge and middle of where a label might stand.
 * @property {number} x
 * @property {number} y
 * @property {boolean} [leader]
 * @property {boolean} [onPoint]  Over its own dot.
 * @property {boolean} [whole]  Only if all of it lies on its own ground.
 */

/**
 * @param {Label} label
 * @returns {Generator<Candidate>}
 */
function* candidates(label) {
    if (label.centred) {
        yield* around(label);
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
    const spots = roams ? spotsIn(roams, x, y) : [];
    for (const whole of spots.length ? [true, false] : [false]) {
        yield { x: x - width / 2, y, whole };
        for (const spot of spots) {
            yield { x: spot.x - width / 2, y: spot.y, whole };
        }
    }
}

/**
 * Places in a box, from the one nearest to a point on.
 * @param {Rect} box
 * @param {number} x
 * @param {number} y
 */
function spotsIn({ left, top, right, bottom }, x, y) {
    const spots = [];
    const step = Math.max(
        ROAMING_STEP_PX,
        Math.sqrt(((right - left) * (bottom - top)) / MOST_ROAMING),
    );
    for (let atY = top + step / 2; atY < bottom; atY += step) {
        for (let atX = left + step / 2; atX < right; atX += step) {
            spots.push({ x: atX, y: atY, far: Math.hypot(atX - x, atY - y) });
        }
    }
    return spots.sort((a, b) => a.far - b.far);
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
