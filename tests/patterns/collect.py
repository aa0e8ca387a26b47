"""Every regular expression of the package and of its page, and how each is used."""

from __future__ import annotations

import ast
import functools
import importlib
import pkgutil
import re
from pathlib import Path
from typing import NamedTuple

import geo
from geo.tables import csv_scanner
from geo.toponym import split as peoples

ROOT = Path(geo.__file__).parent
OURS = ("geo._checkout", "geo.page.assets", "geo.page.leaflet", "geo.reference", "geo.__main__")
"""Modules whose patterns see nothing but files of this repository."""
_SEARCHING = {"search", "sub", "subn", "split", "findall", "finditer"}
_ANCHORED = {"match", "fullmatch"}
_DEPTH = 4
_ASSIGNED = re.compile(r"^(\w+)\b[^=\n]*=", re.MULTILINE)
_REGEX_LITERAL = re.compile(  # a division has a blank before it and behind
    r"(?<=[(=,:?!&|{;\[\s])/(?![/*\s])((?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)"
)
_JS_NOISE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""", re.DOTALL
)
_JS_CLASSES = {r"\p{L}": r"a-zA-Z\u00c0-\u024f\u4e00-\u9fff", r"\p{N}": "0-9",
               r"\p{Script=Han}": r"\u4e00-\u9fff",
               r"\p{Script=Latin}": r"a-zA-Z\u00c0-\u024f"}  # fmt: skip


class Found(NamedTuple):
    """One pattern."""

    where: str
    pattern: str
    flags: int
    searched: bool
    """Whether it may begin anywhere in a text."""


@functools.cache
def python_patterns() -> tuple[list[Found], list[str]]:
    """Return the patterns of the modules, and the calls of `re` that only running them tells.

    What is searched for somewhere is walked as that alone: it is no quicker than where it begins.
    """
    found: dict[tuple[str, str, bool], Found] = {}
    unknown: list[str] = []
    for info in pkgutil.walk_packages(geo.__path__, "geo."):
        if info.name.startswith(OURS):
            continue
        module = importlib.import_module(info.name)
        source = Path(str(module.__file__)).read_text("utf-8")
        for each in (*_named(module, source), *_called(module, source, unknown)):
            found.setdefault((each.pattern, info.name, each.searched), each)
    sound_row = csv_scanner._sound_row
    lines = [_of(sound_row(sign), "geo.tables.csv_scanner", False) for sign in ",;\t|"]
    listed = _of(peoples._list_before_autonomous(), "geo.toponym.split", True)
    hardest = (
        each
        for (pattern, module, searched), each in found.items()
        if searched or (pattern, module, True) not in found
    )
    return [*hardest, *lines, listed], unknown


def _of(pattern: re.Pattern, where: str, searched: bool) -> Found:
    text = pattern.pattern
    if isinstance(text, bytes):
        return Found(where, text.decode("latin-1"), pattern.flags, searched)
    return Found(where, text, pattern.flags & ~re.UNICODE, searched)


def _named(module, source: str):
    """Yield the patterns that stand under a name in a module, in a table too."""
    searching = any(f".{name}(" in source for name in _SEARCHING)
    made_here = set(_ASSIGNED.findall(source))
    for name, value in vars(module).items():
        patterns = list(_inside(value)) if name in made_here else []
        if not patterns:
            continue
        uses = set(re.findall(rf"\b{name}\.(\w+)", source)) & (_SEARCHING | _ANCHORED)
        only = isinstance(value, re.Pattern) and uses
        for pattern in patterns:
            is_searched = bool(uses & _SEARCHING) if only else searching
            yield _of(pattern, f"{module.__name__}.{name}", is_searched)


def _inside(value, depth: int = 0):
    if isinstance(value, re.Pattern):
        yield value
    elif depth < _DEPTH and isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from _inside(each, depth + 1)
    elif depth < _DEPTH and isinstance(value, dict):
        yield from _inside([*value, *value.values()], depth + 1)


def _called(module, source: str, unknown: list[str]):
    """Yield the patterns that are written where they are used."""
    for node in ast.walk(ast.parse(source if "re." in source else "")):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        of = node.func.value if called and node.args else None
        if not isinstance(of, ast.Name) or of.id != "re":
            continue
        if node.func.attr not in _SEARCHING | _ANCHORED | {"compile"}:
            continue
        expression = compile(ast.Expression(node.args[0]), "pattern", "eval")
        try:
            pattern = re.compile(eval(expression, dict(vars(module))))
        except NameError:  # made of what only a call knows
            unknown.append(f"{module.__name__}: {ast.unparse(node)}")
            continue
        yield _of(pattern, f"{module.__name__}:{node.lineno}", node.func.attr in _SEARCHING)


def page_patterns() -> list[Found]:
    """Return the patterns of the page's modules, in the syntax of Python."""
    found = []
    for path in sorted(ROOT.rglob("*.js")):
        text = path.read_text("utf-8")
        # Strings and comments go first, unless they stand inside a pattern.
        kept = _JS_NOISE.sub(lambda hit: "''" if "\n" not in hit[0] else "\n", _protected(text))
        for body, flags in _REGEX_LITERAL.findall(kept):
            where = str(path.relative_to(ROOT))
            found.append(Found(where, _as_python(body), _js_flags(flags), not body.startswith("^")))
    return found


def _protected(text: str) -> str:
    """Return the text with the quotes inside patterns as escapes, so that they open no string."""
    quotes = {'"': r"\x22", "'": r"\x27", "`": r"\x60"}

    def spelt(hit: re.Match[str]) -> str:
        return re.sub("[\"'`]", lambda quote: quotes[quote[0]], hit[0])

    lines = [line.split("//", 1)[0] if "://" not in line else line for line in text.splitlines()]
    return "\n".join(
        line if line.lstrip().startswith(("*", "/*")) else _REGEX_LITERAL.sub(spelt, line)
        for line in lines
    )


def _as_python(body: str) -> str:
    for name, members in _JS_CLASSES.items():
        body = body.replace(name, members)
    body = re.sub(r"\\u\{([0-9a-f]+)\}", lambda hit: f"\\U{int(hit[1], 16):08x}", body)
    return re.sub(r"\(\?<(?![=!])", "(?P<", body).replace(r"\/", "/")


def _js_flags(flags: str) -> int:
    known = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE}
    return sum(known.get(flag, 0) for flag in flags)
