"""A sheet names what is on it and no more; its scale is true, and no name covers another."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

import numpy as np
import pyproj
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Bbox

from briefing.content.audiences import Audience
from briefing.sheets.furniture import BAR, NORTH
from briefing.sheets.panel import LEGEND
from briefing.sheets.paper import MM_PER_INCH, PAPERS, paper_of
from briefing.sheets.plan_of_sheets import sheets_of
from briefing.sheets.sheet import Page
from layers.errors import SettingError
from tests.briefing.office_stories import told
from tests.briefing.sheets.sheet_stories import (
    drawn_sheet,
    empty_brief,
    gids,
    maps,
    paris_brief,
    paris_sheet,
)

_UNEXPLAINED = {"label", "leader", "number", "tick", "grid-figure"}  # words, and lines to words


def boxes(page: Page, gid: str) -> list[Bbox]:
    """Measure the texts of a mark, in dots."""
    FigureCanvasAgg(page.figure)
    found = [each for each in maps(page.figure) if each.get_gid() == gid]
    return [each.get_window_extent() for each in found]


SHEETS: Mapping[str, tuple[Audience, Callable[[], Page]]] = {
    "the city": (Audience.CHIEF, lambda: paris_sheet(0)),
    "its inset": (Audience.CHIEF, lambda: paris_sheet(1)),
    "a partner's": (Audience.PARTNER, lambda: drawn_sheet(told(Audience.PARTNER))),
    "the public's": (Audience.PUBLIC_SAFE, lambda: drawn_sheet(told(Audience.PUBLIC_SAFE))),
}


@pytest.mark.parametrize("which", SHEETS)
def test_the_legend_names_every_symbol_on_the_sheet_and_no_other(which: str) -> None:
    audience, drawn_for = SHEETS[which]
    page = drawn_for()
    on_map = gids(maps(page.figure)) - _UNEXPLAINED
    explained = {gid for gid in gids(page.axes.get_children()) if gid.startswith(LEGEND)}
    assert explained == {LEGEND + gid for gid in on_map}
    drawn = {gid.partition("/")[0] for gid in on_map}
    assert "places" in drawn
    assert ("refused" in drawn) <= (audience is Audience.CHIEF)
    if audience is Audience.PUBLIC_SAFE:
        assert "zones" not in drawn


@pytest.mark.parametrize(("paper", "landscape"), [("A4", True), ("A3", False), ("A1", True)])
def test_the_scale_bar_is_true_to_one_per_cent(paper: str, *, landscape: bool) -> None:
    page = drawn_sheet(empty_brief(), paper=paper, landscape=landscape)
    FigureCanvasAgg(page.figure)
    parts = [each for each in page.axes.patches if each.get_gid() == BAR]
    ends = Bbox.union([part.get_window_extent() for part in parts])
    words = [text.get_text() for text in page.axes.texts]
    said = next(each for each in words if each.endswith((" km", " m")))
    metres = float(said.split()[0].replace(",", ".")) * (1000 if "km" in said else 1)
    # The same stretch of paper, laid on the middle of the map and measured on the ellipsoid.
    (axes,) = page.figure.axes[1:]
    frame = axes.get_window_extent()
    x, y = (frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2
    half = ends.width / 2
    at = axes.transData.inverted().transform([(x - half, y), (x + half, y)])
    back = pyproj.Transformer.from_crs(32631, 4326, always_xy=True)
    lon, lat = back.transform(at[:, 0], at[:, 1])
    ground = pyproj.Geod(ellps="WGS84").inv(lon[0], lat[0], lon[1], lat[1])[2]
    assert ground == pytest.approx(metres, rel=0.01)
    assert ends.width / 72 * MM_PER_INCH > 10


def test_no_name_on_the_map_covers_another() -> None:
    for number in (0, 1):
        found = boxes(paris_sheet(number), "label")
        assert len(found) > 10
        for one, other in itertools.combinations(found, 2):
            shared = Bbox.intersection(one, other)
            assert shared is None or min(shared.width, shared.height) < 0.5


def test_a_zone_whose_name_found_no_room_is_named_beside_the_map() -> None:
    brief, page = paris_brief(), paris_sheet()
    words = " ".join(text.get_text() for axes in page.figure.axes for text in axes.texts)
    for name in brief["zones"]["name"]:
        assert str(name).split()[0] in words
    assert len(boxes(page, "number")) == len(brief["zones"])


def test_there_is_a_sheet_for_each_departement_and_an_inset_of_the_city() -> None:
    brief = paris_brief()
    titles = [sheet.title for sheet in sheets_of(brief)]
    assert titles[:2] == ["Vue d’ensemble", "Encart : Paris"]
    assert {"Paris", "Seine-Saint-Denis", "Yvelines"} <= set(titles[2:])


def test_title_block_carries_plan_days_and_checksum() -> None:
    brief = paris_brief()
    whole = " ".join(text.get_text() for text in paris_sheet().axes.texts)
    assert brief.imprint.plan in whole
    assert "27 juil. 2024" in whole
    assert "Données du 1er juin 2024" in whole
    assert "supposés" in whole


def test_an_arrow_shows_true_north() -> None:
    (arrow,) = [each for each in paris_sheet().axes.patches if each.get_gid() == NORTH]
    tip, _, foot, *_ = np.asarray(arrow.get_path().vertices)
    lean = np.degrees(np.arctan2(tip[0] - foot[0], tip[1] - foot[1]))
    assert lean == pytest.approx(0.54, abs=0.05)


def test_a_plan_without_zones_still_makes_a_sheet() -> None:
    page = drawn_sheet(empty_brief())
    assert boxes(page, "number") == []
    assert any("Villebourg" in text.get_text() for text in page.axes.texts)


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("landscape", [True, False])
def test_map_and_panel_share_the_paper_and_never_overlap(name: str, *, landscape: bool) -> None:
    paper = paper_of(name, landscape=landscape)
    for column in paper.columns:
        beside = column.left >= paper.map.left + paper.map.width
        below = column.bottom + column.height <= paper.map.bottom
        assert beside or below
        assert column.left + column.width <= paper.width
    assert paper.map.width * paper.map.height > 0.4 * paper.width * paper.height


def test_a_paper_that_is_not_known_is_told() -> None:
    with pytest.raises(SettingError):
        paper_of("B5")
