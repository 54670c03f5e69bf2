"""Who makes which item: one line an item. A further item of a pack is a further line here.

A maker is given the brief and the form, and gives its files by name. Stems of names are in the
language of the reader; they tell nothing of the plan, so no name of a place can break a path. What
serves one item alone is imported when that is made, for each process that helps waits for imports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from briefing.cards.files import cards_pdf, units_pdf
from briefing.content.audiences import Item
from briefing.content.brief import Brief
from briefing.geodata.gis_files import (
    brief_geojson,
    brief_geopackage,
    brief_gpx,
    brief_kml,
    brief_kmz,
)
from briefing.pack.form import Form
from briefing.sheets.changes import changes_pdf
from briefing.sheets.files import sheets_both, sheets_pdf, sheets_png
from briefing.spreadsheets.workbook import workbook
from i18n import Message, msg

Files: TypeAlias = Mapping[str, bytes]
Maker: TypeAlias = Callable[[Brief, Form], Files]


def _one(stem: Message, ending: str, make: Callable[[Brief, Form], bytes]) -> Maker:
    """Make a maker of one file."""
    return lambda brief, form: {f"{brief.say(stem)}.{ending}": make(brief, form)}


def _plain(make: Callable[[Brief], bytes]) -> Callable[[Brief, Form], bytes]:
    """Make what the form changes nothing of."""
    return lambda brief, _form: make(brief)


def _sheets(brief: Brief, form: Form) -> Files:
    return _as_pdf(brief, sheets_pdf(brief, paper=form.paper, landscape=form.landscape))


def _pictures(brief: Brief, form: Form) -> Files:
    made = sheets_png(brief, paper=form.paper, landscape=form.landscape, dpi=form.dpi)
    return _as_pictures(brief, made)


def _both(brief: Brief, form: Form) -> Mapping[Item, Files]:
    """Make the sheets and their pictures of pages that are drawn once."""
    pdf, made = sheets_both(brief, paper=form.paper, landscape=form.landscape, dpi=form.dpi)
    return {Item.SHEETS: _as_pdf(brief, pdf), Item.PICTURES: _as_pictures(brief, made)}


def _as_pdf(brief: Brief, pdf: bytes) -> Files:
    return {f"{brief.say(_SHEETS)}.pdf": pdf}


def _as_pictures(brief: Brief, made: Mapping[str, bytes]) -> Files:
    folder = brief.say(_SHEETS)
    return {f"{folder}/{name}": content for name, content in made.items()}


def _map(brief: Brief) -> bytes:
    from briefing.html.brief_map import brief_map  # noqa: PLC0415 - half a second for folium

    return brief_map(brief)


def _slides(brief: Brief) -> bytes:
    from briefing.slides.deck import slides  # noqa: PLC0415 - a tenth of a second for python-pptx
    from briefing.slides.maps import change_picture, pictures  # noqa: PLC0415 - what it is made of

    return slides(brief, pictures(brief), changed=change_picture(brief))


def _changes(brief: Brief, form: Form) -> bytes:
    return changes_pdf(brief, paper=form.paper, landscape=form.landscape)


def _phone(brief: Brief, _form: Form) -> Files:
    stem = brief.say(_ZONES)
    return {f"{stem}.kml": brief_kml(brief), f"{stem}.kmz": brief_kmz(brief)}


# Words of file names, as ``tests/briefing/pack/test_makers.py`` holds them: small letters, dashes.
_SHEETS, _ZONES, _LAYERS = msg("map-sheets"), msg("rest-zones"), msg("map-layers")

MAKERS: Mapping[Item, Maker] = {
    Item.HTML: _one(msg("map"), "html", _plain(_map)),
    Item.SHEETS: _sheets,
    Item.PICTURES: _pictures,
    Item.CARDS: _one(msg("zone-cards"), "pdf", _plain(cards_pdf)),
    Item.UNITS: _one(msg("unit-sheets"), "pdf", _plain(units_pdf)),
    Item.WORKBOOK: _one(msg("workbook"), "xlsx", _plain(workbook)),
    Item.SLIDES: _one(msg("slides"), "pptx", _plain(_slides)),
    Item.GEOPACKAGE: _one(_LAYERS, "gpkg", _plain(brief_geopackage)),
    Item.GEOJSON: _one(_LAYERS, "geojson", _plain(brief_geojson)),
    Item.KML: _phone,
    Item.GPX: _one(_ZONES, "gpx", _plain(brief_gpx)),
    Item.CHANGES: _one(msg("changes-since"), "pdf", _changes),
}
# Items that are made together for less, where both are asked for; the bytes are the same.
JOINT: Mapping[tuple[Item, ...], Callable[[Brief, Form], Mapping[Item, Files]]] = {
    (Item.SHEETS, Item.PICTURES): _both,
}
# What takes longest is begun first where several work at once. No order changes a byte.
LONGEST_FIRST = (Item.UNITS, Item.PICTURES, Item.CARDS, Item.SHEETS, Item.SLIDES)
