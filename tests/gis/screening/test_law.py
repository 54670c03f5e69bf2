"""What the law presumes of a public building, and where it is silent."""

from __future__ import annotations

import pytest

from gis.screening import law


@pytest.mark.parametrize(
    ("kind", "level", "article"),
    [
        ("school", "commune", "L212-4"),
        ("college", "departement", "L213-2"),
        ("lycee", "region", "L214-6"),
        ("sports-hall", "commune", "L1111-4"),
    ],
)
def test_each_kind_has_its_holder_and_its_article(kind: str, level: str, article: str) -> None:
    presumed = law.presumption(kind, "Jules Ferry", in_paris=False)
    assert presumed is not None
    assert (presumed.level, article in presumed.article) == (level, True)


def test_in_paris_a_college_is_the_citys() -> None:
    presumed = law.presumption("college", "Collège Lamartine", in_paris=True)
    assert presumed is law.COLLEGE_IN_PARIS
    assert presumed.level == "commune"
    assert "L213-2" in presumed.article


def test_in_paris_a_lycee_is_the_regions_all_the_same() -> None:
    assert law.presumption("lycee", "Lycée Lamartine", in_paris=True) is law.LYCEE


@pytest.mark.parametrize("kind", ["university", "barracks", "car-park", "community-hall"])
def test_other_kinds_are_left_alone(kind: str) -> None:
    assert law.presumption(kind, "", in_paris=True) is None


@pytest.mark.parametrize("name", ["Crèche", "Micro crèche Pirates d'eau douce", "Halte-garderie"])
def test_a_day_nursery_is_no_school(name: str) -> None:
    assert law.presumption("school", name, in_paris=True) is None


def test_a_sports_centre_is_presumed_by_its_name_only() -> None:
    assert law.presumption("sports-centre", "Gymnase Japy", in_paris=True) is law.SPORTS_HALL
    assert law.presumption("sports-centre", "Club Vitalité", in_paris=True) is None


@pytest.mark.parametrize(
    "text", ["École Privée Technique", "Collège privé Rocroy", "OGEC Saint-Jean", "École PRIVÉE"]
)
def test_a_name_may_say_private(text: str) -> None:
    assert law.says_private(text)


@pytest.mark.parametrize("text", ["École Belzunce", "Rue de Provence", "Ogecx", ""])
def test_most_names_do_not(text: str) -> None:
    assert not law.says_private(text)


def test_the_level_of_government_is_read_from_a_name() -> None:
    assert law.level_of("Région Île-de-France") == "region"
    assert law.level_of("Conseil départemental du Val-de-Marne") == "departement"
    assert law.level_of("Ville de Paris") is None
