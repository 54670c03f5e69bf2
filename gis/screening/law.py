"""Who holds a public building where no tag says so: a small table of French law, and its limits.

The articles, in our own words (code de l'éducation, CGCT = code général des collectivités
territoriales, as in force in summer 2024):

=============  ===========  ==================================================================
kind           held by      article
=============  ===========  ==================================================================
school         commune      éducation L212-4: the commune has charge of public schools and owns
                            their premises
college        département  éducation L213-2: the département has charge of the collèges
college        city, in     the same, with CGCT L2512-1: since 2019 the Ville de Paris is
               Paris        commune and département in one
lycee          region       éducation L214-6: the region has charge of the lycées
sports hall    commune      none gives it to the commune: CGCT L1111-4 shares sport between all
                            levels. Presumed from practice, and only where no tag says otherwise
=============  ===========  ==================================================================

Nothing here is applied outside France.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gis.screening.city_hall import folded
from i18n import Message, msg

COUNTRY = "FR"
Level: TypeAlias = Literal["commune", "departement", "region", "state", "private"]


@dataclass(frozen=True)
class Presumption:
    """Who holds a public building of one kind, where that is written, and what it says."""

    level: Level
    article: str
    words: Message


SCHOOL = Presumption(
    "commune",
    "Code de l'éducation, art. L212-4",
    msg("By law the commune has charge of public primary schools and owns their premises."),
)
COLLEGE = Presumption(
    "departement",
    "Code de l'éducation, art. L213-2",
    msg("By law the département has charge of public collèges: ask the département."),
)
COLLEGE_IN_PARIS = Presumption(
    "commune",
    "Code de l'éducation, art. L213-2 ; CGCT, art. L2512-1",
    msg("By law public collèges are the département's, which in Paris is the city itself."),
)
COLLEGE_PERHAPS_IN_PARIS = Presumption(
    "commune",
    "Code de l'éducation, art. L213-2 ; CGCT, art. L2512-1",
    msg(
        "By law public collèges are the département's, and in Paris the city's; the data does not"
        " say in which commune this one lies."
    ),
)
LYCEE = Presumption(
    "region",
    "Code de l'éducation, art. L214-6",
    msg("By law the region has charge of public lycées: ask the region."),
)
SPORTS_HALL = Presumption(
    "commune",
    "CGCT, art. L1111-4",
    msg(
        "Sport is shared between all levels of local government; most public sports halls are"
        " municipal, and no tag says otherwise here."
    ),
)

# What marks a sports centre as the public kind; a centre without such a name may be a private club.
_PUBLIC_SPORTS = re.compile(r"\b(?:gymnase|piscine|municipale?s?|municipaux)\b")
_PRIVATE = re.compile(
    r"\b(?:privee?s?|private|ogec|enseignement catholique|(?:hors|sous) contrat)\b"
)
# Day nurseries are often tagged as schools, but no article speaks of them.
_NURSERY = re.compile(r"^(?:la |les )?(?:micro |multi )?(?:creche|halte garderie|jardin d enfants)")
_REGION = re.compile(r"^(?:la )?(?:region|conseil regional)\b")
_DEPARTEMENT = re.compile(r"^(?:le )?(?:departement|conseil (?:general|departemental))\b")
_SCHOOL_AUTHORITY = re.compile(
    r"^(?:rectorat|academie|inspection academique|dsden"
    r"|(?:ministere (?:de )?l )?education nationale)"
)


def presumption(kind: str, name: str, *, in_paris: bool | None) -> Presumption | None:
    """Give what the law presumes of a public site; None where it presumes nothing.

    ``in_paris`` is None where the data does not tell.
    """
    match kind:
        case "school":
            return None if is_nursery(name) else SCHOOL
        case "college":
            return _COLLEGES[in_paris]
        case "lycee":
            return LYCEE
        case "sports-hall":
            return SPORTS_HALL
        case "sports-centre":
            return SPORTS_HALL if _PUBLIC_SPORTS.search(folded(name)) else None
        case _:
            return None


_COLLEGES = {True: COLLEGE_IN_PARIS, False: COLLEGE, None: COLLEGE_PERHAPS_IN_PARIS}


def is_nursery(name: str) -> bool:
    """Whether a name is a day nursery's."""
    return _NURSERY.match(folded(name)) is not None


def says_private(text: str) -> bool:
    """Whether a name, operator or owner says in so many words that it is private."""
    return _PRIVATE.search(folded(text)) is not None


def level_of(body: str) -> Level | None:
    """Give the département or region that an operator or owner names; None when it names none."""
    text = folded(body)
    if _REGION.match(text):
        return "region"
    if _DEPARTEMENT.match(text):
        return "departement"
    return None


def is_school_authority(body: str) -> bool:
    """Whether a body runs the teaching in public schools, whose walls are another's."""
    return _SCHOOL_AUTHORITY.match(folded(body)) is not None
