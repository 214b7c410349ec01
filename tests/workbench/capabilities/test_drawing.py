# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from weerbaar.base import Text
from weerbaar.figures import FigureError
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.drawing import drawn, drawn_once
from weerbaar.workbench.rounds.models import Round


def test_a_figure_is_drawn_in_two_widths_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        found = drawn(lambda lang, width: (lang, width))  # type: ignore[arg-type,return-value]
    assert found is not None
    assert (found.wide, found.narrow) == (("en", "screen"), ("en", "phone"))


def test_nothing_to_draw_is_no_figure() -> None:
    def refuse(*_: Any) -> Any:
        raise FigureError(Text(nl="niets"))

    assert drawn(refuse) is None


@pytest.mark.django_db
def test_a_figure_is_drawn_once_per_language(round_: Round) -> None:
    desk, asked = desk_of(round_, 1), []

    def draw(lang: Any, width: Any) -> Any:
        asked.append((lang, width))
        return lang

    # Another reader of the same documents shares the figure.
    for lang in ("nl", "nl", "en"):
        with translation.override(lang):
            drawn_once(desk, "toets", draw)
    assert asked == [("nl", "screen"), ("nl", "phone"), ("en", "screen"), ("en", "phone")]
