"""Debian's packages, for what tests need and a machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess


def can_install() -> bool:
    """Tell whether packages can be installed here: as root, where there is Debian's apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def install(package: str) -> bool:
    """Install a package without what it only recommends, and tell whether that was done."""
    _apt("update")
    return _apt("install", "--yes", "--no-install-recommends", package)


def _apt(*words: str) -> bool:
    done = subprocess.run(  # noqa: S603 - words of the callers, which are fixed
        ["apt-get", *words],  # noqa: S607 - wherever the system keeps it
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0
