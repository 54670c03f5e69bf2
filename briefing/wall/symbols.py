"""How places and zones look on the wall: bright on dark, told apart by shape and fill first.

The colours are Okabe and Ito's, lightened where they would be faint on a dark ground.
"""

from __future__ import annotations

from briefing.geodata.gis_layers import ZONE_WORDS
from briefing.wall.markup import plain
from i18n import Language
from layers.catalogue import LAYERS

NIGHT, INK, FAINT = "#0b1016", "#f2f5f7", "#8d99a5"
SERVED, FAR = "#56b4e9", "#ff9f1c"
_PLACE = "#c9d3dc"
_RADIUS, _RING = 8.0, 14.0
_ZONES = {  # fill, edge, letters, dash
    "announced": ("#f0e442", "#f0e442", NIGHT, ""),
    "locked": (SERVED, SERVED, NIGHT, ""),
    "open": (NIGHT, SERVED, INK, ""),
    "not-serving": (NIGHT, FAINT, FAINT, "5 4"),
}
TAG, _SMALL = 36.0, 17.0  # the side of a zone's square with its number, and without


def zone_looks(say: Language) -> dict[str, str]:
    """Give the look of each state of a zone, by the word that a brief has for it."""
    return {say(word): look for look, word in ZONE_WORDS.items()}


def zone_symbol(x: float, y: float, look: str, number: str = "") -> str:
    """Draw a zone, a square about a point; with its ``number`` it is large enough to hold it."""
    fill, edge, ink, dash = _ZONES[look]
    side = TAG if number else _SMALL
    square = (
        f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:g}" height="{side:g}"'
        f' rx="4" fill="{fill}" stroke="{edge}" stroke-width="3"'
    )
    square += f' stroke-dasharray="{dash}"/>' if dash else "/>"
    if not number:
        return square
    return (
        f'{square}<text x="{x:.1f}" y="{y + 8:.1f}" text-anchor="middle" font-size="23"'
        f' font-weight="700" fill="{ink}">{plain(number)}</text>'
    )


def tether(spot: tuple[float, float], seat: tuple[float, float]) -> str:
    """Tie a square that was moved aside to where its zone is; nothing where it hides the place."""
    if max(abs(seat[0] - spot[0]), abs(seat[1] - spot[1])) < TAG / 2:
        return ""
    ends = f"M{spot[0]:.1f} {spot[1]:.1f}L{seat[0]:.1f} {seat[1]:.1f}"
    return f'<path d="{ends}" stroke="{INK}" stroke-width="2"/>'


def place_symbol(x: float, y: float, layer: str, *, covered: bool) -> str:
    """Draw a place in the shape of its layer; one that is not served has a ring about it."""
    shape = next(iter(LAYERS[layer].styles.values())).shape
    fill = _PLACE if covered else FAR
    symbol = f'<path d="{_outline(shape, x, y, _RADIUS)}" fill="{fill}" stroke="{NIGHT}"/>'
    if covered:
        return symbol
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RING:g}" fill="none"'
    return f'{ring} stroke="{FAR}" stroke-width="3"/>{symbol}'


def swatch(drawn: str) -> str:
    """Put a symbol drawn about (20, 20) into a picture of its own, for a legend."""
    return f'<svg class="swatch" viewBox="0 0 40 40" aria-hidden="true">{drawn}</svg>'


def _outline(shape: str, x: float, y: float, r: float) -> str:
    """Give the outline of a shape about a point as an SVG path."""
    if shape == "circle":
        return f"M{x - r:.1f} {y:.1f}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
    corners = {
        "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
        "triangle": ((0, -1.1), (1, 0.8), (-1, 0.8)),
    }.get(shape, ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)))
    return f"M{'L'.join(f'{x + a * r:.1f} {y + b * r:.1f}' for a, b in corners)}z"
