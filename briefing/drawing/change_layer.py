"""Two plans on one map: which zones stay, which come, which go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.drawing.drawing import Drawing, DrawnLayer, draw
from briefing.drawing.features import feature_collection
from briefing.telling import name_of
from i18n import Language, Message, msg
from layers.candidates import CANDIDATES
from layers.schema import Style
from plans.situation import Situation

CHANGES = "changes"
# Full, ringed and hollow, so that they read in grey as well.
_STYLES: Mapping[str, Style] = {
    "kept": Style(colour="#333333", fill="#8c8c8c", radius=7),
    "added": Style(colour="#003f66", fill="#0072b2", radius=9, weight=3),
    "dropped": Style(colour="#b34700", fill="", radius=9, weight=3, dash="3 3"),
}
_TITLES: Mapping[str, Message] = {
    "kept": msg("In both"),
    "added": msg("Comes"),
    "dropped": msg("Goes"),
}


def change_drawing(
    situation: Situation,
    *,
    kept: Sequence[str],
    added: Sequence[str],
    dropped: Sequence[str],
    say: Language,
) -> Drawing:
    """Draw the zones of two plans upon the places of a situation, without any travel.

    The three are site ids; one that the area no longer has is not drawn.
    """
    by_change = {"kept": kept, "added": added, "dropped": dropped}
    words = {site: word for word, sites in by_change.items() for site in sites}
    whole = draw(situation, say=say)
    below = tuple(layer for layer in whole.layers if layer.key != CANDIDATES.name)
    layer = _layer(situation, words, say)
    return replace(whole, layers=(*below, layer), lines=(), picked=(), line_legend=())


def _layer(situation: Situation, words: Mapping[str, str], say: Language) -> DrawnLayer:
    sites = situation.area["candidates"]
    here = sites[sites.index.isin(list(words))]
    points = here.set_geometry(here.geometry.representative_point())
    styles = [words[str(site)] for site in here.index]
    return DrawnLayer(
        key=CHANGES,
        title=say("Rest zones of the two plans"),
        features=feature_collection(
            points,
            labels=[name_of(site, CANDIDATES, say) for site in here.itertuples()],
            tips=[[say(_TITLES[word])] for word in styles],
            styles=styles,
        ),
        styles=_STYLES,
        legend=tuple((word, say(title)) for word, title in _TITLES.items() if word in styles),
    )
