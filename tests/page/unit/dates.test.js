import assert from "node:assert/strict";
import { test } from "node:test";
import { dateInWords } from "../../../geo/page/assets/dates.js";
import { chinese, english } from "./fixtures.js";

const CASES = [
    ["", "", ""],
    ["2016", "2016", "2016年"],
    ["2016-08", "Aug 2016", "2016年8月"],
    ["2016-08-09", "Aug 9, 2016", "2016年8月9日"],
    ["2016~", "about 2016", "约2016年"],
    ["2016-08?", "Aug 2016, perhaps", "2016年8月（存疑）"],
    ["201X", "2010s", "2010年代"],
    ["2019-21", "spring 2019", "2019年春"],
    ["2018-35", "Q3 2018", "2018年第三季度"],
    ["2019-40", "first half of 2019", "2019年上半年"],
    ["[..2020]", "by 2020", "不晚于2020年"],
    ["[2020..]", "2020 or later", "2020年或之后"],
    ["[2016..2020]", "between 2016 and 2020", "2016年至2020年之间"],
    ["[2016,2018]", "one of 2016 and 2018", "2016年和2018年之一"],
    ["2016/2020", "2016–2020", "2016年–2020年"],
    ["2016/..", "from 2016", "2016年起"],
    ["../2020", "until 2020", "至2020年"],
    ["Y17000", "Y17000", "Y17000"],
    ["<b>2016</b>", "<b>2016</b>", "<b>2016</b>"],
];

for (const [edtf = "", en, zh] of CASES) {
    test(`${edtf || "no date"} is read aloud in both languages`, () => {
        assert.equal(dateInWords(edtf, english), en);
        assert.equal(dateInWords(edtf, chinese), zh);
    });
}
