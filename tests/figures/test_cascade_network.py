# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from tests.figures.cascades import made_up_outcome
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.cascade import CascadeOutcome
from weerbaar.figures import Figure, FigureError, Width, cascade_network
from weerbaar.figures.geometry import Box

SIZES = [(10, 2, 3.0), (60, 6, 8.0), (118, 6, 12.0)]


def outcome_of(size: tuple[int, int, float]) -> CascadeOutcome:
    return made_up_outcome(size[0], size[1], size[2])


def boxes(figure: Figure) -> list[Box]:
    found = []
    for drawn in elements(figure, "rect"):
        if drawn.get("rx") == "4":
            x, y = float(drawn.get("x", 0)), float(drawn.get("y", 0))
            found.append(Box(x, y, x + float(drawn.get("width", 0)), y + float(drawn.get("height", 0))))
    return found


def links(figure: Figure) -> list[float]:
    """Widths of the curves that are drawn."""
    curves = [p for p in elements(figure, "path") if p.get("stroke-opacity") == "0.75" and "C" in p.get("d", "")]
    return [float(p.get("stroke-width", 0)) for p in curves]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_no_box_and_no_label_overlaps(size: tuple[int, int, float], width: Width) -> None:
    figure = cascade_network(outcome_of(size), "nl", width)
    assert [pair for pair in combinations(boxes(figure), 2) if pair[0].overlaps(pair[1])] == []
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


@pytest.mark.parametrize(("size", "shown"), [(SIZES[0], 24), (SIZES[1], 51), (SIZES[2], 100)])
def test_the_strongest_links_are_drawn_and_it_is_said(size: tuple[int, int, float], shown: int) -> None:
    outcome = outcome_of(size)
    figure = cascade_network(outcome)
    everything = int(np.count_nonzero(outcome.flow))
    assert len(links(figure)) == shown
    assert f"Getekend zijn de {shown} sterkste van {everything} verbanden" in " ".join(words(figure))
    assert len(figure.table.rows) == everything
    strongest = sorted(outcome.flow[outcome.flow > 0])[-1]
    cause, effect = (int(i[0]) for i in np.nonzero(outcome.flow == strongest))
    names = [outcome.catalogue.risks[i].name.nl for i in (cause, effect)]
    assert f"De sterkste gaat van {names[0]} naar {names[1]}:" in figure.description
    assert figure.table.rows[0][1] == names[1]


def test_wider_is_more_often() -> None:
    outcome = outcome_of(SIZES[0])
    drawn = sorted(links(cascade_network(outcome)))
    flows = np.sort(outcome.flow[outcome.flow > 0])[-24:]
    expected = 1 + 5 * np.log(flows / flows[0]) / np.log(flows[-1] / flows[0])
    assert drawn == pytest.approx(expected.tolist(), abs=0.006)


def test_every_risk_is_in_the_picture_and_actors_have_their_own_shape() -> None:
    outcome = outcome_of(SIZES[0])
    figure = cascade_network(outcome)
    shown = " ".join(words(figure))
    for risk in outcome.catalogue.risks:
        assert all(part in shown for part in risk.name.nl.split())
    pointed = [p for p in elements(figure, "path") if p.get("stroke") == "#8c3a0b" and p.get("stroke-width") == "1.6"]
    assert len(pointed) == 3  # two actors and the sign in the key
    assert len(boxes(figure)) == 9


def test_risks_without_a_link_are_named() -> None:
    outcome = outcome_of(SIZES[1])
    shown = " ".join(words(cascade_network(outcome)))
    assert "Zonder een van de getekende verbanden: Telecomuitval;" in shown


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_names_stay_apart_where_they_are_cut_off(width: Width) -> None:
    """Many made-up names differ in their last word only; cut off after two lines they would read the same."""
    figure = cascade_network(outcome_of(SIZES[2]), "nl", width)
    labels: list[list[str]] = []
    before = (0.0, 0.0)
    for drawn in elements(figure, "text"):
        if drawn.get("text-anchor") == "middle":
            x, y = float(drawn.get("x", 0)), float(drawn.get("y", 0))
            if x == before[0] and 0 < y - before[1] < 18:
                labels[-1].append(drawn.text or "")
            else:
                labels.append([drawn.text or ""])
            before = (x, y)
    assert len(labels) > 60
    assert len({" ".join(label) for label in labels}) == len(labels)


def test_same_outcome_same_drawing() -> None:
    assert cascade_network(outcome_of(SIZES[1])).svg == cascade_network(outcome_of(SIZES[1])).svg


def test_two_risks_that_set_each_other_off() -> None:
    outcome = outcome_of(SIZES[0])
    flow = np.zeros_like(outcome.flow)
    flow[0, 1], flow[1, 0] = 0.5, 0.01
    figure = cascade_network(replace(outcome, flow=flow), "en")
    assert len(links(figure)) == 2
    assert figure.table.rows[0][2] == "0.50"


def test_without_links_there_is_nothing_to_draw() -> None:
    outcome = outcome_of(SIZES[0])
    with pytest.raises(FigureError, match="No risk sets off another"):
        cascade_network(replace(outcome, flow=np.zeros_like(outcome.flow)))
