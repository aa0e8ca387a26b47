"""A recipe: how lists of one shape are read, as a small TOML file that a person can change."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...errors import DataError, Problem, StoreError
from ...store.replace import create_alone
from ...tables.regular_file import read_bytes
from ...tables.toml import parse_toml
from .answers import ColumnAnswer
from .headers import FIELDS, FORMS, OWN, UNUSED

if TYPE_CHECKING:
    from pathlib import Path

    from .answers import Options
    from .reading import TableReading

_SIZE_LIMIT = 2**20
_TEXTS = ("level", "year", "within", "datum")
_TABLES = ("columns", "form", "batches")


def read_recipe(path: Path, options: Options) -> Options:
    """Return the options with what the recipe says; what was said beside it counts more.

    Raises
    ------
    DataError
        If the file is not a recipe: with the key that is not understood.
    """
    file = str(path)
    content = read_bytes(path, file, _SIZE_LIMIT)
    try:
        recipe = parse_toml(content.decode())
    except UnicodeDecodeError as error:
        message = f"the recipe cannot be read: {error}"
        raise DataError([Problem("recipe", message, "write it anew", file)]) from None
    except ValueError as error:
        message = f"the recipe is not TOML: {error}"
        raise DataError([Problem("recipe", message, "correct it, or delete it", file)]) from None
    problems = list(_problems(recipe, file))
    if problems:
        raise DataError(problems)
    columns = recipe.get("columns", {}) | recipe.get("form", {})
    told = {side for pair in options.mapping for side in (pair.left, pair.right)}
    pairs = [
        ColumnAnswer(name, role, file)
        for name, role in columns.items()
        if name not in told and (role not in told or role in {OWN, UNUSED})
    ]
    texts = {
        name: recipe[name]
        for name in _TEXTS
        if name in recipe and (not getattr(options, name) or name == "datum")
    }
    return replace(
        options,
        blanks=(*options.blanks, *recipe.get("blank", ())),
        mapping=(*options.mapping, *pairs),
        excel_dates=options.excel_dates or recipe.get("excel_dates", False),
        batches={**recipe.get("batches", {}), **options.batches},
        **texts,
    )


def _problems(recipe: dict[str, Any], file: str) -> list[Problem]:
    """Return what is not understood, key by key."""
    found = []
    for key, value in recipe.items():
        if key in _TABLES and isinstance(value, dict):
            found += [
                _wrong(file, f"{key}.{name}", f"{role!r} is not one that is read")
                for name, role in value.items()
                if not isinstance(role, str)
                or (key == "columns" and role not in {*FIELDS, OWN, UNUSED})
                or (key == "form" and name not in FORMS)
            ]
        elif not (key in _TEXTS and isinstance(value, str)) and not (
            (key == "excel_dates" and isinstance(value, bool))
            or (key == "blank" and isinstance(value, list) and all(map(_is_text, value)))
        ):
            known = ", ".join((*_TEXTS, "excel_dates", "blank", *_TABLES))
            found.append(_wrong(file, key, f"a recipe has {known}"))
    return found


def _wrong(file: str, key: str, why: str) -> Problem:
    hint = f"a column is one of {', '.join(FIELDS)}, {OWN}, {UNUSED}"
    return Problem("recipe", f"'{key}' is not understood: {why}", hint, file)


def write_recipe(path: Path, reading: TableReading, options: Options, file: str) -> None:
    """Write how a list was read, once nothing is open.

    Raises
    ------
    StoreError
        If it cannot be written, or has come into being meanwhile.
    """
    lines = [
        "# How `pilotmap import --recipe` reads lists of this shape; change it as you like.",
        f"# Written from {_text(file)}.",
    ]
    lines += [
        f"{name} = {_text(getattr(options, name))}"
        for name in _TEXTS
        if getattr(options, name) and (name, getattr(options, name)) != ("datum", "wgs84")
    ]
    if options.excel_dates:
        lines.append("excel_dates = true")
    if options.blanks:
        lines.append(f"blank = [{', '.join(map(_text, options.blanks))}]")
    lines += ["", "[columns]", f"# a field, or {OWN} (a column of your own), or - (not used)"]
    lines += [f"{_text(name)} = {_text(role)}" for name, role in reading.roles().items()]
    for title, table in (("form", reading.layout.forms), ("batches", options.batches)):
        if table:
            lines += ["", f"[{title}]"]
            lines += [f"{_text(name)} = {_text(said)}" for name, said in table.items()]
    try:
        create_alone(path, ("\n".join(lines) + "\n").encode())
    except StoreError as error:
        raise StoreError(f"{error}: no recipe was written") from None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _text(value: str) -> str:
    """Return a string as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
