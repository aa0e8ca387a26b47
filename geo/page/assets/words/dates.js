/**
 * EDTF dates in words. The bounds that decide a status come from the payload; this only reads aloud.
 */

/** @typedef {import("./i18n.js").Translator} Translator */

/** EDTF season codes (ISO 8601-2, 4.8) to the texts that name them. */
const SEASONS = {
    21: "spring",
    22: "summer",
    23: "autumn",
    24: "winter",
    33: "q1",
    34: "q2",
    35: "q3",
    36: "q4",
    37: "third1",
    38: "third2",
    39: "third3",
    40: "half1",
    41: "half2",
};

/**
 * @param {string} edtf  As written; empty for none.
 * @param {Translator} tr
 * @returns {string}  What is not understood is shown as it stands.
 */
export function dateInWords(edtf, tr) {
    const set = /^\[(.*)\]$/.exec(edtf)?.[1];
    const ends = edtf.split("/");
    const words = set
        ? setInWords(set, tr)
        : ends.length === 2
          ? intervalInWords(ends[0] ?? "", ends[1] ?? "", tr)
          : oneInWords(edtf, tr);
    return words ?? edtf;
}

/**
 * When something began and when it ended.
 * @param {string} start  EDTF; empty for none, as is `end`.
 * @param {string} end
 * @param {Translator} tr
 * @returns {string}
 */
export function spanInWords(start, end, tr) {
    const [begun, ended] = [dateInWords(start, tr), dateInWords(end, tr)];
    if (begun && ended) {
        return tr.t("date.startAndEnd", { begun, ended });
    }
    return begun || (ended ? tr.t("date.ended", { date: ended }) : tr.t("date.none"));
}

/**
 * The same of a row of the dates.
 * @param {import("../model/types.js").Dates} dates
 * @param {number | undefined} row
 * @param {Translator} tr
 * @returns {string}
 */
export function whenInWords({ start, end }, row, tr) {
    return spanInWords(start[row ?? 0] ?? "", end[row ?? 0] ?? "", tr);
}

/**
 * One of a set: some time between two dates, or one of those listed.
 * @param {string} inner
 * @param {Translator} tr
 * @returns {string | null}
 */
function setInWords(inner, tr) {
    const members = inner.split(",").map((part) => part.split("..").map((d) => d.trim()));
    const words = members.map((ends) => ends.map((end) => end && oneInWords(end, tr)));
    if (words.some((ends) => ends.length > 2 || ends.includes(null) || !ends.some(Boolean))) {
        return null;
    }
    const both = words.length > 1 ? "date.interval" : "date.between";
    const said = words.map(([a, b]) => {
        if (b === undefined || !a) {
            return a || tr.t("date.by", { date: b ?? "" });
        }
        return b ? tr.t(both, { a, b }) : tr.t("date.onOrAfter", { date: a });
    });
    return words.length > 1 ? tr.t("date.oneOf", { dates: tr.list(said) }) : (said[0] ?? null);
}

/**
 * @param {string} start
 * @param {string} end
 * @param {Translator} tr
 * @returns {string | null}
 */
function intervalInWords(start, end, tr) {
    const [a, b] = [start, end].map((each) =>
        /^(\.\.|open|unknown|)$/.test(each) ? "" : oneInWords(each, tr),
    );
    if (a === null || b === null || !(a || b)) {
        return null;
    }
    if (a && b) {
        return tr.t("date.interval", { a, b });
    }
    return a ? tr.t("date.from", { date: a }) : tr.t("date.until", { date: b ?? "" });
}

/**
 * @param {string} text  One date, perhaps qualified.
 * @param {Translator} tr
 * @returns {string | null}  Null where it is not understood.
 */
function oneInWords(text, tr) {
    // A month or day that is not specified says no more than what it lies in.
    const told = text.replace("?~", "%").replace(/(-(XX|uu)){1,2}(?=\W?$)/, "");
    const parts =
        /^(\d{3}[\dXux]|\d\d(?:XX|uu|xx))(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:Z+-]+)?([~?%]?)$/.exec(
            told,
        );
    if (!parts) {
        return null;
    }
    const [, year = "", month, day, mark] = parts;
    const plain = plainDate(year, month, day, tr);
    if (plain === null) {
        return null;
    }
    const key = { "~": "date.about", "?": "date.perhaps", "%": "date.perhapsAbout" }[mark ?? ""];
    return key ? tr.t(key, { date: plain }) : plain;
}

/**
 * A decade, or a hundred years, which no name tells apart from their first decade.
 * @param {string} year  Its last digit or two unspecified.
 * @param {Translator} tr
 */
function yearsInWords(year, { t }) {
    const [date = "", last = ""] = ["0", "9"].map((digit) => year.replace(/\D/g, digit));
    return /\D\D/.test(year)
        ? t("date.interval", { a: t("date.year", { date }), b: t("date.year", { date: last }) })
        : t("date.decade", { date });
}

/**
 * @param {string} year
 * @param {string | undefined} month
 * @param {string | undefined} day
 * @param {Translator} tr
 * @returns {string | null}
 */
function plainDate(year, month, day, tr) {
    if (/\D/.test(year)) {
        return month ? null : yearsInWords(year, tr);
    }
    if (!month) {
        return tr.t("date.year", { date: year });
    }
    const season = SEASONS[/** @type {keyof typeof SEASONS} */ (Number(month))];
    if (season) {
        return tr.t(`season.${season}`, { date: year });
    }
    // Not by Intl: the first date it formats takes it some 15 ms, while the page opens.
    const name = tr.t("date.months").split(" ")[Number(month) - 1];
    return name
        ? tr.t(day ? "date.day" : "date.month", { date: year, month: name, day: Number(day) })
        : null;
}
