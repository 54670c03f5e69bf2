"""The pile of layers: what lies on what, and a legend that neither lacks nor invents a symbol."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.drawing.drawing import SITE_STYLES
from briefing.html.map_layers import PICKED, TRAVEL, features_of, first_view, lost_picks, pile
from gis.screening import Answer
from i18n import Language
from tests.briefing.map_stories import (
    make_drawing,
    make_ground,
    make_layer,
    make_line,
    make_place,
    make_shape,
)

ENGLISH = Language.of("en")
SEINE = make_shape("La Seine", "LineString", [[2.28, 48.85], [2.4, 48.83]], style="water")


def test_lines_lie_on_the_ground_and_rings_on_top() -> None:
    sites = make_layer(make_place("Gymnase"))
    drawing = make_drawing(make_ground(SEINE), sites, picked=("site-1",), lines=(make_line(),))
    keys = [layer.key for layer in pile(drawing, say=ENGLISH)]
    assert keys == ["base_map", TRAVEL, "candidates", PICKED]


def test_a_layer_without_features_has_no_switch() -> None:
    drawing = make_drawing(make_layer(), make_ground())
    assert pile(drawing, say=ENGLISH) == ()


def test_zones_are_numbered_in_the_order_in_which_they_were_picked() -> None:
    sites = make_layer(make_place("A", id="a"), make_place("B", id="b"), make_place("C", id="c"))
    rings = pile(make_drawing(sites, picked=("c", "a", "c")), say=ENGLISH)[-1]
    assert [ring["properties"]["label"] for ring in features_of(rings)] == ["C", "A"]


def test_no_picked_zone_is_out_of_the_first_view() -> None:
    far = make_place("Fontainebleau", id="far", at=(2.7, 48.4))
    other = make_place("Provins", id="other", at=(3.3, 48.56))
    drawing = make_drawing(make_layer(far, other), picked=("far",))
    assert first_view(drawing) == (2.25, 48.4, 2.7, 48.91)
    assert first_view(make_drawing()) == make_drawing().bounds


def test_a_pick_that_is_not_on_the_map_is_named() -> None:
    drawing = make_drawing(make_layer(make_place("A", id="a")), picked=("a", "gone-1", "gone-2"))
    assert lost_picks(drawing) == ("gone-1", "gone-2")


def test_kinds_that_look_alike_share_their_row() -> None:
    look = SITE_STYLES[Answer.ALLOWED]
    layer = make_layer(
        make_place("A", style="one"),
        make_place("B", style="two"),
        styles={"one": look, "two": look},
        legend=(("one", "Sites"),),
    )
    assert pile(make_drawing(layer), say=ENGLISH)[0].legend == (("one", "Sites"),)


@given(st.sets(st.sampled_from(sorted(SITE_STYLES))), st.sets(st.sampled_from(sorted(SITE_STYLES))))
def test_the_legend_names_every_look_on_the_map_and_no_other(
    shown: set[str], listed: set[str]
) -> None:
    layer = make_layer(
        *(make_place(style, style=style) for style in sorted(shown)),
        legend=tuple((style, style) for style in sorted(listed)),
    )
    piled = pile(make_drawing(layer), say=ENGLISH)
    assert {style for each in piled for style, _ in each.legend} == shown
