"""A folium map as the parts of a page that asks for nothing: every link replaced by its text.

folium links to Leaflet, jQuery and others on the internet. The first two are on this disk, in the
XStatic wheels; the others serve only ``folium.Icon``, which no map of this house uses. A link that
is not known raises, so that a new plugin fails in a test and not in a control room.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import folium
from branca.element import Element, Figure, Link

from i18n import msg
from layers.errors import SettingError, StorageError

KEPT = {
    "leaflet": ("XStatic-Leaflet", "xstatic/pkg/leaflet/data/leaflet.js"),
    "leaflet_css": ("XStatic-Leaflet", "xstatic/pkg/leaflet/data/leaflet.css"),
    "jquery": ("XStatic-jQuery", "xstatic/pkg/jquery/data/jquery.min.js"),
}
DROPPED = frozenset(
    {
        "bootstrap",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers",
        "awesome_markers_css",
        "awesome_markers_font_css",
        "awesome_rotate_css",
    }
)
_URL = re.compile(r"""url\(\s*(['"]?)(?!data:|#)([^'")]+)\1\s*\)""")
_META = re.compile(r"<meta\b[^>]*>")
_SOURCE_MAP = re.compile(r"^//[#@] sourceMappingURL=.*$", re.MULTILINE)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ENDS_SCRIPT = re.compile(r"</(?=script)|<(?=!--)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a page is put together from: markup for its head and body, and the map's own script.

    ``scripts`` are the texts of all script elements inside ``head``.
    """

    head: str
    body: str
    script: str
    scripts: tuple[str, ...]


def offline_parts(folium_map: folium.Map) -> PageParts:
    """Render a map without a single link.

    Ids are numbered in the order of the tree, so that the same map gives the same bytes. Raises
    SettingError for a link that is neither kept here nor known to be of no use.
    """
    figure = cast("Figure", folium_map.get_root())
    _number(figure)
    for child in figure._children.values():  # noqa: SLF001 - branca has no other way to fill the head
        child.render()
    head = _inlined(figure.header)
    scripts = tuple(_SCRIPT.findall(head))
    return PageParts(head, figure.html.render(), figure.script.render(), scripts)


def script_tag(text: str) -> str:
    """Wrap a script, so that nothing inside it can end it."""
    return f"<script>{closed(text)}</script>"


def closed(script: str) -> str:
    r"""Escape what would end a script element early; inside a string, ``<\/`` is ``</``."""
    return _ENDS_SCRIPT.sub(lambda found: found[0].replace("<", "<\\"), script)


def content_policy(scripts: Iterable[str]) -> str:
    """Write a Content-Security-Policy that runs these very scripts, no other, and loads nothing.

    It is the second bolt: were a hostile name ever written as markup, the browser would still
    refuse to run it.
    """
    prints = " ".join(f"'sha256-{_digest(closed(script))}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {prints}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _number(figure: Element) -> None:
    """Replace branca's random ids, from which all names in the page are made."""
    for number, element in enumerate(_tree(figure)):
        element._id = f"{number:04d}"  # noqa: SLF001 - branca has no other way to name an element


def _tree(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001 - the tree has no public door
        yield from _tree(child)


def _inlined(header: Element) -> str:
    """Render the head with each link replaced by its text, or by nothing.

    folium's own ``meta`` would forbid a reader to enlarge the page; the page has its own.
    """
    children = header._children.items()  # noqa: SLF001 - the tree has no public door
    return "\n".join(
        _library(name) if isinstance(child, Link) else _META.sub("", child.render())
        for name, child in children
    )


def _library(name: str) -> str:
    if name in DROPPED:
        return ""
    if name not in KEPT:
        raise SettingError(
            msg("The map asks for “{name}”, which would be fetched from the internet.", name=name),
            msg("Keep it in briefing/html/offline.py, or draw the map without it."),
        )
    path = library_path(name)
    return _style(path) if path.suffix == ".css" else script_tag(_script(path))


def library_path(name: str) -> Path:
    """Find a library's file. Raises StorageError where its wheel is not installed whole."""
    package, file = KEPT[name]
    try:
        path = Path(str(importlib.metadata.distribution(package).locate_file(file)))
    except importlib.metadata.PackageNotFoundError:
        path = Path(package)
    if not path.is_file():
        raise StorageError(
            msg("The file {file} of the package {package} is missing.", file=file, package=package),
            msg("Install the project again, as “make run” does."),
        )
    return path


@cache
def _script(path: Path) -> str:
    """Read a script, without the link to its source map, which a browser's tools would follow."""
    return _SOURCE_MAP.sub("", path.read_text(encoding="utf-8"))


@cache
def _style(path: Path) -> str:
    """Read a stylesheet with its pictures inside."""
    text = _URL.sub(lambda found: _data_uri(path.parent / found[2]), path.read_text("utf-8"))
    return f"<style>{text}</style>"


def _data_uri(picture: Path) -> str:
    text = base64.b64encode(picture.read_bytes()).decode()
    return f"url(data:image/{picture.suffix[1:]};base64,{text})"
