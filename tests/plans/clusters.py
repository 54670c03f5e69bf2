"""A PostgreSQL cluster of the tests' own, on loopback, and databases in it: one for each test."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from plans.tables import METADATA
from tests.plans.find_postgres import programs

USER, PASSWORD = "bivouac", "s3cret/%@:word"
QUOTED = "s3cret%2F%25%40%3Aword"
_AS_POSTGRES = ("runuser", "-u", "postgres", "--")
_SERVER = """
listen_addresses = '127.0.0.1'
fsync = on
synchronous_commit = on
max_connections = 150
shared_buffers = 32MB
log_min_messages = warning
"""


@dataclass(frozen=True)
class Cluster:
    """A running server."""

    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, name: str, *, password: str = QUOTED) -> str:
        """Give the address of a database."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """Make a database and give its address."""
        name = f"test_{next(self.numbers)}"
        with self.connected() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def new_schema(self) -> str:
        """Make an empty place in one database and give its address: quicker than a database."""
        name = f"test_{next(self.numbers)}"
        with self.connected() as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}?options=-csearch_path%3D{name}"

    def emptied(self, url: str) -> str:
        """Empty the record that is at an address, and guard it anew whatever a test did to it."""
        deeds = (
            "ALTER TABLE {table} DISABLE TRIGGER USER",
            "DELETE FROM {table}",
            "ALTER TABLE {table} ENABLE TRIGGER USER",
        )
        with psycopg.connect(url) as connection:
            for table in METADATA.tables:
                for deed in deeds:
                    connection.execute(deed.format(table=table))
        return url

    def connected(self, name: str = "postgres") -> psycopg.Connection:
        """Connect as the owner of the cluster."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=PASSWORD,
            dbname=name,
            autocommit=True,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        log = self.folder / "log"
        self._control("start", "-w", "-t", "60", "-l", str(log))

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; ``immediate`` is as a crash: nothing is written any more."""
        self._control("stop", "-w", "-m", mode)

    def kill_backend(self, url: str) -> None:
        """Kill -9 the process that serves a database; the server then begins anew by itself."""
        name = url.rpartition("/")[2]
        query = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = %s"
        with self.connected() as owner:
            found = owner.execute(query, (name, "client backend")).fetchall()
        for (pid,) in found:
            os.kill(pid, signal.SIGKILL)

    def wait(self, *, restart: bool) -> None:
        """Wait until the server answers again, started anew or recovering by itself."""
        if restart:
            self.start()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                self.connected().close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return

    def _control(self, *words: str) -> None:
        run("pg_ctl", "-D", str(self.folder / "data"), *words)


def run(program: str, *words: str) -> None:
    """Run a program of PostgreSQL, as a user that it accepts."""
    folder = programs()
    assert folder is not None
    before = _AS_POSTGRES if os.geteuid() == 0 else ()
    subprocess.run(  # noqa: S603 - programs of PostgreSQL, words of the tests
        [*before, str(folder / program), *words],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a new cluster, in a folder that goes with it."""
    # Not pytest's own folder: on a shared machine that belongs to its user alone.
    folder = Path(tempfile.mkdtemp(prefix="bivouac-postgres-"))
    made = Cluster(folder, _free_port())
    try:
        _initialise(made)
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(made: Cluster) -> None:
    secret = made.folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0:
        shutil.chown(made.folder, "postgres", "postgres")
        shutil.chown(secret, "postgres", "postgres")
    run(
        "initdb",
        *("-D", str(made.folder / "data"), "-U", USER, "--pwfile", str(secret)),
        # What SCRAM reckons is two thirds of a connection's time, and a matter of the driver's.
        *("--auth", "md5", "--encoding", "UTF8", "--locale", "C"),
    )
    with (made.folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as stream:
        stream.write(f"{_SERVER}port = {made.port}\nunix_socket_directories = '{made.folder}'\n")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
