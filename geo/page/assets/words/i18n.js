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
/** Numbers below this are written without grouping in both languages. */
const FEW = 10_000;

/**
 * @param {Record<string, Strings>} strings  By language.
 * @param {Lang} lang
 * @returns {Translator}
 */
export function translator(strings, lang) {
    const locale = LOCALES[lang];
    const texts = /** @type {Strings} */ (strings[lang]);
    // Made when first asked for: each of these takes the browser milliseconds.
    const numbers = lazy(() => new Intl.NumberFormat(locale, { useGrouping: "min2" }));
    const plural = lazy(() => new Intl.PluralRules(locale));
    const brief = lazy(
        () =>
            new Intl.NumberFormat(locale, {
                notation: "compact",
                maximumSignificantDigits: 2,
                roundingMode: "trunc",
            }),
    );
    const number = (/** @type {number} */ value) =>
        value < FEW ? String(value) : numbers().format(value);
    const t = (/** @type {string} */ key, /** @type {Values} */ values = {}) => {
        const found = texts[key];
        if (found === undefined) {
            throw new Error(`no text for "${key}" in ${lang}`);
        }
        const form = typeof found === "string" ? found : pick(found, plural(), values.n);
        return form.replace(/\{(\w+)\}/g, (_, name) => shown(values[name], name, number));
    };
    return {
        lang,
        locale,
        t,
        number,
        short: (value) => (value < FEW ? String(value) : brief().format(value)),
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
 * @param {Intl.PluralRules} plural
 * @param {string | number | undefined} n
 * @returns {string}
 */
function pick(forms, plural, n) {
    const exact = n === 0 ? forms.zero : undefined;
    return exact ?? forms[plural.select(Number(n))] ?? forms.other ?? "";
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
