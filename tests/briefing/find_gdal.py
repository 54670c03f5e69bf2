"""Find GDAL's own validator of GeoPackages, or install Debian's, or say what to install.

As ``tests/plans/find_postgres.py`` does for the database. The wheels that Bivouac stands on hold
GDAL without its Python programs; Debian's package of these is for the system's own Python.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.debian import can_install, install

PYTHON = "/usr/bin/python3"
VALIDATOR = (PYTHON, "-m", "osgeo_utils.samples.validate_gpkg")
ADVICE = (
    "GDAL's validator is not installed and could not be: GeoPackages are opened, not validated. "
    "Install it (for instance “apt-get install python3-gdal” as root), then run “make test” again."
)


@cache
def why_not() -> str | None:
    """Say why nothing can be validated here; None if it can."""
    try:
        known = subprocess.run([*VALIDATOR, "--help"], capture_output=True, check=False)  # noqa: S603 - GDAL's own program
    except OSError:
        return f"There is no {PYTHON}, which GDAL's validator runs in."
    return ADVICE if b"No module named" in known.stderr else None


def faults(file: Path) -> str:
    """Validate a GeoPackage, and give what GDAL finds wrong with it; empty where it is sound."""
    done = subprocess.run([*VALIDATOR, str(file)], capture_output=True, text=True, check=False)  # noqa: S603 - the same
    return done.stdout + done.stderr if done.returncode else ""


if __name__ == "__main__":
    if why_not() is not None and can_install():
        install("python3-gdal")
        why_not.cache_clear()
    if (reason := why_not()) is not None:
        print(reason)  # noqa: T201 - the test is skipped with this reason; the rest is tested
    sys.exit(0)
