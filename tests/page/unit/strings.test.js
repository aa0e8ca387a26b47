import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { chinese, english, strings } from "./fixtures.js";

const ASSETS = new URL("../../../geo/page/assets/", import.meta.url);

test("both languages have the same texts, none of them empty", () => {
    assert.deepEqual(Object.keys(strings.zh), Object.keys(strings.en));
    for (const texts of Object.values(strings)) {
        for (const [key, text] of Object.entries(texts)) {
            const forms = typeof text === "string" ? [text] : Object.values(text);
            assert.ok(forms.length && forms.every(Boolean), key);
        }
    }
});

test("both languages fill the same slots", () => {
    const slots = (/** @type {any} */ text) =>
        [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([slot]) => slot);
    for (const key of Object.keys(strings.en)) {
        const en = new Set(slots(strings.en[key]));
        assert.deepEqual(new Set(slots(strings.zh[key])), en, key);
    }
});

test("every text the modules and the document name is there, and every text there is named", () => {
    const files = readdirSync(ASSETS, { encoding: "utf-8", recursive: true }).filter((name) =>
        /\.(js|html)$/.test(name),
    );
    const source = files.map((name) => readFileSync(new URL(name, ASSETS), "utf-8")).join("\n");
    const named = [...source.matchAll(/(?:\bt\(|data-(?:text|label)=)"([\w. -]+)"/g)];
    for (const [, key] of named) {
        assert.ok(key && key in strings.en, key);
    }
    for (const key of Object.keys(strings.en)) {
        const stem = key.slice(0, key.lastIndexOf(".") + 1);
        const byStem = stem && source.includes(`\`${stem}\${`);
        const inner = key.split(".").length === 3 && source.includes(`\`${key.split(".")[0]}.\${`);
        const parts = key.split(".");
        const deep = parts.some(
            (_, i) => i > 1 && source.includes(`\`${parts.slice(0, i).join(".")}.\${`),
        );
        const shown = source.includes(`"${key}"`) || byStem || inner || deep;
        assert.ok(shown, `${key} is never shown`);
    }
});

test("a number chooses its form, and years are not grouped", () => {
    assert.equal(english.t("count.upto", { n: 0 }), "No named place");
    assert.equal(english.t("count.upto", { n: 1 }), "At least 1 named place");
    assert.equal(english.t("count.upto", { n: 12345 }), "At least 12,345 named places");
    assert.equal(chinese.t("count.upto", { n: 5 }), "至少5个列明的地点");
    assert.equal(english.t("year.nothing", { year: 2014 }), "No source speaks of 2014.");
});

test("counts are written as the languages of browsers write them", () => {
    const counts = Array.from({ length: 13 }, (_, power) => 10 ** power).flatMap((count) =>
        [1, 1.049, 1.5, 1.99, 9.876, 9.999].map((times) => Math.round(count * times)),
    );
    for (const { lang, locale, number, short, t } of [english, chinese]) {
        const whole = new Intl.NumberFormat(locale);
        const brief = new Intl.NumberFormat(locale, {
            notation: "compact",
            roundingMode: "trunc",
        });
        const plural = new Intl.PluralRules(locale);
        for (const count of counts) {
            assert.equal(number(count), whole.format(count));
            assert.equal(short(count), count < 10_000 ? String(count) : brief.format(count));
            const forms = /** @type {Record<string, string>} */ (strings[lang]["count.upto"]);
            const form = forms[plural.select(count)] ?? forms.other;
            assert.equal(t("count.upto", { n: count }), form?.replace("{n}", number(count)));
        }
    }
});

test("names in a row are joined as each language does, and those beyond the most are counted", () => {
    const joined = (/** @type {number} */ n, /** @type {number} */ most) =>
        [english, chinese].map(({ list }) => list([..."ABCDEF"].slice(0, n), most));

    assert.deepEqual(joined(0, 4), ["", ""]);
    assert.deepEqual(joined(1, 4), ["A", "A"]);
    assert.deepEqual(joined(2, 4), ["A and B", "A和B"]);
    assert.deepEqual(joined(4, 4), ["A, B, C, and D", "A、B、C和D"]);
    assert.deepEqual(joined(6, 4), ["A, B, C, and 3 more", "A、B、C和另外3个"]);
});

test("what fills a slot is never read as a slot", () => {
    const text = english.t("unnamed.within", { place: "{n} ${x} $& <b>" });
    assert.equal(text, "within {n} ${x} $& <b>");
});

test("a text that does not exist is a defect, not a blank", () => {
    assert.throws(() => english.t("no.such.text"), /no text for/);
});

test("what has one term in English has one in Chinese", () => {
    /** @type {[RegExp, RegExp][]} */
    const terms = [
        [/\bsites?\b/i, /站点/],
        [/\bplaces?\b(?! names)/i, /地点/],
        [/\b(units|county|prefecture)\b/i, /行政|[省地县]级|上级/],
        [/\bnamed\b/, /列明/],
        [/\bunnamed\b/, /未列明/],
        [/\bopen-ended\b/, /总数不详/],
    ];
    for (const [key, text] of Object.entries(strings.en)) {
        const bare = (/** @type {any} */ each) => JSON.stringify(each).replace(/\{\w+\}/g, "");
        const [en, zh] = [bare(text), bare(strings.zh[key])];
        for (const [term, said] of terms) {
            assert.ok(!term.test(en) || said.test(zh), `${key}: ${zh}`);
        }
        assert.doesNotMatch(zh, /点名|单位/, key);
    }
});
