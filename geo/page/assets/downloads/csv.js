/**
 * Tables as CSV by RFC 4180, safe to open in a spreadsheet program: also in one that parts cells at
 * semicolons or tabs, and would take what stands behind one for a cell of its own.
 */

/** Excel reads UTF-8 only after this mark. */
const BYTE_ORDER_MARK = "\ufeff";

/** What a spreadsheet takes for a formula, the full-width forms among it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const SIGNED_NUMBER = /^[+-](?:\d+(?:\.\d*)?|\.\d+)$/;

/**
 * @param {readonly (string | number)[]} cells
 * @returns {string}  With its line end.
 */
export function csvLine(cells) {
    return `${cells.map(csvCell).join(",")}\r\n`;
}

/**
 * The line with which a file begins.
 * @param {readonly string[]} names  Of its columns.
 */
export const csvHead = (names) => BYTE_ORDER_MARK + csvLine(names);

/**
 * @param {string | number} value
 * @returns {string}
 */
export function csvCell(value) {
    const text = spreadsheetSafe(String(value));
    return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * An apostrophe before what would run as a formula; a plain signed number stays one.
 * @param {string} text
 * @returns {string}
 */
export function spreadsheetSafe(text) {
    return FORMULA.test(text) && !SIGNED_NUMBER.test(text) ? `'${text}` : text;
}
