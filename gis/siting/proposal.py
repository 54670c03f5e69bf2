"""A proposal: the sites a model chose, who goes where, and how good that is proven to be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gis.siting.goals import Goal, Model
from gis.siting.watch import relative_gap
from i18n import Message

# A part this near to one is the whole: solvers divide in floating point. Whoever names the points
# that are not served whole and whoever counts them again ask by this one.
WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached of one goal: the value, and the bound that no choice can pass.

    The bound holds given what was reached of the goals before it; it is NaN where nothing was
    proven.
    """

    goal: Goal
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the two are apart, relative to the value: 0 is proven best."""
        return relative_gap(self.value, self.bound)


@dataclass(frozen=True, slots=True)
class Share:
    """A part (above 0, up to 1) of a demand point that goes to one zone, and its travel there."""

    point: str
    zone: str
    part: float
    cost: float


@dataclass(frozen=True, eq=False)
class Proposal:
    """Chosen sites, allocation and figures.

    ``chosen`` are site ids in their order, ``allocation`` the shares of every point that some zone
    serves, by point and zone. ``goals`` are in the order in which they counted. ``covered`` is the
    weight within its cutoff, ``weight`` all of it; ``mean``, ``p90`` and ``worst`` are of the
    travel of the weight that is served, in the unit of the table, NaN where nobody is.
    ``unserved`` names points that count and that no zone serves whole. ``optimal`` says that every
    goal is proven. ``remarks`` name what counted for nothing. ``standard`` and ``data`` say what
    the proposal was made from.
    """

    model: Model
    chosen: tuple[str, ...]
    allocation: tuple[Share, ...]
    goals: tuple[Reached, ...]
    covered: float
    weight: float
    mean: float
    p90: float
    worst: float
    unserved: tuple[str, ...]
    seconds: float
    solver: str
    verified: bool = False
    remarks: tuple[Message, ...] = ()
    standard: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def own(self) -> Reached:
        """What was reached of the model's own goal."""
        return next(each for each in self.goals if each.goal is self.model.own)

    @property
    def objective(self) -> float:
        """The value of the model's own goal."""
        return self.own.value

    @property
    def bound(self) -> float:
        """What no choice can pass, of the model's own goal."""
        return self.own.bound

    @property
    def gap(self) -> float:
        """The gap of the model's own goal."""
        return self.own.gap

    @property
    def optimal(self) -> bool:
        """Whether every goal is proven best; without any, nothing is."""
        return bool(self.goals) and all(each.gap == 0 for each in self.goals)

    @property
    def covered_share(self) -> float:
        """The covered part of the weight, 0 to 1; NaN where there is no weight."""
        return self.covered / self.weight if self.weight else math.nan

    def as_json(self) -> dict[str, Any]:
        """Give the proposal as plain JSON; what is unknown is null."""
        plain = asdict(self) | {"remarks": [str(each) for each in self.remarks]}
        plain["goals"] = [
            {"goal": str(each.goal), "value": each.value, "bound": each.bound}
            for each in self.goals
        ]
        return {name: _plain(value) for name, value in plain.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Write NaN and the infinities as null, which JSON has no word for."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
