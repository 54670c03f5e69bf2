"""Real tags of the 9e and 10e: the city's own elements, and the schools of the quarter."""

from __future__ import annotations

from functools import cache

import osmium
import pytest

from gis.screening import Answer, Body, CityHalls, Verdict, screen_area
from layers.area import Area
from layers.sources.embedded import read_paris2024
from layers.sources.osm_file import read_osm_file
from tests.data.truth import SHARED, needs_shared

FILE = SHARED / "osm" / "paris_9e_10e.osm"
LIECHTENSTEIN = SHARED / "osm" / "liechtenstein.osm.pbf"
PARIS = CityHalls.of(("Paris",))
NURSERIES = {"osm-node-4836466423", "osm-node-4836500021"}
PUBLIC = {"osm-node-4786041263", "osm-node-4786041265", "osm-way-143296750"} | {
    "osm-way-206061159",
    "osm-way-226607276",
}
PRIVATE_OR_REGION = {"osm-node-4786041264", "osm-way-77506762", "osm-way-133669396"} | {
    "osm-way-133669397",
    "osm-way-133669398",
    "osm-way-377038968",
    "osm-relation-1796435",
}


@cache
def bodies(file: str) -> list[tuple[str, ...]]:
    """Give each element's operator and owner, for those that name one."""
    found = []
    naming = osmium.filter.KeyFilter("operator", "owner")
    for element in osmium.FileProcessor(SHARED / "osm" / file).with_filter(naming):
        named = tuple(element.tags[k] for k in ("operator", "owner") if k in element.tags)
        found.append(named)
    return found


@cache
def paris() -> Area:
    """Read the 9e and 10e."""
    return read_osm_file(FILE)


def law_on(site: str) -> Verdict:
    """Give the law's verdict on one site of the quarter."""
    verdicts = screen_area(paris(), on=paris().manifest.as_of).of(site)
    return next(verdict for verdict in verdicts if verdict.rule == "presumed-city-hall")


def is_ours(named: tuple[str, ...], halls: CityHalls) -> bool:
    """Whether one of the names is city hall's."""
    return any(halls.recognise(name) is Body.CITY_HALL for name in named)


@needs_shared
def test_all_22_elements_of_the_city_are_recognised_and_no_other() -> None:
    ours = [named for named in bodies("paris_9e_10e.osm") if is_ours(named, PARIS)]
    assert len(ours) == 22
    assert {name for named in ours for name in named} == {"Ville de Paris", "Mairie de Paris"}


@needs_shared
def test_in_liechtenstein_the_gemeinden_are_recognised_and_no_other() -> None:
    halls = CityHalls.of(
        (
            *("Vaduz", "Schaan", "Balzers", "Triesen", "Triesenberg", "Planken", "Eschen"),
            *("Mauren", "Gamprin", "Ruggell", "Schellenberg"),
        )
    )
    ours = {named[0] for named in bodies("liechtenstein.osm.pbf") if is_ours(named, halls)}
    spelled = {n[0] for n in bodies("liechtenstein.osm.pbf") if "Gemeinde " in n[0]}
    assert ours == spelled
    assert len(ours) == 12


@needs_shared
def test_the_fourteen_schools_of_the_quarter_are_all_here() -> None:
    candidates = paris()["candidates"]
    schools = candidates.index[candidates["kind"].isin(["school", "college", "lycee"])]
    assert set(schools) == PUBLIC | PRIVATE_OR_REGION | NURSERIES


@needs_shared
@pytest.mark.parametrize("school", sorted(PUBLIC))
def test_public_primary_schools_and_colleges_need_agreement_by_law(school: str) -> None:
    verdict = law_on(school)
    assert verdict.answer is Answer.NEEDS_AGREEMENT
    assert verdict.source.startswith("Code de l'éducation, art. L21")


@needs_shared
@pytest.mark.parametrize("school", sorted(PRIVATE_OR_REGION))
def test_private_schools_and_lycees_do_not(school: str) -> None:
    verdict = law_on(school)
    assert verdict.answer is Answer.ALLOWED


def test_in_the_example_forty_sites_are_barred_each_for_a_reason_with_a_source() -> None:
    area = read_paris2024()
    screening = screen_area(area, on=area.manifest.as_of)
    barred = [site for site, answer in screening.outcome.items() if answer is not Answer.ALLOWED]
    assert len(barred) >= 40
    assert all(verdict.source for site in barred for verdict in screening.deciding(str(site)))
