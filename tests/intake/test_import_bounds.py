"""What an import works out is bounded by what is shown, and grows no faster than its list."""

from geo import gazetteer
from geo.gazetteer.names import PlaceNames
from geo.gazetteer.nearest import Nearest
from geo.intake.lists.groups import _Candidate, _heading_of_others
from geo.intake.resolve import place

NAMES = gazetteer.load()


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
    candidates = Walked(_Candidate(at, at, "武威", unit, is_marked=False) for at in range(50))

    heads = _heading_of_others(candidates, {}, 50, PlaceNames(NAMES))

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
