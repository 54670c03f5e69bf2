"""Claims of the record: added to the data's, changed in them, lifted; the data stay as they are."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gis.screening import Answer
from layers.area import Area
from layers.catalogue import LAYERS
from layers.claims import CITY_HALL, ORGANISERS
from layers.errors import SettingError
from layers.schema import validate
from plans.claims import ClaimRow, area_under, claims_adrift
from plans.events import ClaimAdded, ClaimChanged, ClaimLifted, Event
from plans.plan import Plan
from plans.situation import assess
from tests.plans.record_stories import DAY, make_claim, plan_of
from tests.stories import along, make_area

OF_THE_DATA = {
    "id": "claim-1",
    "name": "Village",
    "kind": "training",
    "holder": ORGANISERS,
    "starts": "2024-07-27",
    "ends": "2024-08-11",
    "site_id": "site-arago",
    "geometry": along(0.1),
}
ON_BALZAC = {"site_id": "site-balzac", "starts": "2024-07-20", "ends": "2024-07-31"}


def outcome(area: Area, *events: Event, on: date = DAY, site: str = "site-arago") -> Answer:
    """Give the answer on a site after these decisions."""
    answer: Answer = assess(area, plan_of(*events, on=on)).screening.outcome[site]
    return answer


def taken(area: Area) -> ClaimRow:
    """Take the claim of the data, to change it."""
    return ClaimRow.of_row("claim-1", area["claims"].loc["claim-1"])


def test_a_claim_added_on_a_site_refuses_it_on_its_days() -> None:
    area, claim = make_area(), ClaimAdded(make_claim(**ON_BALZAC))
    for day, answer in ((20, "refused"), (31, "refused"), (19, "allowed")):
        on = date(2024, 7, day)
        assert outcome(area, claim, on=on, site="site-balzac") == answer
    assert outcome(area, claim, on=date(2024, 8, 1), site="site-balzac") == "allowed"
    assert outcome(area, claim, site="site-arago") == "allowed"


def test_a_claim_with_a_shape_of_its_own_refuses_what_lies_in_it() -> None:
    claim = make_claim(site_id="", wkt=along(0.5).wkt, radius_m=200.0)
    assert outcome(make_area(), ClaimAdded(claim), site="site-balzac") == "refused"
    assert outcome(make_area(), ClaimAdded(claim), site="site-arago") == "allowed"


def test_a_claim_of_the_data_gets_other_days() -> None:
    area = make_area(claims=[OF_THE_DATA])
    assert outcome(area) == "refused"
    later = ClaimRow.from_json(taken(area).as_json() | {"starts": "2024-08-01"})
    assert outcome(area, ClaimChanged(later)) == "allowed"
    assert outcome(area, ClaimChanged(later), on=date(2024, 8, 1)) == "refused"


def test_a_claim_of_the_data_is_lifted_and_set_again() -> None:
    area = make_area(claims=[OF_THE_DATA])
    assert outcome(area, ClaimLifted("claim-1")) == "allowed"
    assert outcome(area, ClaimLifted("claim-1"), ClaimAdded(taken(area))) == "refused"


def test_a_claim_of_the_record_is_lifted() -> None:
    added = ClaimAdded(make_claim(**ON_BALZAC))
    assert outcome(make_area(), added, ClaimLifted("claim-7"), site="site-balzac") == "allowed"


def test_lifting_what_is_not_there_changes_nothing() -> None:
    area = make_area(claims=[OF_THE_DATA])
    assert outcome(area, ClaimLifted("claim-99")) == "refused"


def test_the_area_itself_stays_as_it_is() -> None:
    area = make_area(claims=[OF_THE_DATA])
    before = area["claims"].copy()
    assert area_under(area, Plan(on=DAY)) is area
    events = (ClaimLifted("claim-1"), ClaimAdded(make_claim(**ON_BALZAC)))
    under = area_under(area, plan_of(*events))
    assert list(under["claims"].index) == ["claim-7"]
    assert area["claims"].equals(before)
    assert under["candidates"] is area["candidates"]


def test_claims_of_the_data_and_of_the_record_stand_in_one_good_table() -> None:
    area = make_area(claims=[OF_THE_DATA])
    under = area_under(area, plan_of(ClaimAdded(make_claim(**ON_BALZAC))))["claims"]
    assert list(under.index) == ["claim-1", "claim-7"]
    assert validate(under, LAYERS["claims"], file="claims").equals(under)
    assert (under.dtypes == area["claims"].dtypes).all()


def test_a_claim_on_a_site_that_left_the_data_is_named_and_bears_on_nothing() -> None:
    plan = plan_of(ClaimAdded(make_claim(site_id="site-gone", name="Ghost")))
    (told,) = claims_adrift(make_area(), plan)
    assert "Ghost" in str(told)
    assert area_under(make_area(), plan)["claims"].empty
    assert any("Ghost" in str(warning) for warning in assess(make_area(), plan).warnings)
    assert claims_adrift(make_area(), Plan(on=DAY)) == ()


def test_a_claim_taken_from_the_data_says_the_same() -> None:
    area = make_area(claims=[OF_THE_DATA])
    under = area_under(area, plan_of(ClaimChanged(taken(area))))
    for column in ("name", "kind", "holder", "starts", "ends", "site_id", "radius_m"):
        assert under["claims"][column].equals(area["claims"][column])
    assert under["claims"].geometry.iloc[0].equals_exact(along(0.1), 1e-6)


def test_a_claim_survives_json() -> None:
    claim = make_claim(starts="2024-07-01", radius_m=50, holder=CITY_HALL, kind="cultural")
    assert ClaimRow.from_json(json.loads(json.dumps(claim.as_json()))) == claim


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"id": "Claim 7"}, "no id"),
        ({"id": ""}, "no id"),
        ({"holder": "nobody"}, "nobody"),
        ({"kind": "picnic"}, "picnic"),
        ({"starts": "2024-08-02", "ends": "2024-08-01"}, "before its first"),
        ({"source": " "}, "no source"),
        ({"site_id": ""}, "lies nowhere"),
        ({"wkt": "LINESTRING (0 0, 1 1)"}, "no point and no polygon"),
        ({"wkt": "POINT EMPTY"}, "no point and no polygon"),
        ({"wkt": "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"}, "no point and no polygon"),
        ({"wkt": "POINT (652000 6862000)"}, "no point and no polygon"),
        ({"wkt": "nonsense"}, "no point and no polygon"),
        ({"radius_m": -1.0}, "radius"),
        ({"radius_m": 60_000.0}, "radius"),
        ({"radius_m": float("nan")}, "radius"),
    ],
)
def test_what_is_no_claim_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(SettingError, match=words):
        ClaimRow.from_json(make_claim().as_json() | fields)


def test_whatever_is_taken_as_a_claim_the_table_takes_too() -> None:
    """Else one bad claim in the record would bar the whole area."""
    for radius in (None, 0.0, 50_000.0):
        claim = make_claim(key="claim-7", name="=1+1 <b>", site_id="site-arago", radius_m=radius)
        assert "claim-7" in area_under(make_area(), plan_of(ClaimAdded(claim)))["claims"].index
