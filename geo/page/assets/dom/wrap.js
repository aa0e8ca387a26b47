/**
 * Breaking text into lines, where nothing else does it: in a saved picture.
 */

/** A word, or one character of a script that is written without spaces. */
const PIECES =
    /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|\s+/gu;

/**
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function wrapText(text, width, measure) {
    /** @type {string[]} */
    const lines = [];
    let line = "";
    for (const piece of pieces(text, width, measure)) {
        if (line && measure(line + piece) > width) {
            lines.push(line.trimEnd());
            line = piece.trimStart();
        } else {
            line += line ? piece : piece.trimStart();
        }
    }
    if (line.trim()) {
        lines.push(line.trimEnd());
    }
    return lines;
}

/**
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {Generator<string>}
 */
function* pieces(text, width, measure) {
    for (const [piece] of text.matchAll(PIECES)) {
        if (measure(piece) <= width) {
            yield piece;
        } else {
            yield* piece; // a word longer than a line breaks anywhere
        }
    }
}
