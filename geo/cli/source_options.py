"""The options that give a source its cells, shared by `source add` and `source edit`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..model import Coverage

Id = Annotated[str, typer.Argument(metavar="ID", help="Its id, such as pandaily-2020.")]
Publisher = Annotated[str | None, typer.Option(help="Who published it.")]
Author = Annotated[str | None, typer.Option(help="Who wrote it.")]
Published = Annotated[
    str | None, typer.Option(help="When, as EDTF or in words: 2020-09, 'September 2020'.")
]
Url = Annotated[str | None, typer.Option(help="Where it can be read: http or https.")]
Accessed = Annotated[str | None, typer.Option(help="When you read it.")]
CoverageOption = Annotated[
    Coverage | None,
    typer.Option(
        metavar="full|partial|unknown",
        help="full: it claims to name every place; then give --coverage-scope.",
    ),
]
CoverageScope = Annotated[
    str | None, typer.Option(help="Among which units: '620000 prefecture'; several by |.")
]
CoveragePeriod = Annotated[
    str | None, typer.Option(help="For which years, as an EDTF interval: 2016/2020.")
]
Note = Annotated[str | None, typer.Option(help="What a reader should know of it.")]
