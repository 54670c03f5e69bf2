"""The whole board of a wall as one document: a browser shows it page by page, with no server."""

from __future__ import annotations

import json

from briefing.content.brief import Brief
from briefing.content.imprint import plan_words
from briefing.wall.panels import Told, panels
from briefing.wall.showing import ShownDay
from i18n import msgs


def board(told: Told, *, shown: ShownDay, scenario: str, old: str) -> bytes:
    """Write the board as JSON; the same to tell gives the same bytes.

    ``panels`` have ``key``, ``title`` and ``pages``, which are HTML made of escaped texts; all
    else is plain text. ``scenario`` is empty for the main one, ``old`` where the data are fresh.
    What no longer counts of the plan stands on the panel of health.
    """
    brief = told.brief
    say, imprint = brief.say, brief.imprint
    document = {
        "lang": say.code,
        "title": imprint.title,
        "scenario": scenario,
        "day": say(shown.told),
        "old": old,
        "imprint": [
            plan_words(imprint, say),
            imprint.standard,
            imprint.travel,
            imprint.data,
            imprint.credit,
            say("For: {audience}", audience=imprint.audience),
            *_assumed(brief),
        ],
        "panels": [
            {"key": each.key, "title": each.title, "pages": each.pages} for each in panels(told)
        ],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _assumed(brief: Brief) -> tuple[str, ...]:
    """Tell of how many places on the wall the officers are assumed; nothing where of none."""
    count = int(brief["places"]["assumed"].sum())
    told = msgs(
        "The officers of one place are assumed.", "The officers of {n} places are assumed.", count
    )
    return (brief.say(told),) if count else ()
