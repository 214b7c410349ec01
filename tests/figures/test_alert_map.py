# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest
import shapely

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.alerting.area import Area, AreaError, Circle, country_shape
from weerbaar.base import Lang, Text
from weerbaar.figures import CELL_WORDS, CellMark, CellResult, Figure, Width, alert_map, cell_marks
from weerbaar.figures.alert_map import MOST_MARKS
from weerbaar.figures.palette import PAPER, contrast

HERE = Text(nl="Kaart van het gebied: Moerdijk", en="Map of the area: Moerdijk")
RING = ((51.70, 4.55), (51.72, 4.70), (51.66, 4.75), (51.64, 4.60), (51.70, 4.55))
MOERDIJK = Area(Text(nl="Moerdijk"), (RING,))
RESULTS: tuple[CellResult, ...] = ("taken", "refused", "silent", "pending", "stopped")
SERVED = shapely.Point(4.65, 51.68).buffer(0.11)


def _many(count: int) -> list[CellMark]:
    chance = random.Random(3)
    places = {str(i): (4.5 + chance.random() * 0.35, 51.6 + chance.random() * 0.16) for i in range(count)}
    return cell_marks(places, {name: RESULTS[int(name) % 5] for name in places})


def _map(*marks: CellMark, width: Width = "a4", lang: Lang = "nl") -> Figure:
    return alert_map(MOERDIJK, (country_shape(),), HERE, marks, lang=lang, width=width)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [0, 40, 700])
def test_nothing_touches_or_leaves_the_drawing(count: int, width: Width, lang: Lang) -> None:
    figure = alert_map(MOERDIJK, (country_shape(),), HERE, _many(count), SERVED, lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_it_says_what_it_shows_in_words() -> None:
    figure = alert_map(MOERDIJK, (), HERE, [CellMark(4.6, 51.7, "refused", 2), CellMark(4.6, 51.7, "taken", 9)], SERVED)
    assert figure.title == "Kaart van het gebied: Moerdijk"
    assert "Het gebied is 76,9 km²." in figure.description
    assert "Zendcellen op de kaart: 11; 2 geweigerd, 9 aangenomen." in figure.description
    assert figure.table.rows == (
        ("gebied van het bericht", "76,9 km²"),
        ("zendcellen: geweigerd", "2"),
        ("zendcellen: aangenomen", "9"),
    )
    root = ElementTree.fromstring(figure.svg)
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    assert {"gebied van het bericht", "waar het aankomt", "geweigerd", "aangenomen"} <= set(words(figure))
    assert "style" not in figure.svg


def test_every_result_has_a_shape_and_a_sign_of_its_own_that_can_be_seen() -> None:
    drawn = {result: elements(_map(CellMark(4.6, 51.7, result, 1)), "g") for result in RESULTS}
    shapes = {result: ElementTree.tostring(groups[0]).decode() for result, groups in drawn.items()}
    bare = {
        result: shape.replace(groups[0][0].get("fill", ""), "")
        for (result, shape), groups in zip(shapes.items(), drawn.values(), strict=True)
    }
    assert len(set(bare.values())) == 5
    for groups in drawn.values():
        # On the map and in the key.
        assert len(groups) == 2
        assert contrast(groups[0][0].get("fill", ""), PAPER) >= 4.5
    assert set(CELL_WORDS) == set(RESULTS)


def test_places_lie_where_they_are_and_all_on_the_map() -> None:
    figure = _map(*(CellMark(4.6 + 0.3 * i, 51.7 - 0.1 * i, "taken", 1) for i in range(4)))
    circles = elements(figure, "circle")[:4]
    xs, ys = ([float(circle.get(name, "-1")) for circle in circles] for name in ("cx", "cy"))
    # The first is drawn last; further south is further down.
    assert xs == sorted(xs, reverse=True)
    assert ys == sorted(ys, reverse=True)
    assert xs[0] - xs[1] == pytest.approx(xs[1] - xs[2], abs=0.2)
    assert min(xs) > 0
    assert max(xs) < figure.width
    assert max(ys) < figure.height


def test_a_kilometre_is_as_long_as_the_bar_says() -> None:
    figure = _map(CellMark(4.6, 51.6, "taken", 1), CellMark(4.6, 51.7, "taken", 1))
    ys = [float(circle.get("cy", "0")) for circle in elements(figure, "circle")[:2]]
    bar = next(e for e in elements(figure, "path") if e.get("stroke-width") == "5").get("d", "")
    corners = [float(corner.split()[0]) for corner in bar[1:].split("L")]
    km = next(float(word.removesuffix(" km")) for word in words(figure) if word.endswith(" km"))
    assert (corners[2] - corners[1]) / km == pytest.approx(abs(ys[1] - ys[0]) / 11.12, rel=0.01)


def test_towns_are_named_where_there_is_room() -> None:
    named = set(words(_map()))
    assert "Moerdijk" in named or "Zevenbergen" in named
    assert "Amsterdam" not in named
    country = alert_map(Area(Text(nl="x"), circles=(Circle(52.2, 5.3, 120.0),)), (), HERE)
    assert {"Amsterdam", "Groningen"} <= set(words(country))


def test_one_mark_for_what_lies_together_and_what_failed_first() -> None:
    places = {f"c{i}": (4.6, 51.7) for i in range(3)} | {"d": (4.7, 51.7)}
    found = cell_marks(places, {"c0": "taken", "c1": "taken", "c2": "refused", "d": "silent", "elders": "taken"})
    assert [(mark.result, mark.count) for mark in found] == [("refused", 1), ("silent", 1), ("taken", 2)]


def test_of_very_many_the_worst_are_drawn_and_it_is_said() -> None:
    places = {str(i): (4.5 + i / 5000, 51.7) for i in range(MOST_MARKS + 100)}
    marks = cell_marks(places, {name: "refused" if name == "699" else "taken" for name in places})
    figure = _map(*marks, width="screen")
    assert f"Getekend zijn {MOST_MARKS} van de 700 plaatsen met zendcellen, wat misging eerst." in words(figure)
    # On the map, and one of each in the key.
    assert len(elements(figure, "g")) == MOST_MARKS + 2
    assert "699 aangenomen" in figure.description


def test_several_maps_on_a_page_have_names_of_their_own() -> None:
    ids = [
        e.get("id")
        for name in ("kaart-a", "kaart-b")
        for e in ElementTree.fromstring(alert_map(MOERDIJK, (), HERE, name=name).svg).iter()
        if e.get("id")
    ]
    assert len(ids) == len(set(ids)) == 4


def test_no_map_of_nothing() -> None:
    with pytest.raises(AreaError):
        alert_map(Area(Text(nl="")), (), HERE)
