"""Which country, and which communes."""

from __future__ import annotations

import pytest

from layers.sources.osm.clues import MOST_COMMUNES, Clues


def clues_of(*elements: dict[str, str]) -> Clues:
    """Gather the clues of a few elements."""
    clues = Clues()
    for tags in elements:
        clues.note(tags)
    return clues


@pytest.mark.parametrize(
    "tags",
    [
        {"addr:country": "FR"},
        {"ISO3166-1": "FR", "boundary": "administrative"},
        {"school:FR": "lycée"},
        {"ref:FR:RATP": "1"},
        {"ref:UAI": "0990001A"},
        {"source": "cadastre-dgi-fr source : Direction Générale"},
    ],
)
def test_france_is_known_by_its_own_tags(tags: dict[str, str]) -> None:
    """Any one of them, where nothing else speaks."""
    assert clues_of(tags).country == "FR"


def test_most_tags_decide_and_a_draw_decides_nothing() -> None:
    """A border town has addresses of both sides."""
    austria, liechtenstein = {"addr:country": "AT"}, {"addr:country": "LI"}
    assert clues_of(austria, liechtenstein, liechtenstein).country == "LI"
    assert clues_of(austria, liechtenstein).country == ""
    assert clues_of({"highway": "service"}).country == ""


def test_communes_are_named_by_addresses_boundaries_places_and_town_halls() -> None:
    """The most often named first."""
    clues = clues_of(
        {"addr:city": "Corvaux"},
        {"boundary": "administrative", "admin_level": "8", "name": "Valbrême"},
        {"boundary": "administrative", "admin_level": "6", "name": "Brême"},
        {"place": "town", "name": "Valbrême"},
        {"place": "hamlet", "name": "Les Ouches"},
        {"amenity": "townhall", "name": "Mairie d'Ouches"},
        {"amenity": "townhall", "name": "Hôtel de ville"},
    )
    assert clues.city_halls == ("Valbrême", "Corvaux", "Ouches")


def test_the_list_of_communes_ends() -> None:
    """A region has more than anyone would check."""
    clues = clues_of(*({"addr:city": f"Commune {n}"} for n in range(MOST_COMMUNES + 5)))
    assert len(clues.city_halls) == MOST_COMMUNES
