"""Build data/reference from registry packages, or prove that a rebuild gives the same bytes."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from ..errors import PilotmapError
from ..paths import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_WRITTEN_BY_HAND = {"README.md"}


def build() -> dict[str, bytes]:
    """Return every file of data/reference by name, from the packages of the `reference` extra."""
    from . import boundaries, gazetteer, traditional

    units = gazetteer.build()
    return {**boundaries.build(), **units, **traditional.build(units["units.csv"])}


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Replace the files in a folder, each at once."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        beside = folder / f".{name}.new"
        beside.write_bytes(content)
        beside.replace(folder / name)


def differences(files: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """Yield one line for each file that is not the same in the folder as it was built."""
    for name, content in sorted(files.items()):
        path = folder / name
        if not path.exists():
            yield f"{path}: missing; it is built with {len(content)} bytes"
        elif path.read_bytes() != content:
            yield f"{path}: differs from what is built{_versions(path, content)}"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in files and path.name not in _WRITTEN_BY_HAND:
            yield f"{path}: nothing builds it"


def _versions(path: Path, content: bytes) -> str:
    """Say which versions a sidecar names and which are installed, where they are not the same."""
    if not path.name.endswith(".origin.json"):
        return ""
    committed, built = _made_with(json.loads(path.read_bytes())), _made_with(json.loads(content))
    changed = [
        f"{name} {committed.get(name, 'none')}, here {version}"
        for name, version in built.items()
        if committed.get(name) != version
    ]
    return f" (built with {'; '.join(changed)})" if changed else ""


def _made_with(origin: Mapping[str, Any]) -> dict[str, str]:
    """Return the versions of the packages and libraries that a sidecar names."""
    sources = {name: source["version"] for name, source in origin.get("sources", {}).items()}
    return {**sources, **origin.get("built_with", {})}


def main(arguments: list[str] | None = None) -> int:
    """Build and write, or build and compare; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m geo.reference",
        description=__doc__,
        epilog="Needs the packages of the extra: pip install 'pilotmap[reference]'.",
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="write nothing; exit 1 and name each file that a rebuild does not give byte for byte",
    )
    options = parser.parse_args(arguments)
    try:
        files = build()
    except (PilotmapError, ModuleNotFoundError) as error:
        sys.stderr.write(f"error: {error}; pip install 'pilotmap[reference]'\n")
        return 1
    if not options.verify:
        write(files, REFERENCE)
        sys.stdout.writelines(f"{name}\t{len(content)}\n" for name, content in files.items())
        return 0
    lines = list(differences(files, REFERENCE))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if not lines:
        sys.stdout.write(f"{len(files)} files in {REFERENCE}: a rebuild gives the same bytes\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
