"""The map of a situation as one file, with the block of figures that a briefing reads first."""

from __future__ import annotations

from briefing.drawing import Extras, draw
from briefing.figures import METHODS, travel_figures
from briefing.html_map import html_map
from briefing.telling import source_words
from i18n import Language
from plans.situation import Situation


def map_file(situation: Situation, *, say: Language, extras: Extras | None = None) -> str:
    """Write the map of a situation as one HTML page that needs no network."""
    return html_map(
        draw(situation, say=say, extras=extras),
        title=say("Rest zones – {area}", area=situation.area.manifest.title),
        subtitle=_subtitle(situation, say),
        figures=_figures(situation, say),
        say=say,
    )


def _subtitle(situation: Situation, say: Language) -> list[str]:
    manifest, standard = situation.area.manifest, situation.plan.standard
    unit = say("min") if standard.unit == "minutes" else say("m")
    return [
        say(
            "Plan {id}, {day}. Standard: {cutoff} {unit}, {mode}.",
            id=situation.plan.digest,
            day=situation.plan.on,
            cutoff=say.number(standard.cutoff, 0),
            unit=unit,
            mode=say("by car") if standard.mode == "drive" else say("on foot"),
        ),
        f"{say(METHODS[situation.table.method])}. {say(situation.table.note)}",
        say(
            "Data: {source}, {day}. {licence}",
            source=source_words(manifest),
            day=manifest.as_of,
            licence=manifest.licence,
        ),
        *(say(told) for told in (*situation.warnings, *situation.remarks)),
    ]


def _figures(situation: Situation, say: Language) -> list[tuple[str, str]]:
    coverage = situation.coverage
    minutes = [
        (say(title), say("{n} min", n=say.number(value, 0)))
        for title, value in travel_figures(coverage.minutes)
    ]
    return [
        (say("Zones"), say.write(len(situation.serving))),
        (say("Officers served"), say.percent(coverage.share)),
        (say("Places not served"), say.write(len(coverage.uncovered))),
        *minutes,
    ]
