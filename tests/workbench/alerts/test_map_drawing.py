# SPDX-License-Identifier: EUPL-1.2
"""Maps on a page: in two widths, over the borders at hand, in the language of the page."""

from __future__ import annotations

import pytest
import shapely
from django.utils import translation

from tests.workbench.alerts.offered import MOERDIJK
from weerbaar.base import Text
from weerbaar.figures import CellMark
from weerbaar.workbench.alerts.map_drawing import land, small_map, wide_and_narrow_map

pytestmark = pytest.mark.django_db
PLACE = Text(nl='Rook & "vuur" <Moerdijk>', en="Smoke")


def test_a_map_for_a_screen_and_one_for_a_phone() -> None:
    drawn = wide_and_narrow_map(MOERDIJK, PLACE, [CellMark(4.6, 51.7, "taken", 3)])
    assert (drawn.wide.width, drawn.narrow.width) == (640, 360)
    assert drawn.wide.title == 'Kaart van het gebied: Rook & "vuur" <Moerdijk>'
    assert "&lt;Moerdijk&gt;" in drawn.narrow.svg
    assert "3 aangenomen" in drawn.narrow.description


def test_a_small_map_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        figure = small_map(MOERDIJK, PLACE, "kaart-x")
    assert (figure.id, figure.title, figure.width) == ("kaart-x", "Map of the area: Smoke", 360)


def test_the_land_is_there_without_any_file() -> None:
    assert any(shapely.contains(shape, shapely.Point(4.9, 52.0)) for shape in land())
