"""Decisions on rest zones: picked, dropped, locked, announced, opened, closed; sites banned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from i18n import Message, msg, msgs
from plans.events.base import Event, Stamp, texts
from plans.naming import NameOf
from plans.plan import Opening, Plan, barred, dropped, opening_of, picked


@dataclass(frozen=True)
class _OnSite(Event):
    site: str

    @property
    def touches(self) -> frozenset[str]:
        return frozenset({f"site:{self.site}"})


@dataclass(frozen=True)
class ZonePicked(_OnSite):
    """A site is chosen as a rest zone."""

    kind = "zone-picked"

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return picked(plan, self.site)

    def told(self, name_of: NameOf) -> Message:
        return msg("“{site}” picked as rest zone", site=name_of(self.site))


@dataclass(frozen=True)
class ZoneDropped(_OnSite):
    """A rest zone is given up: it is no longer locked, announced, opened or closed either."""

    kind = "zone-dropped"
    wants_reason = True

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return dropped(plan, self.site)

    def told(self, name_of: NameOf) -> Message:
        return msg("“{site}” dropped", site=name_of(self.site))


@dataclass(frozen=True)
class SiteBanned(_OnSite):
    """A site may not be chosen, by the planner's own word; a zone there is given up."""

    kind = "site-banned"
    wants_reason = True

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return barred(plan, self.site, ban=True)

    def told(self, name_of: NameOf) -> Message:
        return msg("“{site}” banned", site=name_of(self.site))


@dataclass(frozen=True)
class BanLifted(_OnSite):
    """A site that was banned may be chosen again."""

    kind = "ban-lifted"

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return barred(plan, self.site, ban=False)

    def told(self, name_of: NameOf) -> Message:
        return msg("“{site}” may be chosen again", site=name_of(self.site))


@dataclass(frozen=True)
class ZoneLocked(_OnSite):
    """A zone must stay in every proposal, or need no longer."""

    locked: bool = True
    kind = "zone-locked"

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        others = tuple(each for each in plan.locked if each != self.site)
        here = (self.site,) if self.locked and self.site in plan.picks else ()
        return replace(plan, locked=(*others, *here))

    def told(self, name_of: NameOf) -> Message:
        site = name_of(self.site)
        return msg("“{site}” locked", site=site) if self.locked else msg("“{site}” free", site=site)


@dataclass(frozen=True)
class ZoneAnnounced(_OnSite):
    """A zone has been told to the units, and is dear to move from then on; or is taken back."""

    announced: bool = True
    kind = "zone-announced"
    chief = True

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        others = tuple(each for each in plan.announced if each != self.site)
        here = (self.site,) if self.announced and self.site in plan.picks else ()
        return replace(plan, announced=(*others, *here))

    def told(self, name_of: NameOf) -> Message:
        site = name_of(self.site)
        if self.announced:
            return msg("“{site}” announced to the units", site=site)
        return msg("The announcement of “{site}” taken back", site=site)


@dataclass(frozen=True)
class _Dated(_OnSite):
    on: date

    def as_json(self) -> dict[str, Any]:
        return {"site": self.site, "on": self.on.isoformat()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        (site,) = texts([plain["site"]])
        return cls(site, date.fromisoformat(plain["on"]))


@dataclass(frozen=True)
class ZoneOpened(_Dated):
    """A zone serves from a day on, and not before; its closing, if any, is forgotten."""

    kind = "zone-opened"

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        return _with(plan, Opening(self.site, opens=self.on))

    def told(self, name_of: NameOf) -> Message:
        return msg("“{site}” open from {day}", site=name_of(self.site), day=self.on)


@dataclass(frozen=True)
class ZoneClosed(_Dated):
    """A zone no longer serves from a day on."""

    kind = "zone-closed"
    wants_reason = True

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        opens = opening_of(plan, self.site).opens
        return _with(plan, Opening(self.site, opens=opens, closes=self.on))

    def told(self, name_of: NameOf) -> Message:
        return msg("“{site}” closed from {day}", site=name_of(self.site), day=self.on)


@dataclass(frozen=True)
class ProposalTaken(Event):
    """A proposal is taken over: these sites are dropped, those picked; it is kept whole."""

    picks: tuple[str, ...]
    drops: tuple[str, ...]
    proposal: Mapping[str, Any]
    kind = "proposal-taken"
    wants_reason = True

    @property
    def touches(self) -> frozenset[str]:
        return frozenset(f"site:{site}" for site in (*self.picks, *self.drops))

    def applied(self, plan: Plan, by: Stamp) -> Plan:
        for site in self.drops:
            plan = dropped(plan, site)
        for site in self.picks:
            plan = picked(plan, site)
        return plan

    def told(self, name_of: NameOf) -> Message:
        return msgs(
            "Proposal taken over: one site changed",
            "Proposal taken over: {n} sites changed",
            len(self.touches),
        )

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        return cls(texts(plain["picks"]), texts(plain["drops"]), dict(plain["proposal"]))


def _with(plan: Plan, opening: Opening) -> Plan:
    others = tuple(each for each in plan.openings if each.site != opening.site)
    here = (opening,) if opening.site in plan.picks else ()
    return replace(plan, openings=(*others, *here))
