"""The map of a situation as one file, with the block of figures that a briefing reads first."""

from __future__ import annotations

from briefing.content.imprint import data_words, standard_words
from briefing.drawing.drawing import Extras, draw
from briefing.figures import METHODS, coverage_figures
from briefing.html.html_map import html_map
from i18n import Language
from plans.situation import Situation


def map_file(situation: Situation, *, say: Language, extras: Extras | None = None) -> str:
    """Write the map of a situation as one HTML page that needs no network."""
    manifest, plan = situation.area.manifest, situation.plan
    travel = (say(METHODS[situation.table.method]), say(situation.table.note))
    return html_map(
        draw(situation, say=say, extras=extras),
        title=say("Rest zones – {area}", area=manifest.title),
        subtitle=(
            say("Plan {id}, {day}.", id=plan.digest, day=plan.on),
            standard_words(plan.standard, say),
            ". ".join(travel),
            data_words(manifest, say),
        ),
        figures=(
            (say("Zones"), say.write(len(situation.serving))),
            *coverage_figures(situation.coverage, say),
        ),
        notes=tuple(say(told) for told in (*situation.warnings, *situation.remarks)),
        say=say,
    )
