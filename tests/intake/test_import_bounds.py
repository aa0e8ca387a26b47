"""What an import works out is bounded by what is shown, and grows no faster than its list."""

import json

import pytest

from geo import gazetteer
from geo.errors import DataError
from geo.gazetteer.names import PlaceNames
from geo.gazetteer.nearest import Nearest
from geo.intake.lists.groups import Candidate, _heading_of_others
from geo.intake.lists.plan import batches
from geo.intake.lists.statement_index import StatementIndex
from geo.intake.resolve import place
from geo.intake.resolve.position import locate_many
from geo.tables.grid import Line

NAMES = gazetteer.load()


def refusal(said):
    """Return the one line with which a list was refused."""
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    return said.err


def test_nearest_names_are_worked_out_for_as_many_as_somebody_reads(run, tmp_path, monkeypatch):
    looked = []
    nearest = Nearest.to
    monkeypatch.setattr(Nearest, "to", lambda *args: looked.append(args[1]) or nearest(*args))
    monkeypatch.setattr(place, "_NEAR_MOST", 5)
    rows = "".join(f"城{number}城,2016\n" for number in range(12) for _ in range(2))
    (tmp_path / "a.csv").write_text(f"city,year\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p")

    assert said.code == 1
    assert len(looked) <= 5
    assert "nearest names are told for the first 5 unknown ones" in said.all


class Walked(list):
    """Candidates that are walked one by one: a copy of the rest for each of them is a square."""

    def __getitem__(self, at):
        assert not isinstance(at, slice)
        return super().__getitem__(at)


def test_the_candidates_for_headings_are_not_copied_for_each_of_them():
    unit = NAMES.unit("620600")
    candidates = Walked(
        Candidate(at, at, "武威", unit, "武威市", is_marked=False) for at in range(50)
    )

    heads = _heading_of_others(candidates, {}, (50,), PlaceNames(NAMES))

    assert heads == dict.fromkeys(range(50), False)


def test_the_names_of_a_list_of_one_column_are_each_looked_up_once(run, tmp_path, monkeypatch):
    asked = []
    match = gazetteer.Gazetteer.match
    monkeypatch.setattr(
        gazetteer.Gazetteer,
        "match",
        lambda *args, **kw: asked.append(args[1]) or match(*args, **kw),
    )
    (tmp_path / "a.csv").write_text("city\n" + "武威\n" * 400, "utf-8")

    run("import", "a.csv", "--source", "moc", "--data", "p")

    assert len(asked) < 200


SITES = "name,year,lon,lat\n"


@pytest.mark.parametrize(
    "text", ["city,year\n" + "武威,2016\n" * 9, "city,year\n武威、酒泉、天水、渭南,2016\n" * 3]
)
def test_a_list_of_too_many_entries_is_refused_in_one_line(text, run, tmp_path, monkeypatch):
    """Entries are rows, and the places that one cell lists."""
    for module in ("bounds", "importing"):
        monkeypatch.setattr(f"geo.intake.lists.{module}.ENTRIES_LIMIT", 7)
    (tmp_path / "a.csv").write_text(text, "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert "more than 7 entries; import it in parts" in refusal(said)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("city,year\n" + "武威,2016\n" * 9, True),
        ("city,year,decision\n" + "武威,2016,chosen\n" * 9, True),
        ("city,year,lon,lat\n" + "武威,2016,102.6,37.9\n" * 9, False),
    ],
)
def test_a_list_without_positions_may_have_fewer_entries(text, refused, run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.NAMED_LIMIT", 7)
    (tmp_path / "a.csv").write_text(text, "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p")

    told = "more than 7 entries that name places and give no positions; import it in parts"
    assert (told in said.err) == refused


def test_entries_that_are_looked_at_one_by_one_may_be_fewer(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.SINGLY_LIMIT", 7)
    lists = {
        "plain": "city,year\n" + "武威,2016\n" * 9,
        "decided": "city,year,decision\n" + "".join(f"武威,2016,no {at}\n" for at in range(9)),
        "sites": SITES + "武威市邮局3,2016,102.638,37.928\n沃尔玛（武威店）,2016,102.6,37.9\n" * 9,
        "astray": SITES + "天水市邮局3,2016,102.638,37.928\n" * 9,
    }
    refused = []
    for name, text in lists.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        said = run("import", f"{name}.csv", "--source", "moc", "--data", "p").err
        if "more than 7 entries of the list have to be looked at one by one" in said:
            refused.append(name)

    assert refused == ["decided", "astray"]


def test_a_list_of_sites_that_are_a_question_is_refused_in_one_line(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.AMBIGUOUS_SITES_LIMIT", 7)
    monkeypatch.setattr("geo.intake.lists.planner._AT_ONCE", 1)
    located = []
    monkeypatch.setattr(
        "geo.intake.lists.planner.locate_many",
        lambda entries, datum: located.extend(entries) or locate_many(entries, datum),
    )
    text = SITES + "".join(f"天水市邮局{at}店,2016,102.638,37.928\n" for at in range(90))
    (tmp_path / "a.csv").write_text(text, "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p")

    assert len(located) == 8, "none of the rows behind them is looked at"
    assert "more than 7 sites of the list are a question; the first: '天水市邮局0店'" in said.err
    assert said.err.count("\n") == 1


def test_a_list_of_names_that_nobody_knows_is_refused_in_one_line(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.UNKNOWN_LIMIT", 7)
    monkeypatch.setattr("geo.intake.lists.planner._AT_ONCE", 1)
    rows = "".join(f"城{number}城,2016\n" for number in range(20))
    (tmp_path / "a.csv").write_text(f"city,year\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert refusal(said).startswith(
        "error: a.csv:2: more than 7 rows name places that are not known"
    )


def test_unknown_names_are_counted_before_the_rows_behind_them_are_read(run, tmp_path, monkeypatch):
    asked = []
    match = gazetteer.Gazetteer.match
    monkeypatch.setattr(
        gazetteer.Gazetteer,
        "match",
        lambda *args, **kw: asked.append(args[1]) or match(*args, **kw),
    )
    monkeypatch.setattr("geo.intake.lists.bounds.UNKNOWN_LIMIT", 7)
    rows = "".join(f"城{number}城,2016,note {number}\n" for number in range(2000))
    (tmp_path / "a.csv").write_text(f"city,year,statement\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert said.err.startswith(
        "error: a.csv:2: more than 7 rows name places that are not known; "
        "the first: no unit is called '城0城'"
    )
    assert not {"城8城", "城1999城"} & set(asked[asked.index("城0城") :])


@pytest.mark.parametrize("mark", ["、", "，"])
def test_the_names_that_are_asked_of_a_list_are_counted_one_by_one(
    mark, run, tmp_path, monkeypatch
):
    """A cell may list a thousand that nobody knows."""
    monkeypatch.setattr("geo.intake.lists.bounds.ASKED_LIMIT", 50)
    cell = mark.join(f"城{number}城" for number in range(200))
    (tmp_path / "a.csv").write_text(f'city,year\n"{cell}",2016\n', "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 1
    assert (
        "a.csv: more than 50 different names of places, with what they lie in, stand in the list"
        in said.err
    )
    assert len(said.err.splitlines()) == 1


def test_a_name_below_many_headings_is_one_name(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.ASKED_LIMIT", 12)
    heads = ("甘肃省", "陕西省", "青海省", "山西省", "河北省")
    rows = "".join(f"{head}\n武威市\n渭南市\n西宁市\n" for head in heads)
    (tmp_path / "a.csv").write_text(f"city\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p")

    assert "different names" not in said.all


@pytest.mark.parametrize("rows", ["武威、酒泉、天水,2016\n" * 9, "武威、酒泉、天水,201{0}\n" * 9])
def test_the_places_that_cells_list_are_counted_row_by_row(rows, run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.LISTED_LIMIT", 8)
    (tmp_path / "a.csv").write_text(f"city,year\n{rows.replace('{0}', '6')}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 1
    assert said.err.startswith(
        "error: a.csv:6: cells of the list name more than 8 places beside their first"
    )


def test_each_of_many_rows_that_say_the_same_is_told_with_its_own_line_and_cells(
    run, tmp_path, monkeypatch
):
    compared = []
    repeated = StatementIndex.repeated
    monkeypatch.setattr(
        StatementIndex, "repeated", lambda *args: compared.append(1) or repeated(*args)
    )
    rows = "".join(f"武威,2016-03-02,{number}\n" for number in range(40))
    (tmp_path / "a.csv").write_text(f"地名,日期,其他\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--json", "--map", "其他=-")

    told = [json.loads(line) for line in said.out.splitlines() if '"duplicate"' in line]
    told = [each for each in told if each.get("line")]
    assert [each["line"] for each in told] == list(range(3, 42))
    assert {each["problems"][0]["line"] == each["line"] for each in told} == {True}
    assert len(compared) < 5


def test_rows_that_are_wrong_are_bounded(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.INVALID_LIMIT", 5)
    monkeypatch.setattr("geo.intake.lists.planner._AT_ONCE", 1)
    rows = "".join(f"武威,first day of work {number}\n" for number in range(9))
    (tmp_path / "a.csv").write_text(f"地名,日期\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert refusal(said).startswith(
        "error: a.csv:2: more than 5 rows of the list are wrong; the first:"
    )


def test_different_dates_in_words_are_bounded(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.PHRASES_LIMIT", 5)
    rows = "".join(f"武威,{year}年底,note {year}\n" for year in range(2000, 2009))
    (tmp_path / "a.csv").write_text(f"地名,日期,statement\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 1
    assert "more than 5 different dates of the list are given in words" in said.err


def test_of_a_flood_of_dates_that_are_not_read_the_part_is_sought_in_the_first(monkeypatch):
    from geo.dates import phrase
    from geo.intake.resolve import dates
    from geo.intake.resolve.entry import Entry

    sought = []
    monkeypatch.setattr(phrase, "_known_part", lambda text, _: sought.append(text) or "")
    monkeypatch.setattr(dates, "_UNREAD_TOLD", 3)
    resolver = dates.DateResolver({}, None)

    for number in range(9):
        with pytest.raises(DataError, match="date-invalid"):
            resolver.read(Entry("武威", start=f"first day of work {number}"))

    assert len(sought) == 3


def test_rows_that_contradict_others_are_bounded(run, tmp_path, monkeypatch):
    monkeypatch.setattr("geo.intake.lists.bounds.CONFLICTS_LIMIT", 5)
    rows = "".join(f"武威,{2000 + number}-01-02\n" for number in range(9))
    (tmp_path / "a.csv").write_text(f"地名,日期\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 1
    assert "more than 5 rows give other dates for a place than another" in said.err
    assert run("import", "a.csv", "--source", "moc", "--data", "p", "--write", "--events").code == 0


@pytest.mark.parametrize(
    ("row", "is_refused"),
    [
        ("武威,{0}-01-01,{0}-02-01,", True),  # stretches of time that follow each other
        ("武威,{0}-01-01,,note {0}a", False),  # each tells something of its own
    ],
)
def test_the_pairs_of_rows_about_one_place_that_are_compared_are_bounded(
    row, is_refused, run, tmp_path, monkeypatch
):
    monkeypatch.setattr("geo.intake.lists.statement_index.COMPARED_LIMIT", 1000)
    rows = "\n".join(row.format(year) for year in range(1950, 2020))
    (tmp_path / "a.csv").write_text(f"city,start,end,statement\n{rows}\n", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert ("speak of the same places at other times" in said.err) is is_refused
    assert said.code == int(is_refused)
    assert not is_refused or len(said.err.splitlines()) == 1


def test_rows_of_long_cells_are_resolved_a_few_at_a_time():
    short, long = Line(1, ("a",)), Line(2, ("a" * 3_000_000,))

    assert [len(batch) for batch in batches([[short, long, long, short, short]])] == [3, 2]
    assert list(batches([])) == []


def test_an_import_tells_some_rows_of_a_flood_and_its_advice_once(run, tmp_path):
    rows = "".join(f"610500,102.{number:03},37.5\n" for number in range(60))
    (tmp_path / "a.csv").write_text(f"adcode,lon,lat\n{rows}", "utf-8")

    said = run("import", "a.csv", "--source", "moc", "--data", "p")

    told = [line for line in said.out.splitlines() if "[coordinates-outside]" in line]
    assert len(told) == 20
    assert ["declare --datum" in line for line in told] == [True] + [False] * 19
    assert "invalid: and 40 more rows; --json tells every row" in said.out
    records = run("import", "a.csv", "--source", "moc", "--data", "p", "--json").out
    assert records.count("declare --datum") == 60
