"""What makes an item a snapshot: which plan, of which day, whose data, and its checksum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.content.audiences import Audience, Subject
from briefing.figures import METHODS
from briefing.telling import source_words
from gis.standard import Standard
from i18n import Language
from layers.area import Manifest
from plans.situation import Situation


@dataclass(frozen=True)
class Imprint:
    """The lines that every sheet carries, in one language.

    ``plan`` is the plan's id, ``on`` its day, ``as_of`` the date of the data. ``checksum`` is
    that of all that the audience is told, in its language.
    """

    title: str
    audience: str
    plan: str
    on: date
    as_of: date
    standard: str
    travel: str
    data: str
    credit: str
    licence: str
    checksum: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The imprint as short lines, the most needed first."""
        return (self.standard, self.travel, self.data, f"{self.credit} · {self.licence}")


def plan_words(imprint: Imprint, say: Language) -> str:
    """Name the plan, its day and the checksum in one line."""
    return say(
        "Plan {id}, {day}. Checksum {sum}.",
        id=imprint.plan,
        day=imprint.on,
        sum=imprint.checksum,
    )


def imprint_of(
    situation: Situation, audience: Audience, *, checksum: str, say: Language
) -> Imprint:
    """Give the imprint of a situation."""
    manifest, plan = situation.area.manifest, situation.plan
    return Imprint(
        title=_title(manifest.title, audience, say),
        audience=say(audience.label),
        plan=plan.digest,
        on=plan.on,
        as_of=manifest.as_of,
        standard=standard_words(plan.standard, say),
        travel=say(METHODS[situation.table.method]),
        data=data_words(manifest, say),
        credit=manifest.credit,
        licence=manifest.licence,
        checksum=checksum,
    )


def _title(area: str, audience: Audience, say: Language) -> str:
    """Give the title; one that is safe for the public does not speak of rest zones."""
    if Subject.ZONES not in audience.told:
        return say("Venues, stations and airports – {area}", area=area)
    return say("Rest zones – {area}", area=area)


def standard_words(standard: Standard, say: Language) -> str:
    """Write the service standard in words."""
    return say(
        "Standard: {cutoff} {unit}, {mode}.",
        cutoff=say.number(standard.cutoff, 0),
        unit=say("min") if standard.unit == "minutes" else say("m"),
        mode=say("by car") if standard.mode == "drive" else say("on foot"),
    )


def data_words(manifest: Manifest, say: Language) -> str:
    """Name the source of an area's data, their day and their licence."""
    return say(
        "Data: {source}, {day}. {licence}",
        source=source_words(manifest),
        day=manifest.as_of,
        licence=manifest.licence,
    )
