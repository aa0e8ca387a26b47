"""Whether a backtracking engine may need more than linear time for a pattern, by its parse tree.

The pattern becomes an automaton of the places that take a character (Glushkov's). Time grows
exponentially where a word leads from a place back to it in two ways, and as a power of the length
where a word leads from a loop back to it, from there into a later loop, and round that one too
(Weber and Seidl, "On the degree of ambiguity of finite automata", 1991). A pattern that is searched
for begins with a loop over everything: a later loop that may fail is begun anew at every character.
"""

from __future__ import annotations

import functools
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product

_parser = re._parser
_c = re._constants
MANY = 12
"""A repeat up to this number of times is a constant, and above it a loop."""
_EXPANDED = 2
_SAMPLES = "0aZ_ \n\t中٣é-!.,'\"()<>|/:;"


@dataclass
class Part:
    """What Glushkov's construction knows of a part of a pattern."""

    nullable: bool
    first: set[int]
    last: dict[int, bool]
    """By place, whether the match may end there whatever follows."""


@dataclass
class Automaton:
    """The places of a pattern: which characters each takes, and which follow which."""

    letters: list[frozenset[str]] = field(default_factory=list)
    follow: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    """How often each place follows each: twice is two ways for one word."""
    last: dict[int, bool] = field(default_factory=dict)
    alphabet: int = 0
    """How many characters stand for all others in it."""
    asides: list[tuple[object, int]] = field(default_factory=list)
    """The insides of assertions, which are patterns of their own."""


class Builder:
    def __init__(self, tree, flags: int) -> None:
        self.flags = flags
        self.auto = Automaton()
        self.alphabet = self._alphabet(tree)
        self.auto.alphabet = len(self.alphabet)

    def _alphabet(self, tree) -> list[str]:
        found = set(_SAMPLES)
        pending = [tree]
        while pending:
            node = pending.pop()
            if isinstance(node, int) and not isinstance(node, bool):
                if 0 <= node < sys.maxunicode:
                    found |= {chr(node), chr(node + 1)} | ({chr(node - 1)} if node else set())
            elif isinstance(node, (tuple, list, _parser.SubPattern)):
                pending += list(node)
        return sorted(each for each in found if not "\ud800" <= each <= "\udfff")

    def place(self, takes) -> Part:
        number = len(self.auto.letters)
        self.auto.letters.append(frozenset(filter(takes, self.alphabet)))
        return Part(False, {number}, {number: True})

    def sequence(self, parts) -> Part:
        whole = Part(True, set(), {})
        for part in parts:
            for before, after in product(whole.last, part.first):
                ways = self.auto.follow[before]
                ways[after] = ways.get(after, 0) + 1
            first = whole.first | part.first if whole.nullable else whole.first
            last = {**whole.last, **part.last} if part.nullable else dict(part.last)
            whole = Part(whole.nullable and part.nullable, first, last)
        return whole

    def loop(self, part: Part, *, nullable: bool) -> Part:
        for before, after in product(part.last, part.first):
            ways = self.auto.follow[before]
            ways[after] = ways.get(after, 0) + 1
        return Part(part.nullable or nullable, part.first, part.last)

    def tree(self, items) -> Part:
        whole = []
        for op, value in items:
            if op in (_c.AT, _c.ASSERT, _c.ASSERT_NOT):
                if op is not _c.AT:
                    self.auto.asides.append((value[1], self.flags))
                guard = Part(True, set(), {})
                joined = self.sequence([*whole, guard])
                whole = [Part(joined.nullable, joined.first, dict.fromkeys(joined.last, False))]
                continue
            whole.append(self.node(op, value))
        return self.sequence(whole)

    def node(self, op, value) -> Part:  # noqa: C901, PLR0911 (one way for each kind of node)
        ignore = self.flags & re.IGNORECASE
        if op is _c.LITERAL:
            return self.place(lambda each: _same(each, chr(value), ignore))
        if op is _c.NOT_LITERAL:
            return self.place(lambda each: not _same(each, chr(value), ignore))
        if op is _c.ANY:
            return self.place(lambda each: self.flags & re.DOTALL or each != "\n")
        if op is _c.IN:
            return self.place(lambda each: _in_class(each, value, ignore))
        if op is _c.BRANCH:
            parts = [self.tree(branch) for branch in value[1]]
            last: dict[int, bool] = {}
            for part in parts:
                last.update(part.last)
            first = set().union(*(part.first for part in parts))
            return Part(any(part.nullable for part in parts), first, last)
        if op is _c.SUBPATTERN:
            _, add, remove, inner = value
            before, self.flags = self.flags, (self.flags | add) & ~remove
            part = self.tree(inner)
            self.flags = before
            return part
        if op is _c.ATOMIC_GROUP:
            return self.tree(value)
        if op is _c.GROUPREF:  # of a group of bounded length
            return Part(True, set(), {})
        if op in (_c.MAX_REPEAT, _c.MIN_REPEAT, _c.POSSESSIVE_REPEAT):
            return self.repeat(*value)
        raise NotImplementedError(str(op))

    def repeat(self, least, most, inner) -> Part:
        if most == 0:
            return Part(True, set(), {})
        if most > MANY or most is _c.MAXREPEAT:
            once = [self.tree(inner) for _ in range(min(least, _EXPANDED) - 1)]
            return self.sequence([*once, self.loop(self.tree(inner), nullable=least == 0)])
        parts = []
        for number in range(min(most, max(least, _EXPANDED))):
            part = self.tree(inner)
            part.nullable = part.nullable or number >= least
            parts.append(part)
        return self.sequence(parts)


def _same(each: str, other: str, ignore: int) -> bool:
    return each == other or bool(ignore and each.lower() == other.lower())


def _in_class(each: str, items, ignore: int) -> bool:
    found = negated = False
    for op, value in items:
        if op is _c.NEGATE:
            negated = True
        elif op is _c.LITERAL:
            found |= _same(each, chr(value), ignore)
        elif op is _c.RANGE:
            low, high = value
            variants = {each, each.lower(), each.upper()} if ignore else {each}
            found |= any(len(v) == 1 and low <= ord(v) <= high for v in variants)
        elif op is _c.CATEGORY:
            found |= _in_category(each, str(value))
        else:
            raise NotImplementedError(str(op))
    return found != negated


def _in_category(each: str, name: str) -> bool:
    found = (
        each.isdecimal() if "DIGIT" in name
        else each.isspace() if "SPACE" in name
        else each.isalnum() or each == "_"
    )  # fmt: skip
    return found != ("NOT" in name)


def automaton(pattern: str, flags: int = 0, *, searched: bool) -> Automaton:
    """Return the automaton of a pattern; `searched`: it may begin anywhere in the text."""
    tree = _parser.parse(pattern, flags)
    return _automaton(tree, tree.state.flags, searched=searched)


def _automaton(tree, flags: int, *, searched: bool) -> Automaton:
    builder = Builder(tree, flags)
    parts = [builder.tree(tree)]
    if searched:
        anything = builder.loop(builder.place(lambda _: True), nullable=True)
        parts.insert(0, anything)
    whole = builder.sequence(parts)
    builder.auto.last = whole.last
    return builder.auto


def components(nodes, follow) -> list[set]:  # noqa: C901 (a recursion without calls)
    """Return the strongly connected components that hold a cycle (Tarjan's method)."""
    index: dict = {}
    low: dict = {}
    stack: list = []
    on_stack: set = set()
    found = []
    for root in nodes:
        if root in index:
            continue
        work = [(root, iter(follow(root)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for after in rest:
                if after not in index:
                    index[after] = low[after] = len(index)
                    stack.append(after)
                    on_stack.add(after)
                    work.append((after, iter(follow(after))))
                    break
                if after in on_stack:
                    low[node] = min(low[node], index[after])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component = set()
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.add(member)
                        if member == node:
                            break
                    if len(component) > 1 or node in follow(node):
                        found.append(component)
    return found


def blow_up(auto: Automaton, *, searched: bool) -> str:
    """Return how the time of a pattern grows faster than the text; blank if it does not."""
    follow = auto.follow
    nodes = range(len(auto.letters))
    loops = components(nodes, lambda node: follow.get(node, {}))
    for loop in loops:
        if any(follow[a].get(b, 0) > 1 for a in loop for b in follow.get(a, {}) if b in loop):
            return "exponential: a repeat inside a repeat"
        if _two_ways_round(auto, loop):
            return "exponential: two ways round a loop"
    anything = len(auto.letters) - 1 if searched else None
    for one, other in product(loops, loops):
        if one is other or not _reaches(auto, one, other):
            continue
        if searched and one == {anything} and _is_found(auto, other):
            continue
        if not searched and _takes_all(auto, other):
            continue
        if _overlap(auto, one, other):
            letters = sorted(set().union(*(auto.letters[place] for place in other)))[:6]
            what = "search" if one == {anything} else "two loops"
            return f"quadratic: {what}, over {letters}"
    return ""


def _is_found(auto: Automaton, loop: set[int]) -> bool:
    """Whether the match is found once a loop was gone round, and so is not begun again in it."""
    open_places = {place for place in loop if not auto.last.get(place, False)}
    return not components(
        open_places, lambda a: [b for b in auto.follow.get(a, {}) if b in open_places]
    )


def _takes_all(auto: Automaton, loop: set[int]) -> bool:
    """Whether a loop takes every character up to the end of the text, where the match may end."""
    return all(
        auto.last.get(place, False) and len(auto.letters[place]) == auto.alphabet for place in loop
    )


def _two_ways_round(auto: Automaton, loop: set[int]) -> bool:
    def after(pair):
        one, other = pair
        return [
            (a, b)
            for a in auto.follow.get(one, {})
            if a in loop
            for b in auto.follow.get(other, {})
            if b in loop and auto.letters[a] & auto.letters[b]
        ]

    pairs = list(product(loop, loop))
    cache = {pair: after(pair) for pair in pairs} if len(pairs) < 40_000 else None
    look = cache.__getitem__ if cache is not None else after
    return any(
        any(a == b for a, b in found) and any(a != b for a, b in found)
        for found in components([(a, a) for a in loop], look)
    )


def _reaches(auto: Automaton, one: set[int], other: set[int]) -> bool:
    seen, pending = set(one), list(one)
    while pending:
        for after in auto.follow.get(pending.pop(), {}):
            if after not in seen:
                seen.add(after)
                pending.append(after)
    return bool(seen & other)


def _overlap(auto: Automaton, one: set[int], other: set[int]) -> bool:  # noqa: C901
    """Whether a word leads round `one`, from it into `other`, and round that."""
    for start, end in product(one, other):
        seen = {(start, start, end)}
        pending = [(start, start, end)]
        while pending:
            at = pending.pop()
            ways = [auto.follow.get(place, {}) for place in at]
            for a in ways[0]:
                if a not in one:
                    continue
                for c in ways[2]:
                    if c not in other or not (shared := auto.letters[a] & auto.letters[c]):
                        continue
                    for b in ways[1]:
                        if shared & auto.letters[b]:
                            after = (a, b, c)
                            if after == (start, end, end):
                                return True
                            if after not in seen:
                                seen.add(after)
                                pending.append(after)
    return False


@functools.cache
def verdict(pattern: str, flags: int = 0, *, searched: bool = True) -> str:
    """Return what makes a pattern, or an assertion in it, slower than linear; blank if nothing."""
    auto = automaton(pattern, flags, searched=searched)
    found = blow_up(auto, searched=searched)
    pending = list(auto.asides)
    while pending and not found:
        tree, inner_flags = pending.pop()
        inner = _automaton(tree, inner_flags, searched=False)
        found = blow_up(inner, searched=False)
        pending += inner.asides
    return found
