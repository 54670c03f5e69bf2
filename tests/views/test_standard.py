"""The inputs of the standard, driven without a browser, on plans that no input has made."""

from __future__ import annotations

import pytest

from plans.entry import Act
from plans.events import StandardChanged
from plans.record import Record
from tests.views.siting_stories import AREA, number, open_siting

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("cutoff", [0.5, 600, 15])
@pytest.mark.parametrize("page", ["map_page", "adapt_page"])
def test_a_standard_from_elsewhere_is_shown_whatever_the_input_would_take(
    record: Record, page: str, cutoff: float
) -> None:
    held = StandardChanged({"cutoff": cutoff, "by_kind": {"venues": cutoff}, "snap_m": 9_000})
    record.append(AREA, Act("ana", (held,)))
    app = open_siting(page)
    assert not app.exception
    assert number(app, "Standard (minutes)").value == cutoff
    if page == "map_page":
        assert number(app, "Venues").value == cutoff
        assert number(app, "Furthest from a street (m)").value == 9_000
