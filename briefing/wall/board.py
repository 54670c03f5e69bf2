"""The whole board of a wall as one document: a browser shows it page by page, with no server."""

from __future__ import annotations

import json

from briefing.content.imprint import plan_words
from briefing.wall.panels import Told, panels
from briefing.wall.showing import ShownDay


def board(told: Told, *, shown: ShownDay, scenario: str, old: str) -> bytes:
    """Write the board as JSON; the same to tell gives the same bytes.

    ``panels`` have ``key``, ``title`` and ``pages``, which are HTML made of escaped texts; all
    else is plain text. ``scenario`` is empty for the main one, ``old`` where the data are fresh.
    Of the brief's warnings the last is shown; what no longer counts stands on the panel of health.
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
            *brief.warnings[-1:],
        ],
        "panels": [
            {"key": each.key, "title": each.title, "pages": each.pages} for each in panels(told)
        ],
    }
    return json.dumps(document, ensure_ascii=False).encode()
