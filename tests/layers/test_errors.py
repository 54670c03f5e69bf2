"""Every error says what and where, then what to do next, and can be caught as its builtin."""

from __future__ import annotations

import pytest

from i18n import msg
from layers import errors

TREE = [
    (errors.InputError, ValueError),
    (errors.UnreadableFileError, ValueError),
    (errors.ExtentError, ValueError),
    (errors.UnknownIdError, KeyError),
    (errors.SettingError, ValueError),
    (errors.OnlineError, ConnectionError),
    (errors.WorkersError, RuntimeError),
    (errors.StorageError, OSError),
]


@pytest.mark.parametrize(("kind", "builtin"), TREE)
def test_an_error_is_one_of_ours_and_one_of_pythons(
    kind: type[errors.BivouacError], builtin: type[Exception]
) -> None:
    error = kind(msg("{file} is empty.", file="a.osm"), msg("Choose another file."))
    assert isinstance(error, errors.BivouacError)
    assert isinstance(error, builtin)
    assert str(error) == "a.osm is empty. Choose another file."


def test_the_tree_drawn_at_the_top_is_the_tree_that_is() -> None:
    drawn = errors.__doc__ or ""
    for name, thing in vars(errors).items():
        if isinstance(thing, type) and issubclass(thing, errors.BivouacError):
            assert name in drawn
