"""The contract that every layer module keeps."""

from __future__ import annotations

import importlib
import re

import pytest

from i18n import Message
from layers.catalogue import DEMAND_LAYERS, LAYERS
from layers.schema import COMMON, Layer

EVERY_LAYER = pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())


@EVERY_LAYER
def test_a_layer_lives_in_the_file_of_its_name(layer: Layer) -> None:
    module = importlib.import_module(f"layers.{layer.name}")
    assert getattr(module, layer.name.upper()) is layer
    assert module.__doc__


@EVERY_LAYER
def test_a_layer_tells_its_title_and_legend(layer: Layer) -> None:
    assert isinstance(layer.title, Message)
    assert layer.kinds
    assert set(layer.styles) == set(layer.kinds)


@EVERY_LAYER
def test_tags_lead_to_kinds_of_the_legend(layer: Layer) -> None:
    assert {tags.kind for tags in layer.tags} <= set(layer.kinds)


@EVERY_LAYER
def test_columns_are_named_once_and_titled(layer: Layer) -> None:
    names = [column.name for column in layer.columns]
    assert len(names) == len(set(names))
    assert layer.columns[: len(COMMON)] == COMMON
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert all(isinstance(column.title, Message) for column in layer.columns)


@EVERY_LAYER
def test_styles_are_real_colours(layer: Layer) -> None:
    for style in layer.styles.values():
        assert re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", style.colour)
        assert re.fullmatch(r"(#[0-9a-f]{6}([0-9a-f]{2})?)?", style.fill)


def test_demand_layers_say_how_many_officers_stand_there() -> None:
    for name in DEMAND_LAYERS:
        assert "officers" in [column.name for column in LAYERS[name].columns]
