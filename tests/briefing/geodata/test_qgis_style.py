"""A style for QGIS has a symbol for each look, in our colours, and no word of it is markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from briefing.geodata.qgis_style import qml
from layers.schema import Style

LOOKS = {
    "full": Style(colour="#00553e", fill="#009e73", shape="diamond", radius=5, weight=2),
    "clear": Style(colour="#b03a2e", fill="", dash="2 2"),
    "faint": Style(colour="#000000", fill="#7b1e3a66"),
}


def style(shape: str, words: dict[str, str] | None = None, *, named: bool = True) -> ET.Element:
    """Write a style and read it back."""
    return ET.fromstring(qml(LOOKS, words or {}, shape=shape, named=named))  # noqa: S314 - our own


def options(root: ET.Element) -> list[dict[str | None, str | None]]:
    """Give the settings of each symbol, in their order."""
    layers = root.iter("layer")
    return [{o.get("name"): o.get("value") for o in each.iter("Option")} for each in layers]


@pytest.mark.parametrize(
    ("shape", "kind", "drawn", "number"),
    [
        ("Point", "marker", "SimpleMarker", "0"),
        ("Line", "line", "SimpleLine", "1"),
        ("Polygon", "fill", "SimpleFill", "2"),
    ],
)
def test_each_shape_has_its_symbol(shape: str, kind: str, drawn: str, number: str) -> None:
    root = style(shape)
    assert {each.get("type") for each in root.iter("symbol")} == {kind}
    assert {each.get("class") for each in root.iter("layer")} == {drawn}
    assert root.findtext("layerGeometryType") == number


def test_colours_are_ours_and_none_is_clear() -> None:
    full, clear, faint = options(style("Point"))
    assert (full["color"], full["outline_color"]) == ("0,158,115,255", "0,85,62,255")
    assert (full["name"], full["size"]) == ("diamond", "10")
    assert (clear["color"], clear["outline_style"]) == ("255,255,255,0", "dash")
    assert faint["color"] == "123,30,58,102"
    assert [each["style"] for each in options(style("Polygon"))] == ["solid", "no", "solid"]


def test_the_legend_s_words_are_texts() -> None:
    hostile = "<script>alert('1')</script> & \"more\" \u202e 🚓"
    categories = list(style("Point", {"full": hostile}).iter("category"))
    assert [each.get("label") for each in categories] == [hostile, "clear", "faint"]
    assert [each.get("value") for each in categories] == list(LOOKS)


def test_names_are_drawn_close_by_and_are_no_expressions() -> None:
    root = style("Point")
    text = next(root.iter("text-style"))
    assert (text.get("fieldName"), text.get("isExpression")) == ("name", "0")
    assert next(root.iter("rendering")).get("scaleMax") == "25000"
    assert root.get("labelsEnabled") == "1"
    bare = style("Point", named=False)
    assert bare.get("labelsEnabled") == "0"
    assert bare.find("labeling") is None
