"""Random statements and sources about the small country, for hypothesis to choose from."""

from __future__ import annotations

from hypothesis import strategies as st

from geo.dates import parse
from geo.model import Coverage, Extent, Level, Presence, Source, Statement

from .country import FORMER, UNITS

YEARS = range(2014, 2023)
STARTS = (
    *("2015", "2016", "2016-08", "2017", "2018~", "2019", "2016/2018", "[2016..2018]"),
    *("[2017..2020]", "[..2017]", "[2017..]", "201X", ""),
)
ENDS = ("", "", "", "", "2018", "2019-05", "[2017..2019]", "[..2018]", "[2019..]")
PERIODS = ("2016", "2017/2019", "2018", "2014/2022", "")
CODES = (*UNITS, *FORMER, "100000")


def dated(text: str):
    return parse(text) if text else None


def statement(
    name: str = "s", *codes: str, start="2016", end="", extent="unit", source="a", status="in"
) -> Statement:
    return Statement(
        name,
        "place",
        codes,
        source,
        extent=Extent(extent),
        start=dated(start),
        end=dated(end),
        locator="p1",
        status=Presence(status),
    )


def source(name: str = "a", *scope: tuple[str, str], period="", published="2018") -> Source:
    coverage = Coverage.FULL if scope else Coverage.PARTIAL
    pairs = tuple((code, Level(level)) for code, level in scope)
    return Source(
        name,
        "A list",
        published=dated(published),
        coverage=coverage,
        coverage_scope=pairs,
        coverage_period=dated(period),
    )


partial_statements = st.builds(
    lambda codes, start, end, extent: statement(
        "new", *codes, start=start, end=end, extent=extent, source="partial"
    ),
    codes=st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True),
    start=st.sampled_from(STARTS),
    end=st.sampled_from(ENDS),
    extent=st.sampled_from(list(Extent)),
)
denials = st.builds(
    lambda codes, start, end, extent: statement(
        "no", *codes, start=start, end=end, extent=extent, source="partial", status="out"
    ),
    codes=st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True),
    start=st.sampled_from(STARTS),
    end=st.sampled_from(ENDS),
    extent=st.sampled_from(["unit", "all"]),
)
full_sources = st.builds(
    lambda name, scope, period, published: source(name, *scope, period=period, published=published),
    name=st.sampled_from(["list-1", "list-2"]),
    scope=st.lists(
        st.tuples(
            st.sampled_from(["100000", "620000", "110000", "460000", "620100", "620198"]),
            st.sampled_from(["province", "prefecture", "county"]),
        ),
        min_size=1,
        max_size=2,
    ),
    period=st.sampled_from(PERIODS),
    published=st.sampled_from(["2017", "2018-05"]),
)


@st.composite
def programmes(draw, max_statements: int = 4) -> tuple[list[Statement], list[Source]]:
    """Draw a few statements of a partial source and of up to two lists that claim to be full."""
    lists = draw(st.lists(full_sources, max_size=2, unique_by=lambda s: s.id))
    published = draw(st.sampled_from(["2017", "2018-05", "[2017..2018]", ""]))
    sources = [source("partial", published=published), *lists]
    statements = []
    for number in range(draw(st.integers(0, max_statements))):
        drawn = draw(st.one_of(partial_statements, partial_statements, denials))
        publisher = draw(st.sampled_from(sources)).id
        statements.append(
            statement(
                f"s{number}",
                *drawn.adcodes,
                start=str(drawn.start or ""),
                end=str(drawn.end or ""),
                extent=drawn.extent,
                source=publisher,
                status=drawn.status,
            )
        )
    return statements, sources
