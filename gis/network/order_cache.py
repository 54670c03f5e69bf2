"""The order of a topology, in which the hierarchy contracts it: made once, and kept on disk.

An order depends on where streets meet and on nothing else, so that it outlives closures, speeds
and hours. It is kept in a folder under the digest of its topology, written whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from gis.network.graph import Topology
from i18n import Message, msg
from layers.disk import reason_of, sync

PACKAGE = "pyroutingkit"
FORMAT = 1
LABEL = "order.json"


@dataclass(frozen=True, eq=False)
class Order:
    """The order of one topology, as the package holds it, and what was odd about the kept one."""

    held: Any
    warnings: tuple[Message, ...] = ()


def order_of(topology: Topology, *, folder: Path) -> Order:
    """Open the order of a topology kept in a folder, or make it and keep it there.

    The topology has at least one edge. One that is cut short, changed, of another version or of
    another topology is made again, and said. Raises ImportError or RuntimeError where the package
    is not there or fails.
    """
    place = folder / topology.digest
    if place.exists():
        if _is_sound(place, topology):
            return Order(_load(place))
        return _made(topology, place, (_remade(place),))
    return _made(topology, place, ())


def kit() -> Any:  # noqa: ANN401 - the package ships no types
    """Give the package, imported when it is first asked for: without it the fallback must run."""
    return import_module(PACKAGE)


def _made(topology: Topology, place: Path, warnings: tuple[Message, ...]) -> Order:
    order = _build(topology)
    try:
        _write(order, topology, place)
    except (OSError, RuntimeError) as cause:
        return Order(order, (*warnings, _unkept(place, cause)))
    return Order(order, warnings)


def _build(topology: Topology) -> Any:  # noqa: ANN401 - the package ships no types
    order = kit().CCHTopology()
    tail = np.column_stack([topology.tail, topology.head]).ravel()
    head = np.column_stack([topology.head, topology.tail]).ravel()
    # Each in a row of its own: the package reads on without regard to strides.
    lon, lat = np.ascontiguousarray(topology.node_lonlat.T, dtype=np.float32)
    order.build(tail.astype(np.uint32), head.astype(np.uint32), lat, lon, topology.nodes)
    return order


def _load(place: Path) -> Any:  # noqa: ANN401 - the package ships no types
    order = kit().CCHTopology()
    order.load(str(place))
    return order


def _write(order: Any, topology: Topology, place: Path) -> None:  # noqa: ANN401 - as above
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{place.name[:8]}-", dir=place.parent))
    try:
        order.save(str(partial))
        label = _label(topology) | {"checksums": _checksums(partial)}
        (partial / LABEL).write_text(json.dumps(label, indent=1), encoding="utf-8")
        for file in partial.iterdir():
            sync(file)
        shutil.rmtree(place, ignore_errors=True)
        partial.rename(place)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _is_sound(place: Path, topology: Topology) -> bool:
    """Check before it is loaded: the package does not survive every broken file."""
    try:
        label = json.loads((place / LABEL).read_text(encoding="utf-8"))
        return bool(label == _label(topology) | {"checksums": _checksums(place)})
    except (OSError, ValueError):
        return False


def _label(topology: Topology) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "package": f"{PACKAGE} {version(PACKAGE)}",
        "topology": topology.digest,
        "nodes": topology.nodes,
        "edges": topology.edges,
    }


def _checksums(place: Path) -> dict[str, str]:
    files = sorted(each for each in place.iterdir() if each.name != LABEL)
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def _remade(place: Path) -> Message:
    return msg(
        "The prepared order of the streets in {folder} was cut short, changed, or of another "
        "version or area; it was made again.",
        folder=str(place),
    )


def _unkept(place: Path, cause: BaseException) -> Message:
    return msg(
        "The prepared order of the streets could not be kept in {folder} ({reason}); it will be "
        "made again each time.",
        folder=str(place),
        reason=reason_of(cause),
    )
