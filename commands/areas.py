"""Areas: load one from a source, screen its sites."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from shapely.geometry import Polygon

from briefing.spreadsheets.tables import verdicts_csv
from commands.answers import answer, silent, told, write
from commands.options import AreaName, AsJson, Day, language, plan_of
from i18n import msg
from layers.area import Area
from layers.area_folder import write_area
from layers.errors import SettingError
from layers.extent import parse_extent
from layers.library import EXAMPLE, open_any
from layers.sources.embedded import read_paris2024
from layers.sources.osm_file import read_osm_file
from layers.sources.overpass import read_overpass
from plans.situation import screened


def load(
    source: Annotated[str, typer.Argument(help="paris2024, an OSM file, or overpass.")],
    out: Annotated[Path, typer.Option(help="The folder to write.", metavar="AREA")],
    bbox: Annotated[str | None, typer.Option(help="W,S,E,N in degrees.", metavar="BOX")] = None,
    place: Annotated[str | None, typer.Option(help="A place's name, for overpass.")] = None,
    title: Annotated[str | None, typer.Option(help="The area's title.")] = None,
    as_json: AsJson = False,
) -> None:
    """Load an area from a source, and write it as a folder."""
    _check_options(source, bbox=bbox, place=place, title=title)
    area = _read(source, None if bbox is None else parse_extent(bbox), place, title, quiet=as_json)
    write_area(area, out)
    say = language()
    warnings = [say(warning) for warning in area.manifest.warnings]
    answer({"counts": area.counts, "warnings": warnings}, as_json=as_json)


def screen(
    area: AreaName,
    on: Day = None,
    out: Annotated[Path | None, typer.Option(help="A CSV file of all verdicts.")] = None,
    as_json: AsJson = False,
) -> None:
    """Screen the candidate sites of an area by every rule."""
    opened = open_any(area)
    screening = screened(opened, plan_of(opened, on))
    if out:
        write(out, verdicts_csv(opened, screening, say=language()))
    answer(
        {
            "sites": len(screening.outcome),
            **{answer.key: n for answer, n in screening.counts.items()},
            "by_rule": {
                rule: {answer.key: n for answer, n in tally.items()}
                for rule, tally in screening.by_rule.items()
            },
            "on": screening.on.isoformat(),
        },
        as_json=as_json,
    )


def _check_options(source: str, **given: str | None) -> None:
    """Refuse what a source would pass over: nothing that was asked for is dropped silently."""
    for name in _UNUSED.get(source, _UNUSED_BY_FILES):
        if given[name] is not None:
            raise SettingError(
                msg("“{source}” takes no --{option}.", source=source, option=name),
                msg("Leave it out, or choose another source."),
            )


_UNUSED = {EXAMPLE: ("bbox", "place", "title"), "overpass": ()}
_UNUSED_BY_FILES = ("place",)


def _read(
    source: str, extent: Polygon | None, place: str | None, title: str | None, *, quiet: bool
) -> Area:
    """Read a source, with progress on the error stream unless quiet."""
    progress = silent if quiet else told
    if source == EXAMPLE:
        return read_paris2024()
    if source != "overpass":
        return read_osm_file(Path(source), extent=extent, title=title, progress=progress)
    if place is None and extent is None:
        raise SettingError(
            msg("Overpass needs to know which area."), msg("Give --place NAME or --bbox W,S,E,N.")
        )
    return read_overpass(extent or place or "", title=title, progress=progress)
