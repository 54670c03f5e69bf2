"""The page of the briefing, driven without a browser: for whom, a look, a pack to take away."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from briefing.content.audiences import Audience, Item
from plans.entry import Act
from plans.events import ZonePicked
from plans.record import Record
from tests.views.siting_stories import ask, open_siting, said

pytestmark = pytest.mark.usefixtures("home")


def pick(record: Record, *sites: str) -> None:
    """Record that sites are rest zones."""
    record.append("villebourg", Act("Ana", tuple(ZonePicked(site) for site in sites)))


def choose(app: AppTest, audience: Audience) -> AppTest:
    """Choose for whom the pack is."""
    return app.radio[0].set_value(audience).run()


def items_of_the_first(app: AppTest) -> set[str]:
    """Give the words of the items that the first table lists."""
    column = "Word on the command line"
    return next(set(each.value[column]) for each in app.dataframe if column in each.value)


def test_the_page_tells_what_each_audience_is_given(record: Record) -> None:
    pick(record, "site-arago")
    app = open_siting("briefing_page")
    assert items_of_the_first(app) == set(Item)
    choose(app, Audience.PARTNER)
    assert items_of_the_first(app) == set(map(str, Audience.PARTNER.items))
    choose(app, Audience.UNIT_LEADER)
    assert "Choose the unit's own places first." in said(app)
    assert "Make the pack" not in [each.label for each in app.button]
    places = next(each for each in app.multiselect if "places" in each.label)
    places.set_value(["venue-stade"]).run()
    assert items_of_the_first(app) == set(map(str, Audience.UNIT_LEADER.items))
    assert not app.exception


def test_a_pack_is_made_and_a_changed_plan_takes_it_back(record: Record) -> None:
    pick(record, "site-arago")
    app = open_siting("briefing_page")
    some = next(each for each in app.multiselect if each.label == "Items")
    some.set_value([Item.KML, Item.GEOJSON]).run()
    ask(app, "Make the pack", "briefing")
    assert not app.exception
    listed = next(each.value for each in app.dataframe if "Kilobytes" in each.value)
    assert list(listed["File"]) == [
        *("map-layers.geojson", "rest-zones.kml", "rest-zones.kmz", "README.txt", "pack.json")
    ]
    (button,) = app.get("download_button")
    assert button.proto.label.startswith("Download the pack")
    pick(record, "site-camus")
    app.run()
    assert app.get("download_button") == []
