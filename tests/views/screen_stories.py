"""A screen beside others: a page as a session of its own on Villebourg, in English."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

AREA = "villebourg"


def screen(page: str, **address: str) -> AppTest:
    """Draw a page as a session of its own; ``address`` is what stands in its address besides."""
    app = AppTest.from_string(page, default_timeout=60)
    for name, value in {"lang": "en", "area": AREA, **address}.items():
        app.query_params[name] = value
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the button that is called so."""
    return next(each for each in app.button if each.label == label).click().run()
