"""A file of arrays becomes a problem, or is refused by the name of the array that is wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis.siting.bare_table import BareTable, read_bare_table
from layers.errors import StorageError, UnreadableFileError

COST = np.array([[1.0, np.inf, 3.0], [4.0, np.nan, 6.0]])


def make_file(folder: Path, **arrays: object) -> Path:
    """Write arrays to a file."""
    file = folder / "table.npz"
    np.savez(file, allow_pickle=True, **{name: np.asarray(each) for name, each in arrays.items()})
    return file


def make_table(folder: Path, **arrays: object) -> BareTable:
    """Write arrays, and read them."""
    return read_bare_table(make_file(folder, **{"cost": COST} | arrays))


def test_a_table_alone_is_a_problem(tmp_path: Path) -> None:
    """Everything counts 1, nothing is too far, and neither NaN nor infinity is a journey."""
    problem = make_table(tmp_path).problem()
    assert problem.shape == (2, 3)
    assert problem.weight.tolist() == [1, 1, 1]
    assert np.isinf(problem.cutoff).all()
    assert problem.reach.tolist() == [[True, False, True]] * 2
    assert np.isnan(problem.cost[:, 1]).all()
    assert not problem.capacitated
    assert not problem.budgeted


def test_every_array_finds_its_place(tmp_path: Path) -> None:
    table = make_table(
        tmp_path,
        weight=[1, 2, 3],
        demand=[4, 5, 6],
        capacity=[7, 8],
        cutoff=[9, 10, 11],
        fee=[12, 13],
        budget=14,
        site_ids=["north", "south"],
        point_ids=[b"x", b"y", b"z"],
    )
    problem = table.problem(capacity=True)
    assert (problem.site_ids, problem.point_ids) == (("north", "south"), ("x", "y", "z"))
    assert problem.weight.tolist() == [1, 2, 3]
    assert problem.demand["demand"].tolist() == [4, 5, 6]
    assert problem.capacity["demand"].tolist() == [7, 8]
    assert problem.cutoff.tolist() == [9, 10, 11]
    assert problem.fees.tolist() == [12, 13]
    assert problem.budget == 14
    assert [str(each) for each in table.remarks(capacity=True)] == [
        "2 costs are not finite numbers, and mean that there is no journey."
    ]


def test_a_cutoff_of_one_s_own_is_for_every_point(tmp_path: Path) -> None:
    table = make_table(tmp_path, cutoff=[9, 10, 11])
    assert table.problem(cutoff=5).cutoff.tolist() == [5, 5, 5]


def test_a_budget_without_fees_counts_for_nothing_and_is_told(tmp_path: Path) -> None:
    table = make_table(tmp_path, budget=3, weight=[1, 1, 1])
    assert not table.problem().budgeted
    assert str(table.remarks()[-1]) == "One array of the file counts for nothing: budget."


@pytest.mark.parametrize(("rows", "last"), [(1, "0"), (10, "9"), (11, "10"), (101, "100")])
def test_row_numbers_as_texts_keep_their_order(tmp_path: Path, rows: int, last: str) -> None:
    table = make_table(tmp_path, cost=np.ones((rows, 2)))
    assert list(table.site_ids) == sorted(table.site_ids)
    assert table.site_ids[-1] == last
    assert table.site("0") == table.site_ids[0]
    assert [table.site_told(each) for each in table.site_ids] == list(range(rows))
    assert table.point_told("1") == 1


def test_named_sites_are_meant_by_their_names(tmp_path: Path) -> None:
    table = make_table(tmp_path, site_ids=[7, 10])
    assert table.site("7") == "7"
    assert table.site_told("7") == "7"


def test_an_object_is_refused_and_never_made(tmp_path: Path) -> None:
    """Reading one would run what its file says."""

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (str(tmp_path / "sprung"),)

    trap = np.array([Trap()], dtype=object)
    file = make_file(tmp_path, cost=COST, weight=trap)
    with pytest.raises(UnreadableFileError, match="“weight” holds objects"):
        read_bare_table(file)
    assert not (tmp_path / "sprung").exists()


def test_a_member_that_asks_for_all_memory_is_refused(tmp_path: Path) -> None:
    header = {"descr": "<f8", "fortran_order": False, "shape": (10**9, 10**9)}
    claim = io.BytesIO()
    np.lib.format.write_array_header_1_0(claim, header)
    file = tmp_path / "table.npz"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("cost.npy", claim.getvalue())
    with pytest.raises(UnreadableFileError, match="“cost” is damaged"):
        read_bare_table(file)


def test_one_array_alone_is_not_a_table_of_them(tmp_path: Path) -> None:
    file = tmp_path / "table.npy"
    np.save(file, COST)
    with pytest.raises(UnreadableFileError, match=r"no \.npz file"):
        read_bare_table(file)


def test_a_folder_is_told_as_the_disk_tells_it(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        read_bare_table(tmp_path)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_broken_in_a_file_is_told(tmp_path: Path, data: st.DataObject) -> None:
    file = make_file(tmp_path, cost=COST, weight=[1, 2, 3])
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        table = read_bare_table(file)
    except UnreadableFileError as refused:
        assert str(refused.remedy)  # noqa: PT017 - either is right
    else:
        assert table.arrays["cost"].ndim == 2
