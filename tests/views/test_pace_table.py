"""The table of travel times in the app: shown, taken away, changed, refused, dropped; the hour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from gis.network.pace_table import FILE, STANDARD_PACE
from plans.pace_store import NAME, PaceStore
from tests.views.test_pages import open_page

OWN = FILE.read_bytes().replace(b"\ndrive-residential,30,", b"\ndrive-residential,15,")
BAD = FILE.read_bytes().replace(b"\ndrive-signal,8,", b"\ndrive-signal,soon,")

pytestmark = pytest.mark.usefixtures("home")


def rules() -> AppTest:
    """Open the page of the rules."""
    return open_page("rules_page", language="en", area="villebourg")


def shown(app: AppTest) -> Any:  # noqa: ANN401 - a data frame of any columns
    """Give the table of travel times on a page."""
    return next(each.value for each in app.dataframe if "Constant" in each.value)


def test_every_constant_is_shown_with_its_source() -> None:
    table = shown(rules())
    assert list(table["Key"]) == [figure.key for figure in STANDARD_PACE.figures]
    assert "assumed" in set(table["Source"])
    assert any("TomTom" in source for source in table["Source"])


def test_a_changed_table_is_kept_and_dropped_again(home: Path) -> None:
    app = rules()
    app.file_uploader[0].upload("changed.csv", OWN).run()
    assert PaceStore(home).content() == OWN
    table = shown(app).set_index("Key")
    assert table.loc["drive-residential", ["Value", "As a rule"]].tolist() == [15, 30]
    next(each for each in app.button if each.label == "Back to the standard table").click().run()
    assert not PaceStore(home).is_own


def test_a_bad_table_is_told_and_changes_nothing(home: Path) -> None:
    app = rules()
    app.file_uploader[0].upload("bad.csv", BAD).run()
    assert not app.exception
    assert any("bad\\.csv, row" in toast.value for toast in app.toast)
    assert not (home / NAME).exists()


def test_a_table_spoiled_on_disk_is_told_and_can_be_dropped(home: Path) -> None:
    (home / NAME).write_bytes(BAD)
    assert any("soon" in toast.value for toast in open_page("map_page", language="en").toast)
    app = rules()
    assert any("soon" in error.value for error in app.error)
    next(each for each in app.button if each.label == "Back to the standard table").click().run()
    assert not app.error


def test_the_hour_is_the_plan_s_and_lengthens_travel() -> None:
    app = open_page("map_page", language="en", area="villebourg")
    hour = next(each for each in app.selectbox if each.label == "Hour of the day")
    assert hour.value is None
    hour.select_index(9).run()
    assert not app.exception
    again = open_page("map_page", language="en", area="villebourg")
    assert next(e for e in again.selectbox if e.label == "Hour of the day").value == 8
    assert any("8 h" in caption.value for caption in again.caption)
    next(e for e in again.selectbox if e.label == "Hour of the day").select_index(0).run()
    assert not any("8 h" in caption.value for caption in again.caption)
