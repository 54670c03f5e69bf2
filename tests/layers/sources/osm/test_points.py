"""Points upon streets: signals that make one wait, barriers that turn a car back."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.sources.online.query import overpass_query
from layers.sources.osm.points import BLOCKS, GATES, bars_cars
from tests.layers.sources.osm_stories import Sketch


@pytest.mark.parametrize(
    ("tags", "bars"),
    [
        ({"barrier": "bollard"}, True),
        ({"barrier": "Bollard"}, True),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, False),
        ({"barrier": "bollard", "access": "yes", "motorcar": "no"}, True),
        ({"barrier": "bollard", "bicycle": "yes"}, True),
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "lift_gate", "access": "customers"}, False),
        ({"barrier": "yes", "motor_vehicle": "no"}, True),
        ({"barrier": "entrance", "access": "private"}, False),
        ({"barrier": "toll_booth"}, False),
        ({"barrier": "kerb"}, False),
        ({"highway": "crossing"}, False),
    ],
)
def test_a_barrier_bars_cars_by_its_kind_and_its_tags(tags: dict[str, str], *, bars: bool) -> None:
    """What is made to stop them does; what is made to open only where a tag says so."""
    assert bars_cars(tags) is bars


def test_a_street_knows_the_signals_and_barriers_upon_it(tmp_path: Path) -> None:
    """By the numbers of its own nodes; a street without any holds nothing."""
    sketch = Sketch()
    way = sketch.way((0.1, 0), (0.11, 0), (0.12, 0), (0.13, 0), highway="tertiary")
    signal, crossing, bollard = (sketch.nodes[-3], sketch.nodes[-2], sketch.nodes[-1])
    for node, tag in (
        (signal, '<tag k="highway" v="traffic_signals"/>'),
        (crossing, '<tag k="highway" v="crossing"/>'),
        (bollard, '<tag k="barrier" v="bollard"/>'),
    ):
        sketch.nodes[sketch.nodes.index(node)] = node.replace("</node>", f"{tag}</node>")
    streets = sketch.read(tmp_path)["streets"]
    numbers = list(streets.loc[f"osm-way-{way}", "nodes"])
    assert list(streets.loc[f"osm-way-{way}", "signals"]) == [numbers[1]]
    assert list(streets.loc[f"osm-way-{way}", "barriers"]) == [numbers[3]]
    assert streets.loc["osm-way-1", ["signals", "barriers"]].isna().all()


def test_overpass_is_asked_for_them() -> None:
    """Crossings, which are many, are not."""
    query = overpass_query((2.26, 48.83, 2.31, 48.88), server_seconds=55)
    assert 'node["highway"="traffic_signals"];' in query
    assert all(kind in query for kind in BLOCKS | GATES)
    assert "crossing" not in query
