import assert from "node:assert/strict";
import { test } from "node:test";
import { search, searchIndex } from "../../../geo/page/assets/toolbar/searchindex.js";
import { folded, learnTraditional } from "../../../geo/page/assets/words/searchquery.js";

/** Units: English, pinyin, Chinese full and short, row of what it lies in. */
const TREE = [
    ["Gansu", "", "甘肃省", "甘肃", -1],
    ["Wuwei", "Wǔwēi", "武威市", "武威", 0],
    ["Liangzhou", "Liángzhōu", "凉州区", "凉州", 1],
    ["Shaanxi", "", "陕西省", "陕西", -1],
    ["Xi'an", "", "西安市", "西安", 3],
    ["Ankang", "", "安康市", "安康", 3],
    ["Lüliang", "", "吕梁市", "吕梁", -1],
    ["Anhui", "", "安徽省", "安徽", -1],
    ["Wuhu", "", "芜湖市", "芜湖", 7],
    ["Wuwei", "", "无为市", "无为", 8],
    ["Inner Mongolia", "", "内蒙古自治区", "内蒙古", -1],
    ["Hohhot", "Hūhéhàotè", "呼和浩特市", "呼和浩特", 10],
    ["Linxia", "", "临夏回族自治州", "临夏", 0],
    ["Linxia", "", "临夏县", "临夏", 12],
];
const SITES = [
    ["East Wuwei Market", 2],
    ["Market of Xi'an", 4],
    ["邮政店", 2],
    ["Wu", -1],
];
const column = (/** @type {number} */ at) => TREE.map((row) => row[at]);

const index = searchIndex(
    /** @type {any} */ ({
        units: {
            count: TREE.length,
            nameEn: column(0),
            pinyin: column(1),
            nameZh: column(2),
            shortZh: column(3),
            aliases: ["Kansu", "", "", "Shensi"],
            parent: column(4),
            adcode: TREE.map((_, row) => String(600000 + row)),
            told: {
                en: { full: { 12: "Linxia Prefecture", 13: "Linxia County" } },
                zh: { full: {} },
            },
        },
        statements: { count: 1, unit: [5], place: ["Ankang branch"] },
        sites: { unit: SITES.map((row) => row[1]) },
    }),
);
index.sites.push(...SITES.map(([name]) => folded(String(name))));

/**
 * What is found, units by their English names, sites by theirs.
 * @param {string} query
 */
function found(query) {
    return search(index, query, 6).map(({ unit, site }) =>
        unit >= 0 ? `${TREE[unit]?.[0]} ${unit}` : SITES[site]?.[0],
    );
}

test("a name is found with or without tones, case, spaces and apostrophes", () => {
    assert.deepEqual(found("wuwei"), ["Wuwei 1", "Wuwei 9", "East Wuwei Market"]);
    assert.deepEqual(found("WǓ WĒI").slice(0, 2), ["Wuwei 1", "Wuwei 9"]);
    assert.deepEqual(found("武威"), ["Wuwei 1"]);
    assert.equal(found("xian")[0], "Xi'an 4");
    assert.equal(found("xi’an")[0], "Xi'an 4");
    assert.deepEqual(found("600011"), ["Hohhot 11"]);
    assert.deepEqual(found("ankang branch"), ["Ankang 5"]);
});

test("nothing is found for nothing", () => {
    assert.deepEqual(found(""), []);
    assert.deepEqual(found(" , "), []);
    assert.deepEqual(found("London"), []);
    assert.deepEqual(found("wuwei london"), []);
});

test("the letter ü is found as u and as v", () => {
    assert.deepEqual(found("Lǘliang"), ["Lüliang 6"]);
    assert.deepEqual(found("lvliang"), ["Lüliang 6"]);
});

for (const query of [
    "wuwei gansu",
    "gansu wuwei",
    "Wuwei, Gansu",
    "WUWEI,KANSU",
    "gansuwuwei",
    "wuweigansu",
    "武威 甘肃",
    "甘肃 武威",
    "甘肃武威",
    "甘肃省武威市",
    "武威，甘肃",
    "甘肃 wuwei",
    "wuwei city gansu",
]) {
    test(`${query} is the one in Gansu`, () => {
        assert.equal(found(query)[0], "Wuwei 1");
        assert.ok(!found(query).includes("Wuwei 9"));
    });
}

test("a unit is found by all that it lies in, in any order, and while the words are typed", () => {
    for (const query of ["甘肃省武威市凉州区", "甘肃凉州", "liangzhou wuwei gansu", "gansu lia"]) {
        assert.equal(found(query)[0], "Liangzhou 2", query);
    }
    assert.equal(found("inner mongolia hohhot")[0], "Hohhot 11");
    assert.equal(found("anhui wuw")[0], "Wuwei 9");
});

test("what lies in a unit is not found by the name of the unit alone, nor across two names", () => {
    assert.deepEqual(found("gansu"), ["Gansu 0"]);
    assert.deepEqual(found("西安"), ["Xi'an 4"]);
    assert.deepEqual(found("gansu kansu"), ["Gansu 0"]);
});

test("a full name comes before others of its short one", () => {
    assert.equal(found("linxia county")[0], "Linxia 13");
    assert.equal(found("linxia prefecture")[0], "Linxia 12");
    assert.deepEqual(found("linxia"), ["Linxia 12", "Linxia 13"]);
});

test("a name comes before its beginning, its beginning before its inside, short before long", () => {
    assert.deepEqual(found("an"), [
        "Anhui 7",
        "Ankang 5",
        "Xi'an 4",
        "Gansu 0",
        "Shaanxi 3",
        "Lüliang 6",
    ]);
    assert.deepEqual(found("wu"), ["Wu", "Wuhu 8", "Wuwei 1", "Wuwei 9", "East Wuwei Market"]);
});

test("short words of a longer query do not match inside names", () => {
    assert.deepEqual(found("xi an"), ["Xi'an 4", "Market of Xi'an"]);
});

test("a site is found by its own name and what it lies in", () => {
    assert.deepEqual(found("market"), ["Market of Xi'an", "East Wuwei Market"]);
    assert.deepEqual(found("market shaanxi"), ["Market of Xi'an"]);
    assert.deepEqual(found("market wuwei"), ["East Wuwei Market"]);
    assert.deepEqual(found("甘肃邮政店"), ["邮政店"]);
    assert.deepEqual(found("凉州 邮政"), ["邮政店"]);
});

test("no more is found than asked for, each once", () => {
    assert.equal(search(index, "an", 3).length, 3);
    const all = search(index, "a", 100).map(({ unit, site }) => `${unit} ${site}`);
    assert.equal(new Set(all).size, all.length);
});

test("traditional characters find what is written in simplified ones", () => {
    assert.deepEqual(found("陝西"), [], "before the page tells them");
    learnTraditional("陝陕臨临區区無无為为縣县");
    assert.equal(found("陝西")[0], "Shaanxi 3");
    assert.equal(found("臨夏縣")[0], "Linxia 13");
    assert.equal(found("無為")[0], "Wuwei 9");
});

test("one slip of the hand is forgiven where nothing else is found", () => {
    assert.equal(found("Ankagn")[0], "Ankang 5", "swapped");
    assert.equal(found("Hohot")[0], "Hohhot 11", "left out");
    assert.equal(found("Lianghzhou")[0], "Liangzhou 2", "added");
    assert.equal(found("Anhiu Wuhu")[0], "Wuhu 8", "in one of two words");
    assert.equal(found("凉洲区")[0], "Liangzhou 2", "changed, in Chinese");
    assert.deepEqual(found("Wuhx x"), []);
    assert.deepEqual(found("Ghna"), [], "two slips are not");
});
