"""Who holds a site, as far as a tag says so."""

from __future__ import annotations

import pytest

from layers.sources.osm.holders import holder_of, level_of

BODIES = [
    ("Région Île-de-France", "region"),
    ("Conseil régional", "region"),
    ("Département de la Brême", "departement"),
    ("Conseil général du Nord", "departement"),
    ("Ville de Valbrême", "commune"),
    ("VILLE DE PARIS - DJS", "commune"),
    ("Mairie du 13e", "commune"),
    ("Commune d'Ouches", "commune"),
    ("Ministère des Armées", "state"),
    ("Préfecture de Police", "state"),
    ("Rectorat", "state"),
    ("OGEC Saint-Éloi", "private"),
    ("Enseignement catholique", "private"),
    ("SNCF", ""),
    ("Vinci Park", ""),
    ("Villedieu Sport", ""),
    ("Regional Express", ""),
    ("", ""),
]


@pytest.mark.parametrize(("body", "level"), BODIES)
def test_a_body_is_of_the_level_that_its_own_name_says(body: str, level: str) -> None:
    """And of none when it says none: the law is read elsewhere."""
    assert level_of(body) == level


def test_a_private_school_is_known_by_the_tag_that_said_so() -> None:
    """By its operator's type, its operator, school:FR or its name, in this order."""
    typed = holder_of({"operator:type": "religious", "name": "École privée"})
    assert (typed.operator_type, typed.said_by) == ("private", "operator:type=religious")
    named = holder_of({"name": "École Privée Petrelle"})
    assert (named.operator_type, named.said_by) == ("private", "name=École Privée Petrelle")
    assert holder_of({"operator": "OGEC Petrelle"}).holder_level == "private"


def test_the_owner_speaks_before_the_operator() -> None:
    """A municipal hall may be run by a company."""
    holder = holder_of({"owner": "Ville de Paris", "operator": "UCPA", "operator:type": "private"})
    assert (holder.operator_type, holder.holder_level) == ("private", "commune")


def test_what_no_tag_says_stays_unknown() -> None:
    """Never guessed."""
    holder = holder_of({"name": "Salle Privas", "operator:type": "community"})
    assert (holder.operator_type, holder.holder_level, holder.said_by) == ("", "", "")
