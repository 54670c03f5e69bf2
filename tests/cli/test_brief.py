"""The pack of a briefing on the command line: a folder, a list of files, and no half pack."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from layers.area_folder import write_area
from plans.plan import Plan
from tests.cli.command_stories import answer, run
from tests.stories import DAY, make_area

LIGHT = "kml,gpx,xlsx,geojson"


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small area on disk."""
    folder = tmp_path_factory.mktemp("areas") / "villebourg"
    write_area(make_area(), folder)
    return str(folder)


def plan_file(place: Path, *picks: str, **decided: object) -> str:
    """Write a plan as a file."""
    plain = Plan(on=DAY, picks=picks).as_json() | decided
    place.write_text(json.dumps(plain), encoding="utf-8")
    return str(place)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """A plan of two zones."""
    return plan_file(tmp_path / "plan.json", "site-arago", "site-camus")


def words(area: str, plan: str, out: Path, *more: str, audience: str = "chief") -> tuple[str, ...]:
    """Give the words of a command."""
    return ("brief", area, "--plan", plan, "--audience", audience, "--out", str(out), *more)


def test_it_lists_the_files_that_it_wrote(area: str, plan: str, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    told = answer(*words(area, plan, out, "--only", LIGHT, "--lang", "en"))
    names = {each["file"] for each in told["files"]}
    assert names == {each.name for each in out.iterdir()}
    assert {each["item"] for each in told["files"]} == {*LIGHT.split(","), None}
    for each in told["files"]:
        content = (out / each["file"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), sha256(content).hexdigest())
    assert told["bytes"] == sum(each["bytes"] for each in told["files"])
    assert json.loads((out / "pack.json").read_text("utf-8"))["checksum"] == told["checksum"]


def test_changes_are_told_since_a_plan_and_names_are_french_as_a_rule(
    area: str, plan: str, tmp_path: Path
) -> None:
    before = plan_file(tmp_path / "before.json", "site-arago", on="2024-07-20")
    done = words(area, plan, tmp_path / "pack", "--only", "xlsx", "--since", before)
    told = answer(*done)
    assert {each["file"] for each in told["files"]} == {
        "classeur.xlsx",
        "LISEZMOI.txt",
        "pack.json",
    }
    whole = json.loads((tmp_path / "pack" / "pack.json").read_text("utf-8"))
    assert (whole["language"], whole["since"]) == ("fr", "2024-07-20")


def test_a_unit_leader_is_told_of_the_units_own_places(
    area: str, plan: str, tmp_path: Path
) -> None:
    more = ("--place", "venue-stade", "--only", "geojson", "--lang", "en")
    answer(*words(area, plan, tmp_path / "pack", *more, audience="unit-leader"))
    text = (tmp_path / "pack" / "map-layers.geojson").read_text("utf-8")
    assert "Stade" in text
    assert "Port" not in text


def test_a_pick_that_is_gone_is_warned_of(area: str, tmp_path: Path) -> None:
    gone = plan_file(tmp_path / "plan.json", "site-gone")
    told = answer(*words(area, gone, tmp_path / "pack", "--only", "kml,gpx"))
    assert any("site-gone" in each for each in told["warnings"])
    assert "site-gone" in (tmp_path / "pack" / "LISEZMOI.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--audience", "press"), "There is no audience “press”"),
        (("--only", "docx"), "no item “docx”"),
        (("--audience", "partner", "--only", "pptx"), "holds no “pptx”"),
        (("--audience", "unit-leader"), "needs the places of the unit"),
        (("--audience", "unit-leader", "--place", "venue-x"), "no demand point “venue-x”"),
        (("--paper", "A9"), "no paper size “A9”"),
        (("--dpi", "9"), "9 dots an inch"),
        (("--lang", "de"), "“de” is not a language"),
        (("--since", "nowhere.json"), "nowhere.json cannot be read"),
        (("--out", "."), "is not empty"),
    ],
)
def test_what_cannot_be_made_is_told_in_a_sentence_and_leaves_nothing(
    area: str, plan: str, tmp_path: Path, more: tuple[str, ...], told: str
) -> None:
    done = run(*words(area, plan, tmp_path / "pack", *more))
    assert done.code == 2
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "pack").exists()


def test_a_folder_that_holds_a_pack_is_not_written_over(
    area: str, plan: str, tmp_path: Path
) -> None:
    asked = words(area, plan, tmp_path / "pack", "--only", "gpx")
    answer(*asked)
    before = (tmp_path / "pack" / "pack.json").read_bytes()
    done = run(*asked)
    assert (done.code, "holds a pack already" in done.err) == (2, True)
    assert (tmp_path / "pack" / "pack.json").read_bytes() == before
