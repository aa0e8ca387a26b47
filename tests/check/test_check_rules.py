"""Every rule finds its case, names the cell, and leaves a sound project alone."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import geo
import geo.check.examine  # registers the rules
from geo.check import rules_rows
from geo.check.registry import RULES
from geo.errors import Severity
from geo.tables.grid import SHOWN_PER_RULE

JIUQUAN = {"place": "Jiuquan", "adcode": "620900"}
SITE = {"place": "A shop", "within": "", "adcode": "620602", "lon": "102.638", "lat": "37.928"}

ROWS = {
    # case: (rule, column, the cells that break it)
    "end-first": ("date-reversed", "end", {**JIUQUAN, "end": "2019"}),
    "end-first-by-a-day": ("date-reversed", "end", {**JIUQUAN, "end": "2020-07-31"}),
    "after-the-source": ("date-after-source", "start", {**JIUQUAN, "start": "2021"}),
    "a-century-early": ("date-early", "start", {**JIUQUAN, "start": "1920"}),
    "no-start": ("date-missing", "start", {**JIUQUAN, "start": "", "date_note": ""}),
    "no-note": ("date-note-missing", "date_note", {**JIUQUAN, "date_note": ""}),
    "inferred": ("date-unexplained", "date_note", {**JIUQUAN, "date_note": "inferred"}),
    "relative": ("date-unexplained", "date_note", {**JIUQUAN, "date_note": "relative:"}),
    "former-code": (
        "adcode-former", "adcode", {"place": "Laiwu", "within": "Shandong", "adcode": "371200"}
    ),
    "wrong-parent": ("within-contradicts", "within", {**JIUQUAN, "within": "Shaanxi"}),
    "wrong-parent-in-chinese": ("within-contradicts", "within", {**JIUQUAN, "within": "陕西省"}),
    "not-in-the-corps": ("within-contradicts", "within", {**JIUQUAN, "within": "兵团第八师"}),
    "no-such-parent": ("within-unknown", "within", {**JIUQUAN, "within": "Gondor"}),
    "another-unit-elsewhere": (
        "place-contradicts", "adcode",
        {"place": "Lanzhou", "within": "Shaanxi", "adcode": "610500"},
    ),
    "path-for-an-id": ("id-invalid", "id", {**JIUQUAN, "id": "../x"}),
    "markup-for-an-id": ("id-invalid", "id", {**JIUQUAN, "id": "<b>"}),
    "another-unit": ("place-contradicts", "adcode", {"place": "Tianshui", "adcode": "620900"}),
    "undecided": ("decision-missing", "decision", {"place": "Linxia", "adcode": "622900"}),
    "decided-for-nothing": ("decision-unneeded", "decision", {**JIUQUAN, "decision": "who knows"}),
    "candidates": ("candidates-open", "adcode", {"place": "Linxia", "adcode": "622900|622901"}),
    "the-country-beside-a-unit": (
        "candidates-overlap", "adcode",
        {"place": "Weinan", "within": "", "adcode": "100000|610500"},
    ),
    "a-unit-beside-its-province": (
        "candidates-overlap", "adcode",
        {"place": "Weinan", "within": "", "adcode": "610500|610000"},
    ),
    "one-unit-under-two-codes": (
        "candidates-overlap", "adcode",
        {"place": "Mainling", "within": "", "adcode": "540422|540481"},
    ),
    "a-candidate-of-another-name": (
        "candidates-unnamed", "adcode",
        {"place": "Weinan", "within": "", "adcode": "610500|620600"},
    ),
    "a-no-without-end": ("no-without-end", "end", {**JIUQUAN, "status": "out"}),
    "a-no-about-a-former-unit": (
        "no-without-effect", "adcode",
        {"place": "莱芜", "within": "", "adcode": "371200", "start": "2015", "end": "2015",
         "status": "out"},
    ),
    "the-country": (
        "extent-country", "extent", {"place": "China", "within": "", "adcode": "100000"}
    ),
    "swapped": ("coordinates-swapped", "lon", {**SITE, "lon": "37.928", "lat": "102.638"}),
    "abroad": ("coordinates-abroad", "lon", {**SITE, "lon": "2.35", "lat": "48.85"}),
    "at-sea": ("coordinates-abroad", "lon", {**SITE, "lon": "123.5", "lat": "29.0"}),
    "outside": ("coordinates-outside", "lon", {**SITE, "lon": "113.3", "lat": "23.1"}),
    "again": ("duplicate", "id", {}),
    "again-in-chinese": ("duplicate", "id", {"place": "武威", "within": "甘肃"}),
    "another-start": ("dates-differ", "start", {"start": "2019"}),
    "no-locator": ("locator-missing", "locator", {**JIUQUAN, "locator": ""}),
    "escape": ("text-control", "statement", {**JIUQUAN, "statement": "a\x1b[2Jb"}),
    "break-in-a-name": ("text-control", "place", {**JIUQUAN, "place": "Jiu\nquan"}),
    "override": ("text-bidi", "statement", {**JIUQUAN, "statement": "a\u202eb"}),
    "zero-width": ("text-invisible", "place", {**JIUQUAN, "place": "Jiu\u200bquan"}),
    "misread": ("text-damaged", "statement", {**JIUQUAN, "statement": "cafÃ©"}),
    "misread-chinese": ("text-damaged", "place", {**JIUQUAN, "place": "姝﹀▉"}),
    "conflict-in-a-cell": (
        "merge-conflict", "statement", {**JIUQUAN, "statement": "<<<<<<< HEAD\nours"}
    ),
    "spreadsheet-error": ("cell-error", "statement", {**JIUQUAN, "statement": "#REF!"}),
    "replacement": ("text-damaged", "statement", {**JIUQUAN, "statement": "a\ufffdb"}),
    "cyrillic": ("text-lookalike", "place", {**JIUQUAN, "place": "Jiuquаn"}),
    "radical": ("text-lookalike", "within", {**JIUQUAN, "within": "⻄藏"}),
    "unknown-source": ("source-unknown", "source", {**JIUQUAN, "source": "nobody"}),
    "unknown-code": ("adcode-unknown", "adcode", {**JIUQUAN, "adcode": "999999"}),
    "no-code": ("adcode-invalid", "adcode", {**JIUQUAN, "adcode": "62060"}),
    "impossible-date": ("date-invalid", "start", {**JIUQUAN, "start": "2020-13"}),
    "infinite": ("coordinate-invalid", "lon", {**SITE, "lon": "inf"}),
    "odd-extent": ("extent-invalid", "extent", {**JIUQUAN, "extent": "some"}),
    "same-id": ("id-duplicate", "id", {**JIUQUAN, "id": "wuwei-2020"}),
    "id-in-another-case": ("id-alike", "id", {**JIUQUAN, "id": "Wuwei-2020"}),
    "blank-place": ("cell-missing", "place", {**JIUQUAN, "place": ""}),
}  # fmt: skip

SOURCES = {
    "script": ("url-invalid", "url", {"url": "javascript:alert(1)"}),
    "file": ("url-invalid", "url", {"url": "file:///etc/passwd"}),
    "brackets": ("url-invalid", "url", {"url": "http://[::1"}),
    "no-port": ("url-invalid", "url", {"url": "http://a.cn:b/"}),
    "port-too-high": ("url-invalid", "url", {"url": "http://a.cn:99999/"}),
    "no-host": ("url-invalid", "url", {"url": "http:///x"}),
    "address-twice": ("url-invalid", "url", {"url": "https://https://a.cn/"}),
    "no-scheme": ("url-invalid", "url", {"url": "www.a.cn"}),
    "data": ("url-invalid", "url", {"url": "data:text/html,x"}),
    "user": ("url-invalid", "url", {"url": "https://me:secret@example.org/"}),
    "full-of-nothing": ("coverage-unscoped", "coverage_scope", {"coverage": "full"}),
    "partial-with-scope": (
        "coverage-unused", "coverage_scope", {"coverage_scope": "620000 county"}
    ),
    "full-at-no-time": (
        "coverage-undated", "coverage_period",
        {"coverage": "full", "coverage_scope": "620000 county", "published": ""},
    ),
    "unused": ("source-unused", "id", {}),
    "read-before-published": ("source-accessed", "accessed", {"accessed": "2019-01-01"}),
    "accessed-no-date": ("source-accessed", "accessed", {"accessed": "yesterday"}),
}  # fmt: skip

ALIASES = {
    "unused": ("alias-unused", "toponym", "酒都,620900,,a nickname\n"),
    "contradicts": ("alias-contradicts", "adcode", "Tianshui,620900,,wrong\n"),
    "no-unit": ("alias-contradicts", "adcode", "酒都,999999,,wrong\n"),
    "no-reason": ("alias-reason", "reason", "酒都,620900,,\n"),
}


def found(said):
    return [json.loads(line) for line in said.out.splitlines()]


def test_a_sound_project_has_no_problems(project, run):
    said = run("check", "--data", project(), "--strict")

    assert (said.code, said.out) == (0, f"{project()}: 1 row, 1 source: no problems\n")


@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_breaks_a_rule_is_found_in_its_cell(case, project, run):
    rule, column, cells = ROWS[case]

    said = run("check", "--data", project(cells), "--json")
    hits = [problem for problem in found(said) if problem["rule"] == rule]

    assert [(hit["line"], hit["column"]) for hit in hits] == [(3, column)], said.out
    assert hits[0]["severity"] == RULES[rule].severity
    assert said.code == (1 if any(p["severity"] == "error" for p in found(said)) else 0)


@pytest.mark.parametrize("case", SOURCES)
def test_a_source_that_breaks_a_rule_is_found_in_its_cell(case, project, run):
    rule, column, cells = SOURCES[case]

    said = run("check", "--data", project(sources=[cells]), "--json")
    hits = [problem for problem in found(said) if problem["rule"] == rule]

    assert [(hit["line"], hit["column"]) for hit in hits] == [(3, column)], said.out
    assert hits[0]["file"].endswith("sources.csv")


@pytest.mark.parametrize("case", ALIASES)
def test_an_alias_that_breaks_a_rule_is_found_in_its_cell(case, project, run):
    rule, column, text = ALIASES[case]

    said = run("check", "--data", project(aliases=text), "--json")
    hits = [problem for problem in found(said) if problem["rule"] == rule]

    assert [(hit["line"], hit["column"]) for hit in hits] == [(2, column)], said.out
    assert hits[0]["file"].endswith("aliases.csv")


@pytest.mark.parametrize(
    ("cells", "severity", "said_too"),
    [
        ({"place": "Jiuqan", "adcode": "620900"}, "warning", "Jiuquan"),
        ({"place": "洒泉", "adcode": "620900"}, "warning", "酒泉"),
        ({"place": "Tianshiu", "adcode": "620900"}, "warning", "Tianshui"),
        ({"place": "Xyzzy Qwrt", "adcode": "620900"}, "note", "decision"),
    ],
)
def test_a_name_that_no_unit_bears_vouches_for_no_adcode(cells, severity, said_too, project, run):
    problems = found(run("check", "--data", project({**cells, "within": ""}), "--json"))

    assert [(p["rule"], p["severity"], p["column"]) for p in problems] == [
        ("place-unknown", severity, "place")
    ]
    assert said_too in problems[0]["hint"]


def test_a_conflict_marker_in_a_cell_is_told_with_its_own_line(project, run):
    text = "one\ntwo\n>>>>>>> theirs"

    problems = found(run("check", "--data", project({**JIUQUAN, "statement": text}), "--json"))

    assert [(p["rule"], p["line"]) for p in problems] == [("merge-conflict", 5)]


def test_a_source_is_not_unused_for_rows_that_cannot_be_read(project, run):
    folder = project({**JIUQUAN, "source": "source-0", "start": "2020-13"}, sources=[{}])

    rules = [problem["rule"] for problem in found(run("check", "--data", folder, "--json"))]

    assert rules == ["date-invalid"]


def test_an_alias_is_not_unused_for_rows_that_a_rule_refuses(project, run):
    folder = project(
        {"place": "酒都", "adcode": "620900", "start": "x"}, aliases="酒都,620900,,x\n"
    )

    rules = [problem["rule"] for problem in found(run("check", "--data", folder, "--json"))]

    assert rules == ["date-invalid"]


def test_a_no_without_any_year_is_told(project, run):
    no = {**JIUQUAN, "status": "out", "start": "", "date_note": ""}

    dated = found(run("check", "--json", "--data", project(no)))
    assert dated == []
    undated = project({**no, "source": "source-0"}, sources=[{"published": ""}])
    problems = found(run("check", "--json", "--data", undated))
    assert [(p["rule"], p["column"]) for p in problems if p["file"].endswith("locations.csv")] == [
        ("no-without-effect", "start")
    ]


def test_a_no_that_contradicts_a_yes_is_shown_and_is_no_repetition_of_it(project, run):
    folder = project({"status": "out", "end": "2020", "source": "source-0"}, sources=[{}])

    problems = found(run("check", "--json", "--data", folder))

    assert [problem["rule"] for problem in problems] == ["sources-conflict"]
    assert "both are kept, the yes wins" in problems[0]["message"]


def test_sources_that_contradict_each_other_are_shown(project, run):
    said = run(
        "check", "--json", "--data",
        project({"source": "source-0", "start": "2018"}, sources=[{}]),
    )  # fmt: skip

    assert "sources-conflict" in [problem["rule"] for problem in found(said)]


@pytest.mark.parametrize(
    "cells",
    [
        {**JIUQUAN, "decision": "", "end": "2021"},
        {**JIUQUAN, "start": "2016/2020"},
        {"place": "other branches", "adcode": "620000", "extent": "within"},
        {"place": "Linxia", "adcode": "622900", "decision": "as the others"},
        {"place": "Tianshui", "adcode": "620900", "decision": "an old name"},
        {**SITE},
        {**SITE, "place": "Wuwei"},
        {"place": "莱芜", "within": "", "adcode": "371200", "start": "2015"},
        {**JIUQUAN, "statement": "О школах, и ΑΒΓ"},
        {**JIUQUAN, "statement": "„Ä“ und “MARCHÉ” …, 鎮江、瀋陽、臺灣"},
        {**JIUQUAN, "statement": "Title\n=======\na << b, <<<<<<< c"},
        {"place": "Jiuquan branch of China Post", "within": "", "adcode": "620900"},
        {"place": "酒泉市邮政局", "within": "", "adcode": "620900"},
        {"place": "a Gansu base", "within": "", "adcode": "620900"},
        {"place": "河西走廊", "adcode": "620900", "decision": "its western end, the text says"},
        {"place": "nationwide", "within": "", "adcode": "100000", "extent": "all"},
        {"place": "蘭州市", "within": "甘肅", "adcode": "620100"},
        {"place": "Lanchow", "adcode": "620100"},
        {"place": "甘肃省武威市凉州区", "within": "", "adcode": "620602"},
        {"place": "襄樊", "within": "湖北", "adcode": "420600", "start": "2008"},
        {"place": "石河子市", "within": "新疆生产建设兵团第八师", "adcode": "659001"},
    ],
)
def test_rows_that_break_no_rule(cells, project, run):
    said = run("check", "--data", project(cells), "--strict")

    assert said.code == 0, said.out


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("Linxia", "622900|622901|622921"),  # a prefecture, and a city and a county in it
        ("Chaoyang", "211300|110105"),  # the district would not compete for its bare name
        ("Jilin", "220000|220200"),
        ("Laiwu", "371200|370116"),  # the city that was, and the district that is
        ("the old market", "610500|620600"),  # no unit's name speaks for either
    ],
)
def test_candidates_that_share_the_name_are_only_open(place, codes, project, run):
    folder = project({"place": place, "within": "", "adcode": codes, "start": "2015"})

    problems = found(run("check", "--data", folder, "--json"))

    assert {p["rule"] for p in problems if p["severity"] != "note"} == {"candidates-open"}


def test_candidates_that_a_position_settles_are_told_with_the_one_it_lies_in(project, run):
    row = {"place": "Linxia", "adcode": "622901|622921", "lon": "103.21", "lat": "35.60"}

    said = run("check", "--data", project(row)).out

    assert "pilotmap edit row-3 --adcode 622901: the position lies there, and in no other" in said


def test_no_rule_floods_the_others_for_a_person_and_json_tells_every_one(project, run):
    folder = project(*({**JIUQUAN, "start": str(1800 + n), "locator": ""} for n in range(130)))

    said = run("check", "--data", folder)
    lines = [line for line in said.out.splitlines() if "[locator-missing]" in line]

    assert len(lines) == SHOWN_PER_RULE
    more = f"and {130 - SHOWN_PER_RULE} more of locator-missing"
    assert f"p/locations.csv: {more}; --json tells every one" in said.out
    problems = found(run("check", "--data", folder, "--json"))
    assert sum(problem["rule"] == "locator-missing" for problem in problems) == 130
    weights = sum(problem["severity"] == "warning" for problem in problems)
    assert f"{weights} warnings" in said.out.splitlines()[-1]


def test_a_flood_of_more_than_a_program_is_told_ends_with_how_many_more(project, run, monkeypatch):
    monkeypatch.setattr("geo.cli.check.TOLD_TO_PROGRAMS", 110)
    folder = project(*({**JIUQUAN, "start": str(1800 + n), "locator": ""} for n in range(400)))

    problems = found(run("check", "--data", folder, "--json"))
    missing = [each for each in problems if each["rule"] == "locator-missing"]

    assert [each["line"] for each in missing[:-1]] == list(range(3, 113))
    assert missing[-1]["message"] == "and 290 more of this kind"
    assert missing[-1]["line"] == missing[-2]["line"]
    assert missing[-1]["hint"]
    said = run("check", "--data", folder).out
    assert f"and {400 - SHOWN_PER_RULE} more of locator-missing; --json tells the first 110" in said


@pytest.mark.parametrize("table", ["locations.csv", "sources.csv", "aliases.csv"])
def test_a_project_of_more_rows_than_are_held_is_refused_in_a_line(
    project, run, monkeypatch, table
):
    monkeypatch.setattr("geo.store.project.LOCATIONS_MOST", 10)
    monkeypatch.setattr("geo.store.project.ROWS_BESIDE", 10)
    monkeypatch.setattr("geo.check.examine.ROWS_BESIDE", 10)
    folder = project(JIUQUAN)
    header, row = {
        "locations.csv": ("id,place,adcode,start,source", "r{0},Wuwei,620600,{0},report"),
        "sources.csv": ("id,title", "s{},T"),
        "aliases.csv": ("toponym,adcode", "Wuwex{},620600"),
    }[table]
    rows = "\n".join([header, *map(row.format, range(2000, 2011))])
    Path(folder, table).write_text(f"{rows}\n")

    said = run("check", "--data", folder)
    assert (said.code, said.out) == (1, "")
    told = "the table has more than 10 rows; part the project, or delete some [list-too-long]"
    assert said.err == f"error: p/{table}:12: {told}\n"


def test_what_a_person_is_shown_of_a_flood_are_the_first_by_line_in_the_order_of_all(project, run):
    cells = ({"start": str(1500 + n % 90), "locator": "", "decision": "x"} for n in range(260))
    folder = project(*cells, {**JIUQUAN, "start": ""})

    problems = found(run("check", "--data", folder, "--json"))
    lines = run("check", "--data", folder).out.splitlines()

    counts, shown = Counter(), []
    for problem in problems:
        counts[problem["rule"]] += 1
        if counts[problem["rule"]] <= SHOWN_PER_RULE or not problem["hint"]:
            shown.append((problem["line"], problem["rule"]))
    told = [re.search(r"csv:(\d+).*\[([a-z-]+)\]$", line) for line in lines]
    assert [(int(each[1]), each[2]) for each in told if each] == shown
    more = [rule for rule, count in counts.items() if count > SHOWN_PER_RULE]
    assert [line.split(" of ")[1].split(";")[0] for line in lines if " more of " in line] == more
    assert len(more) > 1


def test_rows_of_many_dates_are_each_compared_with_the_first_ones(project, run, monkeypatch):
    compared = []
    real = rules_rows._follow
    monkeypatch.setattr(rules_rows, "_MOST_DATES", 10)
    monkeypatch.setattr(rules_rows, "_follow", lambda *rows: compared.append(rows) or real(*rows))
    apart = ({"start": str(1000 + 2 * n), "end": str(1001 + 2 * n)} for n in range(200))
    same = ({**JIUQUAN, "start": "2016"} for _ in range(200))

    out = run("check", "--data", project(*apart, *same)).out

    assert len(compared) <= 12 * 400
    assert out.count("[dates-differ]") == 0
    assert "199 more" in out or out.count("[duplicate]") == SHOWN_PER_RULE


def test_rows_that_cannot_be_read_are_summed_up_once(project, run):
    folder = project(*({"start": "x"} for _ in range(130)))

    out = run("check", "--data", folder).out

    assert out.count("[date-invalid]") == SHOWN_PER_RULE + 1
    assert f"and {130 - SHOWN_PER_RULE} more of this kind [date-invalid]" in out
    assert "--json tells" not in out


def test_aliases_that_lead_nowhere_are_told(project, run):
    folder = project()
    (folder / "aliases.csv").symlink_to("gone")

    said = run("check", "--data", folder)

    assert (said.code, "p/aliases.csv: there is no such file" in said.out) == (1, True), said.out


def test_a_contradicting_parent_is_told_with_the_right_ones(project, run):
    out = run("check", "--data", project({**JIUQUAN, "within": "广东省"})).out

    assert "does not lie in '广东省'; write 甘肃省, or correct the adcode" in out


def test_all_problems_are_told_at_once_by_file_and_line(project, run):
    folder = project(
        {"start": "2020-13"}, {"place": "Tianshui", "adcode": "620900"}, {"locator": ""},
        sources=[{"url": "ftp://x"}],
    )  # fmt: skip

    problems = found(run("check", "--data", folder, "--json"))
    places = [(problem["file"], problem["line"]) for problem in problems]

    assert places == sorted(places)
    assert {"date-invalid", "place-contradicts", "locator-missing", "url-invalid"} <= {
        problem["rule"] for problem in problems
    }


def test_strict_counts_warnings_and_never_notes(project, run):
    warned = project({**JIUQUAN, "locator": ""})
    assert run("check", "--data", warned).code == 0
    assert run("check", "--data", warned, "--strict").code == 1

    noted = project({**JIUQUAN, "decision": "who knows"})
    assert run("check", "--data", noted, "--strict").code == 0


def test_github_annotations_name_file_and_line(project, run):
    folder = project({**JIUQUAN, "locator": "", "place": "Jiu%\nquan"})

    lines = run("check", "--data", folder, "--format", "github").out.splitlines()

    assert all(
        re.match(r"::(error|warning|notice) file=p/locations.csv,line=3,title=", x) for x in lines
    )
    assert "%25" in "".join(lines)


def test_a_problem_is_one_line_whatever_a_cell_holds(project, run):
    folder = project({**JIUQUAN, "place": "a\nerror: forged\x1b[31m", "locator": ""})

    out = run("check", "--data", folder).out

    assert not [line for line in out.splitlines() if line.startswith("error: forged")]
    assert "\x1b" not in out


def test_the_default_data_have_no_problems(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    said = run("check", "--strict")

    assert said.code == 0, said.out


def test_every_rule_has_a_page_that_begins_with_a_sentence(run):
    listed = run("check", "--rules").out

    for rule in RULES.values():
        assert rule.name in listed
        assert rule.summary.endswith("."), rule.name
        assert isinstance(rule.severity, Severity)
        assert rule.page in run("check", "--rules", rule.name).out


def test_an_unknown_rule_is_answered_with_the_nearest(run):
    said = run("check", "--rules", "date-reverse")

    assert said.code == 2
    assert "nearest: date-reversed" in said.err


def test_every_rule_name_in_the_code_has_a_page():
    named = set()
    for path in Path(geo.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        named |= set(re.findall(r'\bProblem\(\s*"([a-z-]+)"', text))
        named |= set(re.findall(r'problems\.add\(\s*"([a-z-]+)"', text))

    assert sorted(named - set(RULES)) == []


@pytest.mark.parametrize("name", ["title", "title_zh"])
def test_a_character_that_turns_the_text_is_flagged_in_a_title_as_in_a_cell(name, project, run):
    package = project() / "datapackage.json"
    content = json.loads(package.read_text("utf-8")) | {"title": "Pilots", name: "Pi\u202elots"}
    package.write_text(json.dumps(content), "utf-8")

    said = run("check", "--data", "p")

    assert said.code == 1
    assert f"datapackage.json, column '{name}': the cell holds U+202E" in said.out
    assert "[text-bidi]" in said.out
