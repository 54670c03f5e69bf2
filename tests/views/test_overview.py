"""The look at the overview is drawn as wide as it is shown, on whatever paper."""

from __future__ import annotations

import pytest
from streamlit.elements.lib.image_utils import MAXIMUM_CONTENT_WIDTH

from briefing.sheets.paper import MM_PER_INCH, PAPERS, paper_of
from views.briefing_page import dots


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("name", PAPERS)
def test_streamlit_has_nothing_to_shrink(name: str, *, landscape: bool) -> None:
    paper = paper_of(name, landscape=landscape)
    wide = paper.width / MM_PER_INCH * dots(paper)
    assert 0.8 * MAXIMUM_CONTENT_WIDTH < wide <= MAXIMUM_CONTENT_WIDTH or dots(paper) == 110
