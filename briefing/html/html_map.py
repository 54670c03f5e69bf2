"""The map as one HTML file that opens with no network and runs nothing that a name could carry.

folium defines the map; ``offline`` puts every library inside the file. Names go into the page as
escaped text here, and as text nodes in ``assets``; a Content-Security-Policy stands behind both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from briefing.drawing.drawing import Drawing, DrawnLayer
from briefing.html.map_cards import Card
from briefing.html.map_definition import folium_map
from briefing.html.map_layers import features_of, lost_picks, pile
from briefing.html.offline import content_policy, offline_parts, script_tag
from i18n import Language, msgs

ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("symbols.js", "labels.js", "card.js", "search.js", "paper.js", "map.js")
_PAGE, _PAGES = "\ue000", "\ue001"  # where a sentence leaves the page's number to the browser


def html_map(  # noqa: PLR0913 - a map, and by name what stands around it
    drawing: Drawing,
    *,
    title: str,
    subtitle: Sequence[str] = (),
    figures: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
    nothing: str = "",
    cards: Mapping[str, Mapping[str, Card]] | None = None,
    stamp: tuple[str, str] | None = None,
    say: Language,
) -> str:
    """Write a drawing as a whole HTML page, the same text each time.

    ``title``, the lines of ``subtitle`` and the ``figures`` (name, value) stand above the map,
    ``notes`` beside it, in the language of ``say``. ``nothing`` is what to say where no zone is
    drawn. ``cards`` are by layer and id. ``stamp``, plan and checksum, stands with the number at
    the foot of every printed page. All are plain text. Write the page as UTF-8.
    """
    layers = pile(drawing, say=say)
    parts = offline_parts(folium_map(drawing, layers, title=title, cards=cards or {}, say=say))
    own = "\n".join(_asset(name) for name in _SCRIPTS)
    return Template(_asset("page.html")).substitute(
        language=say.code,
        policy=content_policy((*parts.scripts, own, parts.script)),
        title=escape(title),
        head=parts.head,
        style=_asset("map.css"),
        foot=_foot(*stamp, say) if stamp else "",
        subtitle="".join(f"<p>{_text(line)}</p>" for line in subtitle),
        figures="".join(_figure(name, value) for name, value in figures),
        map=parts.body,
        search=escape(say("Search by name")),
        whole=escape(say("Show the whole area")),
        warning=_warning(lost_picks(drawing), say),
        legend_title=escape(say("Legend")),
        legend="\n".join(_legend(layer) for layer in reversed(layers)),
        notes=_notes(notes, say),
        zones=_zones(layers, say, sheet=" · ".join((title, *subtitle[:1])), nothing=nothing),
        credit=_text(drawing.credit),
        scripts=script_tag(own) + script_tag(parts.script),
    )


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _text(text: str) -> str:
    """Write a text on its own: a name in another script does not turn its neighbours around."""
    return f"<bdi>{escape(text)}</bdi>"


def _figure(name: str, value: str) -> str:
    return f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>"


def _legend(layer: DrawnLayer) -> str:
    """Write one layer's part of the legend, which is also the switch that shows or hides it."""
    checked = " checked" if layer.shown else ""
    box = f'<input type="checkbox" autocomplete="off" data-layer="{escape(layer.key)}"{checked}>'
    title = _text(layer.title)
    if [told for _, told in layer.legend] == [layer.title]:
        ((style, _),) = layer.legend
        return f"<fieldset><label>{box}{_symbol(layer, style)}{title}</label></fieldset>"
    rows = "".join(f"<li>{_symbol(layer, style)}{_text(told)}</li>" for style, told in layer.legend)
    return f"<fieldset><label>{box}{title}</label><ul>{rows}</ul></fieldset>"


def _symbol(layer: DrawnLayer, style: str) -> str:
    """Leave room for a symbol, which the page draws as it draws the map's."""
    symbol = f'<svg class="symbol" data-layer="{escape(layer.key)}" data-style="{escape(style)}"'
    return f'{symbol} viewBox="0 0 28 18" aria-hidden="true"></svg>'


def _notes(notes: Sequence[str], say: Language) -> str:
    if not notes:
        return ""
    lines = "".join(f"<li>{_text(note)}</li>" for note in notes)
    return f'<section id="notes"><h2>{escape(say("Notes"))}</h2><ul>{lines}</ul></section>'


def _zones(layers: Sequence[DrawnLayer], say: Language, *, sheet: str, nothing: str) -> str:
    """List the zones under their numbers on the map; on paper they have their own page."""
    rows = "".join(
        _zone(layer.key, zone["properties"], number)
        for layer in layers
        if layer.numbers
        for zone, number in zip(features_of(layer), layer.numbers, strict=True)
    )
    heading = escape(say("Rest zones"))
    if not rows:
        told = f"<p>{_text(nothing)}</p>"
        return f'<section id="no-zone"><h2>{heading}</h2>{told}</section>' if nothing else ""
    heading = f'{heading} <span class="onpaper">· {_text(sheet)}</span>'
    return f'<section id="zone-list"><h2>{heading}</h2><ol id="zones">{rows}</ol></section>'


def _zone(layer: str, zone: Mapping[str, Any], number: int) -> str:
    """Write a zone with the first line of its tip, which tells what it is and where."""
    about = f"<small>{_text(zone['tip'][0])}</small>" if zone["tip"] else ""
    button = f'<button type="button" data-zone="{escape(layer)}/{escape(zone["id"])}">'
    return f'<li value="{number}">{button}{_text(zone["label"])}{about}</button></li>'


def _warning(lost: tuple[str, ...], say: Language) -> str:
    if not lost:
        return ""
    told = msgs(
        "One picked site is no longer in the data: {names}.",
        "{n} picked sites are no longer in the data: {names}.",
        len(lost),
        names=lost,
    )
    return f'<p class="warning" role="alert">{_text(say(told))}</p>'


def _foot(plan: str, checksum: str, say: Language) -> str:
    """Write what a browser prints at the foot of each page: plan, checksum, number."""
    told = say(
        "Plan {plan} · checksum {checksum} · page {n} of {count}",
        plan=plan,
        checksum=checksum,
        n=_PAGE,
        count=_PAGES,
    )
    content = f'"{"".join(map(_css, told))}"'
    counted = content.replace(_PAGE, '" counter(page) "').replace(_PAGES, '" counter(pages) "')
    return f"@page {{ @bottom-right {{ content: {counted}; }} }}"


def _css(letter: str) -> str:
    """Write a letter so that it ends neither the string of a style sheet nor its element."""
    plain = letter.isalnum() or letter in {" ", _PAGE, _PAGES}
    return letter if plain else f"\\{ord(letter):06x} "
