"""Siting on the command line: an answer with its proof, and bad input told in one sentence."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from commands.solving import stoppable, watching
from gis.siting.goals import Model
from layers.area_folder import write_area
from plans.plan import Plan
from tests.cli.command_stories import answer, run
from tests.cli.siting_stories import cases, packed, read_case, words_of, write_case
from tests.stories import DAY, SITES, make_area

LANGUAGES = pytest.mark.parametrize("lang", ["en", "fr"])
CLOSEST = ("propose", "AREA", "--model", "p-median", "--zones", "1")


ROOMY = tuple(site | {"footprint_m2": 4_000.0} for site in SITES)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small area on disk: a stadium in the west, a station in the middle, a port in the east."""
    folder = tmp_path_factory.mktemp("areas") / "villebourg"
    write_area(make_area(sites=ROOMY, blocks=10), folder)
    return str(folder)


def make_plan(folder: Path, **decided: object) -> str:
    """Write a plan as a file."""
    file = folder / "plan.json"
    file.write_text(json.dumps(Plan(on=DAY).as_json() | decided), encoding="utf-8")
    return str(file)


@LANGUAGES
@pytest.mark.parametrize("name", cases("invalid"))
def test_what_cannot_be_asked_is_told_by_name(
    name: str, lang: str, area: str, tmp_path: Path
) -> None:
    case = read_case("invalid", name)
    table = write_case(case, tmp_path / "table.npz")
    places = {"AREA": area, "TABLE": str(table), "MISSING": str(tmp_path / "none")}
    done = run(*words_of(case, places), lang=lang)
    assert (done.code, done.out) == (2, ""), done
    assert case["told"][lang] in done.err.replace("\u202f", " ").replace("\xa0", " ")
    assert len(done.err.strip().splitlines()) == 1


@LANGUAGES
@pytest.mark.parametrize("name", cases("odd"))
def test_what_is_odd_is_answered_and_remarked_on(name: str, lang: str, tmp_path: Path) -> None:
    case = read_case("odd", name)
    table = write_case(case, tmp_path / "table.npz")
    done = run(*words_of(case, {"TABLE": str(table)}), "--json", lang=lang)
    assert (done.code, done.err) == (0, ""), done
    found = json.loads(done.out)
    assert {key: found[key] for key in case["answer"]} == case["answer"]
    if "told" in case:
        assert any(case["told"][lang] in told for told in found["remarks"]), found["remarks"]


@pytest.mark.parametrize("model", list(Model))
def test_every_model_answers_a_table_with_the_same_keys(model: Model, tmp_path: Path) -> None:
    table = tmp_path / "table.npz"
    table.write_bytes(packed(cost=np.array([[1, 9, 9], [9, 2, 9], [4, 4, 4]])))
    found = answer("solve-table", str(table), *f"--model {model} --zones 2 --cutoff 5".split())
    assert found["model"] == model
    assert found["chosen"] == ([2] if model is Model.SET_COVER else [0, 2])
    assert (found["gap"], found["optimal"]) == (0, True)
    assert found["objective"] == found["bound"]
    assert found["covered_share"] == 1
    assert found["mean_min"] <= found["p90_min"] <= found["worst_min"] == 4


def test_one_zone_goes_where_travel_is_least(area: str) -> None:
    """Three hundred officers of five hundred stand in the west."""
    near = answer(*_at(area, CLOSEST))
    assert near["chosen"] == ["site-arago"]
    assert near["goals"][0] == {"goal": "served", "value": 500.0, "bound": 500.0, "gap": 0.0}
    assert answer(*_at(area, CLOSEST), "--ban", "site-arago")["chosen"] == ["site-balzac"]


def test_a_proposal_covers_what_the_coverage_command_counts(area: str) -> None:
    found = answer("propose", area, *["--model", "max-cover", "--zones", "2", "--cutoff", "2"])
    picks = [word for site in found["chosen"] for word in ("--pick", site)]
    counted = answer("coverage", area, *picks, "--cutoff", "2")
    for key in ("covered_share", "mean_min", "p90_min", "worst_min"):
        assert found[key] == pytest.approx(counted[key])


def test_everyone_is_served_by_the_fewest_zones(area: str) -> None:
    found = answer("propose", area, "--model", "set-cover", "--cutoff", "1")
    assert found["objective"] == len(found["chosen"]) == 3
    assert found["covered_share"] == 1


def test_closures_and_the_day_count(area: str, tmp_path: Path) -> None:
    """The street is closed to vehicles between the stadium and the first site on the 27th."""
    ring = [[2.3005, 48.849], [2.3025, 48.849], [2.3025, 48.851], [2.3005, 48.851]]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    days = {"ends": "2024-07-27"}
    file = tmp_path / "closed.geojson"
    file.write_text(json.dumps({"type": "Feature", "properties": days, "geometry": shape}))
    words = (*_at(area, CLOSEST), "--closures", str(file))
    shut = answer(*words, "--on", "2024-07-27")
    assert shut["unserved"] == ["venue-stade"]
    assert shut["on"] == "2024-07-27"
    assert answer(*words, "--on", "2024-07-28")["unserved"] == []


def test_a_plan_s_decisions_count(area: str, tmp_path: Path) -> None:
    """The ban, though travel would be less; the lock, though it is farther still."""
    plan = make_plan(tmp_path, banned=["site-arago"], picks=["site-camus"], locked=["site-camus"])
    found = answer("propose", area, "--model", "p-median", "--zones", "2", "--plan", plan)
    assert found["chosen"] == ["site-balzac", "site-camus"]
    assert found["goals"][-1] == {"goal": "changes", "value": 1.0, "bound": 1.0, "gap": 0.0}


def test_a_plan_s_own_standard_counts_until_a_cutoff_is_given(area: str, tmp_path: Path) -> None:
    standard = Plan(on=DAY).as_json()["standard"]
    words = ("propose", area, "--model", "max-cover", "--zones", "1", "--plan")
    strict = make_plan(tmp_path, standard=standard | {"cutoff": 0.6})
    assert answer(*words, strict)["covered_share"] < 1
    metres = make_plan(tmp_path, standard=standard | {"cutoff": 600, "unit": "metres"})
    refused = run(*words, metres)
    assert refused.code == 2
    assert "--cutoff" in refused.err
    assert answer(*words, metres, "--cutoff", "9")["covered_share"] == 1


def test_a_zone_that_is_full_sends_officers_on(area: str, tmp_path: Path) -> None:
    """On 4,000 m² stand two hundred at 20 m² each: three hundred go to two zones."""
    out = tmp_path / "proposal.json"
    words = ("propose", area, "--model", "p-median", "--zones", "3", "--out", str(out))
    assert answer(*words, "--capacity", "--split", "--m2", "20")["unserved"] == []
    shares = json.loads(out.read_text(encoding="utf-8"))["allocation"]
    sent = {each["zone"]: each["part"] for each in shares if each["point"] == "venue-stade"}
    assert sent == pytest.approx({"site-arago": 2 / 3, "site-balzac": 1 / 3})


def test_who_goes_where_is_written_by_the_numbers_of_the_table(tmp_path: Path) -> None:
    out, table = tmp_path / "proposal.json", tmp_path / "table.npz"
    table.write_bytes(packed(cost=np.array([[1, 3], [2, 1]])))
    words = ("solve-table", str(table), "--model", "p-median", "--zones", "2")
    found = answer(*words, "--out", str(out))
    whole = json.loads(out.read_text(encoding="utf-8"))
    assert whole["chosen"] == found["chosen"] == [0, 1]
    assert [(share["point"], share["zone"]) for share in whole["allocation"]] == [(0, 0), (1, 1)]


def test_the_best_is_given_when_the_time_is_up(tmp_path: Path) -> None:
    """In no time at all nothing is proven, and still there is an answer."""
    table = tmp_path / "table.npz"
    rng = np.random.default_rng(5)
    table.write_bytes(packed(cost=rng.uniform(1, 99, (12, 20))))
    words = ("solve-table", str(table), "--model", "p-median", "--zones", "3")
    begun = answer(*words, "--time-limit", "1e-9")
    proven = answer(*words)
    assert len(begun["chosen"]) == 3
    assert not begun["optimal"]
    assert begun["objective"] >= proven["objective"] == proven["bound"]


def test_what_needs_no_search_is_answered_in_no_time(tmp_path: Path) -> None:
    """Site by site a first choice needs three zones; what is left after reductions shows two do."""
    near = np.array([[1, 1, 0, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], dtype=bool)
    table = tmp_path / "table.npz"
    table.write_bytes(packed(cost=np.where(near, 1, 9)))
    words = ("solve-table", str(table), *["--model", "set-cover", "--zones", "2", "--cutoff", "5"])
    assert answer(*words)["chosen"] == [1, 2]
    assert answer(*words, "--time-limit", "1e-9")["chosen"] == [1, 2]


@pytest.fixture
def _ctrl_c() -> Iterator[None]:
    """Have Ctrl-C raise as in a terminal; a job in the background is started deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c")
def test_the_first_ctrl_c_ends_the_solve_and_the_second_the_command() -> None:
    with stoppable() as stopped:
        assert not stopped()
        signal.raise_signal(signal.SIGINT)
        assert stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("_ctrl_c")
def test_a_solve_that_was_stopped_is_over() -> None:
    with watching(None, quiet=True) as watch:
        assert not watch.over
        signal.raise_signal(signal.SIGINT)
        assert watch.over


def _at(area: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(area if word == "AREA" else word for word in words)
