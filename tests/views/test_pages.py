"""Every page is drawn without a fault, in both languages, on the example and on a small town."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from views.pages import MODULES

PAGES = (
    "map_page",
    "propose_page",
    "adapt_page",
    "briefing_page",
    "calendar_page",
    "forces",
    "health_page",
    "record_page",
    "rules_page",
    "data_page",
)

pytestmark = pytest.mark.usefixtures("home")


def open_page(page: str, *, language: str, area: str = "paris2024") -> AppTest:
    """Draw one page as a session of its own."""
    script = (
        "from views import {page}, session\nfrom views.trouble import told\ntold({page}.page)()\n"
    )
    app = AppTest.from_string(script.format(page=page), default_timeout=60)
    app.query_params["lang"] = language
    app.query_params["area"] = area
    return app.run()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("area", "language"), [("paris2024", "fr"), ("villebourg", "en")])
def test_a_page_is_drawn(page: str, language: str, area: str) -> None:
    app = open_page(page, language=language, area=area)
    assert not app.exception
    assert not app.error
    assert app.get("metric") or app.get("dataframe") or app.dataframe


@pytest.mark.parametrize("module", MODULES)
def test_every_page_that_is_offered_is_there(module: str) -> None:
    assert callable(import_module(f"views.{module}").page)


def test_the_figures_stand_together() -> None:
    app = open_page("map_page", language="en", area="villebourg")
    labels = [metric.label for metric in app.metric]
    assert labels.index("Worst") - labels.index("Mean") == 2


def test_a_rule_set_to_ignore_frees_its_sites_at_once() -> None:
    app = open_page("rules_page", language="en", area="villebourg")
    refused = next(metric for metric in app.metric if metric.label == "Refused")
    assert refused.value == "1"
    severity = [each for each in app.get("button_group") if isinstance(each, ButtonGroup)]
    setting = next(each for each in severity if "run-by-city-hall" in str(each.key))
    setting.set_value("ignore").run()
    refused = next(metric for metric in app.metric if metric.label == "Refused")
    assert refused.value == "0"


def test_a_damaged_plan_is_told_and_the_page_offers_a_way_on(home: Path) -> None:
    (home / "plans").mkdir()
    (home / "plans" / "villebourg.json").write_text("{")
    app = open_page("map_page", language="en", area="villebourg")
    assert "cannot be read" in app.error[0].value
    assert (home / "plans" / "villebourg.json").read_text() == "{"
    app.button[0].click().run()
    assert not app.error


def test_an_area_that_is_gone_gives_way_to_the_example() -> None:
    app = open_page("data_page", language="en", area="atlantis")
    assert "Paris 2024" in [heading.value for heading in app.subheader]
