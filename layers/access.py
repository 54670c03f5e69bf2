"""What access tags say: which words open a way or a barrier, and which close it.

One list for streets (``gis/network/access.py``) and for barriers upon them
(``layers/sources/osm/points.py``), from wiki.openstreetmap.org/wiki/Key:access.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

# The most specific tag that is set decides.
VEHICLE_TAGS = ("motorcar", "motor_vehicle", "vehicle", "access")
FOOT_TAGS = ("foot", "access")
# ``destination`` and ``customers`` are open: a rest zone is where the journey ends. That such a
# street then also serves through traffic is accepted; it is seldom the faster way.
OPEN = frozenset({"yes", "permissive", "designated", "official", "public", "discouraged"}) | {
    "destination",
    "customers",
}
CLOSED = (
    frozenset({"no", "private", "permit", "residents", "employees", "staff", "restricted"})
    | {"military", "delivery", "forestry", "agricultural", "emergency", "psv", "bus", "taxi"}
    | {"use_sidepath"}
)


def is_open(tags: Iterable[str], *, otherwise: bool) -> bool:
    """Let the first tag that can be read decide; without any it is as ``otherwise`` says."""
    read = (allows(tag) for tag in tags if tag)
    return next((answer for answer in read if answer is not None), otherwise)


@cache
def allows(tag: str) -> bool | None:
    """Tell whether one access tag opens a way; of several words, one that opens is enough."""
    words = access_words(tag)
    if words & OPEN:
        return True
    return False if words & CLOSED else None


@cache
def access_words(tag: str) -> frozenset[str]:
    """Split one tag into its words, in lower case."""
    return frozenset(word.strip() for word in tag.lower().split(";"))
