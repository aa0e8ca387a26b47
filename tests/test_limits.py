"""The limits that docs/limits.md tells are those of the code."""

from pathlib import Path

import pytest

from geo.boundaries import vector_file
from geo.cli import check, date, find
from geo.export import panel
from geo.intake.lists import bounds, list_problems, side_tables, statement_index, year_heads
from geo.picture import wording
from geo.scan import scan
from geo.scan.reading import article, documents
from geo.store import schema
from geo.tables import (
    docx,
    grid,
    html_tables,
    json_reader,
    json_records,
    parquet,
    read,
    regular_file,
    shared_strings,
    sheet,
    sheet_tree,
    table,
    toml,
    workbook,
    workbook_archive,
)
from geo.tally import files as tally_files
from geo.tally import long_texts
from geo.text import escape

MB = 2**20
ROWS = [
    line.strip("| ").split(" | ")
    for line in Path(__file__).parents[1].joinpath("docs/limits.md").read_text("utf-8").splitlines()
    if line.startswith("| ")
][1:]
LIMITS = {
    "a file": (regular_file.SIZE_LIMIT / MB,),
    "rows of a list to import, or of a table of names, phrases or counts": (
        bounds.ENTRIES_LIMIT,
        read.ROWS_LIMIT,
    ),
    "entries of a list without positions": (bounds.NAMED_LIMIT,),
    "entries of a list that are looked at one by one (a decision, merged cells, headings, years"
    " across; sites with other columns than place, position and dates)": (bounds.SINGLY_LIMIT,),
    "sites of a list that are a question, as where name and position disagree": (
        bounds.AMBIGUOUS_SITES_LIMIT,
    ),
    "rows of a list whose place is not known": (bounds.UNKNOWN_LIMIT,),
    "rows of a list that are wrong in another way": (bounds.INVALID_LIMIT,),
    "different dates in words in a list": (bounds.PHRASES_LIMIT,),
    "different names of places, with what they lie in, in a list without positions": (
        bounds.ASKED_LIMIT,
    ),
    "names of a batch of `find` that name no unit": (find.UNKNOWN_LIMIT,),
    "different phrases of a batch of `date`": (date.PHRASES_LIMIT,),
    "different phrases of a batch of `date` that are no dates": (date.UNREAD_LIMIT,),
    "places that cells of a list name beside their first": (bounds.LISTED_LIMIT,),
    "rows of a list that contradict others": (bounds.CONFLICTS_LIMIT,),
    "pairs of rows of a list about the same place that are compared": (
        statement_index.COMPARED_LIMIT,
    ),
    "columns of a table, of `--boundaries`, and of a CSV that `tally` reads": (grid.COLUMNS_LIMIT,),
    "columns headed by quarters, months or halves of years that are read as years are": (
        year_heads.PERIODS_LIMIT,
    ),
    "characters of a cell whose labelled lists (试点城市：…；对照城市：…) are taken apart": (
        side_tables.LABELS_LIMIT,
    ),
    "cells of a sheet or a layer, and of `--boundaries`": (grid.CELLS_LIMIT,),
    "characters of a cell": (table.CELL_LIMIT,),
    "errors of a spreadsheet (#N/A) in a list": (grid.FLAWS_LIMIT,),
    "rows of `locations.csv`": (schema.LOCATIONS_MOST,),
    "rows of `sources.csv`, and of `aliases.csv`": (schema.ROWS_BESIDE,),
    "XLSX: unpacked": (workbook_archive.UNPACKED_LIMIT / MB,),
    "XLSX: rows of a sheet": (sheet.ROWS_LIMIT,),
    "XLSX: characters of the cells of a sheet": (sheet.CHARACTERS_LIMIT,),
    "XLSX: cells of a sheet, in a file of up to 11 MB": (workbook.CELLS_LEAST,),
    "XLSX: tags of the texts that cells share, in a file of up to 11 MB": (
        shared_strings.STRINGS_TAGS * workbook.CELLS_LEAST,
    ),
    "XLSX: characters of the texts that cells share": (shared_strings.CHARACTERS_LIMIT,),
    "XLSX: tags of a sheet that are none of plain cells (texts of several formats, tags with a"
    " prefix, comments)": (sheet_tree.TAGS_LIMIT,),
    "XLSX: sheets beside the largest, where `--sheet` names none, unpacked": (
        workbook.BESIDE_LIMIT / MB,
    ),
    "XLSX: parts": (workbook_archive.PARTS_LIMIT,),
    "HTML: tags of a page with tables": (html_tables.TAGS_LIMIT,),
    "HTML: tables of a page": (html_tables.TABLES_LIMIT,),
    "DOCX: unpacked": (docx.UNPACKED_LIMIT / MB,),
    "DOCX: tables": (docx.TABLES_LIMIT,),
    "Parquet: unpacked": (parquet._UNPACKED_LIMIT / MB,),
    "`tally`: rows of a small file of Parquet": (tally_files.ROWS_LEAST,),
    "`tally`: rows for each byte of a large one": (tally_files.ROWS_OF_BYTE,),
    "`tally`: texts of a row group, unpacked": (long_texts.TEXTS_LIMIT / MB,),
    "`tally`: bytes of a text that rows of Parquet repeat": (long_texts.TEXT_LIMIT,),
    "GeoJSON: positions, rings and lists": (json_reader.ARRAYS_LIMIT,),
    "GeoJSON: values": (json_reader.VALUES_LIMIT,),
    "JSON records: members": (json_records.RECORD_MEMBERS_LIMIT,),
    "`--boundaries`: positions": (vector_file._POSITIONS_LIMIT,),
    "`--boundaries`: rings": (vector_file._RINGS_LIMIT,),
    "`scan`: a text": (article.SIZE_LIMIT / MB,),
    "`scan`: characters of a text": (scan._MOST_CHARACTERS,),
    "`scan`: pages of a PDF": (documents._PAGES,),
    "`scan`: memory for a PDF": (documents._MEMORY / MB,),
    "problems of one rule in a file that `check` tells a person": (grid.SHOWN_PER_RULE,),
    "problems of one rule in a file that `check --json` tells": (check.TOLD_TO_PROGRAMS,),
    "warnings and notes of one rule that `import --json` tells of rows that are ready": (
        list_problems.FINDINGS_LIMIT,
    ),
    "TOML: dots of a line": (toml.DOTS_LIMIT,),
    "rows of a panel": (panel.ROWS_LIMIT,),
    "characters of a title, or of another text, in a picture": (wording.LETTERS_LIMIT,),
    "characters of a message": (escape.MESSAGE_LIMIT,),
}


@pytest.mark.parametrize(("what", "most"), ROWS)
def test_a_limit_is_told_as_the_code_has_it(what, most):
    assert {f"{limit:,.0f}" for limit in LIMITS[what]} == {most.removesuffix(" MB")}


def test_every_limit_of_the_list_is_told():
    assert [what for what, _ in ROWS] == list(LIMITS)
