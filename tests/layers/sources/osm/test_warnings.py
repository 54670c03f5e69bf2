"""What is told of a source."""

from __future__ import annotations

from i18n import Language
from layers.sources.osm.elements import Oddities
from layers.sources.osm.warnings import MOST_TOLD, of_lack, of_reading, of_sizes, told


def test_what_is_in_order_is_not_told() -> None:
    """No sentence about nothing."""
    assert of_reading(Oddities()) == ()
    assert of_sizes(car_parks=0, parks=0, unknown=0) == ()
    assert of_lack(streets=1, candidates=1, demand=1) == ()
    assert len(of_lack(streets=0, candidates=0, demand=0)) == 3


def test_many_ids_are_counted_after_the_first() -> None:
    """The sentence stays readable, the count stays right."""
    ids = tuple(f"osm-way-{n}" for n in range(MOST_TOLD + 7))
    (sentence,) = of_reading(Oddities(gaps=ids))
    text = Language.of("en").say(sentence)
    assert text.startswith("27 ways lack nodes")
    assert text.endswith("osm-way-19, and 7 more.")
    assert told(ids[:3]) == ids[:3]


def test_one_is_told_in_the_singular() -> None:
    """In both languages the count chooses the form."""
    (sentence,) = of_sizes(car_parks=1, parks=0, unknown=0)
    assert str(sentence) == "1 small car park is left out."
