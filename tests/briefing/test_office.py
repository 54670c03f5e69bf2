"""Workbook and slides open in an office program, which prints all of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from briefing.content.reading import readings
from briefing.slides.deck import slides
from briefing.slides.outline import outline
from briefing.spreadsheets.workbook import workbook
from tests.briefing.office_stories import FR, HOSTILE, PICTURES, told

SOFFICE = shutil.which("soffice")
WHY_NOT = "no LibreOffice (soffice) on this machine"


def pages_of(files: dict[str, bytes], folder: Path) -> tuple[int, ...]:
    """Let LibreOffice make a PDF of each file, and give how many pages they have."""
    assert SOFFICE
    for name, content in files.items():
        (folder / name).write_bytes(content)
    home = (folder / "office").as_uri()  # a profile of its own, so that nothing is shared
    places = [str(folder / name) for name in files]
    words = ("--headless", "--convert-to", "pdf", "--outdir", str(folder), *places)
    done = subprocess.run(  # noqa: S603 - the machine's own office program, and our files
        [SOFFICE, f"-env:UserInstallation={home}", *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "repair" not in (done.stdout + done.stderr).lower()
    made = [(folder / name).with_suffix(".pdf").read_bytes() for name in files]
    return tuple(len(re.findall(rb"/Type\s*/Page\b", each)) for each in made)


@pytest.mark.skipif(SOFFICE is None, reason=WHY_NOT)
def test_libreoffice_opens_both_and_prints_every_sheet_and_slide(tmp_path: Path) -> None:
    brief = told(say=FR, name=HOSTILE)
    files = {"book.xlsx": workbook(brief), "slides.pptx": slides(brief, PICTURES)}
    sheets, pages = pages_of(files, tmp_path)
    assert sheets >= len(readings(brief)) + 1
    assert pages == len(outline(brief, PICTURES))
