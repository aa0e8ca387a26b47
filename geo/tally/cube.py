"""The result of a count: a Parquet file with one row a unit and year, and what was not counted."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .counts import KEY
from .partial_counts import MILLIONTHS, NO_FIRST, NO_LAST, YEARS, LeftOutReason, Part
from .places import placer

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from ..model import Level
    from .spec import Spec

_INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True)
class Summary:
    """How the rows of a log were counted."""

    level: Level
    read: int
    """Rows of the files."""
    left_out: int
    """Rows that the condition left out."""
    counted: int
    reasons: Mapping[str, int]
    """By name of the `LeftOutReason`, rows that are not counted for it; none with 0."""


def summary(part: Part, level: Level) -> Summary:
    """Return the account of all rows: read = left out + counted + those with a reason."""
    told = {
        reason.name.lower(): int(part.reasons[reason])
        for reason in LeftOutReason
        if part.reasons[reason]
    }
    return Summary(level, part.read, part.read - part.passed, int(part.n.sum()), told)


def to_table(part: Part, spec: Spec) -> pa.Table:
    """Return counts as a table.

    Returns
    -------
    table
        One row a unit and year that has any row, by adcode and year: `adcode`, `name_zh`,
        `name_en`, `level`, `year`, `n`, `first_date` and `last_date` (null where no row has a
        full date), and with a value `n_with_value` and `sum`: whole numbers as int64, others in
        millionths exactly, told as float64. Its metadata hold the summary.

    Raises
    ------
    UsageError
        If a sum of whole numbers does not fit into 64 bits.
    """
    import numpy as np
    import pyarrow as pa

    units = [placer(spec.level).units[key // YEARS] for key in part.keys.tolist()]
    columns: dict[str, Any] = {
        "adcode": [unit.adcode for unit in units],
        "name_zh": [unit.name_zh for unit in units],
        "name_en": [unit.name_en for unit in units],
        "level": [spec.level.value] * len(units),
        "year": (part.keys % YEARS).astype(np.int16),
        "n": part.n,
        "first_date": pa.array(part.first, pa.int32(), mask=part.first == NO_FIRST).cast(
            pa.date32()
        ),
        "last_date": pa.array(part.last, pa.int32(), mask=part.last == NO_LAST).cast(pa.date32()),
    }
    if spec.value:
        columns["n_with_value"] = part.with_value
        columns["sum"] = _sums(part, spec, units)
    texts = dict.fromkeys(("adcode", "name_zh", "name_en", "level"), pa.string())
    arrays = [pa.array(values, texts.get(name)) for name, values in columns.items()]
    account = summary(part, spec.level)
    about = {
        "what": "pilotmap tally",
        "level": spec.level.value,
        "by": spec.by,
        "columns": list(spec.columns),
        "value": spec.value,
        "outlines": spec.outlines,
        "read": account.read,
        "left_out": account.left_out,
        "counted": account.counted,
        "reasons": dict(account.reasons),
    }
    text = json.dumps(about, ensure_ascii=False).encode()
    return pa.table(arrays, names=list(columns)).replace_schema_metadata({KEY: text})


def _sums(part: Part, spec: Spec, units: list[Any]) -> pa.Array:
    import pyarrow as pa

    sums = part.sums()
    if spec.scale == MILLIONTHS:
        return pa.array([each / MILLIONTHS for each in sums], pa.float64())
    for each, unit, key in zip(sums, units, part.keys.tolist(), strict=True):
        if each not in _INT64:
            where = f"{unit.adcode} {unit.name_en} in {key % YEARS}"
            raise UsageError(
                f"--value {spec.value}: the sum for {where} is {each}, which 64 bits do not hold; "
                "count a part of the rows with --where, or store the values as floats"
            )
    return pa.array(sums, pa.int64())


def to_bytes(table: pa.Table) -> bytes:
    """Return the file; the same table gives the same bytes."""
    import pyarrow.parquet

    sink = io.BytesIO()
    pyarrow.parquet.write_table(table, sink, compression="zstd")
    return sink.getvalue()
