"""The settings of a plan that one event may change: the standard, the measure, the season."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from gis.network.pace import check_hour
from gis.standard import Standard
from i18n import Message, Value, msg
from layers.errors import SettingError
from plans.plan import Plan

CUTOFFS = ("cutoff", "by_kind", "by_point")
MOST_DAYS = 366  # of a season: every day of it is worked out
_STANDARD = (*CUTOFFS, "unit", "mode")
SETTING_NAMES: Mapping[str, Message] = {
    "cutoff": msg("cutoff"),
    "unit": msg("unit"),
    "mode": msg("way of travel"),
    "by_kind": msg("cutoffs by kind"),
    "by_point": msg("cutoffs by place"),
    "snap_m": msg("furthest from a street"),
    "hour": msg("hour"),
    "shortest": msg("shortest path"),
    "season": msg("season"),
    "base_counts": msg("usual officers count beside units"),
}


def checked_settings(changes: Mapping[str, Any]) -> None:
    """Refuse names and values that no plan takes. Raises SettingError."""
    for name in changes:
        if name not in SETTING_NAMES:
            raise SettingError(
                msg("There is no setting “{name}”.", name=str(name)),
                msg("Use one of: {words}.", words=tuple(SETTING_NAMES)),
            )
    try:
        with_settings(Plan(on=date.min), changes)
    except (TypeError, ValueError, AttributeError, OverflowError) as cause:
        if isinstance(cause, SettingError):
            raise
        raise SettingError(
            msg("A setting cannot be {changes}.", changes=str(dict(changes))),
            msg("Give a value of the kind that the setting had before."),
        ) from cause


def with_settings(plan: Plan, changes: Mapping[str, Any]) -> Plan:
    """Give the plan with some settings changed; a cutoff of another unit comes with its unit."""
    ours = {name: value for name, value in changes.items() if name in _STANDARD}
    standard = Standard.from_json(plan.standard.as_json() | ours)
    others = {name: _READ[name](value) for name, value in changes.items() if name in _READ}
    return replace(plan, standard=standard, **others)


def settings_of(plan: Plan) -> dict[str, Any]:
    """Give all settings of a plan by name, as JSON."""
    whole = plan.as_json()
    found = whole | whole["standard"]
    return {name: found[name] for name in SETTING_NAMES}


def told_settings(changes: Mapping[str, Any]) -> tuple[Message, ...]:
    """Tell settings with their values in words, by name."""
    return tuple(
        msg("{setting}: {value}", setting=SETTING_NAMES[name], value=told_value(changes[name]))
        for name in sorted(changes)
    )


def told_value(value: Any) -> Value:  # noqa: ANN401 - JSON
    """Tell the value of a setting in words."""
    match value:
        case bool():
            return msg("yes") if value else msg("no")
        case Mapping():
            return tuple(
                msg("{place} {cutoff}", place=str(place), cutoff=cutoff)
                for place, cutoff in sorted(value.items())
            )
        case list() | tuple():
            return tuple(str(each) for each in value)
        case str() | int() | float() | None:
            return value
        case _:
            return str(value)


def _flag(value: Any) -> bool:  # noqa: ANN401 - JSON
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _metres(value: Any) -> float:  # noqa: ANN401 - JSON
    metres = float(value)
    if isinstance(value, bool) or not (math.isfinite(metres) and metres >= 0):
        raise ValueError(value)
    return metres


def _season(days: Any) -> tuple[date, date]:  # noqa: ANN401 - JSON
    first, last = (date.fromisoformat(day) for day in days)
    if last < first:
        raise SettingError(
            msg("The season ends on {last}, before it begins.", last=last),
            msg("Correct one of the two days."),
        )
    if (last - first).days >= MOST_DAYS:
        raise SettingError(
            msg("A season of {n} days is too long.", n=(last - first).days + 1),
            msg("Give {n} days at most.", n=MOST_DAYS),
        )
    return first, last


def _hour(hour: Any) -> int | None:  # noqa: ANN401 - JSON
    check_hour(hour)
    return hour if hour is None else int(hour)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "snap_m": _metres,
    "hour": _hour,
    "shortest": _flag,
    "season": _season,
    "base_counts": _flag,
}
