import assert from "node:assert/strict";
import { test } from "node:test";
import {
    isShared,
    lineage,
    loneName,
    otherName,
    parentNames,
    unitName,
} from "../../../geo/page/assets/words/names.js";

/** 甘肃, 临夏州 in it and 临夏市 in that; 福建, 福州; 江西, 抚州; 吉林, 吉林市; a unit of no name. */
const units = /** @type {any} */ ({
    adcode: [
        "620000",
        "622900",
        "622901",
        "350000",
        "350100",
        "360000",
        "361000",
        "22",
        "2202",
        "9",
    ],
    level: [0, 1, 2, 0, 1, 0, 1, 0, 1, 1],
    parent: [-1, 0, 1, -1, 3, -1, 5, -1, 7, -1],
    nameEn: [
        "Gansu",
        "Linxia",
        "Linxia",
        "Fujian",
        "Fuzhou",
        "Jiangxi",
        "Fuzhou",
        "Jilin",
        "Jilin",
        "",
    ],
    nameZh: [
        "甘肃省",
        "临夏回族自治州",
        "临夏市",
        "福建省",
        "福州市",
        "江西省",
        "抚州市",
        "吉林省",
        "吉林市",
        "",
    ],
    shortZh: ["甘肃", "临夏", "临夏", "福建", "福州", "江西", "抚州", "吉林", "吉林", ""],
    told: {
        en: {
            full: {
                1: "Linxia Prefecture",
                2: "Linxia City",
                7: "Jilin Province",
                8: "Jilin City",
            },
            shared: [4, 6],
        },
        zh: { full: { 1: "临夏州", 2: "临夏市", 7: "吉林省", 8: "吉林市" }, shared: [] },
    },
});
const [GANSU, PREFECTURE, CITY, , FUZHOU, , OTHER_FUZHOU, PROVINCE, JILIN, NAMELESS] =
    units.parent.keys();

test("a unit is called by its full name only where another in its province bears the short one", () => {
    assert.equal(unitName(units, GANSU, "en"), "Gansu");
    assert.equal(unitName(units, CITY, "en"), "Linxia City");
    assert.equal(unitName(units, PREFECTURE, "zh"), "临夏州");
    assert.equal(unitName(units, FUZHOU, "en"), "Fuzhou");
    assert.equal(unitName(units, NAMELESS, "en"), "9");
});

test("a province keeps its short name, but where both may be meant", () => {
    assert.equal(unitName(units, PROVINCE, "en"), "Jilin");
    assert.equal(unitName(units, JILIN, "en"), "Jilin City");
    assert.equal(loneName(units, PROVINCE, "en"), "Jilin Province");
    assert.equal(loneName(units, PROVINCE, "zh"), "吉林省");
});

test("the name in Chinese tells as much as the one it stands beside", () => {
    assert.equal(otherName(units, PREFECTURE, "en"), "临夏州");
    assert.equal(otherName(units, FUZHOU, "en"), "福州");
    assert.equal(otherName(units, FUZHOU, "zh"), "");
});

test("in the lineage of another unit the short name tells", () => {
    assert.equal(parentNames(units, CITY, "en"), "Linxia, Gansu");
    assert.equal(parentNames(units, CITY, "zh"), "甘肃临夏");
    assert.equal(lineage(units, CITY, "en"), "Linxia City, Linxia, Gansu");
    assert.equal(lineage(units, CITY, "zh"), "甘肃临夏临夏市");
    assert.equal(lineage(units, -1, "en"), "");
});

test("where nothing stands beside a name that others bear, it says what the unit lies in", () => {
    assert.equal(loneName(units, FUZHOU, "en"), "Fuzhou (Fujian)");
    assert.equal(loneName(units, OTHER_FUZHOU, "en"), "Fuzhou (Jiangxi)");
    assert.equal(loneName(units, OTHER_FUZHOU, "zh"), "抚州");
    assert.equal(loneName(units, CITY, "en"), "Linxia City");
    assert.equal(loneName(units, -1, "en"), "");
    assert.ok(isShared(units, FUZHOU, "en") && !isShared(units, CITY, "en"));
});
