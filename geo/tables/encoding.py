"""The bytes of a text file as text: in the one encoding that fits all of it, or not at all.

A byte-order mark decides; else UTF-8 if every byte fits; else GB18030 if every byte fits and the
result reads as Chinese. A file that is partly one and partly the other is refused with the line.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from ..errors import DataError, Problem
from .scan import lines_in
from .source_text import unmarked_utf16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_LINE_END = re.compile(rb"\r\n|\n|\r")
_LINE = re.compile(rb"[^\r\n]+")
_CUT = frozenset(["unexpected end of data", "truncated data", "incomplete multibyte sequence"])
"""What the decoders say of a text that ends inside a character."""
_SAMPLE_LINES = 20_000
_COMMON_SHARE = 0.9
"""Share of the characters outside ASCII that must be among the 6,763 of GB 2312, those in use."""


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
    if unmarked := unmarked_utf16(raw):
        return _strict(raw, unmarked, "UTF-16", file), "UTF-16"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _decode_chinese(raw, file, error), "GB18030"


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
