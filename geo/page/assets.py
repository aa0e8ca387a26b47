"""The files a page is made of: ours beside this module, Leaflet from its package, and their words.

The page's modules are joined into one script that a browser runs inline. A
Content-Security-Policy with hashes rules out modules loaded by address, and a checkout must build
without node. So the modules keep to a few forms, and each becomes a function that runs once:

- imports: ``import { a, b } from "../folder/other.js";`` at the beginning of a line, named, without
  `as`, by a path that begins with a dot;
- exports: ``export function``, ``export async function``, ``export const``, ``export class``;
- a text in backquotes stays on its line and holds no other, since rjsmin cannot read those.

Anything else that begins with `import` or `export` is refused, as are circular imports; the unit
tests run the same files as modules, so the two cannot drift apart.
"""

from __future__ import annotations

import json
import posixpath
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import rcssmin
import rjsmin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


FOLDER = Path(__file__).parent / "assets"
LANGUAGES = ("en", "zh")


def text(name: str) -> str:
    """Return one of our own files."""
    return (FOLDER / name).read_text(encoding="utf-8")


def modules() -> dict[str, str]:
    """Return our modules by path within their folder, without `.js`: `main`, `map/labels`."""
    return {
        path.relative_to(FOLDER).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*.js"))
    }


def styles(kind: str = "main") -> str:
    """Return our style sheets in the order of their names; with `counts` those of counts last."""
    sheets = sorted((FOLDER / "styles").glob("*.css"))
    if kind == "counts":
        sheets.append(FOLDER / "counts.css")
    whole = "\n".join(path.read_text(encoding="utf-8") for path in sheets)
    squeezed: str = rcssmin.cssmin(whole)
    return squeezed


@cache
def strings(lang: str) -> dict[str, str | dict[str, str]]:
    """Return the texts of the page in one language."""
    found: dict[str, str | dict[str, str]] = json.loads(text(f"strings/{lang}.json"))
    return found


@cache
def count_strings(lang: str) -> dict[str, str | dict[str, str]]:
    """Return the texts of pages with counts in one language, beside those of every page."""
    found: dict[str, str | dict[str, str]] = json.loads(text(f"strings/counts-{lang}.json"))
    return found


# Each begins with the line break before it, which is quicker to find than the beginning of a line.
_IMPORT = re.compile(r'\nimport \{\s*(\w+(?:,\s*\w+)*),?\s*\} from "(\.{1,2}/[\w/.-]+)\.js";(?=\n)')
_EXPORT = re.compile(r"\nexport (?=(?:async )?(?:function\*?|const|class) (\w+))")
_NOTHING = "\nexport {};\n"
_NOT_UNDERSTOOD = re.compile(r"(?:^|(?<=[;{}]))(?:import|export)\b.*|\bimport[(.].*", re.MULTILINE)
_NESTED_TEXT = re.compile(r"`[^`\n]*\$\{[^}`\n]*`")


def join(modules: Mapping[str, str], entry: str, beside: str = "") -> str:
    """Return one script that does what the module `entry` does.

    It is ASCII, which a browser keeps in half the room and reads sooner.

    Parameters
    ----------
    modules
        Source text by path within their folder, without `.js`: `main`, `map/labels`.
    entry
        Path of the module to run; what it imports runs before it, each once.
    beside
        The entry of a script that runs before it in the same page: what that holds is not repeated.

    Raises
    ------
    ValueError
        If a module is missing, imports itself by way of others, or uses another form.
    """
    order: list[str] = []
    if beside:
        _visit(beside, modules, order, ())
    held = len(order)
    _visit(entry, modules, order, ())
    variables = {name: f"${number}" for number, name in enumerate(sorted(modules))}
    bodies = [_as_function(name, modules[name], variables) for name in order[held:]]
    script = '"use strict";\n' + "\n".join(bodies) + "\n"
    return script if script.isascii() else _BEYOND_ASCII.sub(_escaped, script)


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _escaped(sign: re.Match[str]) -> str:
    """Return a character as JavaScript writes it in texts and patterns, in units of UTF-16."""
    units = sign[0].encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _visit(name: str, modules: Mapping[str, str], order: list[str], path: tuple[str, ...]) -> None:
    if name in path:
        raise ValueError(f"circular import: {' > '.join([*path, name])}")
    if name not in modules:
        raise ValueError(f"{path[-1] if path else 'the entry'} imports {name}.js, which is missing")
    if name in order:
        return
    for match in _IMPORT.finditer("\n" + modules[name]):
        _visit(_imported(name, match[2]), modules, order, (*path, name))
    order.append(name)


def _imported(importer: str, path: str) -> str:
    """Return the path of a module that another imports, within the folder of all."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))


def _as_function(name: str, text: str, variables: Mapping[str, str]) -> str:
    """Return a module as a function; `variables` are the names of what each module exports."""
    text = ("\n" + text).replace(_NOTHING, "\n")
    exports = _EXPORT.findall(text)
    text = _EXPORT.sub("\n", text) if exports else text
    text = _IMPORT.sub(
        lambda match: (
            f"\nconst {{{' '.join(match[1].split())}}} = {variables[_imported(name, match[2])]};"
        ),
        text,
    )
    script = rjsmin.jsmin(text)
    has_texts = "`" in script
    if has_texts and any(line.count("`") % 2 for line in script.splitlines()):
        raise ValueError(f"{name}.js: a text in backquotes goes on over lines; join shorter ones")
    if has_texts and _NESTED_TEXT.search(text):
        raise ValueError(f"{name}.js: a text in backquotes holds another; name the inner one first")
    is_suspect = "import" in script or "export" in script
    if is_suspect and (refused := _NOT_UNDERSTOOD.search(script)):
        raise ValueError(f"{name}.js: the joiner does not understand {refused[0].strip()!r}")
    return f"const {variables[name]}=(()=>{{{script}\nreturn{{{','.join(exports)}}};}})();"


_SLOT = re.compile(r"\{(\w+)\}")


def say(lang: str, key: str, **values: str) -> str:
    """Return a text with its slots filled; what fills one is never read as another."""
    return _SLOT.sub(lambda slot: values[slot[1]], str(strings(lang)[key]))


def begun(text: str) -> str:
    """Return a text as a line begins with it."""
    return text[:1].upper() + text[1:]


def counted(lang: str, key: str, n: int, **values: str) -> str:
    """Return a text in the plural that a number asks for, by the rules of the two languages."""
    forms = strings(lang)[key]
    if isinstance(forms, str):
        form = forms
    else:
        form = forms["one"] if n == 1 and "one" in forms else forms["other"]
        form = forms.get("zero", form) if n == 0 else form
    return _SLOT.sub(lambda slot: {"n": str(n), **values}[slot[1]], form)


def listed(lang: str, items: Sequence[str], most: int | None = None) -> str:
    """Join names as each language does, `A, B, and C`, A、B和C; tell how many are beyond `most`."""
    left = 0 if most is None or len(items) <= most else len(items) - most + 1
    more = [say(lang, "series.more", n=str(left))] if left else []
    *rest, last = [*items[: len(items) - left], *more] or [""]
    joint = say(lang, "series.last" if len(rest) > 1 else "series.two") if rest else ""
    return say(lang, "series.comma").join(rest) + joint + last
