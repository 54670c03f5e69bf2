"""What a page shows of the desk, worked out once and kept while nothing upstream changes.

The dear stages (travel, screening, demand, drawing the sites) are kept by what they depend on;
coverage and lines are cheap, and made anew at every click. A failure raises, and is never kept.
"""

from __future__ import annotations

import json

from briefing.drawing.drawing import Drawing, Extras, draw, ground_layers, site_layer
from gis.demand import demand_points
from gis.ground import ground_of, ground_rows
from gis.network.roads import Roads
from gis.screening import Screening
from gis.travel import TravelTable
from layers.library import ORDERS, home
from plans.closing import closures_digest, table_under
from plans.situation import Situation, assess, demand_of, screened
from views import session
from views.keeping import kept, kept_few
from views.session import Desk


def situation_of(desk: Desk) -> Situation:
    """Work out the situation of the desk's area under its plan."""
    return assess(
        desk.area,
        desk.plan,
        table=table_of(desk),
        screening=screening_of(desk),
        demand=kept("demand", *_demand_stamp(desk), make=lambda: demand_of(desk.area, desk.plan)),
    )


def screening_of(desk: Desk) -> Screening:
    """Give what the rules say of every candidate site, on the plan's day."""
    return kept("screening", *_stamp(desk), make=lambda: screened(desk.area, desk.plan))


def table_of(desk: Desk) -> TravelTable:
    """Give the table of every demand point, under the closures on the plan's day."""
    return kept("table", *travel_stamp(desk), make=lambda: _table(desk))


def drawing_of(desk: Desk, situation: Situation, extras: Extras | None = None) -> Drawing:
    """Draw the situation for the desk's reader."""
    say, stamp = desk.say, (*_stamp(desk), desk.say.code)
    return draw(
        situation,
        say=say,
        ground=kept("ground", *stamp, make=lambda: ground_layers(situation, say=say)),
        sites=kept("sites", *stamp, make=lambda: site_layer(situation, say=say)),
        extras=extras,
    )


def _table(desk: Desk) -> TravelTable:
    """Make the table of every demand point, in use on some day or not."""
    demand = demand_points(desk.area, on=desk.area.manifest.as_of)
    roads = roads_at_hand(desk)
    return table_under(desk.area, desk.plan, demand, roads=roads, pace=session.pace())


def roads_at_hand(desk: Desk) -> Roads | None:
    """Give what the plan's way of travel goes on, at its hour; None where travel is estimated."""
    area, mode = desk.area, desk.plan.standard.mode
    roads = kept(
        *("roads", desk.key, desk.version, mode),
        make=lambda: ground_of(area, mode=mode, orders=home() / ORDERS),
    )
    pace = desk.plan.paced(session.pace())
    return roads and kept_few(
        *("roads at a pace", desk.key, desk.version, mode, pace.digest),
        make=lambda: roads.with_pace(ground_rows(area), pace),
    )


def travel_stamp(desk: Desk) -> tuple[str, ...]:
    """Give texts that change whenever a journey could; all that travel tells is kept by them."""
    plan = desk.plan
    closures = closures_digest(plan.closures, plan.on)
    pace = plan.paced(session.pace()).digest
    return desk.key, desk.version, plan.standard.mode, str(plan.snap_m), closures, pace


def _stamp(desk: Desk) -> tuple[str, str, str]:
    """Give texts that change whenever a verdict could."""
    rules = ("on", "book", "banned", "overrules", "city_halls", "claims", "lifted_claims")
    return _stamped(desk, *rules)


def _demand_stamp(desk: Desk) -> tuple[str, str, str]:
    """Give texts that change whenever officers could be elsewhere, or another number."""
    return _stamped(desk, "on", "edits", "forces", "base_counts")


def _stamped(desk: Desk, *names: str) -> tuple[str, str, str]:
    """Give texts that change whenever one of these things in the plan does, or the area."""
    plain = desk.plan.as_json()
    said = json.dumps({name: plain[name] for name in names}, sort_keys=True)
    return desk.key, desk.version, said
