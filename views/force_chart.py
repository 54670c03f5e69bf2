"""The officers of all units by day: as recorded, and with the events of a sheet.

Read without colour: the line as recorded is broken. The days are in figures alone, since the names
of months would be English.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from i18n import Language
from plans.force_preview import Preview

_DAY = "%d/%m"
_HEIGHT = 240  # with axis and legend
_COLOURS = ("#5b6b7a", "#1f4e79")
_DASHES = ((4, 3), (1, 0))


def force_chart(seen: Preview, say: Language) -> None:
    """Draw both lines."""
    st.vega_lite_chart(chart(seen, say), width="stretch")


def chart(seen: Preview, say: Language) -> dict[str, Any]:
    """Give the chart as Vega-Lite; a day is a step, since units come and go with days."""
    words = [say("As recorded"), say("With these events")]
    rows = [
        # A bare day would be read in the browser's own time zone.
        {"day": f"{day.on.isoformat()}T00:00:00Z", "what": what, "officers": n}
        for day in seen.days
        for what, n in zip(words, (day.before, day.after), strict=True)
    ]
    return {
        "description": say("Officers of units by day"),
        "height": _HEIGHT,
        "data": {"values": rows},
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "timeUnit": "utcyearmonthdate",
                "title": None,
                "axis": {"format": _DAY},
            },
            "y": {
                "field": "officers",
                "type": "quantitative",
                "title": say("Officers"),
                "axis": {"format": "d"},
            },
            "color": _told_apart(words, _COLOURS),
            "strokeDash": _told_apart(words, _DASHES),
            "tooltip": [
                {"field": "day", "type": "temporal", "title": say("Day"), "format": _DAY},
                {"field": "what", "type": "nominal", "title": ""},
                {"field": "officers", "type": "quantitative", "title": say("Officers")},
            ],
        },
    }


def _told_apart(words: Sequence[str], looks: Sequence[object]) -> dict[str, Any]:
    return {
        "field": "what",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(words), "range": list(looks)},
        "legend": {"orient": "bottom"},
    }
