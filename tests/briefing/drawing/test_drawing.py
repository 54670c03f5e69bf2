"""A drawing shows what the situation holds, and its legend names each look on it and no other."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.drawing.drawing import Drawing, DrawnLayer, Extras, draw
from gis.network.closures import Terms
from gis.standard import Standard
from i18n import Language
from layers.claims import CITY_HALL
from plans.plan import Plan, closed_off
from tests.stories import DAY, SITES, along, make_area, situation

ENGLISH = Language.of("en")


def features(layer: DrawnLayer) -> dict[str, dict[str, Any]]:
    """Give the properties of each feature by id."""
    found = json.loads(layer.features)["features"]
    return {each["properties"]["id"]: each["properties"] for each in found}


def layer(drawing: Drawing, key: str) -> DrawnLayer:
    """Give a layer by its key."""
    return next(each for each in drawing.layers if each.key == key)


def test_sites_are_coloured_by_their_verdict() -> None:
    sites = features(layer(draw(situation(), say=ENGLISH), "candidates"))
    assert sites["site-arago"]["style"] == "allowed"
    assert sites["site-diderot"]["style"] == "refused"
    assert any("Mairie de Villebourg" in line for line in sites["site-diderot"]["tip"])


def test_places_show_whether_they_are_served() -> None:
    found = situation(picks=("site-arago",), standard=Standard(cutoff=1))
    venues = features(layer(draw(found, say=ENGLISH), "venues"))
    assert venues["venue-stade"]["style"] == "served"
    assert venues["venue-port"]["style"] == "unserved"


def test_a_line_goes_from_each_place_to_its_zone_with_minutes_and_km() -> None:
    found = situation(picks=("site-arago",), standard=Standard(cutoff=1))
    lines = draw(found, say=ENGLISH).lines
    assert sorted(line.style for line in lines) == ["far", "far", "served"]
    assert all("min" in line.label and "km" in line.label for line in lines)
    assert lines[0].end == pytest.approx((along(0.1).x, along(0.1).y))


def test_claims_are_drawn_on_their_days_only() -> None:
    claim = {"id": "claim-1", "kind": "fan-zone", "holder": CITY_HALL, "geometry": along(0.2)}
    area = make_area(claims=[claim | {"starts": "2024-07-27", "ends": "2024-07-27"}])
    shown = draw(situation(area), say=ENGLISH)
    assert "claim-1" in features(layer(shown, "claims"))
    later = draw(situation(area, on=date(2024, 7, 28)), say=ENGLISH)
    assert "claims" not in [each.key for each in later.layers]


def test_the_legend_names_every_look_and_no_other() -> None:
    drawing = draw(situation(picks=("site-arago",)), say=ENGLISH)
    for each in drawing.layers:
        used = {found["style"] for found in features(each).values()}
        named = [style for style, _ in each.legend]
        looks = {json.dumps(str(each.styles[style])) for style in used}
        assert {json.dumps(str(each.styles[style])) for style in named} == looks
        assert len(named) == len(set(named))


def test_the_frame_holds_every_place_in_use_of_a_small_area() -> None:
    west, south, east, north = draw(situation(), say=ENGLISH).bounds
    for share in (0.0, 0.5, 1.0):
        assert west <= along(share).x <= east
        assert south <= along(share).y <= north


def test_a_site_without_a_name_is_told_by_kind_and_id() -> None:
    area = make_area(sites=[SITES[0] | {"name": ""}])
    sites = features(layer(draw(situation(area), say=ENGLISH), "candidates"))
    assert sites["site-arago"]["label"] == "Lycée without a name (site-arago)"


def test_an_endless_name_is_cut_and_shows_it() -> None:
    area = make_area(sites=[SITES[0] | {"name": "A" * 10_000}])
    label = features(layer(draw(situation(area), say=ENGLISH), "candidates"))["site-arago"]["label"]
    assert len(label) == 120
    assert label.endswith("…")


def test_an_assumed_figure_says_so() -> None:
    area = make_area(sites=[SITES[0] | {"footprint_m2": 1500, "assumed": "footprint_m2"}])
    tip = features(layer(draw(situation(area), say=ENGLISH), "candidates"))["site-arago"]["tip"]
    assert "Footprint 1,500 m² (assumed)" in tip


def test_closures_in_force_are_drawn_with_whom_they_bar_and_when() -> None:
    parade = Terms("Parade", ends=DAY, bars="everyone").at(along(0.3).buffer(0.001))
    gone = Terms("Gone", ends=date(2024, 7, 1)).at(along(0.6).buffer(0.001))
    closures = closed_off(Plan(on=DAY), parade, gone).closures
    drawn = layer(draw(situation(closures=closures), say=ENGLISH), "closures")
    (only,) = features(drawn).values()
    assert (only["label"], only["style"]) == ("Parade", "everyone")
    assert "Everyone" in only["tip"][0]
    assert "2024" in only["tip"][1]
    assert drawn.legend == (("everyone", "Everyone"),)


def test_a_plan_without_closures_has_no_layer_of_them() -> None:
    assert "closures" not in [each.key for each in draw(situation(), say=ENGLISH).layers]


def test_what_was_asked_for_lies_under_the_points_and_routes_above_the_closures() -> None:
    plan = closed_off(Plan(on=DAY), Terms("Parade").at(along(0.3).buffer(0.001)))
    found = situation(closures=plan.closures)
    usual = draw(found, say=ENGLISH)
    one = layer(usual, "candidates")
    extras = Extras(reach=replace(one, key="reach"), routes=replace(one, key="routes"))
    drawn = [each.key for each in draw(found, say=ENGLISH, extras=extras).layers]
    assert [key for key in drawn if key not in {each.key for each in usual.layers}] == [
        "reach",
        "routes",
    ]
    order = [drawn.index(key) for key in ("reach", "closures", "routes", "venues", "candidates")]
    assert order == sorted(order)


def test_a_place_whose_route_is_drawn_has_no_straight_line() -> None:
    found = situation(picks=("site-arago",))
    extras = Extras(routed=frozenset({"venue-gare"}))
    every, others = (draw(found, say=ENGLISH, extras=e).lines for e in (None, extras))
    assert (len(every), len(others)) == (3, 2)
