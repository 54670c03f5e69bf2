"""What a table of travel says of its times: speeds, waits, the hour, and what is not known."""

from __future__ import annotations

from gis.network.pace import Pace
from gis.network.pace_table import STANDARD_PACE
from gis.network.speeds import Mode
from i18n import Message, msg


def network_note(pace: Pace, mode: Mode) -> Message:
    """Tell what the times along streets rest on."""
    if mode == "walk":
        told = msg("Along the area's streets and paths, at {kmh} km/h.", kmh=pace["walk-street"])
    else:
        told = msg(
            "Along the area's streets at speed limits and assumed speeds by class, with "
            "{junction} s for each junction and {signal} s for each traffic signal (assumed). Bans "
            "on turning and the traffic of the day are not known.",
            junction=_short(pace.junction_s),
            signal=_short(pace.signal_s),
        )
    if pace.figures != STANDARD_PACE.figures:
        told = msg("{told} The table of travel times is your own.", told=told)
    return with_hour(told, pace, mode)


def with_hour(note: Message, pace: Pace, mode: Mode) -> Message:
    """Add the hour to what a table says of its times by car."""
    if mode == "walk" or pace.hour is None:
        return note
    return msg(
        "{told} Traffic of {traffic}; see the table of travel times.",
        told=note,
        traffic=hour_words(pace, pace.hour),
    )


def with_path(note: Message, pace: Pace) -> Message:
    """Add that the shortest path counts, where it does."""
    if not pace.shortest:
        return note
    return msg("{told} The shortest way counts, not the fastest.", told=note)


def hour_words(pace: Pace, hour: int) -> Message:
    """Tell by how much the traffic of an hour lengthens journeys by car."""
    read = pace.at(hour)
    percent = round((read.factor - 1) * 100)
    if read.hour_is_assumed:
        return msg("{hour} h: +{percent} %, assumed", hour=hour, percent=percent)
    return msg("{hour} h: +{percent} %", hour=hour, percent=percent)


def _short(value: float) -> float:
    """Give a whole number as one, so that two seconds are not told as 2.0."""
    return int(value) if value.is_integer() else value
