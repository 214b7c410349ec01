# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.figures.cascades import THEMES, made_up_outcome
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.cascade import CascadeOutcome
from weerbaar.figures import FigureError, Width, cascade_matrix


@pytest.fixture(scope="module")
def small() -> CascadeOutcome:
    return made_up_outcome(10, 2)


@pytest.fixture(scope="module")
def large() -> CascadeOutcome:
    return made_up_outcome(118, 6, links=12, themes=False)


def test_the_table_has_every_pair_with_its_probability(small: CascadeOutcome) -> None:
    table = cascade_matrix(small).table
    chance = small.flow / small.risk_rates[:, None]
    assert len(table.rows) == np.count_nonzero(small.flow)
    cause, effect = np.unravel_index(int(chance.argmax()), chance.shape)
    risks = small.catalogue.risks
    assert table.rows[0][:3] == (f"{risks[cause].name.nl} (actor)", risks[effect].name.nl, f"{100 * chance.max():.0f}%")


def test_few_risks_have_a_number_in_every_cell(small: CascadeOutcome) -> None:
    shown = words(cascade_matrix(small))
    chance = small.flow / small.risk_rates[:, None]
    cells = [f"{100 * c:.0f}" if c >= 0.01 else "<1" for c in chance[chance > 0]]
    for value in set(cells):
        assert shown.count(value) >= cells.count(value)


def test_darker_and_taller_is_more_likely() -> None:
    outcome = made_up_outcome(60, 6, links=8)
    figure = cascade_matrix(outcome)
    looks = {(r.get("fill"), round(float(r.get("height", 0)), 1)) for r in elements(figure, "rect")}
    cells = sorted((height, fill) for fill, height in looks if fill and fill.startswith("#") and 4 < height <= 12.3)
    heights = [h for h, fill in cells if fill not in ("#e1e5ea", "#ffffff")]
    assert len(set(heights)) >= 4


def test_groups_of_the_catalogue_stand_together(small: CascadeOutcome) -> None:
    shown = words(cascade_matrix(small))
    assert set(THEMES) <= set(shown)
    assert "Actoren" in shown
    assert shown.index("Actoren") > max(shown.index(theme) for theme in THEMES)


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [10, 60])
def test_every_text_is_whole_and_apart(count: int, width: Width) -> None:
    figure = cascade_matrix(made_up_outcome(count, 4, links=6), "nl", width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


@pytest.mark.parametrize(("width", "most"), [("phone", 30), ("a4", 60)])
def test_of_very_many_the_busiest_are_shown_and_it_is_said(large: CascadeOutcome, width: Width, most: int) -> None:
    figure = cascade_matrix(large, "nl", width)
    shown = words(figure)
    assert f"{most} risico's waar het meeste doorheen gaat, van 118" in " ".join(shown)
    assert str(most) in shown
    assert str(most + 1) not in shown
    busy = large.flow.sum(axis=0) + large.flow.sum(axis=1)
    busiest = large.catalogue.risks[int(busy.argmax())].name.nl
    assert any(word.startswith(busiest[:10]) for word in shown)
    assert touching(figure) == []


def test_the_page_is_not_longer_than_a_sheet_of_a4() -> None:
    """A text column of A4 is 640 by about 1,000 pixels here; 60 by 60 must fit on it."""
    figure = cascade_matrix(made_up_outcome(60, 6, links=8))
    assert figure.width == 640
    assert figure.height <= 1050


def test_without_links_there_is_nothing_to_draw(small: CascadeOutcome) -> None:
    with pytest.raises(FigureError, match="No risk sets off another"):
        cascade_matrix(replace(small, flow=np.zeros_like(small.flow)))
