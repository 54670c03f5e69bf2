"""Paris or not: the column decides, then the commune, then the area, then the outline."""

from __future__ import annotations

import geopandas as gpd
import pytest

from gis.screening.paris import BOX, OUTLINE, in_paris
from tests.data.truth import SHARED, needs_shared
from tests.gis.screening.stories import GARE_DU_NORD, Row, make_site, table

VERSAILLES = (2.1301, 48.8049)


PORTE_DE_BAGNOLET = (2.4125, 48.8635)


def is_in_paris(site: Row, *, only_paris: bool = False) -> bool | None:
    """Ask about one site."""
    return in_paris(table("candidates", site), only_paris=only_paris)[0]


@pytest.mark.parametrize("commune", ["Paris", "PARIS", "Paris 10e Arrondissement", "Paris 1er"])
def test_a_commune_of_paris(commune: str) -> None:
    assert is_in_paris(make_site(commune=commune, at=VERSAILLES))


@pytest.mark.parametrize("commune", ["Saint-Denis", "Cormeilles-en-Parisis", "Paris-l'Hôpital"])
def test_a_commune_elsewhere(commune: str) -> None:
    assert not is_in_paris(make_site(commune=commune))


def test_the_departement_goes_first() -> None:
    assert is_in_paris(make_site(departement="75", at=VERSAILLES))
    assert not is_in_paris(make_site(departement="93", commune="Paris"))


def test_without_a_column_the_area_or_the_outline_decides() -> None:
    assert is_in_paris(make_site(at=GARE_DU_NORD))
    assert is_in_paris(make_site(at=VERSAILLES)) is False
    assert is_in_paris(make_site(at=VERSAILLES), only_paris=True)


def test_near_the_edge_nobody_can_tell() -> None:
    assert is_in_paris(make_site(at=PORTE_DE_BAGNOLET)) is None


@needs_shared
def test_the_outline_lies_inside_the_city() -> None:
    districts = gpd.read_file(SHARED / "boundaries" / "paris_arrondissements.geojson")
    city = districts.geometry.union_all()
    slivers = OUTLINE.difference(city).area / OUTLINE.area  # gaps between two districts' edges
    assert slivers < 1e-6
    assert OUTLINE.area / city.area > 0.65
    assert BOX.covers(city)
