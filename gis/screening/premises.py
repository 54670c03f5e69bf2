"""The rules that look at one site alone: its size, its access, and the planner's own ban."""

from __future__ import annotations

import math
from collections.abc import Callable

from gis.screening.book import RuleSetting
from gis.screening.facts import Facts, Finding, Rule, Site
from gis.screening.verdicts import Basis
from i18n import msg

PRIVATE_ACCESS = frozenset(
    {"private", "no", "customers", "permit", "members", "residents", "employees"}
    | {"military", "students", "delivery", "agricultural", "forestry"}
)
OPEN_ACCESS = frozenset({"yes", "public", "designated", "destination", "official"})


def each(look: Callable[[Site, RuleSetting], Finding]) -> Rule:
    """Make a rule of what is found on one site; the finding takes the date of the site's data."""

    def rule(facts: Facts, setting: RuleSetting) -> list[Finding]:
        return [look(site, setting)._replace(as_of=site.as_of) for site in facts.sites]

    return rule


def too_small(site: Site, setting: RuleSetting) -> Finding:
    """Compare the footprint in m²; one that nobody measured is not called small, but unknown."""
    if math.isnan(site.footprint_m2):
        return _UNMEASURED
    assumed = site.basis("footprint_m2") is Basis.ASSUMED
    figures = {"footprint": round(site.footprint_m2), "least": round(float(setting["least_m2"]))}
    return Finding(
        hit=site.footprint_m2 < float(setting["least_m2"]),
        reason=msg("Footprint {footprint} m², an assumption; at least {least} m² asked.", **figures)
        if assumed
        else msg("Footprint {footprint} m²; at least {least} m² asked.", **figures),
        source=f"footprint_m2={site.footprint_m2:.0f}",
        basis=site.basis("footprint_m2"),
    )


_UNMEASURED = Finding(
    hit=False,
    reason=msg("The footprint is not known: measure it before choosing the site."),
    basis=Basis.UNKNOWN,
)


def no_vehicle_access(site: Site, setting: RuleSetting) -> Finding:
    """Go by the column; where it is empty, by the measured way to the nearest street, if given."""
    if site.vehicle_access:
        return _BY_COLUMN[site.vehicle_access]._replace(basis=site.basis("vehicle_access"))
    if site.street_m is None or math.isnan(site.street_m):
        return _ACCESS_UNKNOWN
    furthest = float(setting["furthest_m"])
    return Finding(
        hit=site.street_m > furthest,
        reason=msg(
            "The nearest street for vehicles is {far} m away; at most {furthest} m asked.",
            far=round(site.street_m),
            furthest=round(furthest),
        ),
        source=f"street_m={site.street_m:.0f}",
    )


_BY_COLUMN = {
    "no": Finding(hit=True, reason=msg("Vehicles cannot reach it."), source="vehicle_access=no"),
    "yes": Finding(hit=False, reason=msg("Vehicles can reach it."), source="vehicle_access=yes"),
}
_ACCESS_UNKNOWN = Finding(
    hit=False, reason=msg("Whether vehicles can reach it is not known."), basis=Basis.UNKNOWN
)


def private_access(site: Site, _: RuleSetting) -> Finding:
    """Go by the access tag alone: a private holder may still open the doors to everybody."""
    words = {word.strip().lower() for word in site.access.split(";")} - {""}
    if not words:
        return _ACCESS_SILENT
    source = f"access={site.access}"
    if words & PRIVATE_ACCESS:
        reason = msg("Access is “{access}”: ask whoever holds the site.", access=site.access)
        return Finding(hit=True, reason=reason, source=source, basis=site.basis("access"))
    if words <= OPEN_ACCESS:
        reason = msg("Access is “{access}”.", access=site.access)
        return Finding(hit=False, reason=reason, source=source, basis=site.basis("access"))
    reason = msg("Access is “{access}”, which says nothing certain.", access=site.access)
    return Finding(hit=False, reason=reason, source=source, basis=Basis.UNKNOWN)


_ACCESS_SILENT = Finding(
    hit=False, reason=msg("Nothing is said about access."), basis=Basis.UNKNOWN
)


def banned_by_planner(facts: Facts, _: RuleSetting) -> list[Finding]:
    """Refuse the sites that a planner has banned; the date is the day screened."""
    banned = Finding(hit=True, reason=_BANNED, source="banned", as_of=facts.on)
    free = Finding(hit=False, reason=_FREE, as_of=facts.on)
    return [banned if site.id in facts.banned else free for site in facts.sites]


_BANNED = msg("A planner has banned the site from this plan.")
_FREE = msg("No planner has banned the site.")
