"""Both languages are complete: no sentence of the sources may lack its French."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

PROJECT = Path(__file__).parents[2]
FRENCH = PROJECT / "i18n" / "locale" / "fr" / "LC_MESSAGES" / "bivouac.po"
ROOMS = ("app.py", "cli.py", "i18n", "layers", "gis", "plans", "briefing", "commands", "views")
HOLES = re.compile(r"{(\w+)}")


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every sentence that the sources mark for translation."""
    template = tmp_path_factory.mktemp("words") / "bivouac.pot"
    subprocess.run(  # noqa: S603 - our own interpreter and our own sources
        [
            *(sys.executable, "-m", "babel.messages.frontend", "-q", "extract"),
            *("--mapping", "pyproject.toml", "--no-default-keywords"),
            *("--keywords", "msg msgs:1,2 say", "--output", str(template), *ROOMS),
        ],
        cwd=PROJECT,
        check=True,
    )
    with template.open("rb") as stream:
        return read_po(stream)


@pytest.fixture(scope="module")
def french() -> Catalog:
    """The French catalogue."""
    with FRENCH.open("rb") as stream:
        return read_po(stream, locale="fr")


def test_every_sentence_has_its_french(sentences: Catalog, french: Catalog) -> None:
    lacking = []
    for message in sentences:
        known = french.get(message.id if isinstance(message.id, str) else message.id[0])
        whole = known and not known.fuzzy and known.string and all(known.string)
        if message.id and not whole:
            lacking.append(message.id)
    assert len(list(sentences)) > 100
    assert lacking == []


def test_the_holes_are_the_same_in_both(french: Catalog) -> None:
    wrong = []
    for message in french:
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
        allowed = set(HOLES.findall(" ".join(ids)))
        if any(set(HOLES.findall(string)) - allowed for string in strings):
            wrong.append(message.id)
        if not set(HOLES.findall(ids[-1])) <= set(HOLES.findall(strings[-1])):
            wrong.append(message.id)
    assert wrong == []


def test_no_translation_outlives_its_sentence(sentences: Catalog, french: Catalog) -> None:
    kept = {m.id if isinstance(m.id, str) else m.id[0] for m in sentences}
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in french}
    assert known - kept == set()


def test_french_is_not_english_left_standing(french: Catalog) -> None:
    same = [m.id for m in french if m.id and m.id == m.string and len(str(m.id).split()) > 3]
    assert same == []
