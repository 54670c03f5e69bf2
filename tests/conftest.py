"""What all tests share: patience of property tests with a busy machine, and a home of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("bivouac", PATIENT, max_examples=20)
settings.register_profile("thorough", PATIENT, max_examples=1_000)  # --hypothesis-profile=thorough
settings.load_profile("bivouac")


@pytest.fixture(scope="session", autouse=True)
def _no_one_s_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the commands keep out of the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIVOUAC_HOME", str(tmp_path_factory.mktemp("home")))
        yield
