"""A rollout with every look: several years, in part, possible, out, sites, open dates."""

from pathlib import Path

import noto_cjk_sans_otc
from samples import sources_of, statement

from geo import gazetteer
from geo.door import Rollout
from geo.model import Extent, Presence

FONT = Path(str(noto_cjk_sans_otc.FONT_PATH))
SITES = (
    ("shop", "a shop", "610100", {"start": "2017", "lon": 108.95, "lat": 34.26}),
    ("stall", "a stall", "440100", {"start": "[2015..2019]", "lon": 113.3, "lat": 23.1}),
)


def rollout_of(*more):
    sources = sources_of("A $report$ of 2020", "List of prefectures")
    statements = [
        statement("wuwei", "Wuwei", "620600", start="2018-09", locator="p1"),
        statement("lanzhou", "兰州", "620100", start="[2016..2019]", source="list-2019"),
        statement("guangdong", "cities", "440000", start="2019", extent=Extent.WITHIN),
        statement("suzhou", "Suzhou", "320500|341300", start="2017"),
        statement("xian-no", "西安", "610100", start="2015", end="2016", status=Presence.OUT),
        statement("chaoyang", "朝阳区", "110105", start="2014"),
        statement("zhejiang", "浙江", "330000", start="2015", extent=Extent.ALL),
        statement("many", "many cities", "100000", start="2020", extent=Extent.WITHIN),
        *more,
    ]
    made = Rollout(statements, {source.id: source for source in sources}, gazetteer.load())
    made.title, made.title_zh = "Pilots in $x_1$ places", "试点"
    return made
