"""A rollout with every status: a place, a range of dates, unnamed places, candidates, a list."""

import pytest
from samples import sources_of, statement

from geo import gazetteer
from geo.door import Rollout
from geo.model import Extent, Presence


@pytest.fixture(scope="session")
def rollout():
    sources = sources_of('A "report", 2020', "=List of prefectures")
    statements = [
        statement("wuwei", "Wuwei", "620600", start="2018-09", locator="p1"),
        statement("lanzhou", "兰州", "620100", start="[2016..2019]", source="list-2019"),
        statement("guangdong", "cities", "440000", start="2019", extent=Extent.WITHIN),
        statement("suzhou", "Suzhou", "320500|341300", start="2017"),
        statement("shop", "=a shop", "610100", start="2017", lon=108.95, lat=34.26),
        statement("xian-no", "西安", "610100", start="2015", end="2016", status=Presence.OUT),
        statement("many", "many cities", "100000", start="2020", extent=Extent.WITHIN),
    ]
    return Rollout(statements, {source.id: source for source in sources}, gazetteer.load())
