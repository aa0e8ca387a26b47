"""A new project: valid, empty, and described like the packaged example."""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..errors import DataError, StoreError, explained
from ..paths import DATA
from ..tables.encoding import BOM
from ..tables.regular_file import read_bytes
from .lock import locked
from .project import Project, shown
from .replace import prepare
from .schema import (
    LOCATION_TRANSLATIONS,
    LOCATIONS,
    PACKAGE,
    SOURCE_TRANSLATIONS,
    SOURCES,
    read_package,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..model import Level

_INDENT = re.compile(r"\n([ \t]+)\S")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


def create_project(folder: Path, *, title: str = "", level: Level | None = None) -> Project:
    """Make `folder` a project without statements and sources, and return it.

    The folder may exist and hold other things. A creation that was cut short is completed by
    creating the same again.

    Parameters
    ----------
    title
        What the programme is called; the folder's name by default.
    level
        The level it is told at, for names that fit units of several.

    Raises
    ------
    StoreError
        If the folder holds a project, or cannot be written.
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise StoreError(f"{folder}: this is a file; give the name of a folder") from None
    except (OSError, ValueError) as error:
        what = explained(error, folder) if isinstance(error, OSError) else f"{folder}: {error}"
        raise StoreError(str(what)) from None
    contents = _contents(title or folder.resolve().name, level)
    try:
        _fill(folder, contents)
    except StoreError:
        if is_new:  # a full disk may take a folder and no file
            with suppress(OSError):
                folder.rmdir()
        raise
    return Project(folder)


def _fill(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write all files of a new project, or none."""
    with locked([folder]):
        for name, content in contents.items():
            _refuse_other(folder / name, content, last=name == PACKAGE)
        prepared = [prepare(folder / name, content) for name, content in contents.items()]
        for new in prepared:
            new.put_in_place()
        for new in prepared:
            new.confirm()


def _refuse_other(path: Path, content: bytes, *, last: bool) -> None:
    """Refuse a file of a project that is there already, unless it is one we left half-way."""
    if not path.exists() and not path.is_symlink():
        return
    try:
        ours = not last and read_bytes(path, str(path)) == content
    except DataError:
        ours = False
    if not ours:
        hint = "work in it, or name another folder"
        raise StoreError(f"{path}: the folder holds a project already; {hint}")


def _contents(title: str, level: Level | None) -> dict[str, bytes]:
    """Return the files of an empty project by name; the one that makes it a project comes last."""
    package = _describe(title, level)
    headers = {
        resource["path"]: ",".join(field["name"] for field in resource["schema"]["fields"]) + "\n"
        for resource in package["resources"]
    }
    described = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return {
        SOURCES: headers[SOURCES].encode(),
        LOCATIONS: headers[LOCATIONS].encode(),
        PACKAGE: described.encode(),
    }


def _describe(title: str, level: Level | None) -> dict[str, Any]:
    """Return a datapackage.json: the example's tables, without what is the example's own."""
    example = read_package(DATA / PACKAGE, shown(DATA / PACKAGE))
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return {
        "$schema": example["$schema"],
        "name": _NOT_NAME.sub("-", plain).strip("-") or "pilotmap-project",
        "title": title,
        **({"level": level.value} if level else {}),
        "resources": [
            _without_translations(resource)
            for resource in example["resources"]
            if resource["path"] in {LOCATIONS, SOURCES}
        ],
    }


def with_columns(path: Path, added: Mapping[str, Sequence[str]]) -> tuple[bytes, bytes] | None:
    """Return a datapackage.json as it stands, and as it describes further columns of its tables.

    Tools that hold a table to its schema refuse a column that the schema does not have.

    Parameters
    ----------
    path
        The `datapackage.json`; a link is left alone, and so is what describes no fields.
    added
        By table, the columns that it gets behind those it has.

    Returns
    -------
    tuple of bytes, or None
        Before and after; None where nothing is to be described.

    Raises
    ------
    DataError
        If it cannot be read.
    """
    if not any(added.values()) or path.is_symlink() or not path.is_file():
        return None
    package, before = read_package(path, shown(path)), read_bytes(path, shown(path))
    known = {
        resource["path"]: {field["name"]: field for field in resource["schema"]["fields"]}
        for resource in read_package(DATA / PACKAGE, shown(DATA / PACKAGE))["resources"]
    }
    changed = False
    for table, columns in added.items():
        fields = _fields(package, table)
        if fields is None:
            continue
        described = {field.get("name") for field in fields if isinstance(field, dict)}
        for column in columns:
            if column not in described:
                fields.append(known[table].get(column, {"name": column, "type": "string"}))
                changed = True
    return (before, _as_written(package, before.decode())) if changed else None


def _fields(package: dict[str, Any], table: str) -> list[Any] | None:
    """Return the list of fields by which a package describes a table; None if it does not."""
    resources = package.get("resources")
    for resource in resources if isinstance(resources, list) else ():
        if isinstance(resource, dict) and resource.get("path") == table:
            schema = resource.get("schema")
            fields = schema.get("fields") if isinstance(schema, dict) else None
            return fields if isinstance(fields, list) else None
    return None


def _as_written(package: dict[str, Any], before: str) -> bytes:
    """Return a package as JSON with the byte-order mark, indent and line ends that it had."""
    indent = _INDENT.search(before)
    text = json.dumps(package, ensure_ascii=False, indent=indent[1] if indent else None)
    ended = before[len(before.rstrip()) :]
    text = text.replace("\n", "\r\n") if "\r\n" in before else text
    return ((BOM if before.startswith(BOM) else "") + text + ended).encode()


def _without_translations(resource: dict[str, Any]) -> dict[str, Any]:
    """Leave out the columns for a second language: few projects need them."""
    schema = resource["schema"]
    left_out = {*LOCATION_TRANSLATIONS, *SOURCE_TRANSLATIONS}
    fields = [field for field in schema["fields"] if field["name"] not in left_out]
    return resource | {"schema": schema | {"fields": fields}}
