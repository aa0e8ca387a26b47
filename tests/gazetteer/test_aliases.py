"""A project's own names: used where they fit, recorded, and reported where they cannot be right."""

from geo.gazetteer import Alias, load


def book(*aliases):
    return load().with_aliases(aliases)


def test_an_alias_names_its_unit_and_is_recorded():
    project = book(Alias("Post hub West", "620600", reason="the post's own name"))

    found = project.match("post hub west")

    assert found.unit.adcode == "620600"
    assert "the post's own name" in found.reason
    assert project.aliases.unused() == ()
    assert load().match("Post hub West").status == "none"


def test_an_alias_settles_a_question():
    project = book(Alias("Linxia", "622900", reason="the branch is the prefecture's"))

    assert project.match("Linxia").unit.adcode == "622900"


def test_an_alias_with_a_parent_holds_only_there():
    project = book(Alias("Linxia", "622900", within="Gansu"))

    assert project.match("Linxia").status == "candidates"
    assert project.match("Linxia", within="甘肃").unit.adcode == "622900"


def test_an_alias_does_not_overrule_what_the_gazetteer_is_certain_of():
    project = book(Alias("Weinan", "620600"))

    assert project.match("Weinan").unit.adcode == "610500"
    assert "is the name of Weinan (渭南市, 610500)" in project.aliases.faults()[0].message
    assert project.aliases.unused() == project.aliases.aliases


def test_an_alias_holds_to_level_and_year():
    project = book(Alias("the west", "620600"))

    assert project.match("the west", level="county").status == "none"
    assert project.match("the west", level="prefecture").unit.adcode == "620600"


def test_faults_name_unknown_codes_and_wrong_parents():
    project = book(Alias("nowhere", "999999"), Alias("the west", "620600", within="Hunan"))

    messages = [fault.message for fault in project.aliases.faults()]

    assert messages == [
        "adcode '999999' is not in the gazetteer",
        "Wuwei (武威市, 620600) does not lie within 'Hunan'",
    ]


def test_an_alias_is_made_of_a_row():
    row = {"toponym": " 西站 ", "adcode": "620600", "within": "", "reason": "因为"}

    assert Alias.from_row(row, 3) == Alias("西站", "620600", "", "因为", 3)
