"""Rules about sources.csv and aliases.csv: claims that can be used, names that are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Severity
from ..model import Coverage
from ..text.escape import is_web_address
from .registry import Finding, at_source, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..gazetteer import Alias
    from .context import ProjectContext


@rule("url-invalid", Severity.ERROR)
def url_invalid(context: ProjectContext) -> Iterator[Finding]:
    """The address of a source is not one a reader can open.

    Only `http://` and `https://` become links on the page; `javascript:` and `file:` never do.
    A name and password in an address (`https://user@host`) are refused too, and what no browser
    can parse: brackets or a port that are none, a host without a name.
    """
    for source in context.programme.sources.values():
        for column, url in (("url", source.url), ("archive_url", source.archive_url)):
            if url and not is_web_address(url):
                hint = "write an address that begins with https://, or leave it blank"
                yield at_source(context, source, column, f"'{url}' is no web address", hint)


@rule("coverage-unscoped", Severity.WARNING)
def coverage_unscoped(context: ProjectContext) -> Iterator[Finding]:
    """A source claims to name every place, and does not say of what.

    `coverage` is `full`; `coverage_scope` is blank, so that the claim closes nothing and no unit
    becomes `out`. Write the unit and the level: `620000 prefecture`.
    """
    for source in context.programme.sources.values():
        if source.coverage is Coverage.FULL and not source.coverage_scope:
            message = f"'{source.id}' claims full coverage of nothing"
            hint = "write what it is complete for, such as 620000 prefecture"
            yield at_source(context, source, "coverage_scope", message, hint)


@rule("coverage-unused", Severity.WARNING)
def coverage_unused(context: ProjectContext) -> Iterator[Finding]:
    """A source has a scope or period of coverage, and does not claim to be complete.

    Only `full` coverage makes silence mean anything; the scope of a partial source is not used.
    """
    for source in context.programme.sources.values():
        if source.coverage is not Coverage.FULL and (
            source.coverage_scope or source.coverage_period
        ):
            column = "coverage_scope" if source.coverage_scope else "coverage_period"
            message = f"'{source.id}' has {source.coverage} coverage, and a scope"
            hint = "write full as coverage, or leave the scope blank"
            yield at_source(context, source, column, message, hint)


@rule("coverage-undated", Severity.WARNING)
def coverage_undated(context: ProjectContext) -> Iterator[Finding]:
    """A source claims to name every place, and gives no time for which that holds.

    Neither `coverage_period` nor `published` is given: the claim closes no year.
    """
    for source in context.programme.sources.values():
        full = source.coverage is Coverage.FULL
        if full and source.coverage_period is None and source.published is None:
            message = f"'{source.id}' claims full coverage at no time"
            hint = "give published, or the years as an interval such as 2016/2020"
            yield at_source(context, source, "coverage_period", message, hint)


@rule("alias-unused", Severity.WARNING)
def alias_unused(context: ProjectContext) -> Iterator[Finding]:
    """No row of the project needs a name that aliases.csv adds.

    The decision behind it is not needed any more, the gazetteer has learnt the name, or it is
    misspelt on one of the two sides.
    """
    book = context.gazetteer.aliases
    if book is None:
        return
    for place, within in context.locations.names:  # rows that a rule refuses need names too
        context.match(place, within)
        if within.strip():
            context.match(within)
    for alias in book.unused():
        message = f"no row needs the name '{alias.toponym}'"
        yield _at_alias(context, alias, "toponym", message, "delete it, or correct its spelling")


@rule("alias-contradicts", Severity.ERROR)
def alias_contradicts(context: ProjectContext) -> Iterator[Finding]:
    """The gazetteer speaks against a name that aliases.csv adds.

    An alias adds what the gazetteer lacks. It may not turn a known name into another unit, or the
    same name would mean two things in two projects; its code must be known and lie within its
    parent.
    """
    book = context.gazetteer.aliases
    for fault in book.faults() if book is not None else ():
        hint = "correct the row, or delete it"
        yield _at_alias(context, fault.alias, "adcode", fault.message, hint)


@rule("alias-reason", Severity.WARNING)
def alias_reason(context: ProjectContext) -> Iterator[Finding]:
    """Nothing says why an added name stands for its unit.

    Human judgement is data, with a reason: who meets the name later must be able to disagree.
    """
    book = context.gazetteer.aliases
    for alias in book.aliases if book is not None else ():
        if not alias.reason:
            message = f"'{alias.toponym}' has no reason"
            yield _at_alias(context, alias, "reason", message, "say where the name is met")


def _at_alias(
    context: ProjectContext, alias: Alias, column: str, message: str, hint: str
) -> Finding:
    file = context.aliases.file if context.aliases else ""
    return Finding(message, hint, file, alias.line, column)
