"""Force events as a table on screen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from gis.strength import STRENGTH_NAMES
from i18n import Language
from plans.forces import ForceEvent
from plans.naming import NameOf


def event_rows(events: Sequence[ForceEvent], name_of: NameOf, say: Language) -> pd.DataFrame:
    """Give a row an event: its day, what happens in words, what comes along, and on whose word."""
    return pd.DataFrame(
        {
            say("Day"): [event.on for event in events],
            say("Assumed"): [event.assumed for event in events],
            say("What happens"): [say(event.told(name_of)) for event in events],
            **{
                say(title): [getattr(event.strength, name) for event in events]
                for name, title in STRENGTH_NAMES.items()
                if name != "officers"  # the words tell them
            },
            say("Source"): [event.source for event in events],
        }
    )
