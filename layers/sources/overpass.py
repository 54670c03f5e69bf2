"""An area from Overpass: for a place name, a box, or a drawn polygon, when the planner asks.

The endpoint is ``BIVOUAC_OVERPASS_URL`` (a second one after a comma), the place names are looked
up at ``BIVOUAC_NOMINATIM_URL``; both default to public servers, which see the box or the name and
nothing else. ``online.worker`` says what osmnx does here and what it does not. Nothing is cached:
an area that was read is saved as an area, and a failure is never kept.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

import shapely
from shapely.geometry import MultiPolygon, Polygon

from i18n import Message, msg
from layers.area import Area, Box
from layers.errors import OnlineError
from layers.extent import check_extent
from layers.sources.online.answer import parse_overpass_json
from layers.sources.online.ask import Reply, ask
from layers.sources.online.query import check_size, overpass_query
from layers.sources.osm.area import Origin, build_area
from layers.sources.osm.text import clean

Place: TypeAlias = str | Box | Polygon | MultiPolygon
Progress: TypeAlias = Callable[[float, Message], None]
OVERPASS_URLS = (
    "https://overpass-api.de/api/interpreter",
    "https://overpass.private.coffee/api/interpreter",
)
NOMINATIM_URL = "https://nominatim.openstreetmap.org"


def read_overpass(  # noqa: PLR0913 - options of the one door, by keyword only
    query: Place,
    *,
    title: str | None = None,
    url: str | None = None,
    fallback_url: str | None = None,
    nominatim_url: str | None = None,
    deadline_s: float = 180.0,
    silence_s: float = 60.0,
    backoff_s: float = 5.0,
    progress: Progress | None = None,
) -> Area:
    """Ask Overpass for the layers of a place, in EPSG:4326, clipped to its outline.

    ``query`` is a place name, a box (west, south, east, north in degrees) or a polygon. The whole
    question takes ``deadline_s`` seconds at most, and a host may be silent for ``silence_s``. A
    busy host (429, 504) is asked again after ``backoff_s`` seconds, doubling, or as it wishes.

    Raises OnlineError, ExtentError (unsound, or larger than 1,000 km²) or SettingError (a URL).
    """
    now = time.monotonic()
    service = _Service(now, now + deadline_s, silence_s, backoff_s, progress or _nobody)
    clip = (
        _outline(query, service, nominatim_url) if isinstance(query, str) else check_extent(query)
    )
    check_size(clip)
    urls = tuple(filter(None, (url, fallback_url))) if url else _overpass_urls()
    question = overpass_query(clip.bounds, server_seconds=round(max(silence_s - 5, 1)))
    answer = service.ask("fetch", question, urls, doing=msg("Waiting for Overpass"))
    service.hear(0.7, msg("Making the layers"))
    area = area_of(answer.body, host=answer.host, clip=clip, title=title or _title(query))
    service.hear(1.0, msg("Done"))
    return area


def area_of(payload: bytes, *, host: str, clip: Polygon | MultiPolygon, title: str) -> Area:
    """Make an area of a raw answer, clipped to a polygon in EPSG:4326. Raises OnlineError."""
    harvest = parse_overpass_json(payload)
    origin = Origin(
        title=title,
        source=f"OpenStreetMap, Overpass {host}",
        file="Overpass",
        as_of=harvest.as_of or datetime.now(UTC).date(),
        box=clip.bounds,
    )
    return build_area(harvest, origin=origin, clip=clip)


@dataclass(frozen=True, slots=True)
class _Service:
    """How long to wait, and who hears of it; times are on the monotonic clock."""

    began: float
    until: float
    silence_s: float
    backoff_s: float
    hear: Progress

    def ask(self, do: str, query: str, urls: Sequence[str], *, doing: Message) -> Reply:
        """Send one job to the worker, within what is left of the time."""
        left = max(self.until - time.monotonic(), 0.0)
        waits = {"silence_s": self.silence_s, "backoff_s": self.backoff_s, "deadline_s": left}
        job = {"do": do, "query": query, "urls": urls, **waits}
        return ask(job, deadline_s=left, hear=lambda _: self.tell(doing))

    def tell(self, doing: Message) -> None:
        """Tell how much of the time has passed: what is asked of others has no better measure."""
        passed = (time.monotonic() - self.began) / (self.until - self.began)
        self.hear(min(0.7 * passed, 0.7), doing)


def _outline(place: str, service: _Service, url: str | None) -> Polygon | MultiPolygon:
    host = url or os.environ.get("BIVOUAC_NOMINATIM_URL") or NOMINATIM_URL
    found = service.ask("find", place, (host,), doing=msg("Looking the place up"))
    outline = shapely.from_wkb(found.body)
    if isinstance(outline, Polygon | MultiPolygon):
        return check_extent(outline)
    what = msg("{host} knows no outline of “{place}”.", host=host, place=place[:80])
    raise OnlineError(what, msg("Correct the name, or draw a rectangle instead."))


def _overpass_urls() -> tuple[str, ...]:
    named = os.environ.get("BIVOUAC_OVERPASS_URL", "")
    return tuple(url.strip() for url in named.split(",") if url.strip()) or OVERPASS_URLS


def _title(query: Place) -> str:
    if isinstance(query, str):
        return clean(query)
    west, south, east, north = query if isinstance(query, tuple) else query.bounds
    return f"{west:.4f}, {south:.4f}, {east:.4f}, {north:.4f}"


def _nobody(_share: float, _doing: Message) -> None:
    """Hear progress for a caller who does not ask."""
