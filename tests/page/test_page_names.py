"""Units that share a name are told apart wherever they are named, and no others grow longer."""

import pytest
from pagekit import PHONE, page_of, rollout_of, write_project

from geo.boundaries import committed_page
from geo.payload import Texts, payload

ROWS = [
    {"adcode": "622900", "start": "2016"},
    {"adcode": "622901", "start": "2016"},
    {"adcode": "622921", "start": "2016"},
    {"adcode": "350100", "start": "2016"},
    {"adcode": "361000", "start": "2016"},
    {"adcode": "320106", "start": "2016"},
    {"adcode": "320302", "start": "2016"},
    {"adcode": "220000|220200", "start": "2017", "place": "Jilin"},
    {"adcode": "620600|340281", "start": "2018", "place": "Wuwei"},
    {"adcode": "622901", "start": "2016", "place": "A shop", "lon": "103.2", "lat": "35.6"},
]
MAY_BE_MEANT = {
    "en": [
        "one of Jilin Province and Jilin City (“Jilin”)",
        "one of Wuwei (Gansu) and Wuwei (Wuhu, Anhui) (“Wuwei”)",
    ],
    "zh": ["吉林省和吉林市之一（“Jilin”）", "武威和无为市之一（“Wuwei”）"],
}


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    write_project(folder, title="Named", locations=ROWS)
    path = folder / "page.html"
    path.write_bytes(page_of(folder))
    return path


def told(folder=None):
    """Return the columns that tell names apart, by adcode."""
    rollout, _ = rollout_of(folder)
    content = payload(rollout, committed_page, Texts("T"))
    adcodes = content["topology"]["adcodes"] + content["units"]["withoutOutline"]
    return {
        lang: (
            {adcodes[int(row)]: name for row, name in columns["full"].items()},
            {adcodes[row] for row in columns["shared"]},
        )
        for lang, columns in content["units"]["told"].items()
    }


def test_full_names_are_those_of_units_alike_in_one_province(named):
    (english, shared), (chinese, _) = told(named.parent).values()

    assert {
        "622900": "Linxia Prefecture",
        "622901": "Linxia City",
        "622921": "Linxia County",
        "220000": "Jilin Province",
        "220200": "Jilin City",
    }.items() <= english.items()
    assert {"622900": "临夏州", "622901": "临夏市", "622921": "临夏县"}.items() <= chinese.items()
    assert "350100" not in english
    assert {"350100", "361000", "320106", "320302", "620600", "340281"} <= shared


def test_names_that_tell_by_themselves_stay_short():
    for full, _ in told().values():
        assert set(full) == {"220000", "220200"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_two_rows_look_alike(open_page, named, lang):
    """In the list, and in the table of a phone, which has no column for what a unit lies in."""
    page = open_page(named, f"#lang={lang}&view=table", viewport=PHONE)
    for rows in (".place .names", ".grid tbody th"):
        texts = page.locator(rows).all_inner_texts()
        assert len(texts) >= 8
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_units_that_may_be_meant_are_told_apart(look_at, named, lang):
    page = look_at(named, f"lang={lang}")
    heads = page.locator(".box h3").all_inner_texts()

    assert [head.split(" · ")[1] for head in heads] == MAY_BE_MEANT[lang]


def test_panel_and_search_call_a_unit_by_the_name_that_tells(open_page, named):
    page = open_page(named, "#u=622921")
    assert page.locator("#panel-name").inner_text() == "Linxia County 临夏县"
    page.locator(".search-input").fill("linxia")
    page.locator(".results [role=option]").nth(2).wait_for()
    found = page.locator(".results .name").all_inner_texts()

    assert {"Linxia Prefecture", "Linxia City", "Linxia County"} == set(found[:3])
