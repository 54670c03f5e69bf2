"""The record and the plan as one GeoPackage: layers with their styles, the log and the units.

The same record and situation give the same bytes: every date inside is that of the last entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from briefing.geodata.gis_layers import gis_layers
from briefing.geodata.layer_package import Table, layer_package
from briefing.record.record_lines import record_header
from i18n import Language
from plans.chain import canonical
from plans.events import read_event
from plans.forces import muster
from plans.naming import names_in
from plans.situation import Situation

_SEALED = ("at", "author", "scenario", "act", "kind", "reason")


def geopackage(
    situation: Situation, lines: Sequence[str], *, area_key: str, say: Language
) -> bytes:
    """Write the record of an area, and a situation under a plan of it, as a GeoPackage.

    ``lines`` are the record's entries as they were sealed (``Record.lines``).
    """
    rows = [json.loads(line) for line in lines]
    return layer_package(
        gis_layers(situation, say=say),
        _about(situation, say),
        at=_stamp(situation, rows),
        tables=_tables(situation, lines, area_key, say),
    )


def _stamp(situation: Situation, rows: Sequence[Mapping[str, Any]]) -> datetime:
    """Give the instant that the file bears: that of the last entry, else of the plan's day."""
    if rows:
        return datetime.fromisoformat(rows[-1]["at"]).astimezone(UTC)
    return datetime.combine(situation.plan.on, time(), UTC)


def _about(situation: Situation, say: Language) -> dict[str, str]:
    manifest = situation.area.manifest
    return {
        "TITLE": say("Rest zones – {area}", area=manifest.title),
        "PLAN": situation.plan.digest,
        "DAY": situation.plan.on.isoformat(),
        "DATA_OF": manifest.as_of.isoformat(),
        "CREDIT": manifest.credit,
        "LICENCE": manifest.licence,
    }


def _tables(
    situation: Situation, lines: Sequence[str], area_key: str, say: Language
) -> tuple[Table, ...]:
    plan, manifest = situation.plan, situation.area.manifest
    header = record_header(area_key, manifest.title, lines, data_of=manifest.as_of)
    whole = dict.fromkeys(("version", "entries"), "INTEGER")
    told = (*situation.warnings, *situation.remarks)
    about = {**_about(situation, say), "JSON": canonical(plan.as_json())}
    return (
        Table("record", {name: whole.get(name, "TEXT") for name in header}, [[*header.values()]]),
        _events(situation, lines, say),
        _units(situation),
        Table("plan", dict.fromkeys(("name", "value"), "TEXT"), about.items()),
        Table("remarks", {"text": "TEXT"}, [[say(each)] for each in told]),
    )


def _events(situation: Situation, lines: Sequence[str], say: Language) -> Table:
    """Give the log: the columns that are sealed, the seal, and each event in words."""
    texts = dict.fromkeys((*_SEALED, "body", "seal", "told"), "TEXT")
    name_of = names_in(situation.area)
    rows = []
    for plain in map(json.loads, lines):
        told = say(read_event(plain["kind"], plain["body"]).told(name_of))
        cells = (plain[name] for name in ("seq", *_SEALED))
        rows.append((*cells, canonical(plain["body"]), plain["hash"], told))
    return Table("events", {"seq": "INTEGER", **texts}, rows)


def _units(situation: Situation) -> Table:
    """Give the units as they stand on the day."""
    numbers = ("officers", "dogs", "horses", "vehicles")
    rows = [
        (unit.name, unit.point, *(getattr(unit.strength, name) for name in numbers), unit.assumed)
        for unit in muster(situation.plan.forces, situation.plan.on).units
    ]
    columns = {"name": "TEXT", "point": "TEXT", **dict.fromkeys(numbers, "INTEGER")}
    return Table("units", {**columns, "assumed": "INTEGER"}, rows)
