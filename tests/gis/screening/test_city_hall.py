"""City hall is known in every dress; who is not city hall is not taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.screening.city_hall import Body, CityHalls, folded

AREA = CityHalls.of(
    (
        *("Paris", "Saint-Denis", "Ivry-sur-Seine", "Le Kremlin-Bicêtre", "L'Haÿ-les-Roses"),
        *("Les Lilas", "Boulogne-Billancourt", "Schaan", "Vaduz", "Triesen", "Mauren", "Porto"),
    )
)

CITY_HALL = (
    *("Ville de Paris", "VILLE DE PARIS", "ville de  paris", "Ville-de-Paris", "La Ville de Paris"),
    *("Mairie de Paris", "mairie de paris", "MAIRIE DE PARIS", "Mairie Paris", "La Mairie"),
    *("Mairie du 13e", "Mairie du 13ème", "Mairie du 13eme arrondissement", "Mairie du XIIIe"),
    *("Mairie du 20ème arrdt", "Mairie du 1er arrondissement de Paris", "Mairie de Paris 10e"),
    *("Mairie d'arrondissement du 9e", "Mairie de Paris Centre", "Mairie du 9ᵉ arr."),
    *("VILLE DE PARIS - DJS", "Ville de Paris – DASCO", "Ville de Paris (DJS)"),
    *("Ville de Paris/DEVE", "DJS, Ville de Paris", "Vinci Park;Ville de Paris"),
    "Direction de la Jeunesse et des Sports de la Ville de Paris",
    *("Service des sports de la mairie de Paris", "Propriété de la Ville de Paris"),
    *("Paris", "PARIS", "Paris 10e Arrondissement", "Saint-Denis", "St Denis"),
    *("Commune de Saint-Denis", "Ville de St-Denis", "Mairie d’Ivry-sur-Seine", "Mairie d'Ivry"),
    *("Ville du Kremlin-Bicêtre", "Mairie de L'Haÿ-les-Roses", "Ville des Lilas"),
    *("Ville de Boulogne", "VILLE D'IVRY SUR SEINE", "Municipalité", "Municipalité de Saint-Denis"),
    *("Mairie", "Commune", "Conseil municipal de Saint-Denis", "Services municipaux", "Municipal"),
    *("Département de Paris", "Hôtel de Ville de Paris"),
    *("Gemeinde Schaan", "GEMEINDE SCHAAN", "Gemeinde Schaan / Saal am Lindaplatz", "Gemeinde"),
    *("Stadt Vaduz", "Gemeindeverwaltung Vaduz", "Gemeinde Vaduz, Daniel Wenaweser"),
    *("Gemeinde Vaduz und Gemeinde Triesen", "Fondation Parcours Vita & Gemeinde Schaan"),
    *("Gemeinde Mauren-Schaanwald", "Marktgemeinde Schaan"),
    *("City of Paris", "Paris City Council", "Town of Vaduz", "Municipality of Vaduz"),
    *("Câmara Municipal do Porto", "Município do Porto"),
)
NOT_CITY_HALL = (
    *("", " ", "–", "Région Île-de-France", "Conseil régional d'Île-de-France"),
    *("Préfecture de Police", "Préfecture de Paris", "Ministère de l'Intérieur"),
    *("Rectorat de Paris", "Académie de Paris", "Université Paris 1", "Université de Paris"),
    *("Aéroports de Paris", "RATP", "SNCF", "RATP/SNCF", "Vinci Park", "La Poste", "RTE"),
    *("Croix-Rouge Française du 9eme arrondissement", "Croix-Rouge française"),
    *(
        "Conseil départemental du Val-de-Marne",
        "Département de Seine-Saint-Denis",
        "Plaine Commune",
    ),
    *("Métropole du Grand Paris", "Communauté de communes du Pays", "Paris 2024", "Paris Expo"),
    *("Paris La Défense Arena", "Les Amis de la Ville de Paris", "Chambre de commerce de Paris"),
    *(
        "City Parking",
        "Citypark",
        "Stadtwerk",
        "Town Toyota",
        "Villette Makerz",
        "Théâtre de la Ville",
    ),
    *("RATP, Paris", "Diocèse de Paris", "Spie Autocite", "Hôpital Maison Blanche"),
    *("Ville Lumière", "Comité d'entreprise", "British Council", "Smovengo"),
    *("Abwasserzweckverband der Gemeinden Liechtensteins", "Evangelische Gemeinde"),
    *("Heinz Rüdisühli, Gemeindepolizei", "Primarschule Balzers", "Tennisclub Vaduz"),
)
MUNICIPAL = (
    *("Eau de Paris", "Paris Habitat", "Paris Habitat - OPH", "RIVP", "Paris Musées"),
    *("Régie Immobilière de la Ville de Paris (RIVP)", "Crédit Municipal de Paris", "Saemes"),
    *("Centre d'action sociale de la Ville de Paris", "CCAS de Saint-Denis", "Elogie-Siemp"),
)


@pytest.mark.parametrize("name", CITY_HALL)
def test_city_hall_is_recognised(name: str) -> None:
    assert AREA.recognise(name) is Body.CITY_HALL


@pytest.mark.parametrize("name", NOT_CITY_HALL)
def test_others_are_not_taken_for_city_hall(name: str) -> None:
    assert AREA.recognise(name) is Body.OTHER


@pytest.mark.parametrize("name", MUNICIPAL)
def test_a_company_of_the_city_is_not_city_hall(name: str) -> None:
    assert AREA.recognise(name) is Body.MUNICIPAL


@pytest.mark.parametrize("name", ["Ville de Lyon", "Gemeinde Gamprin", "Mairie de Montreuil"])
def test_a_town_hall_off_the_list_is_told_apart(name: str) -> None:
    assert AREA.recognise(name) is Body.UNLISTED


@pytest.mark.parametrize("name", ["Ville de Lyon", "Gemeinde Gamprin", "City of London"])
def test_without_a_list_every_town_hall_counts(name: str) -> None:
    assert CityHalls.of(()).recognise(name) is Body.CITY_HALL


def test_the_list_can_be_edited() -> None:
    assert CityHalls.of(("Lyon",)).recognise("Ville de Paris") is Body.UNLISTED
    assert CityHalls.of(("Lyon", "Paris")).recognise("Ville de Paris") is Body.CITY_HALL


def test_a_district_needs_a_city_that_has_districts() -> None:
    assert CityHalls.of(("Lyon",)).recognise("Mairie du 3e") is Body.CITY_HALL
    assert CityHalls.of(("Vaduz",)).recognise("Mairie du 3e") is Body.UNLISTED


def test_a_private_namesake_of_the_commune_is_not_city_hall() -> None:
    assert AREA.recognise("Paris", private=True) is Body.OTHER


def test_a_list_of_districts_stands_for_the_city() -> None:
    assert CityHalls.of(("Paris 9e Arrondissement", "Paris 10e Arrondissement")).only_paris


@given(st.sampled_from(CITY_HALL), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_makes_no_difference(name: str, dress: object) -> None:
    assert callable(dress)
    assert AREA.recognise(dress(name)) is Body.CITY_HALL


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert AREA.recognise(text) in Body
    assert folded(folded(text)) == folded(text)
