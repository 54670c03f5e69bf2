"""The record on the command line: exported, audited, rebuilt as of a day, backed up, restored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pytest

from briefing.record.audit import read_record
from briefing.record.record_lines import record_lines
from layers.library import Library
from plans.database import database_of
from plans.entry import Act
from plans.events import Undone, Unknown, ZoneAnnounced, ZonePicked
from plans.plan import Plan
from plans.record import Record
from tests.briefing.record_stories import make_entries, make_season
from tests.cli.command_stories import answer, run
from tests.stories import make_area

SEASON = make_season()


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The record of ten entries as JSON Lines."""
    file = tmp_path / "season.jsonl"
    file.write_bytes(record_lines("villebourg", "Villebourg", SEASON))
    return file


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Path]:
    """A machine with Villebourg and a record of it: three acts, on 3, 4 and 5 July 2024."""
    home = tmp_path / "home"
    Library(home / "areas").keep(make_area())
    days = iter(datetime(2024, 7, day, 8, tzinfo=UTC) for day in (3, 4, 5))
    database = database_of(None, home)
    record = Record(database, clock=lambda: next(days))
    for act in (
        Act("anna", (ZonePicked("site-arago"),)),
        Act("anna", (ZonePicked("site-balzac"), ZonePicked("site-camus"))),
        Act("chief", (ZoneAnnounced("site-arago"),)),
    ):
        record.append("villebourg", act)
    database.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIVOUAC_HOME", str(home))
        patch.delenv("BIVOUAC_DATABASE_URL", raising=False)
        yield home


def test_a_day_s_plan_is_what_was_known_when_it_ended(exported: Path) -> None:
    """On 3 July Balzac is picked and just announced; the claim comes on the 4th."""
    early = answer("plan", "as-of", "2024-07-03", "--record", str(exported))
    assert early["picks"] == ["site-arago", "site-balzac"]
    assert (early["locked"], early["announced"]) == (["site-arago"], ["site-balzac"])
    assert early["entries"] == 5
    assert early["known_at"] == "2024-07-03T21:59:59.999999+00:00"
    assert (early["claims"], early["closures"]) == ([], [])
    late = answer("plan", "as-of", "2024-07-27", "--record", str(exported))
    assert late["picks"] == ["site-arago"]
    assert (late["claims"], late["closures"]) == (["claim-1"], ["closure-1"])
    assert late["digest"] != early["digest"]


def test_the_day_looked_at_and_the_moment_known_are_two_things(exported: Path) -> None:
    """The unit comes on 2 July, and that was recorded on the 3rd at midnight."""
    words = ("plan", "as-of", "2024-07-02", "--record", str(exported))
    assert answer(*words, "--known-at", "2024-07-02")["units"] == []
    known = answer(*words, "--known-at", "2024-07-31")
    assert known["units"] == [
        {
            "unit": "CRS 8",
            "point": "venue-stade",
            "officers": 80,
            "dogs": 2,
            "horses": 0,
            "vehicles": 0,
        }
    ]
    assert known["officers"] == 80
    assert answer("plan", "as-of", "2024-07-01", "--record", str(exported))["officers"] == 0


@pytest.mark.parametrize(
    ("instant", "entries"),
    [
        ("2024-07-01T10:00", 2),  # Paris is two hours ahead of UTC in July
        ("2024-07-01T09:59:59", 0),
        ("2024-07-01T08:00Z", 2),
        ("2024-07-01T08:00:00+00:00", 2),
        ("2024-07-01", 2),
    ],
)
def test_a_moment_without_a_zone_is_paris_time(exported: Path, instant: str, entries: int) -> None:
    words = ("plan", "as-of", "2024-07-27", "--record", str(exported), "--known-at", instant)
    assert answer(*words)["entries"] == entries


def test_a_scenario_goes_by_its_name_or_its_id(exported: Path) -> None:
    words = ("plan", "as-of", "2024-07-27", "--record", str(exported), "--scenario")
    named = answer(*words, "Plan B")
    assert named == answer(*words, "plan-b")
    assert named["picks"] == ["site-arago", "site-balzac", "site-gone"]


def test_the_whole_plan_is_written_and_read_back(exported: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    told = answer("plan", "as-of", "2024-07-27", "--record", str(exported), "--out", str(out))
    plan = Plan.from_json(json.loads(out.read_text(encoding="utf-8")))
    assert plan.digest == told["digest"]
    assert list(plan.picks) == told["picks"]


def test_what_later_entries_say_never_changes_a_past_day(tmp_path: Path) -> None:
    """Undone on 3 July, the first act still counted on the 2nd."""
    longer = make_entries(
        *(Act(e.author, (e.event,), e.scenario, e.reason, id=f"x{e.seq}") for e in SEASON[:3]),
        Act("anna", (Undone("x1"),)),
    )
    file = tmp_path / "longer.jsonl"
    file.write_bytes(record_lines("villebourg", "Villebourg", longer))
    short = tmp_path / "short.jsonl"
    short.write_bytes(record_lines("villebourg", "Villebourg", longer[:3]))
    words = ("plan", "as-of", "2024-07-02", "--record")
    assert answer(*words, str(file)) == answer(*words, str(short))
    assert answer(*words, str(file))["picks"] == ["site-arago"]
    assert answer("plan", "as-of", "2024-07-03", "--record", str(file))["picks"] == ["site-balzac"]


def test_an_entry_that_this_version_does_not_know_is_named(tmp_path: Path) -> None:
    file = tmp_path / "newer.jsonl"
    newer = make_entries(Act("anna", (Unknown("zone-painted", {"colour": "blue"}),)))
    file.write_bytes(record_lines("villebourg", "Villebourg", newer))
    told = answer("plan", "as-of", "2024-07-27", "--record", str(file))["warnings"]
    assert told == [
        "One entry is of a kind that this version does not know, and counts for nothing: 1."
    ]


def test_a_whole_export_passes_and_tells_its_seal(exported: Path) -> None:
    found = answer("audit", str(exported), "--seal", SEASON[3].hash)
    assert (found["whole"], found["held"], found["kept_at"]) == (True, 10, 4)
    assert found["seal"] == SEASON[-1].hash


def test_a_changed_line_ends_with_three_and_is_named(exported: Path) -> None:
    exported.write_bytes(exported.read_bytes().replace(b"site-balzac", b"site-diderot", 1))
    done = run("audit", str(exported), "--json")
    assert done.code == 3
    found = json.loads(done.out)
    assert (found["whole"], found["line"], found["held"]) == (False, 4, 2)
    assert "broken at line 4: it was changed" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_bad_line_cannot_steer_the_terminal(exported: Path) -> None:
    lines = exported.read_text(encoding="utf-8").split("\n")
    entry = json.loads(lines[1]) | {"seq": "\x1b[2J\n9"}
    lines[1] = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    exported.write_text("\n".join(lines), encoding="utf-8")
    done = run("audit", str(exported))
    assert done.code == 3
    assert "\x1b" not in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_this_machine_s_record_is_exported_and_holds(machine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    told = answer("record", "export", "villebourg", "--out", str(out))
    assert (told["entries"], told["bytes"]) == (4, out.stat().st_size)
    assert [entry.author for entry in read_record(out)] == ["anna", "anna", "anna", "chief"]
    header = json.loads(out.read_text(encoding="utf-8").partition("\n")[0])
    assert (header["title"], header["data_of"]) == ("Villebourg", "2024-06-01")
    assert answer("audit", str(out), "--seal", told["seal"])["kept_at"] == 4
    ours = answer("plan", "as-of", "2024-07-04", "--area", "villebourg")
    assert ours == answer("plan", "as-of", "2024-07-04", "--record", str(out))
    assert ours["picks"] == ["site-arago", "site-balzac", "site-camus"]
    assert ours["announced"] == []
    assert (machine / "record.db").exists()


@pytest.mark.usefixtures("machine")
def test_the_record_and_a_day_s_plan_leave_as_a_geopackage(tmp_path: Path) -> None:
    out = tmp_path / "out.gpkg"
    words = ("record", "export", "villebourg", "--out", str(out), "--on", "2024-07-27")
    assert answer(*words)["entries"] == 4
    assert len(gpd.read_file(out, layer="zones")) == 3
    assert answer("audit", str(out))["whole"]


def test_a_backup_comes_back_and_what_was_there_is_kept(machine: Path, tmp_path: Path) -> None:
    kept, aside = tmp_path / "kept.db", tmp_path / "aside.db"
    made = answer("record", "backup", str(kept))
    assert made["entries"] == {"villebourg": 4}
    database = database_of(None, machine)
    Record(database).append("villebourg", Act("bruno", (ZonePicked("site-diderot"),)))
    database.close()
    told = answer("record", "restore", str(kept), "--aside", str(aside))
    assert (told["entries"], told["aside"]) == ({"villebourg": 4}, str(aside))
    out = tmp_path / "out.jsonl"
    assert answer("record", "export", "villebourg", "--out", str(out))["entries"] == 4
    assert answer("record", "restore", str(aside))["entries"] == {"villebourg": 5}


@pytest.mark.usefixtures("machine")
def test_roles_are_given_taken_and_told() -> None:
    assert answer("role", "set", "anna@example.org", "chief")["roles"] == {
        "anna@example.org": "chief"
    }
    answer("role", "set", "bruno@example.org", "viewer")
    told = answer("role", "list")
    assert told["roles"] == {"anna@example.org": "chief", "bruno@example.org": "viewer"}
    assert set(told["given"]["anna@example.org"]) == {"by", "at"}
    assert answer("role", "set", "bruno@example.org", "none")["roles"] == {
        "anna@example.org": "chief"
    }


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("audit", "none.jsonl"), "none.jsonl"),
        (("audit", "FILE", "--seal", "abc"), "is no seal"),
        (("plan", "as-of", "3 July", "--record", "FILE"), "is not a day"),
        (("plan", "as-of", "2024-07-03", "--record", "FILE", "--known-at", "noon"), "no moment"),
        (
            ("plan", "as-of", "2024-07-03", "--record", "FILE", "--known-at", "0001-01-01T00:00"),
            "no moment",
        ),
        (("plan", "as-of", "2024-07-03", "--record", "FILE", "--area", "paris"), "“paris”"),
        (("plan", "as-of", "2024-07-27", "--record", "FILE", "--scenario", "C"), "plan-b"),
        (("plan", "as-of", "2024-07-03"), "which area"),
        (("plan", "as-of", "2024-07-03", "--area", "paris"), "villebourg"),
        (("plan", "as-of"), "(bivouac plan as-of --help)"),
        (("record", "export", "villebourg", "--out", "out.txt"), ".gpkg"),
        (("record", "export", "paris2024", "--out", "out.jsonl"), "villebourg"),
        (("record", "restore", "FILE"), "no database"),
        (("role", "set", "anna", "king"), "is no role"),
    ],
)
def test_bad_input_is_one_sentence_and_two(
    words: tuple[str, ...], told: str, exported: Path
) -> None:
    done = run(*(str(exported) if word == "FILE" else word for word in words))
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_scenario_is_not_known_before_it_was_branched(exported: Path) -> None:
    words = ("plan", "as-of", "2024-07-02", "--record", str(exported), "--scenario", "Plan B")
    assert run(*words).code == 2


def test_a_broken_export_is_no_source(exported: Path) -> None:
    exported.write_bytes(exported.read_bytes()[:-40])
    done = run("plan", "as-of", "2024-07-03", "--record", str(exported))
    assert done.code == 2
    assert "broken at line 11" in done.err
