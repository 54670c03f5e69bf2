"""What a table says of its times."""

from __future__ import annotations

from dataclasses import replace

from gis.network.pace_table import STANDARD_PACE
from gis.network.traffic import hour_words, network_note


def test_a_table_by_car_tells_its_waits_and_what_is_not_known() -> None:
    """Bans on turning, and the traffic of the day."""
    told = str(network_note(STANDARD_PACE, "drive"))
    assert "2 s for each junction" in told
    assert "8 s for each traffic signal" in told
    assert "Bans on turning" in told


def test_the_hour_is_told_with_its_factor_and_whether_it_is_assumed() -> None:
    """By car; nobody on foot waits for traffic."""
    assert "Traffic of 8 h: +53 %;" in str(network_note(STANDARD_PACE.at(8), "drive"))
    assert str(hour_words(STANDARD_PACE, 6)) == "6 h: +27 %, assumed"
    assert "Traffic of" not in str(network_note(STANDARD_PACE.at(8), "walk"))


def test_a_planner_s_own_table_is_told() -> None:
    """Wherever its figures go."""
    figures = STANDARD_PACE.figures
    own = replace(STANDARD_PACE, figures=(replace(figures[0], value=99.0), *figures[1:]))
    assert "your own" in str(network_note(own, "drive"))
    assert "your own" in str(network_note(own, "walk"))
    assert "your own" not in str(network_note(STANDARD_PACE, "drive"))
