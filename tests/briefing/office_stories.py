"""The vocabulary of stories about workbook and slides: a street with one of everything to tell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

from PIL import Image

from briefing.content.audiences import Audience
from briefing.content.brief import Brief, brief_of
from briefing.slides.outline import Picture
from gis.network.closures import Closure
from gis.strength import Strength
from i18n import Language
from plans.claims import ClaimRow
from plans.concern import Concern
from plans.forces import ForceEvent, Move
from plans.health import health
from plans.plan import Plan, dropped, picked
from plans.situation import Situation, assess
from tests.stories import DAY, POINTS, make_area, make_point, make_site

EN, FR = Language.of("en"), Language.of("fr")
HOSTILE = '=HYPERLINK("x") <script>1</script> ../../a/b "&" \u202e\u05dc\u05d4 😀\x07' + "é" * 200
SEEN = HOSTILE.replace("\u202e", " ").replace("\x07", " ")  # what a reader sees of it
BEFORE = date(2024, 7, 20)


@cache
def situations(name: str) -> tuple[Situation, Situation, tuple[Concern, ...]]:
    """Give the street a week before and on the day, and the health of its plan on the day.

    A site, a place, a unit, a claim and a closure bear the name. There are two zones, of which one
    is new, and a refused site.
    """
    area = make_area(
        sites=(
            make_site(name, 0.1, id="site-a", footprint_m2=4500.0, assumed="footprint_m2 owner")
            | {"owner": "Région", "amenities": "toilets water", "departement": "75"},
            make_site("Camus", 0.9, departement="93"),
            make_site("Diderot", 0.95, operator="Mairie de Villebourg", operator_type="public"),
        ),
        points=(*POINTS[:2], make_point(name, 1.0, id="venue-port", assumed="officers")),
    )
    plan = replace(
        picked(picked(Plan(on=DAY), "site-camus"), "site-a"),
        claims=(ClaimRow("claim-1", name, "organisers", "letter", site_id="site-diderot"),),
        closures=(Closure("closure-1", name, "LINESTRING(2.31 48.84, 2.31 48.845)", ends=DAY),),
        forces=(ForceEvent(name, Move.ARRIVES, DAY, "venue-stade", Strength(80, dogs=2)),),
    )
    then = assess(area, replace(dropped(plan, "site-a"), on=BEFORE))
    now = assess(area, plan)
    return then, now, health(now, today=DAY)


@cache
def told(
    audience: Audience = Audience.CHIEF,
    say: Language = EN,
    name: str = "Arago",
    *,
    since: bool = True,
) -> Brief:
    """Give the brief of the street, told against the week before where there is a ``since``."""
    then, now, concerns = situations(name)
    return brief_of(
        now,
        audience=audience,
        say=say,
        before=then if since else None,
        concerns=concerns,
        places=frozenset({"venue-stade"}) if audience is Audience.UNIT_LEADER else None,
    )


def picture(title: str, zones: frozenset[str], *, wide: int, high: int) -> Picture:
    """Give a plain picture with its words."""
    stream = io.BytesIO()
    Image.new("RGB", (wide, high), "#0072b2").save(stream, "PNG")
    return Picture(stream.getvalue(), title, f"Map: {title}", zones)


PICTURES = (
    picture("All", frozenset(), wide=400, high=300),
    picture("Far north", frozenset({"site-a"}), wide=900, high=90),
)
