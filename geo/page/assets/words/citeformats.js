/**
 * A citation in the formats of reference managers. What is cited stays text in each of them: nothing
 * in a title ends a field, begins a command or adds a line.
 */

/**
 * @typedef {object} Work
 * @property {string} id
 * @property {"map" | "document"} kind
 * @property {string} title
 * @property {string[]} authors  Each as one name, whatever its script.
 * @property {string} publisher
 * @property {string} published  EDTF; empty where it is not known.
 * @property {string} url
 * @property {string} accessed  YYYY-MM-DD, or empty.
 * @property {string} note
 */

/** What TeX would read as a command; a brace of a text would open or close a field. */
const TEX = /** @type {Record<string, string>} */ ({
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
});

/** Whether a date is a year, a month or a day by itself. @param {string} date */
export const isDay = (date) => /^\d{4}(-\d\d){0,2}$/.test(date);

/** @param {string} text */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const oneLine = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();

/** @param {string} text */
const tex = (text) =>
    oneLine(text)
        .replace(/[\\{}~^]/g, (sign) => TEX[sign] ?? "")
        .replace(/[#$%&_]/g, "\\$&");

/** @param {string} url */
const texUrl = (url) => oneLine(url).replace(/[{}\\\s]/g, encodeURIComponent);

/**
 * BibTeX, for BibLaTeX too. Names stand in braces of their own: none is taken apart.
 * @param {readonly Work[]} works
 * @returns {string}
 */
export function bibtex(works) {
    return works
        .map((work) => {
            const fields = {
                title: `{${tex(work.title)}}`,
                author: work.authors.map((name) => `{${tex(name)}}`).join(" and "),
                publisher: tex(work.publisher),
                [work.published.length > 4 ? "date" : "year"]: dayOf(work),
                url: texUrl(work.url),
                urldate: work.accessed,
                note: tex(work.note),
            };
            const lines = Object.entries(fields)
                .filter(([, value]) => value && value !== "{}")
                .map(([name, value]) => `  ${name} = {${value}}`);
            return `@misc{${work.id.replace(/[^\w.-]+/g, "_")},\n${lines.join(",\n")}\n}\n`;
        })
        .join("\n");
}

/**
 * RIS: a line per field, each with its tag.
 * @param {readonly Work[]} works
 * @returns {string}
 */
export function ris(works) {
    return works
        .map((work) => {
            const day = dayOf(work).split("-");
            /** @type {[string, string][]} */
            const fields = [
                ["TY", work.kind === "map" ? "MAP" : "GEN"],
                ["ID", work.id],
                ["TI", work.title],
                ...work.authors.map((name) => /** @type {[string, string]} */ (["AU", name])),
                ["PB", work.publisher],
                ["PY", day[0] ?? ""],
                ["DA", day[0] ? `${[...day, "", ""].slice(0, 3).join("/")}/` : ""],
                ["UR", work.url],
                ["Y2", work.accessed && `${work.accessed.replaceAll("-", "/")}/`],
                ["N1", work.note],
            ];
            const lines = fields
                .map(([tag, value]) => [tag, oneLine(value ?? "")])
                .filter(([, value]) => value);
            return [...lines, ["ER", ""]].map(([tag, value]) => `${tag}  - ${value}\r\n`).join("");
        })
        .join("");
}

/**
 * CSL-JSON, as Zotero, pandoc and citeproc read it.
 * @param {readonly Work[]} works
 * @returns {string}
 */
export function cslJson(works) {
    const items = works.map((work) => ({
        id: work.id,
        type: work.kind,
        title: work.title,
        author: work.authors.length ? work.authors.map((literal) => ({ literal })) : undefined,
        publisher: work.publisher || undefined,
        issued: work.published ? dateOf(work.published) : undefined,
        URL: work.url || undefined,
        accessed: work.accessed ? dateOf(work.accessed) : undefined,
        note: work.note || undefined,
    }));
    return `${JSON.stringify(items, null, 2)}\n`;
}

/** @param {Work} work @returns {string}  Only what is a day, month or year by itself. */
const dayOf = ({ published }) => (isDay(published) ? published : "");

/** @param {string} date */
const dateOf = (date) =>
    isDay(date) ? { "date-parts": [date.split("-").map(Number)] } : { raw: date };
