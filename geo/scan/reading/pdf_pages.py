"""The pages of a PDF, read by PDFium: a script, which `documents` runs in a process of its own.

It takes the file from standard input and writes one JSON object to standard output. What it may
use is limited first, where the system can: the process ends then, and whoever started it says so.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def pages(raw: bytes, most: int) -> dict[str, Any]:
    """Return `pages`, the text of each; else what keeps the file from being read.

    Parameters
    ----------
    raw
        The file.
    most
        Pages it may have.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        return {"password": True} if "password" in str(error).lower() else {"damaged": True}
    if len(document) > most:
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


def limit(seconds: int, memory: int) -> None:
    """End this process when it has taken so much; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":  # macOS knows the limit and does not hold to it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    limit(int(sys.argv[2]), int(sys.argv[3]))
    told = pages(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=True).encode("ascii"))
