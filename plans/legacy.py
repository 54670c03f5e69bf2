"""Plans that were kept before there was a record: ``plans/KEY.json``, taken in as one act."""

from __future__ import annotations

import json
from pathlib import Path

from i18n import msg
from layers.errors import StorageError
from plans.entry import Act, Entry
from plans.events import PlanTakenIn
from plans.plan import Plan
from plans.record import Record

AUTHOR = "import"


def taken_in(record: Record, area_key: str, folder: Path) -> tuple[Entry, ...]:
    """Take an area's old plan (``folder/KEY.json``) into its record, if that is empty.

    The file stays where it is. Gives what was recorded: nothing where there is no such file, or
    the record has entries. Raises StorageError for a file that is no plan.
    """
    file = folder / f"{area_key}.json"
    if not file.is_file() or record.head(area_key):
        return ()
    act = Act(AUTHOR, (PlanTakenIn(_read(file)),), reason=f"{folder.name}/{file.name}")
    return record.begin(area_key, act)


def _read(file: Path) -> Plan:
    try:
        return Plan.from_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise StorageError(
            msg("The plan in {file} cannot be read.", file=str(file)),
            msg("Move that file aside to begin a new plan, and keep it for a repair."),
        ) from cause
