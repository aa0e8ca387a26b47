"""Rules about sources: addresses that open, and claims that can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Severity
from ..model import Coverage
from ..text.web_address import is_web_address
from .registry import Finding, at_source, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .material import ProjectContext


@rule("url-invalid", Severity.ERROR)
def url_invalid(material: ProjectContext) -> Iterator[Finding]:
    """The address of a source is not one a reader can open.

    Only `http://` and `https://` become links on the page; `javascript:` and `file:` never do.
    A name and password in an address (`https://user@host`) are refused too, and what no browser
    can parse: brackets or a port that are none, a host without a name.
    """
    for source in material.programme.sources.values():
        if source.url and not is_web_address(source.url):
            hint = "write an address that begins with https://, or leave it blank"
            yield at_source(material, source, "url", f"'{source.url}' is no web address", hint)


@rule("coverage-unscoped", Severity.WARNING)
def coverage_unscoped(material: ProjectContext) -> Iterator[Finding]:
    """A source claims to name every place, and does not say of what.

    `coverage` is `full`; `coverage_scope` is blank, so that the claim closes nothing and no unit
    becomes `out`. Write the unit and the level: `620000 prefecture`.
    """
    for source in material.programme.sources.values():
        if source.coverage is Coverage.FULL and not source.coverage_scope:
            message = f"'{source.id}' claims full coverage of nothing"
            hint = "write what it is complete for, such as 620000 prefecture"
            yield at_source(material, source, "coverage_scope", message, hint)


@rule("coverage-unused", Severity.WARNING)
def coverage_unused(material: ProjectContext) -> Iterator[Finding]:
    """A source has a scope or period of coverage, and does not claim to be complete.

    Only `full` coverage makes silence mean anything; the scope of a partial source is not used.
    """
    for source in material.programme.sources.values():
        if source.coverage is not Coverage.FULL and (
            source.coverage_scope or source.coverage_period
        ):
            column = "coverage_scope" if source.coverage_scope else "coverage_period"
            message = f"'{source.id}' has {source.coverage} coverage, and a scope"
            hint = "write full as coverage, or leave the scope blank"
            yield at_source(material, source, column, message, hint)


@rule("coverage-undated", Severity.WARNING)
def coverage_undated(material: ProjectContext) -> Iterator[Finding]:
    """A source claims to name every place, and gives no time for which that holds.

    Neither `coverage_period` nor `published` is given: the claim closes no year.
    """
    for source in material.programme.sources.values():
        full = source.coverage is Coverage.FULL
        if full and source.coverage_period is None and source.published is None:
            message = f"'{source.id}' claims full coverage at no time"
            hint = "give published, or the years as an interval such as 2016/2020"
            yield at_source(material, source, "coverage_period", message, hint)
