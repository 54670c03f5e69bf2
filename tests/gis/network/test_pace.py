"""The pace: every constant of travel times in one table, and nowhere else."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

from gis.network.pace import HOURS
from gis.network.pace_table import RANGES, STANDARD_PACE
from layers.errors import SettingError
from layers.streets import CLASSES
from tests.data.truth import PROJECT

STREET_FILES = ("access", "graph", "metric", "roads", "snapping", "speeds", "traffic", "waits")
# What a tag may say at most, and a unit: neither is a travel time.
NO_TIMES = {"_FASTEST_KMH", "_MS_A_METRE_AT_1_KMH", "_MS_A_SECOND"}


def test_every_figure_names_its_source_or_is_assumed() -> None:
    """And has a unit, a value that the unit may have, and a title in words."""
    for figure in STANDARD_PACE.figures:
        least, most = RANGES[figure.unit]
        assert figure.source or figure.assumed, figure.key
        assert least <= figure.value <= most, figure.key
        assert "{" not in str(figure.title)
    titles = [str(figure.title) for figure in STANDARD_PACE.figures]
    assert len(set(titles)) == len(titles)


def test_every_class_that_cars_may_use_has_its_speed() -> None:
    """Those that are never theirs have none, and every hour has its factor."""
    on_foot = {"footway", "path", "steps", "cycleway", "bridleway", "corridor"}
    assert set(STANDARD_PACE.drive_kmh) == set(CLASSES) - on_foot
    assert [STANDARD_PACE.at(hour).factor for hour in HOURS] == [
        STANDARD_PACE[f"hour-{hour}"] for hour in range(24)
    ]


@pytest.mark.parametrize("name", STREET_FILES)
def test_no_speed_wait_or_factor_stands_in_the_code(name: str) -> None:
    """A constant that ends in km/h, seconds or a factor belongs into the table."""
    tree = ast.parse((PROJECT / "gis" / "network" / f"{name}.py").read_text(encoding="utf-8"))
    targets = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
    named = {
        each for each in targets if each.endswith(("KMH", "_S", "SECOND", "FACTOR", "SECONDS"))
    }
    assert named <= NO_TIMES


def test_the_page_about_travel_times_names_the_waits_as_they_are() -> None:
    """The document and the table do not part."""
    page = Path(PROJECT / "docs" / "travel-times.md").read_text(encoding="utf-8")
    assert f"{STANDARD_PACE.junction_s:g} s" in page
    assert f"{STANDARD_PACE.signal_s:g} s" in page
    assert f"{STANDARD_PACE['hour-8']:g}" in page


def test_an_hour_is_one_of_the_day() -> None:
    """Free traffic is none, and costs nothing more."""
    assert STANDARD_PACE.factor == STANDARD_PACE.at(None).factor == 1
    assert not STANDARD_PACE.hour_is_assumed
    assert STANDARD_PACE.at(6).hour_is_assumed
    assert not STANDARD_PACE.at(8).hour_is_assumed
    for hour in (-1, 24, 8.5, "8", True):
        with pytest.raises(SettingError, match="0 to 23"):
            STANDARD_PACE.at(hour)  # type: ignore[arg-type] # what a file may say


def test_its_digest_changes_with_the_hour_and_outlives_a_journey_to_a_worker() -> None:
    """Two tables of travel under different hours are two."""
    digests = {STANDARD_PACE.at(hour).digest for hour in (None, *HOURS)}
    assert len(digests) == 25
    again = pickle.loads(pickle.dumps(STANDARD_PACE))  # noqa: S301 - our own
    assert again == STANDARD_PACE
    assert again.digest == STANDARD_PACE.digest


def test_people_on_foot_are_slower_on_stairs() -> None:
    """And walk beside the street as upon it; a car is slow there."""
    assert STANDARD_PACE.walk_kmh("steps") < STANDARD_PACE.walk_kmh("footway")
    assert STANDARD_PACE.beside_kmh("walk") == STANDARD_PACE.walk_kmh("footway")
    assert STANDARD_PACE.beside_kmh("drive") < min(50, STANDARD_PACE.drive_kmh["residential"])
