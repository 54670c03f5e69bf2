"""What a pack says of itself: a manifest for programs, and a page for whoever opens the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from briefing.content.audiences import Item, Subject
from briefing.content.brief import Brief
from briefing.content.imprint import plan_words
from briefing.content.reading import plain
from briefing.pack.making import File
from i18n import msg

MANIFEST = "pack.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as the manifest lists it: its item's word, its name, its size and its SHA-256."""

    item: Item | None
    name: str
    bytes: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """Give it as a plain object."""
        item = None if self.item is None else str(self.item)
        return {"item": item, "file": self.name, "bytes": self.bytes, "sha256": self.sha256}


def listed(file: File) -> Listed:
    """List a file."""
    return Listed(file.item, file.name, len(file.content), sha256(file.content).hexdigest())


def manifest(brief: Brief, files: Sequence[Listed]) -> File:
    """Give the manifest: what the pack is a snapshot of, and its files with their checksums."""
    imprint = brief.imprint
    whole = {
        "title": imprint.title,
        "audience": str(brief.audience),
        "language": brief.say.code,
        "plan": imprint.plan,
        "day": imprint.on.isoformat(),
        "data_of": imprint.as_of.isoformat(),
        "since": brief.since.isoformat() if brief.since else None,
        "standard": imprint.standard,
        "checksum": imprint.checksum,
        "credit": imprint.credit,
        "licence": imprint.licence,
        "files": [each.as_json() for each in files],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return File(None, MANIFEST, f"{text}\n".encode())


def read_me(brief: Brief, files: Sequence[Listed]) -> File:
    """Give the page that tells what is what, as plain text."""
    text = "\n".join(_lines(brief, files))
    return File(None, f"{brief.say(_NAME)}.txt", f"{text}\n".encode())


_NAME = msg("README")


def _lines(brief: Brief, files: Sequence[Listed]) -> Iterator[str]:
    say, imprint = brief.say, brief.imprint
    yield from (plain(imprint.title), "")
    yield say("Made for: {audience}", audience=imprint.audience)
    yield plan_words(imprint, say)
    yield say("Data of {day}", day=imprint.as_of)
    yield from map(plain, imprint.lines)
    if brief.tells(Subject.ZONES) and brief["zones"].empty:
        yield from ("", say("The plan has no rest zone."))
    if brief.notes:
        yield from ("", say("Read this first"), *(f"- {plain(each)}" for each in brief.notes))
    yield from ("", say("What is in this folder"))
    for item in dict.fromkeys(each.item for each in files if each.item):
        yield from ("", say(item.label))
        yield from (f"  {each.name}" for each in files if each.item is item)
    yield ""
    told = say("{file} lists all files with their checksums (SHA-256).", file=MANIFEST)
    yield told
