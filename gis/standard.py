"""The service standard: how far is near enough, in which unit, and for whom otherwise."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from gis.network.speeds import MODES, Mode
from i18n import msg
from layers.catalogue import DEMAND_LAYERS
from layers.errors import SettingError, UnknownIdError

Unit: TypeAlias = Literal["minutes", "metres"]
UNITS: tuple[Unit, ...] = ("minutes", "metres")
DEFAULT_CUTOFF = 15.0  # ASSUMED: no published text gives the standard; every screen lets it change


@dataclass(frozen=True)
class Standard:
    """The largest travel at which a demand point counts as served.

    ``cutoff`` is in ``unit``, along the fastest way of ``mode``. ``by_kind`` gives another cutoff
    to all venues, stations or airports, ``by_point`` to single points by id; the narrower wins.
    Raises SettingError where a value is out of its range.
    """

    cutoff: float = DEFAULT_CUTOFF
    unit: Unit = "minutes"
    mode: Mode = "drive"
    by_kind: Mapping[str, float] = field(default_factory=dict)
    by_point: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check every value, and keep own copies of the two mappings; 15 is 15.0 from here on."""
        _one_of(self.unit, UNITS)
        _one_of(self.mode, MODES)
        for kind in self.by_kind:
            _one_of(kind, DEMAND_LAYERS)
        for value in (self.cutoff, *self.by_kind.values(), *self.by_point.values()):
            _above_zero(value)
        object.__setattr__(self, "cutoff", float(self.cutoff))
        for name in ("by_kind", "by_point"):
            own = {key: float(value) for key, value in getattr(self, name).items()}
            object.__setattr__(self, name, own)

    def cutoffs(self, demand: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
        """Give the cutoff of each demand point (the frame of DemandPoints), in order.

        Raises UnknownIdError for a cutoff of a point that is not there.
        """
        usual = demand["layer"].map(self.by_kind).fillna(self.cutoff).astype(float)
        own = demand["cutoff"].fillna(usual)
        for name, value in self.by_point.items():
            if name not in own.index:
                raise UnknownIdError(
                    msg("The standard names a demand point “{id}” that is not there.", id=name),
                    msg("Take it out of the standard, or correct its id."),
                )
            own[name] = value
        cutoffs: npt.NDArray[np.float64] = own.to_numpy(dtype=np.float64)
        return cutoffs

    def as_json(self) -> dict[str, Any]:
        """Give the standard as plain JSON."""
        return {
            "cutoff": self.cutoff,
            "unit": self.unit,
            "mode": self.mode,
            "by_kind": dict(self.by_kind),
            "by_point": dict(self.by_point),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Standard:
        """Read back what ``as_json`` gave, checked again."""
        return cls(**plain)


def _one_of(word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise SettingError(
            msg("The standard does not know “{word}”.", word=str(word)),
            msg("Use one of: {words}.", words=words),
        )


def _above_zero(value: float) -> None:
    if not math.isfinite(value):
        raise SettingError(
            msg("“{value}” is no cutoff.", value=str(value)),
            msg("Give a number above zero."),
        )
    if value <= 0:
        raise SettingError(
            msg("A cutoff of {value} serves nobody.", value=float(value)),
            msg("Give a number above zero."),
        )
