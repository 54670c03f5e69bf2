"""Who else uses a place, and when: the claims of the example."""

from __future__ import annotations

from datetime import date

from tests.data import truth

KINDS = {
    *("competition", "training", "village", "media", "accreditation", "ceremony", "logistics"),
    *("fan-zone", "live-site", "town-hall", "cultural"),
}

COLUMNS = [
    *("id", "name", "kind", "holder", "holder_name", "starts", "ends", "site_id"),
    *("radius_m_assumed", "lon", "lat", "commune", "insee", "departement"),
    *("source", "as_of", "note"),
]

UNCHECKED = "from memory, not re-checked offline"


def day(text: str) -> date:
    """Read an ISO date."""
    return date.fromisoformat(text)


def test_the_table_has_its_columns_in_order() -> None:
    """Nobody has to guess where a figure stands."""
    assert list(truth.table("claims").columns) == COLUMNS


def test_there_are_claims_enough_of_both_holders() -> None:
    """The rule about the organisers and the one about city hall both have something to refuse."""
    claims = truth.table("claims")
    assert len(claims) >= 60
    assert set(claims["holder"]) == {"organisers", "city-hall"}
    assert claims["holder"].value_counts().min() >= 10


def test_every_claim_has_a_sound_id_a_holder_a_place_and_a_dated_source() -> None:
    """A refusal names who, where, and on whose word."""
    claims = truth.table("claims")
    assert truth.unsound_ids(claims, "claim") == []
    assert truth.unsound_places(claims) == []
    assert (claims[["name", "holder_name", "source"]] != "").all(axis=None)
    assert set(claims["kind"]) <= KINDS
    assert claims["as_of"].map(day).notna().all()


def test_a_claim_ends_no_earlier_than_it_starts() -> None:
    """Both days count: a claim of one day starts and ends on it."""
    claims = truth.table("claims")
    assert (claims["starts"].map(day) <= claims["ends"].map(day)).all()


def test_a_claim_touches_the_season() -> None:
    """A claim that is over before 15 June, or starts after 15 September, helps nobody."""
    claims = truth.table("claims")
    assert (claims["ends"] >= "2024-06-15").all()
    assert (claims["starts"] <= "2024-09-15").all()


def test_a_claimed_circle_has_a_radius_a_planner_can_believe() -> None:
    """Between one building and one park."""
    radii = truth.table("claims")["radius_m_assumed"].astype(int)
    assert radii.between(20, 1000).all()


def test_a_claim_dated_by_the_season_alone_says_its_dates_are_assumed() -> None:
    """15 June to 15 September is our ignorance, not a fact."""
    claims = truth.table("claims")
    season = claims[(claims["starts"] == "2024-06-15") & (claims["ends"] == "2024-09-15")]
    assert season["note"].str.contains("dates assumed").all()


def test_the_build_up_of_a_competition_site_says_what_is_assumed() -> None:
    """Only the competition days are published."""
    claims = truth.table("claims")
    venues = claims[claims["id"].str.startswith("claim-venue-")]
    assert venues["note"].str.contains("assumed").all()


def test_an_approximate_point_is_a_point_from_memory() -> None:
    """Who reads that a point is rough also reads that nobody checked it."""
    claims = truth.table("claims")
    rough = claims[claims["note"].str.contains("approximate point")]
    told = rough["source"].str.contains(UNCHECKED) | rough["note"].str.contains("pavilion")
    told |= rough["site_id"] != ""
    assert list(rough["id"][~told]) == []


def test_every_venue_is_claimed_by_the_organisers_on_all_its_days() -> None:
    """No competition site can slip through as free, before, between or after the Games."""
    claims = {claim["id"]: claim for claim in truth.rows("claims")}
    for venue in truth.rows("venues"):
        claim = claims[f"claim-{venue['id']}"]
        assert (claim["holder"], claim["kind"]) == ("organisers", "competition")
        assert day(claim["starts"]) <= day(venue["opens"])
        assert day(venue["closes"]) <= day(claim["ends"])
        assert (claim["lon"], claim["lat"]) == (venue["lon"], venue["lat"])


def test_every_town_hall_of_an_arrondissement_is_claimed() -> None:
    """Paris Centre has one for the first four, the sixteen others one each."""
    halls = truth.table("claims").query("kind == 'town-hall'")
    assert set(halls["holder"]) == {"city-hall"}
    assert {f"751{n:02d}" for n in range(5, 21)} <= set(halls["insee"])


def test_a_claim_on_a_named_site_names_one_of_the_candidates() -> None:
    """A site id that is in no table would refuse nothing, silently."""
    named = set(truth.table("claims")["site_id"]) - {""}
    assert named
    assert sorted(named - set(truth.table("candidates")["id"])) == []


@truth.needs_shared
def test_every_claim_lies_in_the_commune_it_names() -> None:
    """The commune is read off the boundary, never off a postal address."""
    claims = truth.table("claims")
    assert truth.misplaced(claims) == []
    assert truth.misnamed(claims) == []
