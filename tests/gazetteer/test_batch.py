"""A list says something about its names: most are of one level. That is offered, never applied."""

from geo.gazetteer import Query, load

CITIES = ("Weinan", "Tianshui", "Jiuquan", "Lanzhou", "Baoji", "Xi'an")


def test_the_level_of_most_names_is_offered_and_changes_no_status():
    answers = load().match_all(map(Query, (*CITIES, "Yiwu, Zhejiang", "Guiyang", "Linxia")))

    assert answers.hint.level == "prefecture"
    assert (answers.hint.count, answers.hint.total, answers.hint.settles) == (6, 7, 2)
    assert [match.status for match in answers.matches[-2:]] == ["candidates", "candidates"]


def test_the_candidate_a_hint_speaks_for_comes_first_and_the_reason_says_so():
    answers = load().match_all(map(Query, (*CITIES, "Wuwei", "Gulou")))

    assert answers.matches[-2].candidates[0].adcode == "620600"
    assert "6 of 6 settled names of the list are of the prefecture level" in (
        answers.matches[-2].reason
    )
    assert "settled names" not in answers.matches[-1].reason
    assert "--level prefecture would settle 1 of the open ones" in str(answers.hint)


def test_a_short_list_says_nothing_about_itself():
    assert load().match_all([Query("Weinan"), Query("Wuwei")]).hint is None


def test_every_entry_keeps_its_own_hints():
    answers = load().match_all([Query("Wuwei", "Anhui"), Query("襄樊", None, None, 2008)])

    assert [match.unit.adcode for match in answers.matches] == ["340281", "420600"]
