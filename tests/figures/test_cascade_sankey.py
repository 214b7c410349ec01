# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.figures.cascades import made_up_outcome
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.cascade import CascadeOutcome
from weerbaar.figures import FigureError, Width, cascade_sankey

RISK = "R000"


@pytest.fixture(scope="module")
def outcome() -> CascadeOutcome:
    return made_up_outcome(12, 2)


def shares(figure_rows: tuple[tuple[str, ...], ...], side: str) -> list[float]:
    rows = [row for row in figure_rows if row[0].startswith(side)]
    return [float(row[1].rsplit(", ", 1)[1].rstrip("%").lstrip("< ").replace(",", ".")) for row in rows]


def test_shares_of_causes_and_effects_add_up_to_all(outcome: CascadeOutcome) -> None:
    table = cascade_sankey(outcome, RISK).table
    assert sum(shares(table.rows, "oorzaak")) == pytest.approx(100, abs=1.5)
    assert sum(shares(table.rows, "gevolg")) == pytest.approx(100, abs=1.5)
    assert table.header[2:] == ("via aanzienlijk", "via ernstig", "via extreem")
    assert shares(table.rows, "oorzaak") == sorted(shares(table.rows, "oorzaak"), reverse=True)


def test_the_description_names_frequency_cause_and_impact(outcome: CascadeOutcome) -> None:
    figure = cascade_sankey(outcome, RISK)
    assert figure.description == (
        "Stroomuitval komt eens in 4,7 jaar voor. De grootste oorzaak is: Gewelddadige eenling (actor), 35%. Het "
        "grootste deel van de impact: Telecomuitval, 56%."
    )


def test_bars_of_each_column_are_as_tall_as_their_shares(outcome: CascadeOutcome) -> None:
    """Frequency at the left of the middle and impact at the right use the same scale: both columns are all of it."""
    bars: dict[str, float] = {}
    for bar in elements(cascade_sankey(outcome, RISK), "rect"):
        if bar.get("width") == "8":
            x = bar.get("x", "")
            bars[x] = bars.get(x, 0.0) + float(bar.get("height", 0))
    assert len(bars) == 4
    assert max(bars.values()) == pytest.approx(min(bars.values()), abs=3)


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("kind", ["direct", "root"])
def test_every_text_is_whole_and_apart(outcome: CascadeOutcome, width: Width, kind: str) -> None:
    figure = cascade_sankey(outcome, RISK, "en", width, kind)  # type: ignore[arg-type]
    assert outside(figure) == []
    assert touching(figure) == []
    assert smallest_text(figure) >= 11


def test_many_small_causes_are_one(outcome: CascadeOutcome) -> None:
    large = made_up_outcome(60, 6, links=8)
    risk = large.catalogue.risks[int(large.flow.astype(bool).sum(axis=0).argmax())].id
    shown = words(cascade_sankey(large, risk, causes="root"))
    assert any("andere" in word for word in shown)
    assert "Begin van de keten: hoe vaak" in " ".join(shown)


def test_an_actor_has_no_cause(outcome: CascadeOutcome) -> None:
    figure = cascade_sankey(outcome, "R010")
    assert [row[1] for row in figure.table.rows if row[0].startswith("oorzaak")] == ["handelt zelf, 100%"]
    assert not any(row[1].startswith("het risico zelf") for row in figure.table.rows)


def test_without_impact_the_right_side_says_so(outcome: CascadeOutcome) -> None:
    zero = {name: replace(spread, mean=0.0) for name, spread in outcome.states[0].impact.items()}
    harmless = replace(outcome, states=tuple(replace(s, impact=zero) for s in outcome.states))
    figure = cascade_sankey(harmless, RISK)
    assert "geen impact" in words(figure)
    assert not any(row[0].startswith("gevolg") for row in figure.table.rows)


def test_what_cannot_be_drawn_is_refused(outcome: CascadeOutcome) -> None:
    with pytest.raises(FigureError, match='no risk "R999"'):
        cascade_sankey(outcome, "R999")
    never = replace(outcome, states=tuple(replace(s, rate=0.0) for s in outcome.states))
    with pytest.raises(FigureError, match="never occurs"):
        cascade_sankey(never, RISK)
