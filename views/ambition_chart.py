"""The price of ambition as a chart: who is served, and how far they go, with each zone more.

It is read without colour: the three lines differ in their dashes and bear their word, the plan is a
square with its own. The table below says the same in figures.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from gis.siting.explain.ambition import Axis, Curve, CurvePoint
from i18n import Language
from views.text import NOTHING, plain, table_height

_INK = "#222222"
_HEIGHT = 200
_PLAN = "#b34700"
_ABOVE = (10, -8, -8)  # pixels: the words of the lower two lines keep apart
_DASHES = ([1, 0], [6, 3], [2, 2])


def ambition_chart(curve: Curve, *, say: Language, unit: str) -> None:
    """Draw the curve's two parts, and its table folded away."""
    if not curve.whole:
        st.caption(say("Stopped before the end: the curve has fewer points, or fewer proofs."))
    for part, spec in enumerate(charts(curve, say=say, unit=unit)):
        st.vega_lite_chart(spec, width="stretch", key=f"ambition-{curve.axis}-{part}")
    if curve.present:
        st.caption(say("Square: the plan as it is."))
    if not all(point.proven for point in curve.points):
        st.caption(say("Hollow points: not proven best."))
    for remark in curve.remarks:
        st.caption(plain(say(remark)))
    with st.expander(say("The same in figures")):
        rows = [_row(point, say, unit) for point in curve.points]
        st.dataframe(rows, hide_index=True, placeholder=NOTHING, height=table_height(len(rows)))


def charts(curve: Curve, *, say: Language, unit: str) -> tuple[dict[str, Any], ...]:
    """Give both parts as Vega-Lite: the share served, and the travel."""
    return tuple(
        {
            "description": _described(curve, say),
            "height": _HEIGHT,
            "layer": layers,
            "config": {
                "axis": {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 12},
                "view": {"stroke": None},
            },
        }
        for layers in (_share(curve, say, unit), _travel(curve, say, unit))
    )


def _described(curve: Curve, say: Language) -> str:
    """Say the chart in words, for who hears it."""
    if not curve.points:
        return say(curve.axis.label)
    first, last = curve.points[0], curve.points[-1]
    return say(
        "{axis}: {share} of the officers served at {first}, {others} at {last}.",
        axis=curve.axis.label,
        share=say.percent(first.share),
        first=say.number(_at(curve, first), 0),
        others=say.percent(last.share),
        last=say.number(_at(curve, last), 0),
    )


def _at(curve: Curve, point: CurvePoint) -> float:
    return float(point.zones if curve.axis is Axis.ZONES else point.cutoff)


def _share(curve: Curve, say: Language, unit: str) -> list[dict[str, Any]]:
    title = say("Officers served (%)")
    rows = [
        {"x": _at(curve, point), "y": round(100 * point.share, 1), "proven": point.proven}
        for point in curve.points
    ]
    encoding = _encoding(curve, say, unit, title)
    fill = {"condition": {"test": "datum.proven", "value": _INK}, "value": "#ffffff"}
    return [
        {"data": {"values": rows}, "mark": {"type": "line", "color": _INK}, "encoding": encoding},
        {
            "data": {"values": rows},
            "mark": {"type": "point", "size": 30, "stroke": _INK, "opacity": 1},
            "encoding": {**encoding, "fill": fill},
        },
        *_plan(curve, say, encoding, [100 * curve.present.share] if curve.present else [], dy=16),
    ]


def _travel(curve: Curve, say: Language, unit: str) -> list[dict[str, Any]]:
    title = say("Travel (min)") if unit == "minutes" else say("Travel (m)")
    encoding = _encoding(curve, say, unit, title)
    names = (say("Mean"), say("90 % within"), say("Worst"))
    layers: list[dict[str, Any]] = []
    for n, (name, dash) in enumerate(zip(names, _DASHES, strict=True)):
        rows = [
            {"x": _at(curve, point), "y": round(_spent(point)[n], 1), "what": name}
            for point in curve.points
        ]
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "line", "color": _INK, "strokeDash": dash},
                "encoding": encoding,
            }
        )
        layers.append(
            {
                "data": {"values": rows[-1:]},
                "mark": {
                    "type": "text",
                    "text": name,
                    "align": "right",
                    "dy": _ABOVE[n],
                    "color": _INK,
                },
                "encoding": encoding,
            }
        )
    return [
        *layers,
        *_plan(curve, say, encoding, _spent(curve.present) if curve.present else [], dy=-14),
    ]


def _spent(point: CurvePoint) -> list[float]:
    return [point.mean, point.p90, point.worst]


def _plan(
    curve: Curve, say: Language, encoding: dict[str, Any], values: list[float], *, dy: int
) -> list[dict[str, Any]]:
    """Mark the plan as it is; it stands at its own zones or at its own cutoff."""
    if curve.present is None:
        return []
    rows = [{"x": _at(curve, curve.present), "y": round(value, 1)} for value in values]
    mark = {"type": "point", "shape": "square", "filled": True, "size": 90, "color": _PLAN}
    word = {"type": "text", "text": say("Plan as it is"), "dy": dy, "color": _PLAN}
    return [
        {"data": {"values": rows}, "mark": {**mark, "opacity": 1}, "encoding": encoding},
        {"data": {"values": rows[-1:]}, "mark": word, "encoding": encoding},
    ]


def _encoding(curve: Curve, say: Language, unit: str, title: str) -> dict[str, Any]:
    axis = _axis(curve, say, unit)
    return {
        "x": {"field": "x", "type": "quantitative", "title": axis},
        "y": {"field": "y", "type": "quantitative", "title": title, "scale": {"zero": False}},
        "tooltip": [
            {"field": "x", "type": "quantitative", "title": axis},
            {"field": "y", "type": "quantitative", "title": title},
        ],
    }


def _axis(curve: Curve, say: Language, unit: str) -> str:
    if curve.axis is Axis.ZONES:
        return say("Number of zones")
    return say("Standard (minutes)") if unit == "minutes" else say("Standard (metres)")


def _row(point: CurvePoint, say: Language, unit: str) -> dict[str, Any]:
    one = 1 if unit == "minutes" else 0
    return {
        say("Zones"): point.zones,
        say("Standard (minutes)") if unit == "minutes" else say("Standard (metres)"): round(
            point.cutoff, one
        ),
        say("Officers served"): say.percent(point.share),
        say("Proven best"): point.proven,
        say("Mean"): round(point.mean, one),
        say("90 % within"): round(point.p90, one),
        say("Worst"): round(point.worst, one),
    }
