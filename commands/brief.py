"""Brief: the pack of a briefing, for one audience, in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from briefing.content.audiences import Audience, Item, Subject
from briefing.content.brief import brief_of
from briefing.content.ways import Ways, ways_of
from briefing.pack.folder import write_pack
from briefing.pack.form import Form
from briefing.pack.making import items_named, items_of
from briefing.sheets.files import DPI
from commands.answers import answer, told
from commands.options import AreaName, AsJson, Day, PaceFile, day_of, language, language_of, pace_of
from commands.planned import read_plan, situation_under, warnings_of
from gis.ground import ground_of
from gis.siting.watch import Progress, Watch
from i18n import msg
from layers.errors import SettingError
from layers.library import ORDERS, home, open_any
from plans.health import health
from plans.plan import Plan
from plans.situation import Situation

# What a machine of two cores has room for; further ones bring little, for few items take long.
WORKERS = 2


def brief(
    area: AreaName,
    plan: Annotated[
        Path, typer.Option(help="A plan, as plan as-of --out writes it.", metavar="FILE")
    ],
    audience: Annotated[str, typer.Option(help="For whom the pack is.", metavar="WORD")],
    out: Annotated[Path, typer.Option(help="A new folder for the pack.", metavar="DIR")],
    lang: Annotated[str, typer.Option(help="fr or en.")] = "fr",
    only: Annotated[
        str | None, typer.Option(help="Some items, parted by commas.", metavar="ITEMS")
    ] = None,
    since: Annotated[
        Path | None, typer.Option(help="The plan of the last briefing.", metavar="FILE")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(help="A unit leader's own place; may be given again.", metavar="ID"),
    ] = None,
    on: Day = None,
    paper: Annotated[str, typer.Option(help="A4, A3, A2 or A1.", metavar="SIZE")] = "A3",
    portrait: Annotated[bool, typer.Option("--portrait", help="Sheets upright.")] = False,
    dpi: Annotated[int, typer.Option(help="Dots an inch of pictures.", metavar="N")] = DPI,
    pace: PaceFile = None,
    workers: Annotated[
        int, typer.Option(help="Processes that make items side by side.", metavar="N")
    ] = WORKERS,
    as_json: AsJson = False,
) -> None:
    """Make the pack of a briefing for one audience."""
    form, say = Form(paper=paper, landscape=not portrait, dpi=dpi), language_of(lang)
    reader = _audience(audience)
    items = items_of(reader, None if only is None else items_named(only.split(",")))
    own = frozenset(place) if place else None
    opened = open_any(area)
    decided = _plan(plan, on)
    situation = situation_under(opened, decided, pace)
    made_for = brief_of(
        situation,
        audience=reader,
        say=say,
        before=None if since is None else situation_under(opened, read_plan(since), pace),
        # The plan's own day, not today's: the same plan gives the same pack.
        concerns=health(situation, today=decided.on),
        places=own,
        ways=_ways(situation, reader, own, pace),
    )
    files = write_pack(
        made_for,
        out,
        only=items,
        form=form,
        workers=max(1, workers),
        watch=Watch() if as_json else Watch(tell=_progress(items)),
    )
    answer(
        {
            "out": str(out),
            "plan": made_for.imprint.plan,
            "checksum": made_for.imprint.checksum,
            "bytes": sum(each.bytes for each in files),
            "files": [each.as_json() for each in files],
            "warnings": [language()(each) for each in warnings_of(situation)],
        },
        as_json=as_json,
    )


def _plan(file: Path, on: str | None) -> Plan:
    """Read a plan, and look at it on another day where one is given."""
    found = read_plan(file)
    return found if on is None else replace(found, on=day_of(on))


def _ways(
    situation: Situation, audience: Audience, own: frozenset[str] | None, pace: Path | None
) -> Ways | None:
    """Draw the ways of whoever is told of them."""
    if Subject.WAYS not in audience.told:
        return None
    paced, mode = situation.plan.paced(pace_of(pace)), situation.plan.standard.mode
    roads = ground_of(situation.area, mode=mode, orders=home() / ORDERS, pace=paced)
    return ways_of(situation, places=own, roads=roads)


def _audience(word: str) -> Audience:
    """Read an audience. Raises SettingError."""
    try:
        return Audience(word)
    except ValueError as cause:
        raise SettingError(
            msg("There is no audience “{word}”.", word=word),
            msg("Use one of: {words}.", words=tuple(map(str, Audience))),
        ) from cause


def _progress(items: Sequence[Item]) -> Callable[[Progress], None]:
    """Tell a person which item is being made."""

    def tell(progress: Progress) -> None:
        done = int(progress.incumbent)
        doing = items[done].label if done < len(items) else msg("The pack is made")
        told(done / len(items), doing)

    return tell
