"""Basemap tiles by name or by address; the only thing a page may ever ask the network for."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from ..errors import UsageError

_GCJ02 = re.compile(r"autonavi|amap|gaode|google\.cn", re.IGNORECASE)
"""Hosts whose tiles are in GCJ-02, the obfuscated datum of Chinese web maps."""
_BD09 = re.compile(r"baidu|bdimg|bdstatic", re.IGNORECASE)
_OTHER_CRS = re.compile(r"EPSG:?(?!3857)\d+", re.IGNORECASE)


Credit = tuple[tuple[str, str], ...]
"""Texts, each with the web address it leads to; empty where it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """A set of raster tiles in Web Mercator."""

    url: str
    """With `{z}`, `{x}`, `{y}`, maybe `{s}` and `{r}`."""
    attribution: Credit = ()
    subdomains: str = "abc"
    max_zoom: int = 18
    gcj02: bool = False
    """Whether the tiles are shifted to GCJ-02, so that the outlines must be shifted too."""

    @property
    def origin(self) -> str:
        """Scheme and host for the Content-Security-Policy; a wildcard for subdomains."""
        parts = urlsplit(self.url.replace("{s}", "subdomain"))
        return f"{parts.scheme}://{parts.netloc.replace('subdomain', '*')}"

    def as_json(self) -> dict[str, Any]:
        """Return what the page needs to lay the tiles."""
        return {
            "url": self.url,
            "attribution": self.attribution,
            "subdomains": self.subdomains,
            "maxZoom": self.max_zoom,
            "gcj02": self.gcj02,
        }


def find_tiles(name: str) -> Tiles:
    """Return the tiles of an xyzservices name or of a URL template.

    Raises
    ------
    UsageError
        If there is no such provider, if it needs a key that nobody gave, if it is not in Web
        Mercator, or if it is in BD-09, whose shift has no published inverse worth trusting.
    """
    tiles = _from_url(name) if "://" in name else _from_name(name)
    if _BD09.search(tiles.url):
        raise UsageError(
            f"{name!r} is in BD-09, to which outlines cannot be shifted faithfully; "
            "use another set, such as OpenStreetMap.Mapnik or Gaode.Normal"
        )
    return tiles


def _from_url(url: str) -> Tiles:
    try:
        parts = urlsplit(url)
        host = parts.netloc.replace("{s}.", "")
        plain = re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]+)?", host) and parts.port != 0
    except ValueError:  # a bracket without its other half, a port beyond 65535
        raise UsageError(_no_address(url)) from None
    if parts.scheme not in {"http", "https"} or not plain or not _has_xyz(url):
        raise UsageError(_no_address(url))
    return Tiles(url, attribution=((host, ""),), gcj02=bool(_GCJ02.search(host)))


def _no_address(url: str) -> str:
    return f"{url!r} is no tile address; expected https://host/{{z}}/{{x}}/{{y}}.png"


def _has_xyz(url: str) -> bool:
    return all(part in url for part in ("{z}", "{x}", "{y}"))


def _from_name(name: str) -> Tiles:
    import xyzservices.providers

    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        known = list(xyzservices.providers.flatten())
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UsageError(
            f"there are no tiles named {name!r}{hint} (names: xyzservices, or give an address)"
        ) from None
    if provider.requires_token():
        raise UsageError(f"{name!r} needs a key of yours: give the address with the key in it")
    if _OTHER_CRS.search(str(provider.get("crs", ""))):
        raise UsageError(f"{name!r} is not in Web Mercator; the page cannot lay it")
    url = provider.build_url(fill_subdomain=False)
    return Tiles(
        url=url,
        attribution=_credit(provider.get("html_attribution") or provider.get("attribution", "")),
        subdomains="".join(provider.get("subdomains", "abc")),
        max_zoom=int(provider.get("max_zoom", 18)),
        gcj02=bool(_GCJ02.search(url)),
    )


def _credit(attribution: str) -> Credit:
    """Read the texts and links of a provider's attribution; no other markup is kept."""
    reader = _CreditReader()
    reader.feed(attribution)
    reader.close()
    return tuple(reader.parts)


class _CreditReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str]] = []
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            address = dict(attrs).get("href") or ""
            self._address = address if address.startswith(("http://", "https://")) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._address = ""

    def handle_data(self, data: str) -> None:
        self.parts.append((data, self._address))
