"""Each toponym stands in the paragraph its locator names, or check says where it stands instead."""

import json

import pytest

from geo.check.examine import paragraphs

TEXT = """The title

First paragraph, of Wuwei
over two lines.


In Xi’an and  LINXIA, and in Suzhou's west.
\t
酒泉市的试点
"""

CASES = {
    # locator, place -> rule, or None
    ("p2", "Wuwei"): None,
    ("p.2", "wuwei"): None,
    ("¶2", "Wuwei"): None,
    ("paragraph 2", "Wuwei"): None,
    ("第2段", "Wuwei"): None,
    ("p1-2", "Wuwei"): None,
    ("p2–3", "Linxia"): None,
    ("p3", "Xi'an"): None,
    ("p3", "Suzhou"): None,
    ("p4", "酒泉"): None,
    ("p2", "of Wuwei over"): None,
    ("p3", "Wuwei"): "toponym-elsewhere",
    ("p2", "Linxia"): "toponym-elsewhere",
    ("p2", "Tianshui"): "toponym-absent",
    ("p2", "Wuw"): "toponym-absent",
    ("p9", "Wuwei"): "locator-beyond",
    ("p0", "Wuwei"): "locator-unchecked",
    ("page 2", "Wuwei"): "locator-unchecked",
    ("no. 17", "Wuwei"): "locator-unchecked",
    ("", "Wuwei"): None,
    ("", "Tianshui"): "toponym-absent",
}
RULES = {rule for rule in CASES.values() if rule}


@pytest.mark.parametrize(("locator", "place"), CASES)
def test_a_toponym_is_looked_for_where_its_locator_says(locator, place, project, run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    row = {"place": place, "locator": locator, "adcode": "620900", "decision": "for the test"}

    said = run("check", "--data", project(row, sound=False), "--text", "a.txt", "--json")
    rules = [json.loads(line)["rule"] for line in said.out.splitlines()]

    assert [rule for rule in rules if rule in RULES] == [
        rule for rule in [CASES[locator, place]] if rule
    ]


def test_the_paragraph_it_stands_in_is_told(project, run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")

    said = run("check", "--data", project({"locator": "p4"}, sound=False), "--text", "a.txt")

    assert "'Wuwei' is not in p4; it stands in p2" in said.out
    assert said.code == 1


def test_paragraphs_are_parted_by_blank_lines_and_the_title_is_the_first():
    found = paragraphs(TEXT)

    assert found[0] == "The title"
    assert len(found) == 4
    assert paragraphs("a\r\n\r\nb\r\rc") == ["a", "b", "c"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", "中文".encode("gb18030") + b"\n\xe4\xb8\xad"]
)
def test_a_text_that_cannot_be_read_is_refused(content, project, run, tmp_path):
    (tmp_path / "a.txt").write_bytes(content)

    said = run("check", "--data", project(), "--text", "a.txt")

    assert said.code == 1
    assert "a.txt" in said.err


def test_with_several_sources_the_text_belongs_to_the_one_named(project, run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    folder = project({"source": "source-0", "locator": "p1", "start": "2020-08"}, sources=[{}])

    asked = run("check", "--data", folder, "--text", "a.txt")
    said = run("check", "--data", folder, "--text", "a.txt", "--source", "source-0")

    assert asked.code == 2
    assert "pass --source" in asked.err
    assert "p/locations.csv:3, column 'locator': 'Wuwei' is not in p1" in said.out
    assert ":2, column 'locator'" not in said.out
