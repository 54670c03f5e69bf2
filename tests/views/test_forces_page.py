"""The page of the units: a sheet is looked at before it is recorded, and recorded whole."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from i18n import Language
from plans.force_preview import preview
from plans.force_table import read_forces
from plans.forces import Move
from plans.plan import Plan
from tests.stories import DAY, make_area
from views.force_chart import chart

SCRIPT = "from views import forces\nfrom views.trouble import told\ntold(forces.page)()\n"
HEAD = "unit,move,on,point,officers,assumed\n"
ARRIVES = "CRS 8,arrives,2024-05-20,venue-stade,60,yes\n"

pytestmark = pytest.mark.usefixtures("home")


def open_forces(area: str = "villebourg", *, language: str = "en") -> AppTest:
    """Draw the page as a session of its own."""
    app = AppTest.from_string(SCRIPT, default_timeout=60)
    app.query_params["lang"] = language
    app.query_params["area"] = area
    return app.run()


def button(app: AppTest, label: str) -> Button:
    """Give the button of that label."""
    return next(each for each in app.button if each.label == label)


def brought(app: AppTest, text: str, *, name: str = "units.csv") -> AppTest:
    """Bring a sheet."""
    return app.file_uploader[0].upload(name, text.encode(), "text/csv").run()


def figure(app: AppTest, label: str) -> str:
    """Give the first figure of that label."""
    return next(each.value for each in app.metric if each.label == label)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("area", ["paris2024", "villebourg"])
def test_the_page_is_drawn(area: str, language: str) -> None:
    app = open_forces(area, language=language)
    assert not app.exception
    assert not app.error
    assert app.metric[0].value == "0"


def test_a_sheet_is_shown_first_and_recorded_at_the_button() -> None:
    app = brought(open_forces(), HEAD + ARRIVES + "CRS 8,reinforced,2024-05-25,,40,no\n")
    assert figure(app, "Units") == "0"
    assert figure(app, "Events") == "2"
    button(app, "Record 2 events").click().run()
    assert figure(app, "Units") == "1"
    assert figure(app, "Officers") == "100"
    assert [toast.value for toast in app.toast] == ["2 force events are recorded\\."]
    assert app.file_uploader[0].value is None


def test_officers_by_day_are_drawn_without_the_name_of_a_month() -> None:
    sheet = read_forces((HEAD + ARRIVES).encode(), file="units.csv", area=make_area())
    seen = preview(Plan(on=DAY), sheet)
    drawn = chart(seen, Language.of("fr"))
    assert len(drawn["data"]["values"]) == 2 * 93
    assert drawn["encoding"]["x"]["axis"]["format"] == "%d/%m"
    assert drawn["data"]["values"][1] == {
        "day": "2024-06-15T00:00:00Z",
        "what": "Avec ces événements",
        "officers": 60,
    }


def test_a_sheet_with_one_wrong_cell_names_it_and_offers_no_button() -> None:
    app = brought(open_forces(), HEAD + ARRIVES + "CRS 8,flies,2024-05-25,,40,no\n")
    assert "flies" in app.error[0].value
    cells = app.dataframe[0].value
    assert list(cells["Row"]) == [3]
    assert list(cells["Column"]) == ["move"]
    assert "Record 2 events" not in [each.label for each in app.button]


def test_rows_that_cannot_be_followed_are_named() -> None:
    app = brought(open_forces(), HEAD + "CRS 8,leaves,2024-05-25,,,no\n")
    assert "not there" in app.error[0].value


def test_a_sheet_brought_again_has_nothing_new() -> None:
    app = brought(open_forces(), HEAD + ARRIVES)
    button(app, "Record one event").click().run()
    app = brought(app, HEAD + ARRIVES)
    assert button(app, "Nothing new to record").disabled
    assert "One event is in the record already" in " ".join(each.value for each in app.caption)


def test_a_name_from_a_sheet_is_no_markdown() -> None:
    app = brought(open_forces(), "unit,move,on,[x](http://y)\nA,leaves,2024-05-20,\n")
    assert "[x](http" not in app.error[0].value


def test_the_examples_season_is_recorded_at_its_button_and_nowhere_else() -> None:
    app = open_forces("paris2024")
    assert figure(app, "Units") == "0"
    button(app, "Record 150 events").click().run()
    assert int(figure(app, "Units")) > 50
    assert figure(app, "Horses") == "20"
    assert button(app, "Nothing new to record").disabled
    other = open_forces("villebourg")
    assert "The example's season" not in [each.label for each in other.expander]


def with_crs(app: AppTest) -> AppTest:
    """Record that CRS 8 arrives, so that the page knows it, and choose it for one event more."""
    app = button(brought(app, HEAD + ARRIVES), "Record one event").click().run()
    app.selectbox(key="force-form-unit-0").set_value("CRS 8")
    return app


def test_one_event_is_recorded_by_hand() -> None:
    app = with_crs(open_forces())
    app.selectbox(key="force-form-move-0").set_value(Move.REINFORCED).run()
    app.number_input(key="force-form-officers-0").set_value(40).run()
    button(app, "Record this event").click().run()
    assert figure(app, "Officers") == "100"
    assert app.selectbox(key="force-form-unit-1").value is None


def test_only_a_unit_that_arrives_or_moves_is_asked_for_its_place() -> None:
    app = with_crs(open_forces())
    assert "Place" in [each.label for each in app.selectbox]
    app.selectbox(key="force-form-move-0").set_value(Move.LEAVES).run()
    assert "Place" not in [each.label for each in app.selectbox]
    assert "Officers" not in [each.label for each in app.number_input]


def test_an_event_that_makes_no_sense_is_told_and_not_recorded() -> None:
    app = with_crs(open_forces())
    app.selectbox(key="force-form-move-0").set_value(Move.REDUCED).run()
    button(app, "Record this event").click().run()
    assert "needs a strength" in app.toast[0].value
    app.number_input(key="force-form-officers-0").set_value(61).run()
    button(app, "Record this event").click().run()
    assert "has 60 officers" in app.toast[0].value
    assert figure(app, "Officers") == "60"
