"""The plan of a day, rebuilt from the record alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from commands.answers import answer, write
from commands.options import AsJson, day_of, language
from commands.sources import AreaKey, RecordFile, ScenarioName, scenario_of, source_of
from i18n import Message, msg, msgs
from layers.errors import SettingError
from plans.claims import ClaimRow
from plans.entry import MAIN, Entry
from plans.events import Unknown
from plans.forces import muster
from plans.plan import Plan, opening_of
from plans.state import known, state

CLOCK = ZoneInfo("Europe/Paris")  # days end, and hours without a zone are read, by this clock

app = typer.Typer(no_args_is_help=True, help="The plan of a day, rebuilt from the record.")


@app.command("as-of")
def as_of(
    day: Annotated[str, typer.Argument(help="The day, YYYY-MM-DD.", metavar="DATE")],
    record: RecordFile = None,
    area: AreaKey = None,
    known_at: Annotated[
        str | None, typer.Option(help="As known at this moment.", metavar="INSTANT")
    ] = None,
    scenario: ScenarioName = MAIN,
    out: Annotated[
        Path | None, typer.Option(help="A file for the whole plan.", metavar="FILE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Rebuild a day's plan, as it was known at the end of that day."""
    on = day_of(day)
    at = datetime.combine(on, time.max, CLOCK) if known_at is None else instant_of(known_at)
    source = source_of(record, area)
    entries = known(source.entries, at)
    line = scenario_of(entries, scenario)
    plan = state(entries, on=on, scenario=line)
    if out:
        text = json.dumps(plan.as_json(), ensure_ascii=False, indent=1)
        write(out, f"{text}\n".encode())
    told = {
        "area": source.area,
        "scenario": line,
        "on": on.isoformat(),
        "known_at": at.astimezone(UTC).isoformat(),
        "entries": len(entries),
        "digest": plan.digest,
        **_told(plan),
        "warnings": [language()(warning) for warning in _warnings(entries, plan)],
    }
    answer(told, as_json=as_json)


def instant_of(word: str) -> datetime:
    """Read an instant; without a zone it is Paris time, a day alone ends. Raises SettingError."""
    try:
        if len(word) == len("YYYY-MM-DD"):
            return datetime.combine(day_of(word), time.max, CLOCK)
        found = datetime.fromisoformat(word)
        return (found if found.tzinfo else found.replace(tzinfo=CLOCK)).astimezone(UTC)
    except (ValueError, OverflowError) as cause:
        raise SettingError(
            msg("“{word}” is no moment.", word=word),
            msg("Write it as 2024-07-03T18:00, or with a zone as 2024-07-03T16:00Z."),
        ) from cause


def _told(plan: Plan) -> dict[str, Any]:
    """Tell a plan on its day: what the record decides, without the data of the area."""
    units = muster(plan.forces, plan.on).units
    return {
        "picks": list(plan.picks),
        "open": [site for site in plan.picks if opening_of(plan, site).serves(plan.on)],
        "locked": list(plan.locked),
        "announced": list(plan.announced),
        "units": [
            {"unit": unit.name, "point": unit.point, **asdict(unit.strength)} for unit in units
        ],
        "officers": sum(unit.strength.officers for unit in units),
        "closures": [closure.id for closure in plan.closures if closure.in_force(plan.on)],
        "claims": [claim.id for claim in plan.claims if _holds(claim, plan)],
        "lifted_claims": list(plan.lifted_claims),
    }


def _holds(claim: ClaimRow, plan: Plan) -> bool:
    begun = claim.starts is None or claim.starts <= plan.on
    return begun and (claim.ends is None or plan.on <= claim.ends)


def _warnings(entries: Sequence[Entry], plan: Plan) -> tuple[Message, ...]:
    """Name what the record holds and the plan does not heed."""
    strange = tuple(str(each.seq) for each in entries if isinstance(each.event, Unknown))
    unheeded = tuple(dict.fromkeys(each.unit for each in muster(plan.forces, plan.on).unheeded))
    told = (
        msgs(
            "One entry is of a kind that this version does not know, and counts for nothing: "
            "{numbers}.",
            "{n} entries are of kinds that this version does not know, and count for nothing: "
            "{numbers}.",
            len(strange),
            numbers=strange,
        ),
        msgs(
            "The movements of one unit cannot all be followed: {units}.",
            "The movements of {n} units cannot all be followed: {units}.",
            len(unheeded),
            units=unheeded,
        ),
    )
    return tuple(each for each in told if each.count)
