"""kill -9 in the middle of writing: what was acknowledged is there, whole, and the file opens."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.plans.clusters import Cluster
from tests.plans.writing import Books, kill_writer, told_by, warm, write_together, writer

KILLS = 200  # of one database
IN_AN_AREA = 10  # whoever opens an area reads all of it: with all kills in one, that is the test


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """Let children be there in hundredths of a second."""
    warm()


def test_no_acknowledged_act_is_lost_when_its_writer_is_killed(url: str, tmp_path: Path) -> None:
    dice, acts = random.Random(4), 0  # noqa: S311 - instants, not secrets
    for round_ in range(KILLS // IN_AN_AREA):
        books = Books(url, tmp_path, f"area-{round_}")
        for _ in range(IN_AN_AREA):
            books.check(kill_writer(url, tmp_path, books.area, dice))
        books.follow_chain()
        acts += books.acts
    assert acts > KILLS  # they were killed while they wrote


def test_processes_that_write_at_once_lose_and_double_nothing(url: str, tmp_path: Path) -> None:
    books = Books(url, tmp_path)
    told = write_together(url, tmp_path, processes=3, count=40)
    assert len(set(told)) == 120
    books.check(told, untold=0)
    books.follow_chain()


@pytest.mark.parametrize("whom", ["backend", "server"])
def test_nor_when_the_server_is_killed(postgres: Cluster, tmp_path: Path, whom: str) -> None:
    url, dice = postgres.new_database(), random.Random(4)  # noqa: S311 - the same
    books = Books(url, tmp_path)
    for _ in range(3):
        with writer(url, tmp_path) as (process, pipe):
            assert pipe.poll(30)
            time.sleep(dice.uniform(0.05, 0.2))  # the random instant itself
            if whom == "server":
                postgres.stop("immediate")
            else:
                postgres.kill_backend(url)
            process.join(30)
            told = told_by(pipe)
        postgres.wait(restart=whom == "server")
        books.check(told)
    books.follow_chain()
    assert books.acts > 3
