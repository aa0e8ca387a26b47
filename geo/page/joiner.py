"""Join the page's modules into one script that a browser runs inline.

A Content-Security-Policy with hashes rules out modules loaded by address, and a checkout must build
without node. So the modules keep to a few forms, and each becomes a function that runs once:

- imports: ``import { a, b } from "./other.js";`` at the beginning of a line, named, without `as`;
- exports: ``export function``, ``export async function``, ``export const``, ``export class``.

Anything else that begins with `import` or `export` is refused, as are circular imports; the unit
tests run the same files as modules, so the two cannot drift apart. Comments, indentation, blanks
between signs and the line breaks of long calls, a third of the text, stay behind; a line is still a
statement. That relies on how the modules are formatted: a sign for division has blanks around it,
so that a slash without one behind it begins a pattern.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_IMPORT = re.compile(
    r'^import \{\s*(\w+(?:,\s*\w+)*),?\s*\} from "\./([\w-]+)\.js";\n', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_NOTHING = re.compile(r"^export \{\};\n", re.MULTILINE)
_COMMENT = re.compile(
    r"^ *//[^\n]*\n"  # a line of its own
    r"|^ */\*\*(?:(?!\*/).)*\*/\n"  # a block of its own
    r"|/\*\* @type (?:(?!\*/).)*\*/ ?"  # a type inside a line
    r"|(?<=[;{,)(\[]) // [^\n\"'`]*$",  # the end of a line; a quote might mean that it is a text
    re.MULTILINE | re.DOTALL,
)
_INDENT = re.compile(r"^[ ]+|^\n", re.MULTILINE)
_WRAP = re.compile(  # an end of a line inside a call, but not of a comment: it would swallow more
    r"^((?:(?!//).)*?)(?:(?<=[(\[,])\n|,?\n(?=[)\]}]))", re.MULTILINE
)
_LITERAL_OR_BLANK = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""  # a text
    r"""|/(?![ /*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/)"""  # a pattern
    r"""| *//.*| +"""
)
_NEEDED = re.compile(r"[\w$][\w$]|\+\+|--|<!")
"""What a blank keeps apart: two words, two signs that would become another."""
_NOT_UNDERSTOOD = re.compile(r"^\s*(?:import|export)\b.*|\bimport\s*[(.].*", re.MULTILINE)


def join(modules: Mapping[str, str], entry: str) -> str:
    """Return one script that does what the module `entry` does.

    Parameters
    ----------
    modules
        Source text by name, without `.js`.
    entry
        Name of the module to run; what it imports runs before it, each once.

    Raises
    ------
    ValueError
        If a module is missing, imports itself by way of others, or uses another form.
    """
    order: list[str] = []
    _visit(entry, modules, order, ())
    bodies = [_as_function(name, modules[name]) for name in order]
    return '"use strict";\n' + "\n".join(bodies) + "\n"


def _visit(name: str, modules: Mapping[str, str], order: list[str], path: tuple[str, ...]) -> None:
    if name in path:
        raise ValueError(f"circular import: {' > '.join([*path, name])}")
    if name not in modules:
        raise ValueError(f"{path[-1] if path else 'the entry'} imports {name}.js, which is missing")
    if name in order:
        return
    for match in _IMPORT.finditer(_COMMENT.sub("", modules[name])):
        _visit(match[2], modules, order, (*path, name))
    order.append(name)


def _as_function(name: str, text: str) -> str:
    text = _COMMENT.sub("", text)
    if any(line.count("`") % 2 for line in text.splitlines()):
        raise ValueError(f"{name}.js: a text in backquotes goes on over lines; join shorter ones")
    exports = _EXPORT.findall(text)
    text = _EXPORT.sub("", _NOTHING.sub("", text))
    text = _IMPORT.sub(
        lambda match: f"const {{{' '.join(match[1].split())}}} = {_variable(match[2])};\n", text
    )
    refused = _NOT_UNDERSTOOD.search(text)
    if refused:
        raise ValueError(f"{name}.js: the joiner does not understand {refused[0].strip()!r}")
    text = "\n".join(map(_squeezed, _WRAP.sub(r"\1", _INDENT.sub("", text)).split("\n")))
    body = f"{text.strip()}\nreturn {{{', '.join(exports)}}};"
    return f"const {_variable(name)} = (() => {{\n{body}\n}})();"


def _squeezed(line: str) -> str:
    """Leave out the blanks and the comment of a line; one with backquotes stays as it is."""

    def kept(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        around = line[match.start() - 1 : match.start()] + line[match.end() : match.end() + 1]
        return " " if _NEEDED.fullmatch(around) else ""

    return line if "`" in line else _LITERAL_OR_BLANK.sub(kept, line)


def _variable(name: str) -> str:
    return "module_" + name.replace("-", "_")
