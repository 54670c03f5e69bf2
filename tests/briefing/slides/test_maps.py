"""The maps of the slides: overview, sectors and what changed, each told in words as well."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from matplotlib import image

from briefing.slides.deck import slides
from briefing.slides.maps import change_picture, pictures
from briefing.slides.outline import outline
from tests.briefing.office_stories import told


def test_the_overview_says_what_it_shows_to_who_cannot_see_it() -> None:
    (overview,) = pictures(told())  # a small area without outlines has no sectors
    assert overview.title == "Overview"
    assert overview.alt == "Map: Overview. Rest zones: 2. Demand points: 3."
    height, width, _ = image.imread(io.BytesIO(overview.png)).shape
    assert 1.2 < width / height < 1.4


def test_the_map_of_changes_stands_before_the_tables_and_counts_what_became_of_zones() -> None:
    brief = told()
    changed = change_picture(brief)
    assert changed is not None
    assert changed.alt == "Map of the changes. Zone added: 1, Zone kept: 1"
    titles = [page.title for page in outline(brief, changed=changed) if page.picture or page.table]
    assert titles.index(changed.title) == min(
        n for n, title in enumerate(titles) if title.startswith("Changes")
    )
    assert slides(brief, changed=changed) == slides(brief, changed=changed)


def test_without_an_earlier_plan_there_is_no_map_of_changes() -> None:
    assert change_picture(told(since=False)) is None


def test_changes_are_told_since_the_day_of_the_briefing() -> None:
    changed = change_picture(replace(told(), since=date(2026, 11, 20)))
    assert changed is not None
    assert changed.title == "Changes since the plan of Nov 20, 2026"
