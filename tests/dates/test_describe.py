"""Dates in words, in both languages."""

from __future__ import annotations

import pytest

from geo.dates import describe, parse

WORDS = """
2016              | 2016                                | 2016年
2016-08           | August 2016                         | 2016年8月
2016-08-05        | 5 August 2016                       | 2016年8月5日
2016-08-05T10:00:00Z | 5 August 2016                    | 2016年8月5日
2016-XX           | 2016                                | 2016年
2016-08-XX        | August 2016                         | 2016年8月
201X              | the 2010s                           | 2010年代
200u              | 2000 to 2009                        | 2000年至2009年
20XX              | 2000 to 2099                        | 2000年至2099年
2016-24           | winter 2016                         | 2016年冬季
2018-35           | third quarter of 2018               | 2018年第三季度
2018-38           | May to August 2018                  | 2018年5月至8月
2019-40           | first half of 2019                  | 2019年上半年
2016~             | about 2016                          | 约2016年
2016-08?          | possibly August 2016                | 可能2016年8月
2016%             | possibly about 2016                 | 可能约2016年
2016/2020-03      | 2016 to March 2020                  | 2016年至2020年3月
2016/..           | from 2016, with no end yet          | 2016年起，尚未结束
2016/             | from 2016, end not known            | 2016年起，结束时间不详
../2020           | until 2020                          | 截至2020年
[2016..2020]      | between 2016 and 2020               | 2016年至2020年之间
[..2020]          | by 2020                             | 不晚于2020年
[2018-08..]       | August 2018 or later                | 不早于2018年8月
[2016,2018..2020] | 2016 or between 2018 and 2020       | 2016年或2018年至2020年之间
"""


@pytest.mark.parametrize("row", WORDS.strip().splitlines())
def test_a_date_reads_as_people_say_it(row):
    text, english, chinese = (cell.strip() for cell in row.split(" | "))

    assert describe(parse(text)) == english
    assert describe(parse(text), "zh") == chinese
