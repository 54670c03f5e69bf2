"""How a layer is drawn, as a QGIS style (QML): a symbol for each look, with its words."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from layers.schema import Style

LOOK = "look"  # the column that says how a row is drawn
_VERSION = "3.22.0"
_GEOMETRY = {"Point": ("marker", "0"), "Line": ("line", "1"), "Polygon": ("fill", "2")}
_SHAPES = {"circle": "circle", "square": "square", "triangle": "triangle", "diamond": "diamond"}
_SHORT, _OPAQUE = 7, "ff"  # a colour without its share of opacity
_NAMED_FROM = 25_000  # names are drawn from this scale on: farther out they hide the map


def qml(
    styles: Mapping[str, Style], words: Mapping[str, str], *, shape: str, named: bool = True
) -> str:
    """Write the style of a layer of Point, Line or Polygon.

    ``styles`` are by look, ``words`` name each look in the legend; ``named`` draws the names too.
    """
    kind, number = _GEOMETRY[shape]
    root = ET.Element(
        "qgis",
        version=_VERSION,
        styleCategories="Symbology|Labeling",
        labelsEnabled="1" if named else "0",
    )
    renderer = ET.SubElement(
        root,
        "renderer-v2",
        {"type": "categorizedSymbol", "attr": LOOK, "forceraster": "0", "symbollevels": "0"},
    )
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for place, (look, style) in enumerate(styles.items()):
        label = words.get(look, look)
        given = {"value": look, "label": label, "symbol": str(place), "render": "true"}
        ET.SubElement(categories, "category", {**given, "type": "string"})
        _symbol(symbols, str(place), kind, style)
    if named:
        _names(root)
    ET.SubElement(root, "layerGeometryType").text = number
    return "<!DOCTYPE qgis>\n" + ET.tostring(root, encoding="unicode")


def _symbol(parent: ET.Element, name: str, kind: str, style: Style) -> None:
    symbol = ET.SubElement(parent, "symbol", {"type": kind, "name": name, "alpha": "1"})
    drawn, options = _DRAWN[kind](style)
    given = {"class": drawn, "enabled": "1", "locked": "0", "pass": "0"}
    _options(ET.SubElement(symbol, "layer", given), options)


def _marker(style: Style) -> tuple[str, dict[str, str]]:
    return "SimpleMarker", {
        "name": _SHAPES.get(style.shape, "circle"),
        "size": str(style.radius * 2),
        "size_unit": "Pixel",
        "color": _rgba(style.fill),
        **_outline(style),
    }


def _line(style: Style) -> tuple[str, dict[str, str]]:
    return "SimpleLine", {
        "line_color": _rgba(style.colour),
        "line_width": str(style.weight),
        "line_width_unit": "Pixel",
        "line_style": "dash" if style.dash else "solid",
    }


def _fill(style: Style) -> tuple[str, dict[str, str]]:
    filled = "solid" if style.fill else "no"
    return "SimpleFill", {"color": _rgba(style.fill), "style": filled, **_outline(style)}


_DRAWN = {"marker": _marker, "line": _line, "fill": _fill}


def _outline(style: Style) -> dict[str, str]:
    return {
        "outline_color": _rgba(style.colour),
        "outline_width": str(style.weight),
        "outline_width_unit": "Pixel",
        "outline_style": "dash" if style.dash else "solid",
    }


def _rgba(colour: str) -> str:
    """Write ``#rrggbb`` or ``#rrggbbaa`` as QGIS does; no colour is wholly clear."""
    if not colour:
        return "255,255,255,0"
    whole = colour if len(colour) > _SHORT else colour + _OPAQUE
    return ",".join(str(int(whole[n : n + 2], 16)) for n in (1, 3, 5, 7))


def _names(root: ET.Element) -> None:
    """Draw each row's name beside it, close enough to be read."""
    settings = ET.SubElement(ET.SubElement(root, "labeling", type="simple"), "settings")
    given = {"fieldName": "name", "fontSize": "9", "textColor": "51,51,51,255"}
    text = ET.SubElement(settings, "text-style", {**given, "isExpression": "0"})
    halo = {"bufferDraw": "1", "bufferSize": "1", "bufferColor": "255,255,255,255"}
    ET.SubElement(text, "text-buffer", halo)
    # QGIS writes the far end of the range as scaleMax, though a map there is at its smallest.
    scale = {"scaleVisibility": "1", "scaleMin": "0", "scaleMax": str(_NAMED_FROM)}
    ET.SubElement(settings, "rendering", scale)


def _options(parent: ET.Element, options: Mapping[str, str]) -> None:
    table = ET.SubElement(parent, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(table, "Option", {"name": name, "type": "QString", "value": value})
