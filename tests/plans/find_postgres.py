"""Find PostgreSQL for the tests of the record, or install Debian's, or say what to install.

As ``tests/browser/find_browser.py`` does for the browser. Debian's package would begin a cluster of
its own at once; it is told not to, since the tests make theirs.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.debian import can_install, install

DEBIAN = Path("/usr/lib/postgresql")
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/bivouac-tests.conf")
ADVICE = (
    "PostgreSQL is not installed and could not be: the tests of the record run on SQLite alone. "
    "Install it (for instance “apt-get install postgresql” as root), then run “make test” again."
)


def programs() -> Path | None:
    """Give the folder of initdb and postgres, if they are installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    return next((each for each in folders if (each / "postgres").exists()), None)


def why_not() -> str | None:
    """Say why there can be no cluster here; None if there can."""
    if programs() is None:
        return ADVICE
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and there is no runuser to be another user."
    return None


def install_postgres() -> None:
    """Install Debian's package, which is told to begin no cluster of its own."""
    NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    NO_CLUSTER.write_text("create_main_cluster = false\n", encoding="utf-8")
    install("postgresql")


if __name__ == "__main__":
    if programs() is None and can_install():
        install_postgres()
    if (reason := why_not()) is not None:
        print(reason)  # noqa: T201 - the tests are skipped with this reason; the rest is tested
    sys.exit(0)
