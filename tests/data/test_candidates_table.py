"""The table of candidate sites is whole, keeps to its words, and follows the law."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

import pytest

from tests.data.candidate_rows import SCHOOLS_OF_THE_STATE, candidates, records
from tests.data.truth import metres

COLUMNS = [
    "id",
    "name",
    "kind",
    "operator",
    "owner",
    "owner_assumed",
    "operator_type",
    "holder_level",
    "covered_assumed",
    "footprint_m2_assumed",
    "amenities_assumed",
    "vehicle_access_assumed",
    "lon",
    "lat",
    "commune",
    "insee",
    "departement",
    "source",
    "as_of",
    "note",
]
KINDS = {
    "school",
    "college",
    "lycee",
    "university",
    "sports-hall",
    "sports-centre",
    "community-hall",
    "exhibition-hall",
    "barracks",
    "government-office",
    "police",
    "fire-station",
    "worship-hall",
    "car-park",
    "depot",
    "racecourse",
    "open-ground",
}
DEPARTEMENTS = {"75", "77", "78", "91", "92", "93", "94", "95"}
AMENITIES = {
    "toilets",
    "showers",
    "water",
    "kitchen",
    "power",
    "parking",
    "shelter",
    "first-aid",
}
UNVERIFIED = "position unverified"
PUBLIC_KNOWLEDGE = "public knowledge, checked against commune boundary"

FEWEST_ROWS = 300
FEWEST_KINDS = 8
LEAST_SHARE_OUTSIDE_PARIS = 0.6
FEWEST_HELD_BY_THE_CITY = 40
CLOSEST_NEIGHBOURS_M = 50.0
SMALLEST_HALL_M2 = 500
LARGEST_GROUND_M2 = 100_000


def test_columns_are_those_of_the_datasheet() -> None:
    """The header is exactly the agreed one."""
    assert list(candidates().columns) == COLUMNS


def test_there_are_enough_candidates_of_enough_kinds() -> None:
    """A planner has hundreds of sites of many kinds to choose from."""
    rows = candidates()
    assert len(rows) >= FEWEST_ROWS
    assert set(rows["kind"]) <= KINDS
    assert rows["kind"].nunique() >= FEWEST_KINDS


def test_every_departement_is_there_and_most_sites_are_outside_paris() -> None:
    """The region is served, not only the city."""
    rows = candidates()
    assert set(rows["departement"]) == DEPARTEMENTS
    assert (rows["departement"] != "75").mean() > LEAST_SHARE_OUTSIDE_PARIS


def test_ids_are_unique_and_well_formed() -> None:
    """An id is lowercase ASCII words joined by dashes, and names one site."""
    ids = candidates()["id"]
    assert ids.is_unique
    assert [i for i in ids if not re.fullmatch(r"site(-[a-z0-9]+)+", i)] == []


def test_every_row_says_where_it_comes_from_and_of_which_day() -> None:
    """Nothing undated or unsourced."""
    rows = candidates()
    assert rows["name"].str.strip().ne("").all()
    assert rows["source"].str.strip().ne("").all()
    for day in rows["as_of"]:
        assert date.fromisoformat(day)


def test_insee_code_departement_and_commune_agree() -> None:
    """The codes tell one story, and a Paris row names its arrondissement."""
    for row in records():
        insee = str(row.insee)
        assert insee.startswith(str(row.departement)), row.id
        if insee.startswith("751"):
            number = int(insee[-2:])
            ending = "er" if number == 1 else "e"
            assert row.commune == f"Paris {number}{ending} Arrondissement", row.id


def test_no_two_candidates_stand_on_one_spot() -> None:
    """A site is listed once: two rows are never within fifty metres."""
    rows = records()
    near = [
        (a.id, b.id)
        for a, b in combinations(rows, 2)
        if abs(a.lat - b.lat) < CLOSEST_NEIGHBOURS_M / 100_000
        and metres(a.lon, a.lat, b.lon, b.lat) < CLOSEST_NEIGHBOURS_M
    ]
    assert near == []


def test_no_candidate_is_a_town_hall() -> None:
    """Town halls are city hall's by definition and never offered."""
    names = candidates()["name"].str.lower()
    assert names[names.str.contains(r"mairie|h[ôo]tel de ville", regex=True)].empty


def test_assumed_columns_stay_in_sane_ranges() -> None:
    """Areas, amenities and the small vocabularies hold plausible values only."""
    rows = candidates()
    areas = rows["footprint_m2_assumed"]
    assert areas.between(SMALLEST_HALL_M2, LARGEST_GROUND_M2).all()
    assert set(rows["covered_assumed"]) <= {"yes", "no", "partly"}
    assert set(rows["vehicle_access_assumed"]) <= {"yes", "no", ""}
    for words in rows["amenities_assumed"].str.split():
        assert set(words) <= AMENITIES
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("kind", "largest"),
    [("sports-hall", 15_000), ("police", 40_000), ("lycee", 20_000), ("worship-hall", 5_000)],
)
def test_a_kind_has_its_own_ceiling(kind: str, largest: int) -> None:
    """A gymnasium is not as large as a racecourse."""
    rows = candidates()
    assert rows.loc[rows["kind"] == kind, "footprint_m2_assumed"].max() <= largest


def test_a_public_lycee_is_the_regions() -> None:
    """Code de l'éducation, L214-6."""
    rows = candidates()
    public = rows[(rows["kind"] == "lycee") & (rows["operator_type"] == "public")]
    assert not public.empty
    assert set(public["holder_level"]) == {"region"}
    assert set(public["owner_assumed"]) == {"Région Île-de-France"}


def test_a_public_college_is_the_departements_or_in_paris_the_citys() -> None:
    """Code de l'éducation, L213-2; Paris is commune and département at once."""
    rows = candidates()
    public = rows[(rows["kind"] == "college") & (rows["operator_type"] == "public")]
    paris = public["departement"] == "75"
    assert set(public.loc[paris, "holder_level"]) == {"commune"}
    assert set(public.loc[paris, "owner_assumed"]) == {"Ville de Paris"}
    assert set(public.loc[~paris, "holder_level"]) == {"departement"}


def test_a_private_school_is_privately_held_and_a_public_university_the_states() -> None:
    """Private stays private, and universities belong to the State."""
    rows = candidates()
    taught = rows[rows["kind"].isin({"school", "college", "lycee", "university"})]
    private = taught["operator_type"] == "private"
    assert private.any()
    assert set(taught.loc[private, "holder_level"]) == {"private"}
    universities_of_the_state = ~private & (taught["kind"] == "university")
    assert set(taught.loc[universities_of_the_state, "holder_level"]) == {"state"}


def test_two_schools_of_the_state_are_not_the_regions() -> None:
    """The register calls them public, the law on lycées does not reach them."""
    rows = candidates().set_index("id").loc[sorted(SCHOOLS_OF_THE_STATE)]
    assert set(rows["kind"]) == {"school"}
    assert set(rows["holder_level"]) == {"state"}


def test_a_gymnasium_of_the_city_is_the_communes() -> None:
    """What the city owns needs the city's agreement, whoever runs it."""
    rows = candidates()
    city = rows[rows["owner"] == "Ville de Paris"]
    assert set(city["holder_level"]) == {"commune"}
    assert len(city) >= FEWEST_HELD_BY_THE_CITY


def test_a_position_from_memory_says_so() -> None:
    """What no published point confirms carries its warning in the note."""
    rows = candidates()
    warned = rows["note"].str.contains(UNVERIFIED, regex=False)
    assert set(rows.loc[warned, "source"]) == {PUBLIC_KNOWLEDGE}
    assert warned[rows["source"] == PUBLIC_KNOWLEDGE].all()
