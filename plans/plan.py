"""The plan: every decision of the planners for one area, as a frozen value.

Each function gives a new plan; none touches the one it was given. What follows from a plan
(verdicts, travel, coverage) is computed in ``plans.situation`` and never kept here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import count
from typing import Any

from gis.demand import DemandEdit
from gis.network.closures import Closure
from gis.network.pace import Pace, check_hour
from gis.network.snapping import DEFAULT_LIMIT_M
from gis.screening import DEFAULT_BOOK, Overrule, RuleBook
from gis.standard import Standard
from layers.area import Area
from plans.claims import ClaimRow
from plans.forces import ForceEvent, in_order

FORMAT = 1
SEASON = (date(2024, 6, 15), date(2024, 9, 15))  # the three months of the Games
# ASSUMED: the first full day of competition. Elsewhere, the date of the data is the first day.
FIRST_DAYS = {"paris2024": date(2024, 7, 27)}


@dataclass(frozen=True)
class Opening:
    """When a zone serves: from its first day (None: always) until the day from which it is closed.

    ``closes`` is the first day on which it no longer serves.
    """

    site: str
    opens: date | None = None
    closes: date | None = None

    def serves(self, on: date) -> bool:
        """Tell whether the zone serves on a day."""
        return (self.opens is None or self.opens <= on) and (
            self.closes is None or on < self.closes
        )

    def as_json(self) -> dict[str, Any]:
        """Give it as plain JSON."""
        opens, closes = (day and day.isoformat() for day in (self.opens, self.closes))
        return {"site": self.site, "opens": opens, "closes": closes}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Opening:
        """Read back what ``as_json`` gave."""
        days = (plain[name] and date.fromisoformat(plain[name]) for name in ("opens", "closes"))
        (site,) = _texts([plain["site"]])
        return cls(site, *days)


@dataclass(frozen=True)
class Plan:
    """The decisions for one area.

    ``on`` is the day that the plan is looked at, ``hour`` the hour of it whose traffic counts (0 to
    23; None is free traffic), ``shortest`` asks for the shortest path instead of the fastest.
    ``snap_m`` is how far a site or a place may lie from the nearest street and still be reached by
    it, in metres. ``picks`` are site ids in the
    order they were picked. ``city_halls`` replaces the area's own list when it is not None.
    ``closures`` bar streets on their days, in the order they were added. Of the picks, ``locked``
    ones must stay, ``announced`` ones have been told to the units, and ``openings`` say when some
    serve; the others serve on every day. ``claims`` and ``lifted_claims`` change the area's own.
    ``forces`` are the units' movements; ``base_counts`` says whether the officers that the data
    give a place count beside the units there. ``season`` is the first and the last day planned.
    """

    on: date
    standard: Standard = field(default_factory=Standard)
    snap_m: float = DEFAULT_LIMIT_M
    book: RuleBook = DEFAULT_BOOK
    picks: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    overrules: tuple[Overrule, ...] = ()
    edits: tuple[DemandEdit, ...] = ()
    city_halls: tuple[str, ...] | None = None
    closures: tuple[Closure, ...] = ()
    hour: int | None = None
    shortest: bool = False
    locked: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    openings: tuple[Opening, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    lifted_claims: tuple[str, ...] = ()
    forces: tuple[ForceEvent, ...] = ()
    base_counts: bool = True
    season: tuple[date, date] = SEASON

    def __post_init__(self) -> None:
        """Check the hour. Raises SettingError."""
        check_hour(self.hour)

    def as_json(self) -> dict[str, Any]:
        """Give the plan as plain JSON."""
        return {
            "format": FORMAT,
            "on": self.on.isoformat(),
            "standard": self.standard.as_json(),
            "snap_m": self.snap_m,
            "book": self.book.as_json(),
            "picks": list(self.picks),
            "banned": list(self.banned),
            "overrules": [overrule.as_json() for overrule in self.overrules],
            "edits": [asdict(edit) for edit in self.edits],
            "city_halls": None if self.city_halls is None else list(self.city_halls),
            "closures": [closure.as_json() for closure in self.closures],
            "hour": self.hour,
            "shortest": self.shortest,
            "locked": list(self.locked),
            "announced": list(self.announced),
            "openings": [opening.as_json() for opening in self.openings],
            "claims": [claim.as_json() for claim in self.claims],
            "lifted_claims": list(self.lifted_claims),
            "forces": [force.as_json() for force in self.forces],
            "base_counts": self.base_counts,
            "season": [day.isoformat() for day in self.season],
        }

    def paced(self, pace: Pace) -> Pace:
        """Read a table of travel times as the plan does: at its hour, for its kind of path."""
        return pace.at(self.hour, shortest=self.shortest)

    @property
    def digest(self) -> str:
        """Eight letters that change with any decision: the plan's id on everything that leaves."""
        return sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()[:8]

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Plan:
        """Read back what ``as_json`` gave, checked again.

        Raises ValueError, KeyError, TypeError or AttributeError for what is no plan.
        """
        if plain["format"] != FORMAT:
            message = f"plan of format {plain['format']}"
            raise ValueError(message)
        halls = plain["city_halls"]
        return cls(
            on=date.fromisoformat(plain["on"]),
            standard=Standard.from_json(plain["standard"]),
            snap_m=float(plain["snap_m"]),
            book=RuleBook.from_json(plain["book"]),
            picks=_texts(plain["picks"]),
            banned=_texts(plain["banned"]),
            overrules=tuple(Overrule.from_json(each) for each in plain["overrules"]),
            edits=tuple(DemandEdit(**each) for each in plain["edits"]),
            city_halls=None if halls is None else _texts(halls),
            # A plan kept before there were closures, hours, units and so on has none.
            closures=tuple(Closure.from_json(each) for each in plain.get("closures", ())),
            hour=plain.get("hour"),
            shortest=bool(plain.get("shortest", False)),
            locked=_texts(plain.get("locked", [])),
            announced=_texts(plain.get("announced", [])),
            openings=tuple(Opening.from_json(each) for each in plain.get("openings", ())),
            claims=tuple(ClaimRow.from_json(each) for each in plain.get("claims", ())),
            lifted_claims=_texts(plain.get("lifted_claims", [])),
            forces=tuple(ForceEvent.from_json(each) for each in plain.get("forces", ())),
            base_counts=bool(plain.get("base_counts", True)),
            season=_season(plain.get("season")),
        )

    @property
    def in_order(self) -> Plan:
        """The same decisions, each kind in an order that does not tell who came first."""
        return replace(
            self,
            picks=tuple(sorted(self.picks)),
            banned=tuple(sorted(self.banned)),
            overrules=tuple(sorted(self.overrules, key=lambda o: (o.site_id, o.rule))),
            edits=tuple(sorted(self.edits, key=lambda edit: edit.id)),
            closures=tuple(sorted(self.closures, key=lambda closure: closure.id)),
            locked=tuple(sorted(self.locked)),
            announced=tuple(sorted(self.announced)),
            openings=tuple(sorted(self.openings, key=lambda opening: opening.site)),
            claims=tuple(sorted(self.claims, key=lambda claim: claim.id)),
            lifted_claims=tuple(sorted(self.lifted_claims)),
            forces=in_order(self.forces),
        )


def _season(plain: list[str] | None) -> tuple[date, date]:
    if plain is None:
        return SEASON
    first, last = plain
    return date.fromisoformat(first), date.fromisoformat(last)


def _texts(plain: object) -> tuple[str, ...]:
    """Give a list of texts; a text alone would fall apart into its letters."""
    if not isinstance(plain, list) or not all(isinstance(text, str) for text in plain):
        message = f"{plain!r} is not a list of texts"
        raise TypeError(message)
    return tuple(plain)


def first_plan(area: Area) -> Plan:
    """Give the plan of an area that nobody has planned yet: its first day, and its season.

    Away from the example the season is the three months from the date of the data on (assumed).
    """
    began = area.manifest.as_of
    if area.manifest.source in FIRST_DAYS:
        return Plan(on=FIRST_DAYS[area.manifest.source])
    return Plan(on=began, season=(began, began + (SEASON[1] - SEASON[0])))


def picked(plan: Plan, site: str) -> Plan:
    """Pick a site; picking it twice is picking it once."""
    return plan if site in plan.picks else replace(plan, picks=(*plan.picks, site))


def dropped(plan: Plan, site: str) -> Plan:
    """Drop a site that was picked, with all that was decided on its zone."""
    return replace(
        plan,
        picks=tuple(pick for pick in plan.picks if pick != site),
        locked=tuple(each for each in plan.locked if each != site),
        announced=tuple(each for each in plan.announced if each != site),
        openings=tuple(each for each in plan.openings if each.site != site),
    )


def opening_of(plan: Plan, site: str) -> Opening:
    """Give when a zone serves."""
    return next((each for each in plan.openings if each.site == site), Opening(site))


def barred(plan: Plan, site: str, *, ban: bool) -> Plan:
    """Ban a site by the planner's own word, or lift that ban. A banned site is no longer picked."""
    others = tuple(each for each in plan.banned if each != site)
    if not ban:
        return replace(plan, banned=others)
    return replace(dropped(plan, site), banned=(*others, site))


def overruled(plan: Plan, overrule: Overrule) -> Plan:
    """Set a verdict aside; an earlier overrule of the same verdict gives way."""
    kept = withdrawn(plan, overrule.site_id, overrule.rule).overrules
    return replace(plan, overrules=(*kept, overrule))


def withdrawn(plan: Plan, site: str, rule: str) -> Plan:
    """Withdraw an overrule: the verdict counts again."""
    kept = tuple(each for each in plan.overrules if (each.site_id, each.rule) != (site, rule))
    return replace(plan, overrules=kept)


def edited(plan: Plan, edit: DemandEdit) -> Plan:
    """Change a demand point; values that the edit leaves open keep what was given before."""
    before = next((each for each in plan.edits if each.id == edit.id), DemandEdit(edit.id))
    given = {name: value for name, value in asdict(edit).items() if value is not None}
    others = tuple(each for each in plan.edits if each.id != edit.id)
    return replace(plan, edits=(*others, replace(before, **given)))


def restored(plan: Plan, point: str) -> Plan:
    """Give a demand point its own figures back."""
    return replace(plan, edits=tuple(each for each in plan.edits if each.id != point))


def closed_off(plan: Plan, *closures: Closure) -> Plan:
    """Add closures, each under an id of its own; whatever ids they bear give way."""
    taken = {closure.id for closure in plan.closures}
    free = (name for n in count(1) if (name := f"closure-{n}") not in taken)
    added = tuple(replace(closure, id=name) for closure, name in zip(closures, free, strict=False))
    return replace(plan, closures=(*plan.closures, *added))


def lifted(plan: Plan, closure_id: str) -> Plan:
    """Lift a closure."""
    return replace(plan, closures=tuple(c for c in plan.closures if c.id != closure_id))
