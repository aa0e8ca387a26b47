"""The footer of a Parquet file asked for its columns: a script, run in a process of its own.

Where a footer is broken in some ways, what C++ throws passes pyarrow by and ends the process. Here
nothing is lost then; what pyarrow can tell is told by whoever reads the file.
"""

from __future__ import annotations

import io
import json
import sys


def ask(raw: bytes, limits: dict[str, int]) -> None:
    """Ask for each column of each row group of a file that may be no more than its footer."""
    import pyarrow as pa
    import pyarrow.parquet

    try:
        told = pyarrow.parquet.ParquetFile(io.BytesIO(raw), **limits).metadata
        for number in range(told.num_row_groups):
            group = told.row_group(number)
            for column in range(group.num_columns):
                group.column(column)
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError):
        return


if __name__ == "__main__":
    ask(sys.stdin.buffer.read(), json.loads(sys.argv[1]))
