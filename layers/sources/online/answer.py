"""A raw Overpass answer, kept only when it is whole, goes through the reader of OSM files.

The answer is written as OSM XML in memory and read by ``osm.stream``: one path from elements to
rows, whichever way they came. An element that is given twice, with tags and then bare, is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias
from xml.sax.saxutils import quoteattr

import osmium

from i18n import msg
from layers.errors import OnlineError
from layers.sources.osm.harvest import Harvest
from layers.sources.osm.overlong import cut
from layers.sources.osm.stream import harvest
from layers.sources.osm.text import without_controls

Payload: TypeAlias = bytes | str | Mapping[str, Any]
_ORDER = ("node", "way", "relation")
_AREA_OF_RELATION = 3_600_000_000  # Overpass numbers the area of relation 7444 as 3600007444
_ASK_AGAIN = msg("Ask again, or load an OpenStreetMap file.")


def parse_overpass_json(payload: Payload) -> Harvest:
    """Read an answer of ``out body; >; out skel qt;`` into a harvest, dated by its own database.

    Raises OnlineError when the answer is cut short, is no Overpass answer, carries a remark (the
    server gave up half way), or holds nothing.
    """
    answer = whole_answer(payload)
    source = osmium.io.FileBuffer(as_osm_xml(answer).encode(), "osm")
    try:
        return harvest(source, tick=lambda _count: None)
    except (RuntimeError, ValueError, osmium.InvalidLocationError) as failed:
        what = msg("The answer is not sound ({reason}).", reason=str(failed)[:200])
        raise OnlineError(what, _ASK_AGAIN) from failed


def whole_answer(payload: Payload) -> Mapping[str, Any]:
    """Give the answer as JSON, or raise OnlineError when it is not whole."""
    answer = payload if isinstance(payload, Mapping) else _decoded(payload)
    if not isinstance(answer, Mapping) or not isinstance(answer.get("elements"), list):
        raise OnlineError(msg("The answer is not one of an Overpass server."), _ASK_AGAIN)
    if remark := answer.get("remark"):
        what = msg("The server could not finish: {remark}", remark=str(remark)[:200])
        raise OnlineError(what, msg("Ask for a smaller area, or load an OpenStreetMap file."))
    if not answer["elements"]:
        what = msg("The server knows nothing in this area.")
        raise OnlineError(what, msg("Check that longitude comes first, or choose another area."))
    return answer


def as_osm_xml(answer: Mapping[str, Any]) -> str:
    """Write an answer as an OSM XML file: nodes, ways, relations, each id once."""
    by_kind: dict[str, dict[int, Mapping[str, Any]]] = {kind: {} for kind in _ORDER}
    for element in map(_as_relation, answer["elements"]):
        known = by_kind.get(element.get("type", ""))
        if known is not None and ("tags" in element or element["id"] not in known):
            known[element["id"]] = element
    stamp = _stamp(answer)
    lines = (_written(element, stamp) for kind in _ORDER for element in by_kind[kind].values())
    return f'<osm version="0.6">{"".join(lines)}</osm>'


def _decoded(payload: bytes | str) -> object:
    try:
        return json.loads(payload)
    except ValueError as cut:
        html = payload[:200].lstrip()[:1] in {"<", b"<"}
        what = (
            msg("The answer is a web page, not data.") if html else msg("The answer is cut short.")
        )
        raise OnlineError(what, _ASK_AGAIN) from cut


def _as_relation(element: Mapping[str, Any]) -> Mapping[str, Any]:
    if element.get("type") != "area":
        return element
    return {**element, "type": "relation", "id": element["id"] - _AREA_OF_RELATION}


def _stamp(answer: Mapping[str, Any]) -> str:
    said = str(answer.get("osm3s", {}).get("timestamp_osm_base", ""))
    try:
        day = datetime.fromisoformat(said)
    except ValueError:
        return ""
    return f' version="1" timestamp="{day.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"'


def _written(element: Mapping[str, Any], stamp: str) -> str:
    kind = element["type"]
    place = f' lat="{element["lat"]}" lon="{element["lon"]}"' if kind == "node" else ""
    inside = "".join(_children(element))
    return f'<{kind} id="{int(element["id"])}"{place}{stamp}>{inside}</{kind}>\n'


def _children(element: Mapping[str, Any]) -> Iterator[str]:
    for ref in element.get("nodes", ()):
        yield f'<nd ref="{int(ref)}"/>'
    yield from _members(element.get("members", ()))
    for key, value in element.get("tags", {}).items():
        yield f"<tag k={_quoted(key)} v={_quoted(value)}/>"


def _members(members: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for member in members:
        role = _quoted(member.get("role", ""))
        yield f'<member type={_quoted(member["type"])} ref="{int(member["ref"])}" role={role}/>'


def _quoted(text: object) -> str:
    return quoteattr(cut(without_controls(str(text))))
