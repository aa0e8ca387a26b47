"""Without scripts the page is a list that reads as well: the same words, the same punctuation."""

import re
from html import unescape

import pytest
from pagekit import rollout_of, write_project

from geo.boundaries import committed_page
from geo.page.plain import plain_html
from geo.payload import PageContent, Texts

SOURCES = [
    {
        "id": "list",
        "title": "List of pilots",
        "author": "Zhang San",
        "publisher": "Ministry",
        "published": "[2019..2020]",
        "accessed": "2024-03-02",
        "url": "https://example.org/list",
        "coverage": "full",
        "coverage_scope": "620000 prefecture",
        "coverage_period": "2019",
    },
    {"id": "bare", "title": "A title"},
]
ROWS = [
    {"adcode": "320106", "start": "[..2018]", "statement": "A district.", "source": "bare"},
    {"adcode": "620600|340281", "place": "Wuwei", "start": "2020-08", "source": "list"},
    {"adcode": "100000", "extent": "within", "start": "2016/2020", "source": "bare"},
    {"adcode": "620000", "extent": "within", "start": "[2016..2020]", "source": "bare"},
    {"adcode": "330100", "start": "2017", "end": "[2018..2019]", "source": "list", "locator": "p6"},
    {"adcode": "610500", "source": "bare"},
    {"adcode": "440300", "end": "2021", "source": "bare"},
    {"adcode": "620100", "status": "out", "start": "2017", "end": "2018", "source": "bare"},
    {
        "adcode": "622901",
        "place": "A shop",
        "start": "2019-03-05",
        "lon": "103.2",
        "lat": "35.6",
        "source": "list",
    },
]


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """Contents of pages of projects, the one above if no rows are given."""
    folder = tmp_path_factory.mktemp("plain")

    def content(name, rows=ROWS, sources=SOURCES, texts=None):
        project = write_project(folder / name, title=name, locations=rows, sources=sources)
        rollout, _ = rollout_of(project)
        return PageContent(rollout, committed_page, texts or Texts("T"))

    return content


def html_of(content, lang="en", boundaries="", **years):
    """Return a page without its scripts; `first` and `last` year where it shows fewer."""
    payload = content.payload(lang)
    payload["years"] |= years
    return plain_html(payload, content.plain_rows(lang), lang, boundaries)


def lines_of(html):
    """Return what is read in each heading, paragraph and item."""
    blocks = re.split(r"<(?:h1|h2|p|li)\b[^>]*>", html)
    texts = [re.sub(r"<[^>]*>", "", block.replace("<br>", " / ")) for block in blocks[1:]]
    return [unescape(text).strip() for text in texts]


def test_statements_stand_under_their_years_in_words(contents):
    lines = lines_of(html_of(contents("years"), "en"))

    assert lines[3 : lines.index("Sources")] == [
        "2016",
        "No place named · 2016–2020 (A title)",
        "Within Gansu · between 2016 and 2020 (A title)",
        "2017",
        "Hangzhou, Zhejiang · 2017, ended between 2018 and 2019 (List of pilots, paragraph 6)",
        "Not in Lanzhou · 2017–2018 (A title)",
        "2018",
        "Gulou, Nanjing, Jiangsu · by 2018 / A district. (A title)",
        "2019",
        "A shop · Linxia City, Linxia, Gansu · Mar 5, 2019 (List of pilots)",
        (
            "List said to be complete: every prefecture in Gansu · 2019 / Not listed: 13 units."
            " (List of pilots)"
        ),
        "2020",
        "One of Wuwei (Gansu) and Wuwei (Wuhu, Anhui) (“Wuwei”) · Aug 2020 (List of pilots)",
        "2021",
        "Shenzhen, Guangdong · ended 2021 (A title)",
        "Undated",
        "Weinan, Shaanxi (A title)",
    ]


def test_in_chinese_the_punctuation_is_chinese(contents):
    lines = lines_of(html_of(contents("chinese"), "zh"))

    assert "浙江杭州 · 2017年启动，2018年至2019年之间结束（List of pilots，第6段）" in lines
    assert "武威和无为市之一（“Wuwei”） · 2020年8月（List of pilots）" in lines
    assert "未列明地点 · 2016年至2020年（A title）" in lines
    assert (
        "Zhang San，Ministry：List of pilots 英文"
        "（2019年至2020年之间发布，2024年3月2日查阅，自称完整）" in lines
    )
    for line in lines:
        assert not re.search(r"[\u4e00-\u9fff）] *[,;:(]|[,;:)] *[\u4e00-\u9fff（]", line), line


def test_units_of_one_name_are_told_apart(contents):
    rows = [{"adcode": "622900|622901|622921", "place": "Linxia", "start": "2016"}]
    english, chinese = (html_of(contents(f"apart-{lang}", rows, ()), lang) for lang in ("en", "zh"))

    assert "One of Linxia Prefecture, Linxia City, and Linxia County" in english
    assert "临夏州、临夏市和临夏县之一" in chinese


def test_a_source_tells_who_wrote_it_when_and_what_it_claims(contents):
    html = html_of(contents("sources"), "en")

    assert (
        'Zhang San, Ministry: <a href="https://example.org/list" rel="noopener noreferrer">'
        "List of pilots</a> "
        "(published between 2019 and 2020, read Mar 2, 2024, claims to be complete)"
    ) in html


def test_the_only_source_is_not_repeated_with_each_statement(contents):
    rows = [{"adcode": "610500", "start": "2016", "locator": "p6"}, {"adcode": "330100"}]
    lines = lines_of(html_of(contents("one", rows, ()), "en"))

    assert "Weinan, Shaanxi · 2016 (paragraph 6)" in lines
    assert "Hangzhou, Zhejiang" in lines


def test_what_began_before_the_first_year_shown_is_told_under_it(contents):
    content = contents("clamped")
    lines = lines_of(html_of(content, first=2017))

    assert lines[3:5] == ["2017", "No place named · 2016–2020 (A title)"]


def test_what_is_only_known_to_have_begun_by_a_later_year_is_told_last(contents):
    content = contents("later")
    lines = lines_of(html_of(content, last=2017))

    undated = lines[lines.index("Undated") :]
    assert "Gulou, Nanjing, Jiangsu · by 2018 / A district. (A title)" in undated


def test_the_review_number_and_other_outlines_are_told(contents):
    content = contents("texts", texts=Texts("T", review_number="GS(2024)1"))
    lines = lines_of(html_of(content, "en", "mine.geojson"))

    assert "Map review number (审图号): GS(2024)1" in lines
    assert any(line.startswith("Boundaries: mine.geojson, as given by") for line in lines)
    assert not any("天地图" in line for line in lines)


def test_sites_beyond_those_listed_are_counted(contents):
    rows = [
        {"adcode": "622901", "place": f"Shop {n}", "start": "2019", "lon": "103.2", "lat": "35.6"}
        for n in range(153)
    ]
    lines = lines_of(html_of(contents("many", rows, ()), "en"))

    assert sum(line.startswith("Shop ") for line in lines) == 150
    assert "3 more sites are left out of this list." in lines
