"""What a library in C++ reads of a file in a process of its own: a PDF's text, a Parquet footer.

Some broken files end the process that reads them, and some would take all its time and memory. So
this file is run as a script by the Python that runs: it takes the file from standard input and
writes one JSON value to standard output. It imports nothing of the package.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def read_in_own_process(
    task: str, raw: bytes, limits: dict[str, int], *, seconds: int | None = None
) -> Any:
    """Return what a task tells of a file; None if its process ended before it could.

    Parameters
    ----------
    task
        One of `_TASKS`.
    raw
        The file, or the part of it that the task reads.
    limits
        The arguments of the task.
    seconds
        How long it may take in all; None: as long as it takes.
    """
    import subprocess

    command = [sys.executable, "-P", __file__, task, json.dumps(limits)]
    try:
        ran = subprocess.run(  # noqa: S603 (this Python, on this file)
            command, input=raw, capture_output=True, timeout=seconds, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return json.loads(ran.stdout)


def _pdf_pages(raw: bytes, *, pages: int, cpu_seconds: int, memory: int) -> dict[str, Any]:
    """Return `pages`, the text of each; else what keeps the file from being read."""
    import pypdfium2

    _limit(cpu_seconds, memory)
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        return {"password": True} if "password" in str(error).lower() else {"damaged": True}
    if len(document) > pages:
        return {"too_many": len(document)}
    found = []
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            found.append(text.get_text_bounded())
            text.close()
            page.close()
    except pypdfium2.PdfiumError:  # the file opens, and one of its pages does not
        return {"damaged": True}
    return {"pages": found}


def _limit(cpu_seconds: int, memory: int) -> None:
    """End this process when it has taken so much; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    if sys.platform == "linux":  # macOS knows the limit and does not hold to it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _parquet_footer(raw: bytes, **limits: int) -> bool:
    """Ask for each column of each row group of files that may be no more than their footers.

    Where a footer is broken in some ways, what C++ throws passes pyarrow by and ends the process.
    Whatever else pyarrow can tell is told by whoever reads the file. Several files stand one behind
    the other; each ends with the length of its footer, in four bytes, and four of its kind.
    """
    import io

    import pyarrow as pa
    import pyarrow.parquet

    end = len(raw)
    while end > 0:
        begin = max(end - 12 - int.from_bytes(raw[end - 8 : end - 4], "little"), 0)
        try:
            told = pyarrow.parquet.ParquetFile(io.BytesIO(raw[begin:end]), **limits).metadata
            for number in range(told.num_row_groups):
                group = told.row_group(number)
                for column in range(group.num_columns):
                    group.column(column)
        except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError):
            pass
        end = begin
    return True


_TASKS: dict[str, Callable[..., Any]] = {"pdf-pages": _pdf_pages, "parquet-footer": _parquet_footer}


if __name__ == "__main__":
    told = _TASKS[sys.argv[1]](sys.stdin.buffer.read(), **json.loads(sys.argv[2]))
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=True).encode("ascii"))
