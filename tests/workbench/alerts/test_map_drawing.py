# SPDX-License-Identifier: EUPL-1.2
"""A map that a strict policy for content takes, in which colour is never all that tells."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import shapely

from tests.workbench.alerts.offered import MOERDIJK
from weerbaar.alerting.area import Area, AreaError, Circle
from weerbaar.base import Text
from weerbaar.workbench.alerts.map_drawing import Spot, draw_map, land, spots_of


def _drawn(*spots: Spot, title: str = "Kaart") -> str:
    return draw_map(MOERDIJK, (shapely.box(3, 50, 7, 54),), spots, title=title)


def test_sound_and_without_style_or_script() -> None:
    drawing = _drawn(Spot(4.6, 51.7, "taken", 3), title='Rook & "vuur" <Moerdijk>')
    root = ElementTree.fromstring(drawing)
    assert root.get("aria-label") == 'Rook & "vuur" <Moerdijk>'
    assert "style" not in drawing
    assert "script" not in drawing


def test_towns_are_named_where_there_is_room() -> None:
    drawing = _drawn()
    names = re.findall(r'aria-hidden="true">([^<]{2,})</text>', drawing)
    assert "Moerdijk" in names or "Zevenbergen" in names
    assert "Amsterdam" not in names
    wide = draw_map(Area(Text(nl="x"), circles=(Circle(52.2, 5.3, 120.0),)), (), title="Nederland")
    assert {"Amsterdam", "Groningen"} <= set(re.findall(r'aria-hidden="true">([^<]{2,})</text>', wide))


def test_every_result_has_a_letter_and_its_own_shape() -> None:
    results = ("taken", "refused", "silent", "pending", "stopped")
    drawings = [_drawn(Spot(4.6, 51.7, result, 1)) for result in results]
    letters = [re.findall(r">([A-Z?])</text>", drawing) for drawing in drawings]
    assert letters == [["A"], ["W"], ["Z"], ["?"], ["S"]]
    assert drawings[1].count("<rect") == 2
    assert drawings[0].count("<circle") == 1


def test_all_cells_are_on_the_map_also_far_from_the_area() -> None:
    spots = [Spot(4.6 + 0.3 * i, 51.7 - 0.1 * i, "taken", 1) for i in range(4)]
    root = ElementTree.fromstring(_drawn(*spots))
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 4
    for circle in circles:
        assert 0 < float(circle.get("cx", "-1")) < width
        assert 0 < float(circle.get("cy", "-1")) < height
    xs = [float(circle.get("cx", "0")) for circle in circles]
    ys = [float(circle.get("cy", "0")) for circle in circles]
    assert xs == sorted(xs)
    assert ys == sorted(ys)  # further south is further down


def test_one_mark_for_what_lies_together_and_what_failed_first() -> None:
    places = {f"c{i}": (4.6, 51.7) for i in range(3)} | {"d": (4.7, 51.7)}
    spots = spots_of(places, {"c0": "taken", "c1": "taken", "c2": "refused", "d": "silent", "elders": "taken"})
    assert [(spot.result, spot.count) for spot in spots] == [("taken", 2), ("silent", 1), ("refused", 1)]
    many = {str(i): (4 + i / 1000, 52.0) for i in range(2000)}
    kept = spots_of(many, {name: "refused" if name == "1999" else "taken" for name in many})
    assert len(kept) == 600
    assert kept[-1].result == "refused"


def test_no_map_of_nothing() -> None:
    with pytest.raises(AreaError):
        draw_map(Area(Text(nl="")), (), title="")


@pytest.mark.django_db
def test_the_land_is_there_without_any_file() -> None:
    assert any(shapely.contains(shape, shapely.Point(4.9, 52.0)) for shape in land())
