"""The bytes of a text file as text: in the one encoding that fits all of it, or not at all.

A byte-order mark decides; else UTF-8 if every byte fits; else GB18030 if every byte fits and the
result reads as Chinese. A file that is partly one and partly the other is refused with the line.
"""

from __future__ import annotations

import codecs
import re

from geo.errors import DataError, Problem
from geo.store.source_text import wide_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LINE_END = re.compile(rb"\r\n|\n|\r")
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
            return _strict(raw, codec, name, file), name
    if wide_encoding(raw):
        codec = "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
        return _strict(raw, codec, "UTF-16", file), "UTF-16"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _decode_chinese(raw, file, error), "GB18030"


def _strict(raw: bytes, codec: str, name: str, file: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        cut = error.end >= len(raw) and error.reason in {"truncated data", "unexpected end of data"}
        before = raw[: error.start].decode(codec, errors="replace")
        line = before.count("\n") + 1
        what = "the file ends inside a character" if cut else f"byte 0x{raw[error.start]:02X}"
        message = f"{what}: it begins as {name} and does not go on as such"
        raise _refused(file, line, message, "get the whole file again, or save it anew") from None


def _decode_chinese(raw: bytes, file: str, error: UnicodeDecodeError) -> str:
    line = len(_LINE_END.findall(raw[: error.start])) + 1
    byte = f"byte 0x{raw[error.start]:02X}"
    if error.reason == "unexpected end of data" and error.end >= len(raw):
        message = f"{byte}: the UTF-8 file ends inside a character; it was cut short"
        raise _refused(file, line, message, "get the whole file again")
    if _has_chinese_utf8(raw):
        message = f"{byte} is no UTF-8, but other lines are: encodings are mixed"
        raise _refused(file, line, message, "save the pasted part in UTF-8 as well")
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as chinese:
        line = len(_LINE_END.findall(raw[: chinese.start])) + 1
        message = f"byte 0x{raw[chinese.start]:02X} fits neither UTF-8 nor GB18030"
        raise _refused(file, line, message, "save the file as UTF-8") from None
    if not _reads_as_chinese(text):
        message = f"{byte} is no UTF-8, and as GB18030 the text is no usual Chinese"
        raise _refused(file, line, message, "save the file as UTF-8")
    return text


def _has_chinese_utf8(raw: bytes) -> bool:
    """Whether some line outside ASCII is Chinese in UTF-8, which GB18030 never is by chance."""
    for line in raw.splitlines()[:_SAMPLE_LINES]:
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= character <= "\u9fff" for character in text):
            return True
    return False


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
