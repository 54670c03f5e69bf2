"""The small maps: true to their scale, and a legend of what is on them and no more."""

from __future__ import annotations

from functools import cache

import matplotlib as mpl
import numpy as np
import pyproj
import pytest
from matplotlib.text import Text

from briefing.cards.backdrop import Backdrop, backdrop
from briefing.cards.leaf import PAPER
from briefing.cards.maps import way_map
from briefing.cards.site_card import draw_card
from briefing.cards.unit_sheet import draw_sheet
from briefing.sheets.furniture import BAR
from briefing.sheets.lettering import SETTINGS
from briefing.sheets.panel import LEGEND
from briefing.sheets.paper import Box
from briefing.sheets.sheet import Page, new_page
from tests.briefing.cards.card_stories import brief, closed
from tests.briefing.sheets.sheet_stories import gids
from tests.stories import EAST, LATITUDE, WEST

BOX = Box(20, 40, 120, 90)
_UNEXPLAINED = {"label", "leader", "number", "tick", "grid-figure", BAR, "north", "stamp"}


@cache
def ready() -> Backdrop:
    """Give the street, ready to be drawn."""
    return backdrop(brief())


@cache
def drawn(way: str) -> tuple[Page, float]:
    """Draw one way on a page; give it with the metres of its scale bar's millimetre."""
    with mpl.rc_context(SETTINGS):
        page = new_page(PAPER, "story")
        view, _ = way_map(page, BOX, ready(), way)
    return page, view.scale / view.stretch / 1000


@pytest.mark.parametrize("way", ["way-venue-port-first", "way-venue-port-second"])
def test_a_way_is_as_long_on_paper_as_its_scale_says(way: str) -> None:
    page, metres = drawn(way)
    (line,) = [each for each in page.axes.patches if each.get_gid() == f"ways/{way[15:]}"]
    xy = np.asarray(line.get_path().vertices)
    told = brief()["ways"].loc[way].geometry
    ground = pyproj.Geod(ellps="WGS84").geometry_length(told)
    assert np.hypot(*np.diff(xy, axis=0).T).sum() * metres == pytest.approx(ground, rel=0.002)


def test_both_ends_of_a_way_and_their_names_lie_on_the_map() -> None:
    page, _ = drawn("way-venue-port-second")
    for gid in ("places/venues-served", "zones/Rest zone"):
        (mark,) = [each for each in page.axes.lines if each.get_gid() == gid]
        (x,), (y,) = np.asarray(mark.get_xdata()), np.asarray(mark.get_ydata())
        assert BOX.left < x < BOX.left + BOX.width
        assert BOX.bottom < y < BOX.bottom + BOX.height
    words = [text.get_text() for text in page.axes.texts]
    assert {"Port", "Arago", "1"} <= set(words)


@pytest.mark.parametrize("what", ["card", "sheet"])
def test_the_legend_names_every_symbol_of_the_maps_and_no_other(what: str) -> None:
    back = backdrop(brief(closed()))
    with mpl.rc_context(SETTINGS):
        page = draw_card(back, "site-camus") if what == "card" else draw_sheet(back, "venue-port")
    artists = [each for axes in page.figure.axes for each in axes.get_children()]
    every = gids(each for each in artists if not isinstance(each, Text))
    told = {gid for gid in every if gid.startswith(LEGEND)}
    assert told == {LEGEND + gid for gid in every - told - _UNEXPLAINED}
    assert {"ways/first", "streets/street"} <= every
    assert any(gid.startswith("closures/") for gid in every)


def test_a_zone_s_map_reaches_as_far_as_it_must_to_show_some_streets() -> None:
    with mpl.rc_context(SETTINGS):
        page = draw_card(ready(), "site-arago")
    (axes,) = page.figure.axes[1:]
    left, right = axes.get_xlim()
    whole = pyproj.Geod(ellps="WGS84").inv(WEST, LATITUDE, EAST, LATITUDE)[2]
    assert 800 < right - left < whole
