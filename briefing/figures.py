"""The figures of travel and how they were made, told alike on screen and on paper."""

from __future__ import annotations

from gis.coverage import Coverage
from gis.tally import Travel
from i18n import Language, Message, msg

METHODS = {
    "network": msg("Travel measured on the streets of the area"),
    "strategic": msg("Travel on the strategic road network"),
    "estimated": msg("Travel estimated from straight distances"),
}


def travel_figures(travel: Travel | None) -> tuple[tuple[Message, float | None], ...]:
    """Give mean, 90th percentile and worst with their titles; None where nobody travels."""
    return (
        (msg("Mean"), travel.mean if travel else None),
        (msg("90 % within"), travel.p90 if travel else None),
        (msg("Worst"), travel.worst if travel else None),
    )


def coverage_figures(coverage: Coverage, say: Language) -> tuple[tuple[str, str], ...]:
    """Give name and value of who is served and how far they go, as a briefing reads them first."""
    return (
        (say("Officers served"), say.percent(coverage.share)),
        (say("Places not served"), say.write(len(coverage.uncovered))),
        *(
            (say(title), say("{n} min", n=say.number(value, 0)) if coverage.minutes else "–")
            for title, value in travel_figures(coverage.minutes)
        ),
    )
