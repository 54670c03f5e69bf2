"""The map of a drawing, defined in folium: its layers, its controls and where it looks first."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import folium
from branca.element import MacroElement
from folium.features import Control
from folium.template import Template

from briefing.drawing.drawing import Drawing, DrawnLayer
from briefing.drawing.route_layer import ROUTES
from briefing.html.map_cards import Card
from briefing.html.map_labels import labels_of
from briefing.html.map_layers import PICKED, first_view
from i18n import Language

NEAREST = 19  # Leaflet zoom levels; without tiles nothing else bounds them
FARTHEST = 6
_OPENS_TEMPLATE = re.compile(r"{(?=[{%#])")
_TOLD_ELSEWHERE = {PICKED, ROUTES}  # what they are about is on another layer, by the same name
_STEP = 0.25  # of a level: there are no tiles to keep sharp, so the frame can fit closely


def folium_map(
    drawing: Drawing,
    layers: Sequence[DrawnLayer],
    *,
    title: str,
    cards: Mapping[str, Mapping[str, Card]],
    say: Language,
) -> folium.Map:
    """Define the map of ``layers`` (see ``map_layers.pile``), framed around all picked zones.

    ``cards`` are by layer and id; the card of a feature without one is its name and its tip.

    It has no tiles, no popup and no tooltip of folium's own: those would write names as markup.
    """
    west, south, east, north = first_view(drawing)
    whole = folium.Map(
        location=((south + north) / 2, (west + east) / 2),
        tiles=None,
        zoom_control=False,
        attributionControl=False,
        zoomSnap=_STEP,
        minZoom=FARTHEST,
        maxZoom=NEAREST,
    )
    whole.add_child(_Opening(title, [[south, west], [north, east]], cards, say))
    # Without a position: folium 0.20 would pass all four corners on and lose every other option.
    whole.add_child(Control("Zoom", zoomInTitle=say("Zoom in"), zoomOutTitle=say("Zoom out")))
    whole.add_child(Control("Scale", imperial=False, maxWidth=160))
    for height, layer in enumerate(layers):
        whole.add_child(_OnMap(layer, height))
    return whole


class _Opening(MacroElement):
    """Hand the map over to the scripts in ``assets``, with its frame and its words."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "bivouac.open({{ this._parent.get_name() }}, {{ this.options }});"
        "{% endmacro %}"
    )

    def __init__(
        self,
        title: str,
        frame: list[list[float]],
        cards: Mapping[str, Mapping[str, Card]],
        say: Language,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca's types are partial
        self._name = "Opening"
        words = {"close": say("Close"), "nothing": say("No name here holds these letters.")}
        whole = {
            layer: {one: _card(card) for one, card in of.items()} for layer, of in cards.items()
        }
        opening = {"title": title, "frame": frame, "words": words, "cards": whole}
        self.options = as_script(opening)


class _OnMap(folium.map.Layer):
    """One drawn layer; the scripts in ``assets`` give it its shapes, and write names as text.

    folium.GeoJson would do it with a switch over all features, and its tooltips write markup.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = bivouac.layer("
        "{{ this.options }}, {{ this.features }}, {{ this.labels }});"
        "{% endmacro %}"
    )

    def __init__(self, layer: DrawnLayer, height: int) -> None:
        super().__init__(name=layer.title, overlay=True, show=layer.shown)
        self._name = "Drawn"
        looks = {style: asdict(look) for style, look in layer.styles.items()}
        about = {"key": layer.key, "title": layer.title, "height": height, "looks": looks}
        searched = layer.key not in _TOLD_ELSEWHERE
        self.options = as_script({**about, "searched": searched})
        self.features = _safe(layer.features.decode())
        self.labels = as_script([asdict(label) for label in labels_of(layer)])


def _card(card: Card) -> dict[str, Any]:
    """Give a card as data; its lines stand in the feature already."""
    plain = asdict(card)
    del plain["lines"]
    return {name: value for name, value in plain.items() if value}


def as_script(value: Any) -> str:  # noqa: ANN401 - JSON has no narrower type
    """Write plain data as JSON that may stand inside a script element."""
    return _safe(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _safe(text: str) -> str:
    r"""Escape JSON for a script element, and for branca, which renders what it rendered once more.

    A name such as ``{{ 7 * 7 }}`` would run there as Python. Outside of strings JSON has no ``<``,
    and no brace before ``{``, ``%`` or ``#``; inside, ``\u003c`` and ``\u007b`` are the same text.
    """
    return _OPENS_TEMPLATE.sub("\\\\u007b", text).replace("<", "\\u003c")
