"""The rollout of a programme: statements, sources and units in, status by unit and year out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from ..arguments import adcode_from, all_of, level_from, text_from, year_from
from ..errors import ToponymError, UsageError
from ..model import COUNTRY, Level, Presence, Statement, Status
from ..rows import StatementRows, distinct
from .conflicts import Conflict, DenialConflict, conflicts
from .core import Counts, Statuses, count
from .evidence import gather
from .explain import PLACES_HERE, Explanation, reason_text, would_change
from .full_lists import claims_of, denials_of
from .hierarchy import Tree
from .reasons import Index, Reason, Relation
from .years import NO_FIRST_YEAR, NO_LAST_YEAR, Timeline, YearBounds, Years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..model import AdminUnit, Source
    from .hierarchy import Hierarchy


class Rollout:
    """What is known, by unit and year, of where a programme is.

    Parameters
    ----------
    statements
        What the sources say, one by one.
    sources
        By id. A statement whose source is not among them (its row may be broken) counts all the
        same; the source is then known by its id alone.
    gazetteer
        The units of the country: `pilotmap.gazetteer.load()`, or anything that answers like it.
    tree
        Those units as a tree, where one was made of them before.

    Raises
    ------
    DataError
        If a statement names an adcode that the gazetteer does not know.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        sources: Mapping[str, Source],
        gazetteer: Hierarchy,
        *,
        tree: Tree | None = None,
    ) -> None:
        self.statements = StatementRows.of(statements)
        self.sources = dict(sources)
        self.gazetteer = gazetteer
        self.tree = tree or Tree(gazetteer)
        self.evidence = gather(self.statements, self.sources, self.tree, gazetteer)
        self.claims = claims_of(self.sources.values(), self.evidence, self.tree)
        self.denials = denials_of(self.evidence, self.tree)
        self.timeline = Timeline(self._stretches())

    def __repr__(self) -> str:
        years = f"{self.years[0]}-{self.years[-1]}" if self.years else "no year is known"
        return f"<Rollout: statements {len(self.statements)}, sources {len(self.sources)}, {years}>"

    def with_statements(self, statements: Iterable[Statement]) -> Self:
        """Return what would be known if the same sources made these statements."""
        told = all_of(statements, Statement, "statements", "statements")
        return type(self)(told, self.sources, self.gazetteer, tree=self.tree)

    @cached_property
    def statuses(self) -> Statuses:
        """Every status there is; worked out when it is first asked for."""
        said = self.evidence.said.values()  # what others say alike adds nothing
        return Statuses(self.tree, said, self.claims, self.denials, self.timeline)

    @property
    def possible_start_years(self) -> dict[str, int]:
        """By unit, the years in which something that bears on it can have begun: see `Timeline`."""
        return self.statuses.possible_start_years

    @cached_property
    def index(self) -> Index:
        """Which statements bear on which unit."""
        return Index(self.tree, self.evidence, self.sources)

    @cached_property
    def years(self) -> range:
        """The years from the first to the last that evidence gives a date in; perhaps none.

        Where no statement is dated, they are the years its sources were published in.
        """
        bounds = {
            year
            for years in self._stretches()
            for year in years
            if NO_FIRST_YEAR < year < NO_LAST_YEAR
        }
        if not bounds:
            cited = set(self.statements.column("source"))
            dates = (source.published for source in self.sources.values() if source.id in cited)
            days = (day for date in dates if date for day in (date.not_before, date.not_after))
            bounds = {day.year for day in days if day}
        return range(min(bounds), max(bounds) + 1) if bounds else range(0)

    def current_codes(self, adcode: str) -> tuple[str, ...]:
        """Return the unit's own code, or the codes of today that took over from a former one.

        Raises
        ------
        ToponymError
            If there never was such a unit, or nothing of today is known to have followed it.
        """
        adcode = adcode_from(adcode)
        if adcode in self.tree:
            return (adcode,)
        known = self.gazetteer.get(adcode) is not None
        successors = tuple(self.gazetteer.current(adcode)) if known else ()
        if not successors:
            what = "has no successor in" if known else "is not a unit of"
            raise ToponymError(f"{adcode!r} {what} the gazetteer; look it up with `pilotmap find`")
        return successors

    def status(self, adcode: str, year: int) -> Status:
        """Return what is known of a unit in a year.

        A former unit has the status of what took over from it. Where several did and they differ,
        it is in if a statement names it itself, else possible if any of them is at least that. A no
        about the former unit itself makes it out, though it closes nothing of today.
        """
        year = year_from(year)
        codes = self.current_codes(adcode)
        found = set(self.statuses.statuses_of(codes, year).values())
        if adcode in codes:
            return found.pop()
        said = any(year in years for years in self._settled_itself(adcode, Presence.IN))
        if found == {Status.IN} or (said and len(codes) > 1):
            return Status.IN
        if any(status.rank for status in found):
            return Status.POSSIBLE
        denied = any(year in years for years in self._settled_itself(adcode, Presence.OUT))
        return Status.OUT if denied or found == {Status.OUT} else Status.UNKNOWN

    def frame(self, year: int, level: Level | str) -> dict[str, Status]:
        """Return the status of every unit that stands at `level`, by adcode."""
        return self.statuses.statuses_of(self.tree.levels[level_from(level)], year_from(year))

    def first_year(self, adcode: str) -> YearBounds:
        """Return the bounds of the first year of the programme in a unit."""
        codes = self.current_codes(adcode)
        if len(codes) == 1:
            return self.statuses.first_year(codes[0])
        reached = [each for each in map(self.statuses.first_year, codes) if each.reached]
        earliest = [each.earliest for each in reached if each.earliest is not None]
        latest = [years.first for years in self._settled_itself(adcode, Presence.IN)]
        if len(reached) == len(codes) and all(each.latest is not None for each in reached):
            latest.append(max(each.latest for each in reached if each.latest is not None))
        return YearBounds(
            min(earliest) if reached and len(earliest) == len(reached) else None,
            min(latest, default=None),
            reached=bool(reached),
        )

    def started(self, adcode: str, first: int, last: int) -> Status:
        """Say whether the programme came to a unit in the years `first` to `last`, both included.

        `in` if its first year certainly lies among them, `possible` if it can, `out` if lists close
        the unit in all of them, `unknown` otherwise. It can lie in a year only if something that
        bears on the unit can have begun in it: unnamed places that joined in 2016 say nothing of
        2018, though they may be there still.
        """
        first, last = year_from(first, "first"), year_from(last, "last")
        bounds = self.first_year(adcode)
        earliest = NO_FIRST_YEAR if bounds.earliest is None else bounds.earliest
        latest = NO_LAST_YEAR if bounds.latest is None else bounds.latest
        if bounds.reached and first <= earliest and latest <= last:
            return Status.IN
        open_years = range(max(first, earliest), min(last, latest) + 1)
        begun = [self.possible_start_years[code] for code in self.current_codes(adcode)]
        if any(self.timeline.bit(y) & each for y in self._sampled(open_years) for each in begun):
            return Status.POSSIBLE
        statuses = {self.status(adcode, year) for year in self._sampled(range(first, last + 1))}
        return Status.OUT if statuses == {Status.OUT} else Status.UNKNOWN

    def country_wide(self, year: int) -> tuple[Statement, ...]:
        """Return the statements about the country as a whole that may hold in `year`.

        They tint no unit and leave every count open; one that covers all of the country stops
        being listed here as soon as it is certain, since it then puts every unit `in`.
        """
        year = year_from(year)
        return tuple(
            item.statement
            for item in self.index.country_wide
            if year in item.possible and not (item.covers_all and year in item.certain)
        )

    def counts(self, year: int, level: Level | str, within: str | None = None) -> Counts:
        """Count the units of `level` in `year`, in the country or within one unit, as a range."""
        year, level = year_from(year), level_from(level)
        area: AdminUnit | None = None
        members: Iterable[str] = self.tree.levels[level]
        if within is not None and text_from(within, "within") not in {"", COUNTRY}:
            codes = self.current_codes(within)
            area = self.gazetteer.get(within)
            members = [unit for code in codes for unit in self.tree.within(code, level)]
        members = tuple(members)
        return count(
            self.statuses.statuses_of(members, year).values(),
            year=year,
            level=level,
            within=area,
            open_ended=self._is_open_ended(year),
            contradicted=self.statuses.contradicts(year, level, members),
        )

    def reasons(self, adcode: str, year: int | None = None) -> tuple[Reason, ...]:
        """Return the statements and lists that bear on a unit, and how; in `year` or in any."""
        year = None if year is None else year_from(year)
        units = self.current_codes(adcode)
        reasons = (reason for unit in units for reason in self._reasons_today(unit, year))
        # The successors of a divided unit share reasons, as statements of one id do: told once.
        are_told_apart = len(units) == 1 and self._ids_differ
        return tuple(reasons if are_told_apart else dict.fromkeys(reasons))

    @cached_property
    def _ids_differ(self) -> bool:
        """Whether no two statements have one id, as in every project."""
        return len(set(self.statements.column("id"))) == len(self.statements)

    def excluding(self, adcode: str, years: int) -> Iterator[Reason]:
        """Return what closes a unit in some of `years`, a set of `timeline`: lists, and a no."""
        adcode = adcode_from(adcode)
        return self.index.excluding(adcode, years, claims=self.claims, statuses=self.statuses)

    def explain(self, adcode: str, year: int | None = None) -> Explanation:
        """Say why a unit has its status in `year`, and what would change it.

        Parameters
        ----------
        adcode
            Of today's unit, or of a former one.
        year
            None: the last one with evidence.

        Raises
        ------
        ToponymError
            If the gazetteer does not know `adcode`.
        UsageError
            If there is no year to speak of: none given, and no statement is dated.
        """
        codes = self.current_codes(adcode)
        if year is None:
            if not self.years:
                raise UsageError("no statement is dated, so no year stands out; say which year")
            year = self.years[-1]
        asked = self.gazetteer.get(adcode) or self.tree.units[adcode]
        status = self.status(adcode, year)
        reasons = self.reasons(adcode, year)
        told = self.reasons(adcode) if status is Status.OUT else ()
        listed = [each for each in told if each.statement and each.relation in PLACES_HERE]
        return Explanation(
            asked=asked,
            units=tuple(self.tree.units[code] for code in codes),
            year=year,
            status=status,
            first_year=self.first_year(adcode),
            status_runs=self.status_runs(adcode),
            reasons=reasons,
            links=tuple(reason_text(self.tree, reason, listed) for reason in reasons),
            would_change=tuple(would_change(asked, status, year, (*reasons, *listed))),
            disputed=tuple(self._disputes(codes, reasons)),
        )

    def _disputes(self, codes: Iterable[str], reasons: Iterable[Reason]) -> Iterator[str]:
        """Say the contradictions about units, and those between statements that bear on them."""
        told = {reason.statement for reason in reasons}
        for each in self.conflicts():
            both = isinstance(each, DenialConflict) and {each.statement, each.other} <= told
            if both or each.adcode in codes:
                yield each.sentence()

    def status_runs(self, adcode: str) -> tuple[tuple[range, Status], ...]:
        """Return the status of a unit over all years with evidence, cut where it changes."""
        runs: list[tuple[range, Status]] = []
        for years in filter(None, self.timeline.stretches(self.years)):
            status = self.status(adcode, years.start)
            start = runs.pop()[0].start if runs and runs[-1][1] is status else years.start
            runs.append((range(start, years.stop), status))
        return tuple(runs)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return where sources contradict each other; the statuses keep both."""
        return self._conflicts

    @cached_property
    def _conflicts(self) -> tuple[Conflict, ...]:
        return tuple(
            conflicts(
                self.evidence,
                self.claims,
                self.denials,
                statuses=self.statuses,
                tree=self.tree,
                timeline=self.timeline,
            )
        )

    def _is_open_ended(self, year: int) -> bool:
        """Tell whether a statement may speak of places anywhere in the country in `year`."""
        return any(
            year in item.possible
            and not (item.country_wide and item.covers_all and year in item.certain)
            for item in self.evidence.said.values()
            if item.opens_counts
        )

    def _settled_itself(self, former: str, status: Presence) -> Iterator[Years]:
        """Return the years for which statements of `status` settle a unit by its former code."""
        for item in self.evidence.said.values():
            is_asked = item.units.adcodes == (former,) and item.years.status is status
            if is_asked and item.certain:
                yield item.certain

    def _reasons_today(self, adcode: str, year: int | None) -> Iterator[Reason]:
        years = self.timeline.always if year is None else self.timeline.bit(year)
        closing = list(self.excluding(adcode, years))
        yield from closing
        told = {reason.statement for reason in closing}
        for reason in self.index.reasons(adcode, year):
            if reason.relation is not Relation.SAYS_NO or reason.statement not in told:
                yield reason

    def _sampled(self, years: range) -> Iterator[int]:
        """Thin out `years` to one from each stretch in which nothing changes."""
        return (piece.start for piece in self.timeline.stretches(years) if piece)

    def _stretches(self) -> Iterator[Years]:
        for dated in distinct(item.years for item in self.evidence.said.values()):
            yield dated.possible
            yield dated.begins
            yield dated.certain
        for claim in self.claims:
            yield claim.years
