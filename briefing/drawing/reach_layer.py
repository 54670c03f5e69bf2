"""What lies within reach of a zone, as one layer of a map: bands through which the ground shows."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd

from briefing.drawing.drawing import DrawnLayer
from briefing.drawing.features import feature_collection
from gis.reach import NOTE, REASONS, ReachAnswer
from i18n import Language, Message, msg
from layers.schema import Style

REACH = "reach"
# One blue that lies on itself: the nearest band, under all three, comes out darkest in grey too.
_BLUE = "#0072b2"
_LOOKS = (("3d", 1.6, ""), ("2b", 1.2, "6 3"), ("1a", 1.0, "2 3"))  # opacity, rim, dash
_TITLES = {
    "to": msg("Comes here in time (a picture)"),
    "from": msg("Reached from here in time (a picture)"),
}


def reach_layer(bands: gpd.GeoDataFrame, *, say: Language) -> DrawnLayer:
    """Draw the bands of ``gis.reach.reach`` (narrowest first), the widest at the bottom.

    A band without a place is left out; ``reach_note`` tells why.
    """
    direction = bands["direction"].iloc[0]
    drawn = bands[~bands.geometry.is_empty].iloc[::-1]
    return DrawnLayer(
        key=REACH,
        title=say(_TITLES[direction]),
        features=feature_collection(
            drawn, labels=[""] * len(drawn), tips=[()] * len(drawn), styles=drawn.index
        ),
        styles=_styles(bands),
        legend=tuple(
            (str(name), say("Within {minutes} min", minutes=_whole(minutes)))
            for name, minutes in zip(drawn.index[::-1], drawn["minutes"][::-1], strict=True)
        ),
    )


def reach_note(bands: gpd.GeoDataFrame) -> Message:
    """Tell what the bands are worth, or why there are none."""
    answers = [ReachAnswer(word) for word in bands["answer"]]
    return NOTE if ReachAnswer.REACHED in answers else REASONS[answers[0]]


def _whole(minutes: float) -> float:
    """Give whole minutes as a whole number, which is written without decimals."""
    return int(minutes) if minutes == int(minutes) else minutes


def _styles(bands: gpd.GeoDataFrame) -> Mapping[str, Style]:
    """Give each band its own look, fainter the wider it is; past the third they look alike."""
    looks = [_LOOKS[min(n, len(_LOOKS) - 1)] for n in range(len(bands))]
    return {
        str(name): Style(colour=_BLUE, fill=_BLUE + faint, shape="area", weight=weight, dash=dash)
        for name, (faint, weight, dash) in zip(bands.index, looks, strict=True)
    }
