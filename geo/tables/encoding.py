"""The bytes of a text file as text: in the one encoding that fits all of it, or not at all.

For a list that is imported, a byte-order mark decides; else UTF-8 if every byte fits; else GB18030
if every byte fits and the result reads as Chinese. A file that is partly one and partly the other
is refused with the line.

The project's own files are UTF-8. Bytes that are not stay in their text as lone surrogates
(`surrogateescape`), so that the table can name the cell they stand in; text that had a problem is
never written back.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from ..errors import DataError, Problem
from .csv_scanner import lines_in

BOM = "\ufeff"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_LINE_END = re.compile(rb"\r\n|\n|\r")
_LINE = re.compile(rb"[^\r\n]+")
_CUT = frozenset(["unexpected end of data", "truncated data", "incomplete multibyte sequence"])
"""What the decoders say of a text that ends inside a character."""
_CHARSET = re.compile(rb"charset ?= ?[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_OF_PAGES = re.compile(
    r"utf-?8|us-ascii|gb_?2312(?:-80)?|gbk|gb18030|big5(?:-hkscs)?|utf-16(?:[bl]e)?|windows-125\d"
    r"|iso-8859-\d{1,2}|euc-(?:jp|kr)|shift[_-]jis|koi8-[ru]",
    re.IGNORECASE,
)
"""Encodings that pages are written in. Python has others, as punycode, that take the square of a
text's length."""
_HEAD = 1024
"""Bytes of a page among which it declares its encoding."""
_SAMPLE = 65536
_SAMPLE_LINES = 20_000
_COMMON_SHARE = 0.9
"""Share of the characters outside ASCII that must be among the 6,763 of GB 2312, those in use."""
_SAVE_AS = "save it as UTF-8, in Excel as 'CSV UTF-8 (comma delimited)'"
_ENCODED_AT_ONCE = 2**20
"""Characters: a copy of a large text is not held beside it."""
_DAMAGED = re.compile("[\x00\udc80-\udcff]")


def decode_text(raw: bytes, file: str) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises
    ------
    DataError
        With the line of the first byte that does not fit.
    """
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _refused(file, 1, "the file is in UTF-32", "save it as UTF-8")
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], codec, name, file), name
    if unmarked := _unmarked_utf16(raw):
        return _strict(raw, unmarked, "UTF-16", file), "UTF-16"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _decode_chinese(raw, file, error), "GB18030"


def decode_page(raw: bytes, file: str) -> tuple[str, str]:
    """Return the text of a page and the name of its encoding: the one it declares, if it fits.

    Raises
    ------
    DataError
        With the line of the first byte that does not fit, where none is declared or it is wrong.
    """
    head = raw[:_HEAD]
    declared = _CHARSET.search(head) if b"<" in head else None
    name = declared[1].decode().lower() if declared is not None else ""
    if _OF_PAGES.fullmatch(name):
        codec = "gb18030" if name.startswith("gb") else name
        with suppress(LookupError, UnicodeDecodeError):
            return raw.decode(codec), name.upper()
    return decode_text(raw, file)


def _strict(raw: bytes, codec: str, name: str, file: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        cut = error.end >= len(raw) and error.reason in _CUT
        before = raw[: error.start].decode(codec, errors="replace")
        line = lines_in(before, 0, len(before)) + 1
        what = "the file ends inside a character" if cut else f"byte 0x{raw[error.start]:02X}"
        message = f"{what}: it begins as {name} and does not go on as such"
        raise _refused(file, line, message, "get the whole file again, or save it anew") from None


def _decode_chinese(raw: bytes, file: str, error: UnicodeDecodeError) -> str:
    byte = f"byte 0x{raw[error.start]:02X}"
    if error.reason in _CUT and error.end >= len(raw):
        message = f"{byte}: the UTF-8 file ends inside a character; it was cut short"
        raise _refused(file, _line_at(raw, error.start), message, "get the whole file again")
    if mixed := _mixed(raw, error.start):
        line, message, hint = mixed
        raise _refused(file, line, message, hint)
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as chinese:
        line = _line_at(raw, chinese.start)
        if chinese.reason in _CUT and chinese.end >= len(raw):
            message = "the GB18030 file ends inside a character; it was cut short"
            raise _refused(file, line, message, "get the whole file again") from None
        message = f"byte 0x{raw[chinese.start]:02X} fits neither UTF-8 nor GB18030"
        raise _refused(file, line, message, "save the file as UTF-8") from None
    if not _reads_as_chinese(text):
        message = f"{byte} is no UTF-8, and as GB18030 the text is no usual Chinese"
        raise _refused(file, _line_at(raw, error.start), message, "save the file as UTF-8")
    return text


def _line_at(raw: bytes, offset: int) -> int:
    """Return the physical line of an offset, in an encoding that keeps ASCII as it is."""
    return len(_LINE_END.findall(raw, 0, offset)) + 1


def _mixed(raw: bytes, first: int) -> tuple[int, str, str] | None:
    """Return line, message and hint where some lines are UTF-8 and others are not; else None.

    `first` is the offset of the first byte that is no UTF-8.
    The line is the first of the fewer ones: they were pasted into the others. A line outside ASCII
    that is Chinese in UTF-8 is never GB18030 by chance.
    """
    offsets: dict[bool, list[int]] = {True: [], False: []}
    for line in islice(_LINE.finditer(raw), _SAMPLE_LINES):
        if line[0].isascii():
            continue
        try:
            text = line[0].decode("utf-8")
        except UnicodeDecodeError:
            offsets[False].append(line.start())
            continue
        if any("\u4e00" <= character <= "\u9fff" for character in text):
            offsets[True].append(line.start())
    if not offsets[True]:
        return None
    if len(offsets[True]) < len(offsets[False]):
        message = "this line is UTF-8, but other lines are not: encodings are mixed"
        return _line_at(raw, offsets[True][0]), message, "save both parts in UTF-8"
    message = f"byte 0x{raw[first]:02X} is no UTF-8, but other lines are: encodings are mixed"
    return _line_at(raw, first), message, "save the pasted part in UTF-8 as well"


def _reads_as_chinese(text: str) -> bool:
    wide = [character for character in text[:1_000_000] if not character.isascii()]
    common = sum(1 for character in wide if _is_common(character))
    return common >= _COMMON_SHARE * len(wide)


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _refused(file: str, line: int, message: str, hint: str) -> DataError:
    return DataError([Problem("encoding", message, hint, file, line)])


def decode(raw: bytes) -> str:
    """Return the text of UTF-8 bytes, a byte-order mark kept; foreign bytes become surrogates."""
    return raw.decode("utf-8", errors="surrogateescape")


def encode(text: str) -> bytes:
    """Return the bytes that `decode` made the text of."""
    return text.encode("utf-8", errors="surrogateescape")


def _wide_encoding(raw: bytes) -> str | None:
    """Name the encoding of text with two or four bytes a character; None for anything else."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    return "UTF-16 without a byte-order mark" if _unmarked_utf16(raw) else None


def _unmarked_utf16(raw: bytes) -> str | None:
    """Return the codec of UTF-16 text that has no byte-order mark; None for anything else.

    Such a file has a zero beside every Latin letter: zeros stand at the odd or at the even offsets
    alone, and which it is tells the order of the bytes, whatever the first character is.
    """
    sample = raw[:_SAMPLE]
    high, low = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(high, low), min(high, low)
    if len(sample) < 8 or most <= len(sample) / 8 or least * 20 >= most:  # noqa: PLR2004 (shares of the sample)
        return None
    return "utf-16-be" if high > low else "utf-16-le"


def foreign_text(text: str) -> re.Match[str] | None:
    """Return the first NUL or foreign byte of a decoded text; None where all is well."""
    return _DAMAGED.search(text) if "\0" in text or _has_foreign_bytes(text) else None


def _has_foreign_bytes(text: str) -> bool:
    """Whether a decoded text holds any; encoding it is much quicker than searching for one."""
    try:
        for at in range(0, 0 if text.isascii() else len(text), _ENCODED_AT_ONCE):
            text[at : at + _ENCODED_AT_ONCE].encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def describe_damage(cell: str) -> tuple[str, str, str]:
    """Return rule, message and hint for a cell with a NUL or with bytes that are no UTF-8."""
    if "\0" in cell:
        at = cell.index("\0") + 1
        return "nul-byte", f"a NUL byte stands at character {at} of the cell", "delete it"
    raw = encode(cell)
    bad = next(code for code in map(ord, cell) if 0xDC80 <= code <= 0xDCFF) - 0xDC00  # noqa: PLR2004 (surrogateescape's range)
    message = f"byte 0x{bad:02X} is no UTF-8"
    for encoding, name in (("gb18030", "GB18030"), ("cp1252", "Windows-1252")):
        read = _read_as(raw[:200], encoding)
        if read:
            return "encoding", f"{message}; in {name} the cell reads {read!r}", _SAVE_AS
    return "encoding", message, f"type the character again, and {_SAVE_AS}"


def _read_as(raw: bytes, encoding: str) -> str | None:
    """Return the bytes read in `encoding` where that is plausible, else None."""
    if encoding == "gb18030" and not _is_paired(raw):
        return None
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_paired(raw: bytes) -> bool:
    """Tell whether nearly all bytes beyond ASCII stand in pairs as common Chinese does in GB18030.

    In the encodings of western Europe they mostly stand alone between ASCII letters.
    """
    beyond = len(re.findall(rb"[\x80-\xff]", raw))
    pairs = len(re.findall(rb"[\xa1-\xf7][\xa1-\xfe]", raw))
    return pairs * 20 >= beyond * 9 > 0


class Decoded(NamedTuple):
    """The text of a file in UTF-8."""

    text: str
    """As `decode` gives it."""
    is_damaged: bool
    """Whether there is a NUL or a foreign byte in it."""
    problem: Problem | None
    """Why the file as a whole is none, if it is in another encoding."""


def decode_file(raw: bytes, file: str) -> Decoded:
    """Return the text of a file that should be UTF-8, and one problem where it is something else.

    A file is taken for GB18030 when it decodes as such and none of its Chinese is UTF-8; single
    damaged cells in a UTF-8 file are told cell by cell.
    """
    problem = _other_format(raw, file)
    try:
        return Decoded(raw.decode("utf-8"), b"\0" in raw, problem)
    except UnicodeDecodeError:
        text = decode(raw)
        return Decoded(text, is_damaged=True, problem=problem or _other_encoding(raw, text, file))


def _other_format(raw: bytes, file: str) -> Problem | None:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF")):
        kind = {b"P": "an Excel workbook or a zip archive", b"\xd0": "an old Excel workbook"}
        name = kind.get(raw[:1], "a compressed or PDF file")
        return Problem("encoding", f"this is {name}, not text", _SAVE_AS, file, 1)
    wide = _wide_encoding(raw)
    if wide:
        return Problem("encoding", f"the file is in {wide}", _SAVE_AS, file, 1)
    return None


def _other_encoding(raw: bytes, text: str, file: str) -> Problem | None:
    first = re.search("[\udc80-\udcff]", text)
    if not first:
        return None
    offset = len(encode(text[: first.start()]))
    line = len(re.findall("\r\n|\n|\r", text[: first.start()])) + 1
    where = f"byte 0x{raw[offset]:02X} at offset {offset:,} is no UTF-8"
    if offset >= len(raw) - 3 and _is_cut_character(raw[offset:]):
        message = f"{where}: the file ends in the middle of a character; it was cut short"
        return Problem("encoding", message, "get the whole file again", file, line)
    if _is_chinese_windows(raw, text):
        message = f"{where}: the file is in GB18030 (GBK), as Chinese Windows saves it"
        return Problem("encoding", message, _SAVE_AS, file, line)
    return None


def _is_cut_character(tail: bytes) -> bool:
    """Tell whether the bytes are the beginning of one UTF-8 character."""
    try:
        tail.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start == 0
    return False


def _is_chinese_windows(raw: bytes, text: str) -> bool:
    """Tell whether the file as a whole is GB18030: its Chinese reads so, and hardly any as UTF-8.

    Pairs of GB18030 bytes can pass for UTF-8 by chance, so a few characters do not decide.
    """
    complete = len(raw) if len(raw) <= _SAMPLE else raw.rfind(b"\n", 0, _SAMPLE) + 1
    sample = text[:_SAMPLE]
    foreign = len(re.findall("[\udc80-\udcff]", sample))
    genuine = len(re.findall("[\u0800-\ud7ff]", sample))
    return genuine * 4 < foreign and _read_as(raw[:complete], "gb18030") is not None
