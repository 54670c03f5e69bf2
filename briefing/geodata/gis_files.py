"""A brief as files for a GIS, a phone and a navigation device: GeoPackage, GeoJSON, KML, GPX.

Every file holds the tables of the brief and no column more. The same brief gives the same bytes:
the only instant inside is the start of the plan's day.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import shapely

from briefing.content.brief import Brief
from briefing.content.imprint import plan_words
from briefing.content.layers import brief_layers
from briefing.drawing.features import rounded, short
from briefing.geodata.gis_layers import GisLayer
from briefing.geodata.layer_package import layer_package
from briefing.spreadsheets.spreadsheet import shown
from briefing.still import DAY_ONE

_KML = "http://www.opengis.net/kml/2.2"
_GPX = "http://www.topografix.com/GPX/1/1"
_COORDINATES = "{:.6f},{:.6f}"


def brief_geopackage(brief: Brief) -> bytes:
    """Write the layers of a brief as a GeoPackage that QGIS opens as drawn."""
    imprint = brief.imprint
    about = {
        "TITLE": imprint.title,
        "AUDIENCE": imprint.audience,
        "PLAN": imprint.plan,
        "DAY": imprint.on.isoformat(),
        "DATA_OF": imprint.as_of.isoformat(),
        "STANDARD": imprint.standard,
        "CHECKSUM": imprint.checksum,
        "CREDIT": imprint.credit,
        "LICENCE": imprint.licence,
    }
    at = datetime.combine(imprint.on, time(), UTC)
    return layer_package([_written(layer) for layer in brief_layers(brief)], about, at=at)


def brief_geojson(brief: Brief) -> bytes:
    """Write all layers of a brief as one GeoJSON FeatureCollection (RFC 7946)."""
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "properties": {"layer": layer.name, **_plain(row, layer)},
            "geometry": json.loads(shape),
        }
        for layer in brief_layers(brief)
        for row, shape in zip(_rows(layer), _shapes(layer), strict=True)
    ]
    imprint = brief.imprint
    whole = {
        "type": "FeatureCollection",
        "plan": imprint.plan,
        "day": imprint.on.isoformat(),
        "data_of": imprint.as_of.isoformat(),
        "standard": imprint.standard,
        "checksum": imprint.checksum,
        "credit": imprint.credit,
        "licence": imprint.licence,
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def brief_kml(brief: Brief) -> bytes:
    """Write the zones of a brief as KML."""
    ET.register_namespace("", _KML)
    root = ET.Element(f"{{{_KML}}}kml")
    document = ET.SubElement(root, f"{{{_KML}}}Document")
    _texts(document, _KML, name=brief.imprint.title, description="\n".join(_about(brief)))
    for name, lines, (lon, lat) in _zones(brief):
        mark = ET.SubElement(document, f"{{{_KML}}}Placemark")
        _texts(mark, _KML, name=name, description="\n".join(lines))
        point = ET.SubElement(mark, f"{{{_KML}}}Point")
        _texts(point, _KML, coordinates=_COORDINATES.format(lon, lat))
    return _xml(root)


def brief_kmz(brief: Brief) -> bytes:
    """Write the zones of a brief as KMZ, the form that phones open with a touch."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        about = zipfile.ZipInfo("doc.kml", DAY_ONE)
        archive.writestr(about, brief_kml(brief), compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def brief_gpx(brief: Brief) -> bytes:
    """Write the zones of a brief as GPX waypoints."""
    ET.register_namespace("", _GPX)
    root = ET.Element(f"{{{_GPX}}}gpx", version="1.1", creator="Bivouac")
    about = ET.SubElement(root, f"{{{_GPX}}}metadata")
    _texts(about, _GPX, name=brief.imprint.title, desc="\n".join(_about(brief)))
    for name, lines, (lon, lat) in _zones(brief):
        degrees = {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"}
        place = ET.SubElement(root, f"{{{_GPX}}}wpt", degrees)
        _texts(place, _GPX, name=name, desc="\n".join(lines))
    return _xml(root)


def _zones(brief: Brief) -> list[tuple[str, list[str], tuple[float, float]]]:
    """Give each zone's name, what is told of it in lines, and its place."""
    say, zones = brief.say, brief["zones"]
    return [
        (
            _label(zone),
            [
                line
                for line in (
                    " · ".join(filter(None, (zone["kind"], zone["commune"], zone["state"]))),
                    _days(zone, brief),
                    say("Needs agreement: {why}", why=zone["agreement"])
                    if zone["agreement"]
                    else "",
                    say("assumed: {columns}", columns=zone["assumed"]) if zone["assumed"] else "",
                )
                if line
            ],
            (zone.geometry.x, zone.geometry.y),
        )
        for _, zone in zones.iterrows()
    ]


def _label(zone: pd.Series[Any]) -> str:
    return short(f"{zone['number']} · {zone['name']}")


def _days(zone: pd.Series[Any], brief: Brief) -> str:
    """Tell when a zone serves; nothing where it always does."""
    opens, closes = zone["opens"], zone["closes"]
    if isinstance(opens, date) and isinstance(closes, date):
        return brief.say("Open from {first}, closed from {last}", first=opens, last=closes)
    if isinstance(opens, date):
        return brief.say("Open from {first}", first=opens)
    return brief.say("Closed from {last}", last=closes) if isinstance(closes, date) else ""


def _about(brief: Brief) -> list[str]:
    return [plan_words(brief.imprint, brief.say), *brief.imprint.lines]


def _written(layer: GisLayer) -> GisLayer:
    """Give a layer in the types that a GeoPackage knows: days as text, flags as 0 and 1."""
    frame = layer.frame.copy()
    for name in frame.columns.drop("geometry"):
        if frame[name].dtype == bool:
            frame[name] = frame[name].astype("int32")
        elif frame[name].map(lambda cell: isinstance(cell, date)).any():
            frame[name] = [
                cell.isoformat() if isinstance(cell, date) else None for cell in frame[name]
            ]
    return GisLayer(layer.name, layer.title, layer.shape, frame, layer.styles, layer.words)


def _rows(layer: GisLayer) -> list[dict[str, Any]]:
    plain = pd.DataFrame(layer.frame.drop(columns="geometry"))
    return [{str(name): cell for name, cell in row.items()} for _, row in plain.iterrows()]


def _shapes(layer: GisLayer) -> list[str]:
    """Give the geometry of each row as GeoJSON, to 0.1 m; ``null`` where a row has no place."""
    shapes = rounded(layer.frame.geometry)
    return ["null" if each is None else shapely.to_geojson(each) for each in shapes]


def _plain(row: dict[str, Any], layer: GisLayer) -> dict[str, Any]:
    """Give a row's cells as JSON has them; the look is told in words."""
    plain = {name: _cell(value) for name, value in row.items() if name not in {"id", "look"}}
    return plain | {"look": layer.words[row["look"]]}


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    if isinstance(value, date):
        return value.isoformat()
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return None
    return value.item() if hasattr(value, "item") else value


def _texts(parent: ET.Element, space: str, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, f"{{{space}}}{name}").text = _legible(text)


def _legible(text: str) -> str:
    """Drop what XML cannot hold; ElementTree escapes the rest."""
    return "".join(c if shown(c) or c == "\n" else " " for c in text)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"
