"""One unit, or a question, or nothing; hints are held to and named in the reason."""

import pytest

from geo.errors import ToponymError
from geo.gazetteer import load, match


def suggested(found):
    return [near.adcode for near in found.suggestions]


def test_an_answer_repeats_the_question_and_cannot_be_changed():
    found = match("Wuwei", within="Gansu", level="prefecture", on=2020)

    assert (found.query, found.within, found.level, found.on) == (
        "Wuwei", "Gansu", "prefecture", 2020,
    )  # fmt: skip
    assert found.certain
    with pytest.raises(AttributeError):
        found.unit = None


def test_candidates_say_why_each_fits():
    found = match("Wuwei")

    assert not found.certain
    assert found.why == ("English name", "English name")
    assert match("Guiyang District").why == ()
    assert "its parent" in found.reason


def test_a_parent_that_contradicts_gives_nothing_and_says_so():
    found = match("Wuwei", within="Shaanxi")

    assert found.status == "none"
    assert "within 'Shaanxi'" in found.reason
    assert set(suggested(found)) == {"620600", "340281"}


def test_a_parent_that_is_no_unit_gives_nothing_and_says_so():
    assert "'Atlantis' names no unit" in match("Wuwei", within="Atlantis").reason


def test_a_level_that_contradicts_gives_nothing_and_says_so():
    assert "at the province level" in match("Wuwei", level="province").reason


def test_parts_that_do_not_fit_together_are_told():
    assert "none of them inside the other" in match("Gansu, Shaanxi").reason


def test_a_former_unit_is_told_with_its_years_and_heirs():
    found = match("华县")

    assert found.status == "former"
    assert "until 2015" in found.reason
    assert "610503" in found.reason
    assert "outline" in found.reason


def test_a_name_in_force_wins_over_a_former_one_and_says_so():
    assert "until 2015 the name was also that of 610521" in match("Hua County").reason


def test_a_change_during_the_year_gives_the_later_life_and_says_so():
    found = match("望城", on=2011)

    assert found.unit.adcode == "430112"
    assert "changed during 2011" in found.reason


@pytest.mark.parametrize("level", ["city", "County"])
def test_an_unknown_level_is_refused(level):
    with pytest.raises(ToponymError, match="is no level"):
        match("Wuwei", level=level)


def test_a_year_that_is_no_number_is_refused():
    with pytest.raises(ToponymError, match="is no year"):
        match("Wuwei", on="2012")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Tianshiu", "620500"),
        ("Jiquan", "620900"),
        ("Wuweii", "620600"),
        ("武咸", "620600"),
        ("酒全", "620900"),
        ("毫州", "341600"),
        ("广洲", "440100"),
        ("哈尔宾", "230100"),
        ("Zhengzou", "410100"),
        ("Chongqin", "500000"),
        ("Tianshiu City", "620500"),
        ("Tianshiu, Gansu", "620500"),
        ("Gansu Tianshiu", "620500"),
        ("甘肃省武咸市", "620600"),
        ("Lixnia Hui Autonomous Prefecture", "622900"),
    ],
)
def test_a_slip_is_a_suggestion_and_never_a_match(typed, first):
    found = match(typed)

    assert found.status == "none"
    assert suggested(found)[0] == first


@pytest.mark.parametrize("text", ["陕西渭男", "陕西 渭男", "陕西省 渭男市", "陕西 渭南南市"])
def test_a_slip_behind_a_parent_is_near_with_a_space_between_too(text):
    assert "610500" in suggested(match(text))


def test_suggestions_inside_the_parent_come_first():
    assert suggested(match("Wuwie", within="Anhui"))[0] == "340281"


def test_a_suggestion_reads_as_a_person_tells_it():
    nearest = match("Tianshiu").suggestions[0]

    assert load().describe(nearest) == "620500 Tianshui 天水市 (prefecture, Gansu)"


def test_another_code_in_circulation_is_known():
    assert match("540481").unit.adcode == "540422"


@pytest.mark.parametrize(
    "text", ["\ud800", "😀", "\u202eWuwei", "a" * 10_000, "甘肃" * 500, "," * 99, "甘øꆋǈ月"]
)
def test_hostile_text_is_answered(text):
    assert match(text).status in {"none", "candidates"}


def test_no_heavy_library_is_loaded_to_match():
    import subprocess
    import sys

    code = (
        "import sys; from geo.gazetteer import match; match('Tianshiu'); match('武咸');"
        "print([m for m in ('numpy', 'pandas', 'geopandas', 'folium') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"


def test_the_gazetteer_is_read_once():
    assert load() is load()
