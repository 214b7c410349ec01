# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.figures.cascades import made_up_outcome
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.base import Text
from weerbaar.cascade import TOTAL, CascadeOutcome
from weerbaar.figures import FigureError, Width, cascade_rates
from weerbaar.figures.cascade_rates import _euro_tick, _plain_tick, _rate_tick


@pytest.fixture(scope="module")
def outcome() -> CascadeOutcome:
    return made_up_outcome(10, 2)


def test_the_largest_expected_impact_is_on_top(outcome: CascadeOutcome) -> None:
    figure = cascade_rates(outcome)
    order = np.argsort(-outcome.risk_impacts, kind="stable")
    names = [row[0] for row in figure.table.rows[::3]]
    risks = outcome.catalogue.risks
    assert names == [risks[i].name.nl + (" (actor)" if risks[i].actor else "") for i in order]
    assert f"Bovenaan staat {risks[order[0]].name.nl}:" in figure.description


def test_table_says_rate_error_and_impact(outcome: CascadeOutcome) -> None:
    state = max(outcome.states, key=lambda s: s.yearly_impact)
    row = next(r for r in cascade_rates(outcome).table.rows if r[0] == state.risk.name.nl and r[1] == "extreem")
    assert row[3] == "± 3,0%"
    assert row[2] == f"{state.rate:.3f}".replace(".", ",")[: len(row[2])]
    assert row[6].count("€") == 2


def test_signs_differ_in_shape_and_stand_in_order_of_their_rates(outcome: CascadeOutcome) -> None:
    figure = cascade_rates(outcome)
    squares = [r for r in elements(figure, "rect") if r.get("stroke") == "#1a1a1a"]
    assert len(squares) == 2 * 10 + 1  # a rate and an impact for each, and the key
    majors = [s for s in outcome.states if s.intensity == "major"]
    order = np.argsort(-outcome.risk_impacts, kind="stable")
    drawn = [float(r.get("x", 0)) for r in squares[1::2]]
    rates = [majors[i].rate for i in order]
    assert np.corrcoef(drawn, np.log(rates))[0, 1] == pytest.approx(1.0, abs=1e-3)


def test_a_wide_interval_is_a_wide_bar_and_one_down_to_zero_has_an_arrow(outcome: CascadeOutcome) -> None:
    first = outcome.states[0]

    def bars(se: float | None) -> tuple[int, int]:
        figure = cascade_rates(replace(outcome, states=(replace(first, rate_se=se), *outcome.states[1:])))
        lines = [x for x in elements(figure, "line") if x.get("stroke-width") == "1.2" and x.get("y1") == x.get("y2")]
        heads = [p for p in elements(figure, "path") if p.get("fill") == "#6f7a88"]
        return len(lines), len(heads)

    lines, heads = bars(0.0)
    wider, none = bars(first.rate / 4)
    assert (wider - lines, none - heads) == (1, 0)
    unknown, arrow = bars(None)
    assert (unknown - lines, arrow - heads) == (1, 1)


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [10, 118])
def test_every_text_is_whole_and_apart(count: int, width: Width) -> None:
    figure = cascade_rates(made_up_outcome(count, 4), "nl", width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_of_very_many_the_first_are_shown_and_it_is_said() -> None:
    figure = cascade_rates(made_up_outcome(118, 4))
    assert "Getoond zijn de eerste 40 van 118 risico's" in " ".join(words(figure))
    assert len(figure.table.rows) == 3 * 118


def test_scores_are_no_euros(outcome: CascadeOutcome) -> None:
    scores = tuple(
        replace(s, impact={k: replace(v, mean=0.1, q05=0.01, q95=0.5) for k, v in s.impact.items()})
        for s in outcome.states
    )
    figure = cascade_rates(replace(outcome, states=scores, unit=Text(nl="score van 0 tot 1")))
    assert not any("€" in word for word in words(figure))
    assert not any("€" in cell for row in figure.table.rows for cell in row)
    assert "0,1" in words(figure)


def test_a_risk_without_impact_still_has_its_rate(outcome: CascadeOutcome) -> None:
    zero = {k: replace(v, mean=0.0, q05=0.0, q50=0.0, q95=0.0) for k, v in outcome.states[0].impact.items()}
    figure = cascade_rates(replace(outcome, states=tuple(replace(s, impact=zero) for s in outcome.states)))
    squares = [r for r in elements(figure, "rect") if r.get("stroke") == "#1a1a1a"]
    assert len(squares) == 10 + 1
    assert outcome.states[0].impact[TOTAL].mean > 0


def test_where_nothing_occurs_there_is_nothing_to_draw(outcome: CascadeOutcome) -> None:
    never = replace(outcome, risk_rates=np.zeros_like(outcome.risk_rates))
    with pytest.raises(FigureError, match="No risk occurs"):
        cascade_rates(never)


@pytest.mark.parametrize(
    ("exponent", "nl", "en"),
    [
        (2, "100×", "100×"),
        (-1, "1/10", "1/10"),
        (-4, "1/10.000", "1/10,000"),
        (-6, "1/1 mln", "1/1m"),
        (-11, "1/100 mld", "1/100bn"),
        (-300, "1e-300", "1e-300"),
    ],
)
def test_powers_of_ten_on_the_axis_of_rates(exponent: int, nl: str, en: str) -> None:
    assert (_rate_tick(exponent, "nl"), _rate_tick(exponent, "en")) == (nl, en)


def test_powers_of_ten_on_the_axis_of_impacts() -> None:
    assert [_euro_tick(k, "nl") for k in (-300, -1, 2, 4, 7, 9, 13)] == [
        "€ 1e-300", "€ 0,1", "€ 100", "€ 10 dzd", "€ 10 mln", "€ 1 mld", "€ 10 bln",
    ]  # fmt: skip
    assert [_euro_tick(k, "en") for k in (-1, 4, 13)] == ["€ 0.1", "€ 10k", "€ 10tn"]
    assert [_plain_tick(k, "nl") for k in (-300, -2, 1)] == ["1e-300", "0,01", "10"]
