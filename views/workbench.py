"""What a page shows of the desk, worked out once and kept while nothing upstream changes.

The dear stages (travel, screening, drawing the sites) are kept by what they depend on; coverage
and lines are cheap, and made anew at every click. A failure raises, and is never kept.
"""

from __future__ import annotations

import json

from briefing.drawing import Drawing, draw, ground_layers, site_layer
from gis.demand import demand_points
from gis.network.pace import Pace
from gis.network.roads import Roads, roads_of
from gis.travel import TravelTable
from layers.library import ORDERS, home
from plans.closing import closures_digest, table_under
from plans.situation import Situation, assess, screened
from views import session
from views.keeping import kept
from views.session import Desk


def situation_of(desk: Desk) -> Situation:
    """Work out the situation of the desk's area under its plan."""
    mode, limit_m = desk.plan.standard.mode, desk.plan.snap_m
    pace = session.pace().at(desk.plan.hour)
    return assess(
        desk.area,
        desk.plan,
        table=kept(
            *("table", desk.key, desk.version, mode, str(limit_m), pace.digest),
            closures_digest(desk.plan.closures, desk.plan.on),
            make=lambda: _table(desk, pace),
        ),
        screening=kept("screening", *_stamp(desk), make=lambda: screened(desk.area, desk.plan)),
    )


def drawing_of(desk: Desk, situation: Situation) -> Drawing:
    """Draw the situation for the desk's reader."""
    say, stamp = desk.say, (*_stamp(desk), desk.say.code)
    return draw(
        situation,
        say=say,
        ground=kept("ground", *stamp, make=lambda: ground_layers(situation, say=say)),
        sites=kept("sites", *stamp, make=lambda: site_layer(situation, say=say)),
    )


def _table(desk: Desk, pace: Pace) -> TravelTable:
    """Make the table of every demand point, in use on some day or not."""
    demand = demand_points(desk.area, on=desk.area.manifest.as_of)
    return table_under(desk.area, desk.plan, demand, roads=_roads(desk, pace), pace=pace)


def _roads(desk: Desk, pace: Pace) -> Roads | None:
    """Give the streets ready for the plan's way of travel; a pace is another metric on them."""
    streets, mode = desk.area["streets"], desk.plan.standard.mode
    if streets.empty:
        return None
    roads = kept(
        *("roads", desk.key, desk.version, mode),
        make=lambda: roads_of(streets, mode=mode, orders=home() / ORDERS),
    )
    return roads.with_pace(streets, pace)


def _stamp(desk: Desk) -> tuple[str, str, str]:
    """Give texts that change whenever a verdict could."""
    plain = desk.plan.as_json()
    names = ("on", "book", "banned", "overrules", "city_halls")
    rules = json.dumps({name: plain[name] for name in names}, sort_keys=True)
    return desk.key, desk.version, rules
