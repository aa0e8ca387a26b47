/**
 * What somebody types to find a place, and the ways to read it.
 */

/** @typedef {{text: string, loose: boolean}} Word  Folded; `loose`: it may stand inside a name. */

/**
 * @typedef {object} Reading
 * @property {Word[]} words  All of them have to be found.
 * @property {boolean} whole  The query as one word.
 * @property {boolean} ends  The last word is the place, those before are what it lies in.
 */

const MOST_WORDS = 8;
/** Names that are taken off a query without spaces, 甘肃省武威市凉州区. */
const MOST_NAMES = 2;
/** Shorter queries have no slips: in Chinese characters, in Latin letters. */
const LEAST_HAN = 3;
const LEAST_LATIN = 4;
/** A word of fewer Latin letters stands inside too many names. */
const SHORT = /^[a-z]{1,2}$/;
/** What people write behind a name that is without, in English. */
const GENERIC = /^(city|county|district|prefecture|province|league|banner)$/;

/** By traditional character, that which names have: those of the page, for all that is compared. */
const simple = /** @type {Map<string, string>} */ (new Map());

/**
 * Learn which traditional characters readers may type for those of the page's names.
 * @param {string} pairs
 */
export function learnTraditional(pairs) {
    const letters = [...pairs];
    for (let i = 0; i < letters.length; i += 2) {
        simple.set(letters[i] ?? "", letters[i + 1] ?? "");
    }
}

/**
 * A name as it is compared: without tones, case, spaces, hyphens and apostrophes, in simplified
 * characters; ü may be typed v.
 * @param {string} text
 * @returns {string}
 */
export function folded(text) {
    return text
        .replace(/[\u2e80-\u9fff]/g, (letter) => simple.get(letter) ?? letter)
        .normalize("NFKD")
        .replace(/[\u0300-\u036f]/g, "")
        .toLowerCase()
        .replace(/[\s'’ʼ\-·.,()]/g, "")
        .replace(/([ln])v/g, "$1u");
}

/**
 * @param {string} query
 * @param {ReadonlySet<string>} known  Names of units, folded.
 * @returns {Reading[]}
 */
export function readingsOf(query, known) {
    const text = folded(query);
    if (!text) {
        return [];
    }
    const typed = query.split(/[\s,，、;；/·]+/).map(folded);
    const words = [...new Set(typed)].filter(Boolean).slice(0, MOST_WORDS);
    const names = words.filter((word) => !GENERIC.test(word));
    const readings = [{ words: [{ text, loose: true }], whole: true, ends: true }];
    if (words.length > 1) {
        const parts = names.length ? names : words;
        readings.push({
            words: parts.map((word) => ({ text: word, loose: !SHORT.test(word) })),
            whole: false,
            ends: false,
        });
    }
    for (const parts of partings(text, known, MOST_NAMES)) {
        const strict = parts.map((word) => ({ text: word, loose: false }));
        readings.push({ words: strict, whole: false, ends: true });
    }
    return readings;
}

/**
 * Whether two names are one slip of the hand apart: a letter left out, added or changed, or two that
 * follow each other swapped. Short names are one slip from too many others.
 * @param {string} typed
 * @param {string} name
 */
export function isOneSlip(typed, name) {
    const least = /[\u2e80-\u9fff]/.test(typed) ? LEAST_HAN : LEAST_LATIN;
    const longer = typed.length - name.length;
    if (typed.length < least || Math.abs(longer) > 1 || typed === name) {
        return false;
    }
    let at = 0;
    while (typed[at] === name[at]) {
        at++;
    }
    const rest = (/** @type {number} */ skip, /** @type {number} */ skipName) =>
        typed.slice(at + skip) === name.slice(at + skipName);
    const isSwapped = typed[at] === name[at + 1] && typed[at + 1] === name[at] && rest(2, 2);
    return longer ? rest(longer > 0 ? 1 : 0, longer > 0 ? 0 : 1) : rest(1, 1) || isSwapped;
}

/**
 * The ways to take known names off the beginning or the end of a text; what is left comes last.
 * @param {string} text
 * @param {ReadonlySet<string>} known
 * @param {number} most  Names.
 * @returns {string[][]}
 */
function partings(text, known, most) {
    const found = [];
    for (let at = 1; most && at < text.length; at++) {
        const [head, tail] = [text.slice(0, at), text.slice(at)];
        for (const [name, rest] of /** @type {const} */ ([
            [head, tail],
            [tail, head],
        ])) {
            if (known.has(name)) {
                const further = partings(rest, known, most - 1);
                found.push([name, rest], ...further.map((parts) => [name, ...parts]));
            }
        }
    }
    return found;
}
