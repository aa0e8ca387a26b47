"""Close what a text opens, so that it turns the direction of no text beside it.

A control character for the direction of text holds until it is closed (Unicode Standard Annex 9):
one left open in a title would turn the page's own words that follow it, on screen and in every
download; one that closes too much would end what the page itself has opened around the text.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")

_EMBEDDING_END, _ISOLATE_END = "\u202c", "\u2069"
_ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _EMBEDDING_END),
    **dict.fromkeys("\u2066\u2067\u2068", _ISOLATE_END),
}
"""What closes each control character that opens an embedding, an override or an isolate."""
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def closed(text: str) -> str:
    """Return a text with what it leaves open closed, and without what closes nothing in it."""
    if not _CONTROL.search(text):
        return text
    kept: list[str] = []
    due: list[str] = []
    for sign in text:
        if sign in _ENDS:
            due.append(_ENDS[sign])
        elif sign == _ISOLATE_END and sign in due:
            while due.pop() != sign:  # the end of an isolate closes all embeddings in it
                pass
        elif sign == _EMBEDDING_END and due[-1:] == [sign]:
            due.pop()
        elif sign in {_ISOLATE_END, _EMBEDDING_END}:
            continue
        kept.append(sign)
    return "".join([*kept, *reversed(due)])


def all_closed(value: Value) -> Value:
    """Return a frozen value whose texts are closed, each by itself; the same one if they are."""
    changed: dict[str, Any] = {}
    for field in fields(value):
        text = getattr(value, field.name)
        if type(text) is str and (safe := closed(text)) != text:
            changed[field.name] = safe
    return replace(value, **changed) if changed else value
