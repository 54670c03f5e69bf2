"""Documents for the picking map, served by URL: its program, Leaflet, and the layers.

They lie in Streamlit's media store under the hash of their content; the browser fetches each once.
Leaflet comes from the installed XStatic-Leaflet; nothing comes from the internet. The addresses are
relative to the root of the app: the browser knows under which path that root hangs.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from threading import Lock, Thread
from types import SimpleNamespace
from typing import Final, TypedDict

from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import add_script_run_ctx

ASSETS: Final = Path(__file__).parent / "assets"
PROGRAM: Final = (
    "picking_map_symbols.js",
    "picking_map_lettering.js",
    "picking_map_layers.js",
    "picking_map_panel.js",
    "picking_map_scene.js",
    "picking_map_shapes.js",
    "picking_map_gestures.js",
    "picking_map.js",
)


def loader() -> str:
    """Return the short script that Streamlit itself carries; it fetches a program by URL."""
    return (ASSETS / "picking_map_loader.js").read_text(encoding="utf-8")


class Assets(TypedDict):
    """Addresses of what the map is made of."""

    program: str
    leaflet: str
    styles: list[str]


def assets() -> Assets:
    """Return where the browser finds Leaflet, the map's program and the style sheets, in order."""
    return {
        "program": document_url(_program(), "text/javascript", place="bivouac.map.program"),
        "leaflet": document_url(
            _leaflet("leaflet-src.esm.js"), "text/javascript", place="bivouac.leaflet"
        ),
        "styles": [
            document_url(_leaflet("leaflet.css"), "text/css", place="bivouac.leaflet.css"),
            document_url(_stylesheet(), "text/css", place="bivouac.map.css"),
        ],
    }


@cache
def _program() -> bytes:
    # One module of several files: a file served by hash cannot import its neighbour by name.
    return b"\n".join((ASSETS / name).read_bytes() for name in PROGRAM)


@cache
def _stylesheet() -> bytes:
    return (ASSETS / "picking_map.css").read_bytes()


@cache
def _leaflet(name: str) -> bytes:
    data = distribution("XStatic-Leaflet").locate_file("xstatic/pkg/leaflet/data")
    return (Path(str(data)) / name).read_bytes()


def document_url(document: bytes, mimetype: str, *, place: str) -> str:
    """Return where the browser finds `document`; empty when no Streamlit server runs.

    To be called at every run: Streamlit forgets a document that a run did not name again.
    """
    if not runtime.exists():
        return ""
    return put(runtime.get_instance().media_file_mgr, document, mimetype, place=place)


def put(store: MediaFileManager, document: bytes, mimetype: str, *, place: str) -> str:
    """Put `document` into the media store under the hash of its whole content."""
    # Beyond 1 MiB Streamlit's own hash reads only head, middle and tail: one changed verdict in
    # between would keep the old URL. The file name enters that hash, so ours goes there.
    digest = hashlib.blake2b(document, digest_size=16).hexdigest()
    if _RECENT.takes(place, digest):
        _hold(store, document, mimetype, _RECENT.slot(place, digest), digest)
    return store.add(document, mimetype, coordinates=place, file_name=digest)


class _Ring:
    """The documents of each place that were put last, each in a slot of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._slots: dict[str, dict[str, int]] = {}

    def takes(self, place: str, digest: str) -> bool:
        """Tell whether a document is new here; then it takes the oldest one's slot."""
        with self._lock:
            slots = self._slots.setdefault(place, {})
            if digest in slots:
                return False
            free = len(slots) if len(slots) < _HELD else slots.pop(next(iter(slots)))
            slots[digest] = free
            return True

    def slot(self, place: str, digest: str) -> str:
        """Give the name of a document's slot."""
        return f"{place}#{self._slots[place].get(digest, 0)}"


_HELD = 32  # documents of one place: what a room of planners looks at within some seconds
_RECENT = _Ring()
_HOLDER = SimpleNamespace(session_id="bivouac.documents")


def _hold(store: MediaFileManager, document: bytes, mimetype: str, slot: str, digest: str) -> None:
    """Hold a document in the name of no session.

    A run forgets its session's documents when it begins and names them again when it comes to the
    map. Between the two, the end of anybody's run throws them away, and with many screens that
    look for news each second, somebody's run is always ending.
    """
    holder = Thread(
        target=store.add,
        args=(document, mimetype),
        kwargs={"coordinates": slot, "file_name": digest},
    )
    add_script_run_ctx(holder, _HOLDER)  # type: ignore[arg-type] # the store reads the id alone
    holder.start()
    holder.join()
