"""The vocabulary of stories about siting on the command line: a case of a corpus, its files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from tests.data.truth import PROJECT

CORPUS = PROJECT / "tests" / "corpus" / "siting"


def cases(kind: str) -> list[str]:
    """Name the cases of a kind."""
    return sorted(file.stem for file in (CORPUS / kind).glob("*.json"))


def read_case(kind: str, name: str) -> dict[str, Any]:
    """Give a case."""
    found: dict[str, Any] = json.loads((CORPUS / kind / f"{name}.json").read_text(encoding="utf-8"))
    return found


def write_case(case: dict[str, Any], file: Path) -> Path:
    """Write the file that a case is about: arrays, a part of them, or a text."""
    if "text" in case:
        file.write_text(case["text"], encoding="utf-8")
    elif "table" in case:
        content = packed(
            **{name: _array(name, given, case) for name, given in case["table"].items()}
        )
        file.write_bytes(content[: round(len(content) * case.get("cut", 1))])
    return file


def packed(**arrays: Any) -> bytes:  # noqa: ANN401 - whatever numpy writes
    """Give arrays as the bytes of a file."""
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=True, **arrays)
    return stream.getvalue()


def words_of(case: dict[str, Any], places: dict[str, str]) -> list[str]:
    """Give the words of a case's command, with the places that it names."""
    return [places.get(word, word) for word in case["words"]]


def _array(name: str, given: Any, case: dict[str, Any]) -> Any:  # noqa: ANN401 - as the case has it
    if name in case.get("objects", ()):
        return np.array(given, dtype=object)
    try:
        numbers = np.array(given, dtype=float)  # "nan" and "inf" are numbers to it too
    except ValueError:
        return np.array(given)
    return numbers.reshape(case["shape"]) if name == "cost" and "shape" in case else numbers
