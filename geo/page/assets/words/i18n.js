/**
 * Texts of the page in its two languages, and numbers and lists by their customs.
 */

/** @typedef {import("../model/types.js").Lang} Lang */
/** @typedef {Record<string, string | Record<string, string>>} Strings */
/** @typedef {Record<string, string | number>} Values */

/**
 * @typedef {object} Translator
 * @property {Lang} lang
 * @property {string} locale  As in `lang` attributes and Intl.
 * @property {(key: string, values?: Values) => string} t  A text; `{n}` chooses its plural.
 * @property {(value: number) => string} number
 * @property {(value: number) => string} short  A number for a small place: 15K, 1.5万, rounded down.
 * @property {(items: string[], most?: number) => string} list  Names in a row; how many are left out
 *     takes the place of the last ones where there are more than `most`.
 */

const LOCALES = { en: "en", zh: "zh-CN" };
/** Numbers below this are short as they are. */
const FEW = 10_000;

/**
 * @param {Record<string, Strings>} strings  By language.
 * @param {Lang} lang
 * @returns {Translator}
 */
export function translator(strings, lang) {
    const locale = LOCALES[lang];
    const texts = /** @type {Strings} */ (strings[lang]);
    // Made when first asked for: each of these takes the browser milliseconds, the first of all tens.
    const numbers = lazy(() => new Intl.NumberFormat(locale, { useGrouping: "min2" }));
    const number = (/** @type {number} */ value) =>
        Number.isSafeInteger(value) && value >= 0 ? grouped(value) : numbers().format(value);
    const t = (/** @type {string} */ key, /** @type {Values} */ values = {}) => {
        const found = texts[key];
        if (found === undefined) {
            throw new Error(`no text for "${key}" in ${lang}`);
        }
        const form = typeof found === "string" ? found : pick(found, lang, values.n);
        return form.replace(/\{(\w+)\}/g, (_, name) => shown(values[name], name, number));
    };
    return {
        lang,
        locale,
        t,
        number,
        short: (value) => brief(value, lang),
        list(items, most = items.length) {
            const left = items.length > most ? items.length - most + 1 : 0;
            const more = left ? [t("series.more", { n: left })] : [];
            const shown = [...items.slice(0, items.length - left), ...more];
            const rest = shown.slice(0, -1).join(t("series.comma"));
            const joint = t(shown.length > 2 ? "series.last" : "series.two");
            return (rest && rest + joint) + (shown.at(-1) ?? "");
        },
    };
}

/**
 * @param {Record<string, string>} forms  By plural category; `zero` is used for 0 wherever given.
 * @param {Lang} lang
 * @param {string | number | undefined} n
 * @returns {string}
 */
function pick(forms, lang, n) {
    const exact = n === 0 ? forms.zero : undefined;
    // English has one form for 1 and another for the rest; Chinese has one.
    const one = lang === "en" && Number(n) === 1 ? forms.one : undefined;
    return exact ?? one ?? forms.other ?? "";
}

/**
 * A count in groups of three digits, as both languages write it: 2,016 counties are not a year.
 * @param {number} count
 * @returns {string}
 */
function grouped(count) {
    const digits = String(count);
    const groups = [];
    for (let end = digits.length; end > 0; end -= 3) {
        groups.unshift(digits.slice(Math.max(0, end - 3), end));
    }
    return groups.join(",");
}

/** What stands for powers of ten where there is little room, the largest first. */
const UNITS = /** @type {const} */ ({
    en: [
        [1e12, "T"],
        [1e9, "B"],
        [1e6, "M"],
        [1e3, "K"],
    ],
    zh: [
        [1e12, "万亿"],
        [1e8, "亿"],
        [1e4, "万"],
    ],
});

/**
 * A count in two digits, or as many as stand before the point, rounded down.
 * @param {number} value
 * @param {Lang} lang
 * @returns {string}
 */
function brief(value, lang) {
    if (value < FEW) {
        return String(value);
    }
    const [size, name] = UNITS[lang].find(([each]) => each <= value) ?? [1, ""];
    const step = Math.min(size, 10 ** (String(Math.floor(value)).length - 2));
    const rounded = value - (value % step);
    return `${rounded / size}${name}`;
}

/**
 * Years are written without grouping, counts with it.
 * @param {string | number | undefined} value
 * @param {string} name
 * @param {(value: number) => string} number
 * @returns {string}
 */
function shown(value, name, number) {
    if (typeof value !== "number") {
        return value ?? "";
    }
    return /^(year|from|to|first|last)$/.test(name) ? String(value) : number(value);
}

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
function lazy(make) {
    /** @type {T | undefined} */
    let made;
    return () => {
        made ??= make();
        return made;
    };
}

/**
 * Sentences one behind the other; behind a full-width sign there is no blank.
 * @param {readonly string[]} lines
 * @returns {string}
 */
export const inOneLine = (lines) =>
    lines
        .map((line) => (/[\u3000-\u303f\uff00-\uffef]$/.test(line) ? line : `${line} `))
        .join("")
        .trim();
