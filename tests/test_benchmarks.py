"""What measures pilotmap beside its peers: the data, the limits, the rounds, and what is told."""

import json
import sys
from pathlib import Path

import pytest

from geo.boundaries import units_of
from tests.benchmarks.peers import cdn, data, results, rounds
from tests.benchmarks.peers.__main__ import main
from tests.benchmarks.peers.catalogue import Desk
from tests.benchmarks.peers.process import run

KEPT = results.read()


@pytest.mark.slow
def test_one_command_measures_the_builds_of_ours_and_of_a_peer(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(results.ROOT)
    figures = main(
        [
            *("--sites", "5", "--no-browser", "--peers", "pilotmap,limit,folium_naive"),
            *("--repeat", "1", "--home", str(tmp_path)),
        ]
    )

    ours, *_, naive = figures["rows"]
    page = tmp_path / "pages" / "pilotmap-5.html"
    drawn = (tmp_path / "pages" / "folium_naive-5.html").read_text("utf-8")
    assert (ours["peer"], naive["peer"]) == ("pilotmap", "folium, a marker each")
    assert ours["html_bytes"] == page.stat().st_size
    assert drawn.count("circleMarker") == 5
    for row in figures["rows"]:
        assert "error" not in row
        assert row["html_bytes_without_texts"] < row["html_bytes"]
        assert row["wall_s"] > 0
        assert row["cpu_s"] > 0.1
        assert row["peak_mb"] > 30  # no less than that of this process, which started it
    assert figures["machine"]
    assert figures["versions"]["folium"]
    assert "| folium, a marker each |" in capsys.readouterr().out


def test_sites_are_the_same_each_time_and_lie_in_their_counties():
    drawn = data.sites(40, texts=True)
    plain = data.sites(40, texts=False)

    assert drawn == data.sites(40, texts=True)
    assert [site._replace(text="") for site in drawn] == plain
    assert sum(len(site.text) == 120 == len(site.text.strip()) for site in drawn) == 20
    held = units_of([site.lon for site in drawn], [site.lat for site in drawn])
    assert [codes[0] for codes in held] == [site.adcode for site in drawn]


def python(code, **limits):
    return run([sys.executable, "-c", code], **limits)


def test_a_command_is_ended_at_its_limits():
    asleep = python("import time; time.sleep(60)", seconds=0.3)
    greedy = python("b'x' * 10**10", seconds=60, megabytes=500)

    assert asleep.error == "over 0 s"
    assert greedy.error == "out of memory"


def test_a_command_that_fails_says_why():
    assert python("import no_such_thing", seconds=60).error == "not installed"
    assert python("raise SystemExit('lost')", seconds=60).error == "lost"
    assert python("print(1)", seconds=60).printed == "1\n"


def test_an_address_of_a_network_names_a_file_of_a_package(tmp_path):
    from folium import Map, plugins

    kinds = (Map, plugins.TimestampedGeoJson, plugins.Timeline)
    shelf = cdn.Shelf(tmp_path)
    for url in {url for kind in kinds for _, url in kind.default_js}:
        ((package, name),) = cdn._named(url)
        file = tmp_path / package.replace("/", "+") / "package" / name.replace(".min.", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")

        assert shelf.answer(url) == name.encode()

    assert shelf.answer("https://example.org/leaflet.js") is None
    assert not shelf.fetched


def plan(**changes):
    given = {
        "sites": (5, 1_000, 10_000),
        "peers": ("pilotmap", "folium_naive"),
        "browser": False,
        "repeat": 2,
        "seconds": 60.0,
        "megabytes": 0,
        "minutes": 1.0,
    }
    return rounds.Plan(**given | changes)


@pytest.fixture
def measured(monkeypatch):
    """Let nothing be built, and note what would have been; `answers` gives other figures."""
    done, answers = [], {}

    def work(_plan, _desk, task):
        figures = answers.get((task.what, task.name, task.sites), {})
        if isinstance(figures, BaseException):
            raise figures
        done.append((task.what, task.name, task.sites, task.turn))
        return {"cpu_s": 1.0, "wall_s": 1.0, "peak_mb": 50.0, "error": ""} | figures

    monkeypatch.setattr(rounds, "WORK", dict.fromkeys(("build", "plain", "page"), work))
    return done, answers


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(tmp_path, measured):
    done, answers = measured
    answers["build", "folium_naive", 1_000] = KeyboardInterrupt()
    first = rounds.Rounds(plan(), Desk(tmp_path))
    first.resume(fresh=False)
    with pytest.raises(KeyboardInterrupt):
        first.measure()
    before = len(done)
    answers.clear()

    second = rounds.Rounds(plan(), Desk(tmp_path))
    second.resume(fresh=False)
    second.measure()
    other = rounds.Rounds(plan(repeat=1), Desk(tmp_path))
    other.resume(fresh=False)

    assert before == 3
    assert len(done) == len(set(done)) == 2 * 6 + 6
    assert other.records == {}


def test_what_failed_is_tried_neither_again_nor_with_more_sites(tmp_path, measured):
    done, answers = measured
    answers["build", "folium_naive", 1_000] = {"error": "over 60 s"}
    answers["build", "pilotmap", 1_000] = {"cpu_s": 8.1}
    run_of_now = rounds.Rounds(plan(), Desk(tmp_path))
    run_of_now.resume(fresh=False)
    run_of_now.measure()
    rows = {(row["peer"], row["sites"]): row for row in run_of_now.results()["rows"]}

    assert [task for task in done if task[2] == 10_000] == []
    assert done.count(("build", "folium_naive", 1_000, 1)) == 0
    assert rows["folium, a marker each", 10_000]["error"] == "over 60 s"
    assert rows["pilotmap", 10_000]["error"] == "not tried, as 1,000 took 8 s"
    assert rows["pilotmap", 1_000]["rounds"] == 2


def test_what_no_time_was_left_for_is_told(tmp_path, measured):
    done, _ = measured
    run_of_now = rounds.Rounds(plan(minutes=0.0), Desk(tmp_path))
    run_of_now.resume(fresh=False)
    run_of_now.measure()

    assert done == []
    assert {row["error"] for row in run_of_now.results()["rows"]} == {"no time was left"}


def test_the_tables_and_the_sentence_of_the_readme_are_made_of_the_kept_figures():
    told = Path(results.README).read_text("utf-8")

    assert results.TABLES.read_text("utf-8") == results.page(KEPT)
    assert f"<!-- benchmarks -->\n{results.sentence(KEPT)}\n<!-- end -->" in told


def test_figures_that_are_kept_leave_those_of_the_other_command(tmp_path, monkeypatch):
    for name in ("KEPT", "TABLES", "README"):
        monkeypatch.setattr(results, name, tmp_path / name)
    (tmp_path / "README").write_text("a\n<!-- benchmarks -->\nold\n<!-- end -->\nb\n", "utf-8")
    rate = {"work": "w", "who": "me", "million_a_second": 2.0, "load": 0.1}
    results.keep({"peers": KEPT["peers"]})
    results.keep({"tally": {**results.described({}), "load": [0.1, 0.1], "rates": [rate]}})

    kept = json.loads((tmp_path / "KEPT").read_text("utf-8"))
    assert kept["peers"] == KEPT["peers"]
    assert "| w | me | 2.00 |  | 0.1 |" in (tmp_path / "TABLES").read_text("utf-8")
    assert (
        (tmp_path / "README").read_text("utf-8").startswith("a\n<!-- benchmarks -->\n**Measured.**")
    )
