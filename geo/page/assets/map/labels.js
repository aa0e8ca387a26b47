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
const LONGEST_ASIDE_PX = 48;
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
        if (placed.some((each) => each.index === label.unless)) {
            continue;
        }
        for (const candidate of candidates(label)) {
            const found = standing(label, candidate, dots[index] ?? null, sheet);
            if (found) {
                sheet.written.push(...found.covers);
                const { x, y } = candidate;
                placed.push({ index, x, y, leader: found.leader });
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
 * @returns {{covers: Rect[], leader: Placed["leader"]} | null}
 */
function standing(label, candidate, own, { bounds, taken, dots, written }) {
    const box = boxOf(label, candidate);
    const hits = (/** @type {Rect | null} */ other) => other !== null && overlap(box, other);
    const free =
        isInside(box, bounds) &&
        !taken.some(hits) &&
        !written.some(hits) &&
        !dots.some((dot) => hits(dot) && !(dot === own && candidate.onPoint));
    const allows = candidate.from ? label.aside?.(box) : label.allows?.(box, candidate.whole);
    if (!free || allows === false) {
        return null;
    }
    const apart = !candidate.onPoint && label.touches?.(box) === false;
    const leader = candidate.leader || apart ? leaderOf(label, candidate) : null;
    const line = leader ? leaderRects(leader) : [];
    const lost =
        candidate.from &&
        (distance(leader?.from, leader?.to) > LONGEST_ASIDE_PX ||
            line.slice(1).some((part) => label.aside?.(part) === false)); // the first is at the edge
    const crossed = (/** @type {Rect} */ part) =>
        written.some((other) => overlap(part, other)) ||
        dots.some((dot) => dot && dot !== own && !holds(dot, label) && overlap(part, dot));
    return (leader && !label.leader) || lost || line.some(crossed)
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
function* candidates(label) {
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
    const spots = roams ? spotsIn(roams, x, y) : [];
    for (const whole of spots.length ? [true, false] : [false]) {
        yield { x: x - width / 2, y, whole };
        for (const spot of spots) {
            yield { x: spot.x - width / 2, y: spot.y, whole };
        }
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
            const near = inside.reduce((best, each) =>
                distance(each, spot) < distance(best, spot) ? each : best,
            );
            const far = distance(near, { x: near.x, y: spot.y });
            if (far <= LONGEST_ASIDE_PX + 2 * ROAMING_STEP_PX) {
                yield { ...place, leader: true, from: near };
            }
        }
    }
}

/** @param {Point} [a] @param {Point} [b] */
const distance = (a = { x: 0, y: 0 }, b = a) => Math.hypot(a.x - b.x, a.y - b.y);

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
