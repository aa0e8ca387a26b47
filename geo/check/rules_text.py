"""Rules about text: characters that steer a terminal, hide, or pass for other letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Severity
from ..tables.grid import SPREADSHEET_ERRORS
from ..text.characters import plain
from .context import NAME_COLUMNS
from .registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .context import ProjectContext


@rule("text-control", Severity.ERROR)
def text_control(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds a control character.

    Such characters retitle terminals, delete what was printed before them, or break a row in two
    for other programs. They come in by copying; nobody types them. The message names the code
    point and where it stands in the cell.
    """
    yield from _found(context, "control", "type the cell anew")


@rule("text-bidi", Severity.ERROR)
def text_bidi(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds a character that turns the direction of the text.

    What is shown is then not what is stored (CVE-2021-42574 "Trojan Source"): a place can read as
    another. Right-to-left text proper needs no such character.
    """
    yield from _found(context, "bidi", "delete it")


@rule("text-invisible", Severity.WARNING)
def text_invisible(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds a character without a glyph.

    Zero-width spaces, joiners, soft hyphens and byte-order marks come in from web pages. Two names
    that look alike then differ, and searching one does not find the other.
    """
    yield from _found(context, "invisible", "delete it")


@rule("text-damaged", Severity.ERROR)
def text_damaged(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds the remains of text that was read in the wrong encoding.

    U+FFFD, private-use characters and 锟斤拷 stand where other characters were; they cannot be
    brought back from the file. Look the cell up in the source. Where Chinese in UTF-8 was taken for
    Windows-1252 or GBK, the message says what it was.
    """
    yield from _found(context, "damaged", "look the cell up in the source")


@rule("text-lookalike", Severity.ERROR)
def text_lookalike(context: ProjectContext) -> Iterator[Finding]:
    """A name holds a letter of another alphabet that looks like the one that belongs there.

    Cyrillic `е` in `Wеinan`, a Greek omicron, the radical ⻄ in the place of 西: the name looks
    right and matches nothing. In prose a word in another alphabet is fine; a word that mixes
    alphabets is a warning.
    """
    yield from _found(context, "lookalike", "")


@rule("cell-error", Severity.ERROR)
def cell_error(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds an error of a spreadsheet, such as #REF!.

    A formula failed, and what it should have given is lost. Mend it in the workbook, or write the
    value.
    """
    for table in context.tables:
        for row in table.rows:
            if "#" not in "".join(row.cells):
                continue
            for column, cell in zip(table.header, row.cells, strict=True):
                if cell.strip() in SPREADSHEET_ERRORS:
                    message = f"the cell holds {cell.strip()}, which a spreadsheet writes"
                    hint = "mend the formula there, or write the value"
                    yield Finding(message, hint, table.file, row.line, column)


def _found(context: ProjectContext, kind: str, hint: str) -> Iterator[Finding]:
    for file, line, column, cell, odd in context.odd_cells:
        matching = [oddity for oddity in odd if oddity.kind == kind]
        if matching:
            more = f", and {len(matching) - 1} more" if len(matching) > 1 else ""
            advice = hint or f"write '{plain(cell)}'"
            weight = None if kind != "lookalike" or column in NAME_COLUMNS else Severity.WARNING
            yield Finding(f"the cell holds {matching[0]}{more}", advice, file, line, column, weight)
