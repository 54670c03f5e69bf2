"""The chart of a season: officers on duty and the share of them served, day by day.

It is drawn by what Streamlit brings along and asks nobody for anything. It is read without colour:
served and unserved officers differ in lightness, the two marked days in their line and their word.
The table of days beside it says the same in figures.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from i18n import Language
from plans.calendar import Calendar

_DARK, _LIGHT, _INK = "#1f4e79", "#b9c6d3", "#222222"
_DAY = "%d/%m"  # figures alone: the names of months would be English
_DUTY_HEIGHT, _SHARE_HEIGHT = 200, 170
_MARKED_ROOM = 1.15  # room above the highest day for the words of the marked days


def season_chart(calendar: Calendar, *, on: date, say: Language) -> None:
    """Draw both parts of the chart with the day looked at and the worst day marked."""
    # Two charts, not one of two parts: only a single one keeps within the width of the page.
    for part, spec in enumerate(charts(calendar, on=on, say=say)):
        st.vega_lite_chart(spec, width="stretch", key=f"season-chart-{part}")
    st.caption(say("Dark: officers served. Light: officers not served. Line: share served."))


def charts(calendar: Calendar, *, on: date, say: Language) -> tuple[dict[str, Any], ...]:
    """Give the chart's two parts as Vega-Lite: officers on duty, and the share served."""
    described = {
        "description": _described(calendar, on=on, say=say),
        "config": {
            "axis": {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 12},
            "view": {"stroke": None},
        },
    }
    parts = ((_duty(calendar, say), _DUTY_HEIGHT), (_share(calendar, say), _SHARE_HEIGHT))
    marks = _marked(calendar, on=on, say=say)
    return tuple(
        {**described, "height": height, "layer": [*layers, *marks]} for layers, height in parts
    )


def _described(calendar: Calendar, *, on: date, say: Language) -> str:
    """Say the chart in words, for who hears it."""
    worst = calendar.worst
    return say(
        "Officers on duty and the share of them served, day by day. Day looked at: {day}. Worst "
        "day: {worst}.",
        day=on,
        worst=worst.on if worst else None,
    )


def _duty(calendar: Calendar, say: Language) -> list[dict[str, Any]]:
    words = (say("Served"), say("Not served"))
    rows = [
        {"day": _written(day.on), "officers": n, "what": what, "rank": rank}
        for day in calendar.days
        for rank, (what, n) in enumerate(zip(words, (day.covered, day.not_covered), strict=True))
    ]
    highest = max((day.officers for day in calendar.days), default=0)
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "width": {"band": 0.9}},
            "encoding": {
                "x": _days_axis(),
                "y": {
                    "field": "officers",
                    "type": "quantitative",
                    "title": say("Officers on duty"),
                    "axis": {"format": "d"},  # a comma in thousands is English
                    "scale": {"domain": [0, max(1, highest * _MARKED_ROOM)], "nice": False},
                },
                "color": {
                    "field": "what",
                    "type": "nominal",
                    "legend": None,
                    "scale": {"domain": list(words), "range": [_DARK, _LIGHT]},
                },
                "order": {"field": "rank"},
                "tooltip": [
                    _tip("day", "temporal", say("Day"), format=_DAY),
                    _tip("what", "nominal", say("Officers")),
                    _tip("officers", "quantitative", say("How many")),
                ],
            },
        }
    ]


def _share(calendar: Calendar, say: Language) -> list[dict[str, Any]]:
    rows = [
        {"day": _written(day.on), "share": None if day.share is None else round(100 * day.share, 1)}
        for day in calendar.days
    ]
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "line", "color": _INK, "interpolate": "step", "strokeWidth": 2},
            "encoding": {
                "x": {**_days_axis(), "bandPosition": 0.5},
                "y": {
                    "field": "share",
                    "type": "quantitative",
                    "title": say("Share served (%)"),
                    "scale": {"domain": [0, 100]},
                },
                "tooltip": [
                    _tip("day", "temporal", say("Day"), format=_DAY),
                    _tip("share", "quantitative", say("Share served (%)")),
                ],
            },
        }
    ]


def _marked(calendar: Calendar, *, on: date, say: Language) -> list[dict[str, Any]]:
    """Mark the day looked at by a whole line and the worst by a broken one, each with its word."""
    worst = calendar.worst
    marks = [(on, say("Day looked at"), [1, 0])] if calendar.of(on) else []
    marks += [(worst.on, say("Worst day"), [4, 3])] if worst else []
    middle = calendar.days[len(calendar.days) // 2].on
    return [
        layer
        for place, (day, word, dash) in enumerate(marks)
        for layer in (
            _layer({"type": "rule", "color": _INK, "strokeWidth": 2, "strokeDash": dash}, day),
            _layer(
                {
                    "type": "text",
                    "text": word,
                    "color": _INK,
                    "align": "left" if day < middle else "right",
                    "baseline": "top",
                    "dx": 4 if day < middle else -4,
                    "y": 2 + 14 * place,
                    "fontSize": 12,
                },
                day,
            ),
        )
    ]


def _layer(mark: dict[str, Any], day: date) -> dict[str, Any]:
    return {
        "data": {"values": [{"day": _written(day)}]},
        "mark": mark,
        "encoding": {"x": {**_days_axis(), "bandPosition": 0.5}},
    }


def _days_axis() -> dict[str, Any]:
    return {
        "field": "day",
        "type": "temporal",
        "timeUnit": "utcyearmonthdate",
        "title": None,
        "axis": {"format": _DAY},
    }


def _tip(field: str, kind: str, title: str, **more: str) -> dict[str, str]:
    return {"field": field, "type": kind, "title": title, **more}


def _written(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"  # a bare day would be read in the browser's own time zone
