"""What a rollout shows of itself: a plot, a folium map, our page; `pilotmap.Rollout` has these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..arguments import (
    choice_from,
    count_from,
    level_from,
    path_from,
    switch_from,
    text_from,
    year_from,
    years_from,
)
from ..errors import UsageError
from ..rollout import Rollout

if TYPE_CHECKING:
    import os
    from typing import Literal, Self

    import folium
    from matplotlib.axes import Axes

    from ..model import Level, Statement
    from .notebook import PageMap

_LANGUAGES = ("en", "zh")
_UNTITLED, _UNTITLED_ZH = "Rollout by year", "逐年推广"


class ShownRollout(Rollout):
    """A rollout that draws itself."""

    title = ""
    """The project's title, for maps; empty where the rollout is of no project."""
    title_zh = ""
    """The same in Chinese, where there is one."""

    def with_statements(self, statements: Iterable[Statement]) -> Self:
        """Return what would be known if the same sources made these statements.

        >>> import pilotmap
        >>> rollout = pilotmap.load()
        >>> len(rollout.with_statements(rollout.statements[:2]).statements)
        2

        Parameters
        ----------
        statements
            In place of those that are known.
        """
        changed = super().with_statements(statements)
        changed.title, changed.title_zh = self.title, self.title_zh
        return changed

    def _titled(self, lang: str) -> str:
        """Return the title in a language, as far as there is one."""
        chosen = choice_from(lang, "lang", _LANGUAGES)
        return (chosen == "zh" and self.title_zh) or self.title

    def plot(
        self,
        year: int | None = None,
        level: Level | str = "prefecture",
        ax: Axes | None = None,
        *,
        lang: Literal["en", "zh"] = "en",
        title: str | None = None,
        size: str = "wide",
        font: str | os.PathLike[str] | None = None,
        inset: bool = False,
        labels: bool = True,
        legend: bool = True,
    ) -> Axes:
        """Draw the rollout in a year with matplotlib, after the `plot` of geopandas.

        Without `ax` this is the whole picture of `pilotmap plot`, which a notebook shows and
        `axes.figure.savefig("map.pdf")` saves. With `ax` the map and its legend are drawn there,
        and sources are for you to name. pyplot and its settings are not touched.

        >>> import pilotmap
        >>> axes = pilotmap.load().plot(2020, size="social")
        >>> axes.get_xlabel(), type(axes.figure).__name__
        ('', 'Figure')

        Parameters
        ----------
        year
            None: the last one with evidence.
        level
            province, prefecture or county.
        ax
            Axes to draw in; their plane is that of `pilotmap.picture.ground.ALBERS`, in kilometres
            (`GeoDataFrame.to_crs`).
        lang
            `en` or `zh`.
        title
            None: the title of the project.
        size
            wide, social, square, portrait, column (89 mm), two-columns (183 mm), or W x H in
            pixels: `1200x800`.
        font
            A font file, or the name of an installed font, with Chinese characters.
        inset
            Whether the South China Sea stands in a box, with the nine-dash line of the outlines.
        labels
            Whether named places and provinces have their names on the map.
        legend
            With `ax`: whether a legend is added to them.

        Raises
        ------
        UsageError
            If an argument is not what it should be, or the year is not one of the data.
        PilotmapError
            If matplotlib or a font is missing, or the font lacks a character.
        """
        from .plotting import plot_rollout

        _refuse_unlike(ax, "get_figure", f"ax: {ax!r} is something else; pass Axes of matplotlib")
        return plot_rollout(
            self,
            None if year is None else year_from(year),
            level_from(level),
            ax,
            lang=choice_from(lang, "lang", _LANGUAGES),
            title=self._titled(lang) if title is None else text_from(title, "title"),
            size=text_from(size, "size"),
            font=path_from(font, "font"),
            inset=switch_from(inset, "inset"),
            labels=switch_from(labels, "labels"),
            legend=switch_from(legend, "legend"),
        )

    def explore(
        self,
        year: int | Iterable[int] | None = None,
        level: Level | str = "prefecture",
        m: folium.Map | None = None,
        *,
        lang: Literal["en", "zh"] = "en",
        tooltip: bool = True,
        legend: bool = True,
        name: str | None = None,
        tiles: str | None = "CartoDB positron",
        **map_kwds: Any,
    ) -> folium.Map:
        """Return a folium map of the rollout, after the `explore` of geopandas, to add layers to.

        Units that are in have the colour of their first year, possible ones are hatched (paler,
        with a broken border, under `prefer_canvas=True`), those that a source says are not in are
        pale with a border, and nothing is filled where nobody said anything. Braces, backticks and
        markup of a cell reach the map as character references: folium would run or show them.

        The map asks the network: folium loads Leaflet, jQuery, Bootstrap and markers from
        cdn.jsdelivr.net, code.jquery.com, cdnjs.cloudflare.com and netdna.bootstrapcdn.com, and
        `tiles` come from their provider; `tiles=None` leaves the tiles out. `rollout.map()` asks
        for nothing.

        >>> import pilotmap
        >>> rollout = pilotmap.load()
        >>> m = rollout.explore(2020, tiles=None)
        >>> type(m).__module__, type(m).__name__
        ('folium.folium', 'Map')
        >>> m is rollout.explore([2016, 2018, 2020], m=m)
        True

        Parameters
        ----------
        year
            One, or several: each a layer, chosen by a slider. None: the last one with evidence.
        level
            province, prefecture or county.
        m
            A map to add to; None: a new one.
        lang
            Of tooltips, legend and slider: `en` or `zh`.
        tooltip
            Whether a unit tells its name, status, first year and sources.
        legend
            Whether the map says what its colours mean.
        name
            Of the layer in a layer control; None: the year.
        tiles, map_kwds
            As `folium.Map` takes them, where a new map is made.

        Raises
        ------
        UsageError
            If an argument is not what it should be, or a year is not one of the data.
        """
        from .folium_map import Explored, explore

        _refuse_unlike(m, "get_root", f"m: {m!r} is not a map; pass a folium.Map")
        _check_tiles(tiles)
        if m is not None and map_kwds:
            given = ", ".join(sorted(map_kwds))
            raise UsageError(f"m: the map is there already; leave out {given}")
        wanted = Explored(
            lang=choice_from(lang, "lang", _LANGUAGES),
            tooltip=switch_from(tooltip, "tooltip"),
            legend=switch_from(legend, "legend"),
            name=None if name is None else text_from(name, "name"),
        )
        options = {"tiles": tiles, **map_kwds}
        years = None if year is None else _years(year)
        return explore(self, years, level_from(level), m, wanted=wanted, map_kwds=options)

    def map(
        self,
        *,
        year: int | None = None,
        first: int | None = None,
        last: int | None = None,
        mode: Literal["upto", "in"] = "upto",
        lang: Literal["en", "zh"] = "en",
        title: str | None = None,
        subtitle: str = "",
        note: str = "",
        review_number: str = "",
        boundaries: str | os.PathLike[str] | None = None,
        tiles: str | None = None,
        url: str = "",
        image_url: str = "",
        credit: str = "",
        credit_zh: str = "",
        byline: str = "",
        byline_zh: str = "",
        alt: str = "",
        alt_zh: str = "",
        theme: str | os.PathLike[str] | None = None,
        tally: str | os.PathLike[str] | None = None,
        max_sites: int | None = None,
    ) -> PageMap:
        """Return the page of `pilotmap build`: a notebook shows it, `save` writes it.

        >>> import pilotmap
        >>> page = pilotmap.load().map(year=2018)
        >>> page.html[:15].lower(), page
        ('<!doctype html>', <PageMap: 'China Post on Pinduoduo: the pilots', 1 MB>)

        Parameters
        ----------
        year
            Show what was known by this year; leave out what is later.
        first, last
            Of the timeline, where `year` is not given.
        mode
            `upto`, or `in`: only what started in the years given.
        lang
            The language it opens in.
        title, subtitle, note, review_number, credit, credit_zh, byline, byline_zh, alt, alt_zh
            As the options of `build`; without `title` the project's own is taken.
        boundaries
            A vector file of outlines with a column `adcode`.
        tiles
            A basemap by its name in xyzservices, or an address; it needs the network.
        url, image_url
            The web address at which the page will stand, and that of its picture for previews.
        theme
            A TOML file of colours, a font and a logo.
        tally
            Counts by unit and year from `pilotmap tally`, to be drawn beside the statements.
        max_sites
            With more sites than this the page counts them by unit and year, and holds none.

        Raises
        ------
        UsageError, DataError
            If arguments contradict each other; if there is nothing to show.
        """
        from .notebook import PageMap
        from .page_request import MOST_SITES, PageRequest

        texts = {
            "subtitle": subtitle, "note": note, "review_number": review_number,
            "url": url, "image_url": image_url, "credit": credit, "credit_zh": credit_zh,
            "byline": byline, "byline_zh": byline_zh, "alt": alt, "alt_zh": alt_zh,
        }  # fmt: skip
        request = PageRequest(
            year=None if year is None else year_from(year),
            first=None if first is None else year_from(first, "first"),
            last=None if last is None else year_from(last, "last"),
            mode="in" if choice_from(mode, "mode", ("upto", "in")) == "in" else "upto",
            lang=choice_from(lang, "lang", _LANGUAGES),
            boundaries=path_from(boundaries, "boundaries"),
            tiles=None if tiles is None else text_from(tiles, "tiles"),
            theme=path_from(theme, "theme"),
            tally=path_from(tally, "tally"),
            most_sites=MOST_SITES if max_sites is None else count_from(max_sites, "max_sites"),
            **{name: text_from(text, name) for name, text in texts.items()},
        )
        own = self.title or _UNTITLED, self.title_zh or _UNTITLED_ZH
        return PageMap(self, request, *(own if title is None else [text_from(title, "title")]))


def _refuse_unlike(value: object, attribute: str, message: str) -> None:
    """Refuse what is given and lacks what every object of its kind has."""
    if not (value is None or hasattr(value, attribute)):
        raise UsageError(message)


def _check_tiles(tiles: object) -> None:
    """Refuse what is neither text nor a tile layer or a provider of xyzservices."""
    is_other = hasattr(tiles, "build_url") or hasattr(tiles, "add_to")
    if not (tiles is None or isinstance(tiles, str) or is_other):
        what = "is not text; pass it as text, such as 'CartoDB positron'"
        raise UsageError(f"tiles: {tiles!r} {what}")


def _years(asked: object) -> list[int]:
    """Return one year, or several, as a list."""
    if isinstance(asked, str) or not isinstance(asked, Iterable):
        return [year_from(asked)]
    return years_from(asked, "year")
