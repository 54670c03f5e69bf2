"""Routes: a line on the map and the names of its streets, both ways along and cut at both ends."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gis.network.anchors import Anchors
from gis.network.graph import Ints
from gis.network.roads import Roads, roads_of
from gis.network.route import Route
from tests.gis.travel_stories import make_street, make_streets

STREETS = make_streets(make_street("a", 11, 12, 13), make_street("b", 13, 23))


@pytest.fixture(params=["plain", "fast"])
def roads(request: pytest.FixtureRequest, tmp_path: Path) -> Roads:
    """The streets with either engine."""
    orders = tmp_path if request.param == "fast" else None
    return roads_of(STREETS, mode="drive", orders=orders)


def test_a_route_runs_from_where_it_starts_to_where_it_ends(roads: Roads) -> None:
    """From a quarter of rue A round the corner to half of rue B, and all the way back."""
    there = route(roads, (0, 0.25), (1, 0.5))
    back = route(roads, (1, 0.5), (0, 0.25))
    line = there.line(roads.topology)
    assert line[::-1] == pytest.approx(back.line(roads.topology))
    ends = roads.topology.vertex_lonlat
    assert line[0] == pytest.approx(ends[0] + 0.25 * (ends[2] - ends[0]), abs=1e-7)
    assert line[-1] == pytest.approx((ends[3] + ends[4]) / 2, abs=1e-7)
    assert there.metres == pytest.approx(150 + 50, abs=1)


def test_it_names_its_streets_once_each_in_order(roads: Roads) -> None:
    named = STREETS.assign(name=["Rue A", ""])
    found = route(roads, (0, 0.25), (1, 0.5)).street_names(roads.topology, named)
    assert found == ("Rue A",)
    both = STREETS.assign(name=["Rue A", "Rue B"])
    assert route(roads, (1, 0.5), (0, 0.0)).street_names(roads.topology, both) == ("Rue B", "Rue A")


def test_staying_on_one_spot_is_a_route_of_nothing(roads: Roads) -> None:
    found = route(roads, (0, 0.5), (0, 0.5))
    assert (found.minutes, found.metres, found.arcs.size) == (0, 0, 0)
    assert found.line(roads.topology).shape == (0, 2)


def test_a_point_off_the_network_has_no_route(roads: Roads) -> None:
    assert roads.engine.route(at(-1, 0.0), at(0, 0.0)) is None
    nowhere = roads_of(make_streets(), mode="drive")
    assert nowhere.engine.route(at(-1, 0.0), at(-1, 0.0)) is None


def route(roads: Roads, start: tuple[int, float], goal: tuple[int, float]) -> Route:
    """Find a route that must be there."""
    found = roads.engine.route(at(*start), at(*goal))
    assert found is not None
    return found


def at(edge: int, along: float) -> Anchors:
    """Put one point on an edge."""
    edges: Ints = np.array([edge])
    return Anchors(edges, np.array([along]))
