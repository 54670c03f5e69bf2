"""The map of a briefing as one HTML file, made of a brief alone."""

from __future__ import annotations

from briefing.content.audiences import Subject
from briefing.content.brief import Brief
from briefing.content.headings import TITLES
from briefing.content.imprint import plan_words
from briefing.html.brief_drawing import drawing_of
from briefing.html.html_map import html_map
from briefing.html.map_cards import cards_of


def brief_map(brief: Brief) -> bytes:
    """Write the map of a brief as one HTML page that needs no network, the same bytes each time."""
    say, imprint, cards = brief.say, brief.imprint, cards_of(brief)
    nothing = TITLES["zones"].nothing
    audience = say("For: {audience}", audience=imprint.audience)
    return html_map(
        drawing_of(brief, cards),
        title=imprint.title,
        subtitle=(
            plan_words(imprint, say),
            f"{audience} · {imprint.standard} {imprint.travel}.",
            imprint.data,
        ),
        figures=brief.figures,
        notes=brief.notes,
        nothing=say(nothing) if brief.tells(Subject.ZONES) else "",
        cards=cards,
        stamp=(imprint.plan, imprint.checksum),
        say=say,
    ).encode()
