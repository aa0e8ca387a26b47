"""A file's bytes as text, exactly: UTF-8 or a problem that names what the bytes are instead.

Bytes that are no UTF-8 stay in the text as lone surrogates (`surrogateescape`), so that the table
can name the cell they stand in; text that had a problem is never written back.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from typing import TYPE_CHECKING

from ..errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

BOM = "\ufeff"
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAVE_AS = "save it as UTF-8, in Excel as 'CSV UTF-8 (comma delimited)'"
_CHECK_PATH = "check the path"
_NOT_REGULAR = ("file-unreadable", "this is no regular file", "save what it gives as a file")
_WHY_UNREADABLE = {
    errno.ENOENT: ("file-missing", "there is no such file", f"{_CHECK_PATH}, or put it back"),
    errno.ENOTDIR: ("file-missing", "its path leads through a file", _CHECK_PATH),
    errno.ENAMETOOLONG: ("file-unreadable", "the name is too long for a file", _CHECK_PATH),
    errno.EISDIR: ("file-unreadable", "this is a folder, not a file", "name the file in it"),
    errno.EACCES: ("file-unreadable", "no permission to read it", "change its permissions"),
    errno.ELOOP: ("file-unreadable", "its symbolic links lead in a circle", "remove the links"),
    errno.ENXIO: _NOT_REGULAR,  # a socket
}
_DAMAGED = re.compile("[\x00\udc80-\udcff]")
_SAMPLE = 65536


def read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a regular file.

    Raises
    ------
    DataError
        With one problem: missing, a folder, a device, not permitted, a circle of links.
    """
    # A named pipe would wait for a writer who never comes: open without waiting, then look.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as stream:
            regular = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
            raw = stream.read() if regular else b""
    except (OSError, ValueError) as error:
        known = _WHY_UNREADABLE.get(error.errno or 0) if isinstance(error, OSError) else None
        why = (getattr(error, "strerror", None) or str(error)).lower()
        rule, message, hint = known or ("file-unreadable", why, _CHECK_PATH)
        raise DataError([Problem(rule, message, hint, file)]) from None
    if not regular:
        raise DataError([Problem(*_NOT_REGULAR, file)])
    return raw


def decode(raw: bytes) -> str:
    """Return the text of UTF-8 bytes, a byte-order mark kept; foreign bytes become surrogates."""
    return raw.decode("utf-8", errors="surrogateescape")


def encode(text: str) -> bytes:
    """Return the bytes that `decode` made the text of."""
    return text.encode("utf-8", errors="surrogateescape")


def wide_encoding(raw: bytes) -> str | None:
    """Name the encoding of text with two or four bytes a character; None for anything else."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    return "UTF-16 without a byte-order mark" if unmarked_utf16(raw) else None


def unmarked_utf16(raw: bytes) -> str | None:
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
    return None if text.isascii() and "\0" not in text else _DAMAGED.search(text)


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


def encoding_problem(raw: bytes, text: str, file: str) -> Problem | None:
    """Return one problem where the whole file is in another encoding, else None.

    A file is taken for GB18030 when it decodes as such and none of its Chinese is UTF-8; single
    damaged cells in a UTF-8 file are told cell by cell.
    """
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF")):
        kind = {b"P": "an Excel workbook or a zip archive", b"\xd0": "an old Excel workbook"}
        name = kind.get(raw[:1], "a compressed or PDF file")
        return Problem("encoding", f"this is {name}, not text", _SAVE_AS, file, 1)
    wide = wide_encoding(raw)
    if wide:
        return Problem("encoding", f"the file is in {wide}", _SAVE_AS, file, 1)
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
