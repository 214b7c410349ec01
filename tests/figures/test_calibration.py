# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.figures.drawings import SVG, stays_inside, texts
from tests.figures.elicitations import example, made_up
from weerbaar.elicitation import evaluate, load_study
from weerbaar.figures import FigureError, Width, calibration
from weerbaar.figures.calibration import binomial_interval


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(0, 10, 0, 0.30850), (4, 5, 0.28358, 0.99495), (5, 5, 0.47818, 1), (1, 20, 0.00127, 0.24873)],
)
def test_clopper_pearson_1934(count: int, of: int, low: float, high: float) -> None:
    """Exact binomial intervals as tabulated; for 0 of n the upper end is 1 - 0.025^(1/n) in closed form."""
    assert binomial_interval(count, of) == (pytest.approx(low, abs=1e-5), pytest.approx(high, abs=1e-5))
    assert binomial_interval(0, of)[1] == pytest.approx(1 - 0.025 ** (1 / of))


def test_a_small_graph_per_expert_and_per_pooled_answer() -> None:
    figure = calibration(example())
    bars = [r for r in ElementTree.fromstring(figure.svg).iter(f"{SVG}rect") if r.get("fill") in ("#7089ad", "#b9c0ca")]
    assert len(bars) == 7 * 4 + 1  # and one in the key
    heights = [float(r.get("height", 0)) for r in bars[:4]]
    assert heights == pytest.approx([0, 3 / 8 * 74, 5 / 8 * 74, 0], abs=0.01)
    assert "kalibratie 0,59; n = 8" in texts(figure)
    assert "kalibratie 0,0000079; n = 7" in texts(figure)


def test_the_table_gives_the_counts() -> None:
    table = calibration(example(), "en").table
    assert table.header[2:] == ("below 5%", "5% to 50%", "50% to 95%", "above 95%")
    assert table.rows[0] == ("Expected", "1", "5.0%", "45%", "45%", "5.0%")
    assert table.rows[1][2:] == ("0 of 8 (0%)", "3 of 8 (38%)", "5 of 8 (62%)", "0 of 8 (0%)")


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize(("count", "long_names"), [(4, False), (30, True)])
def test_everything_stays_on_the_sheet(width: Width, count: int, long_names: bool) -> None:
    stays_inside(calibration(made_up(count, long_names=long_names), "nl", width))


def test_the_description_names_the_best() -> None:
    said = calibration(example()).description
    assert "Deskundige 5 (verzonnen)" in said or "Deskundige 1 (verzonnen)" in said
    assert "2 deskundigen blijven onder 0,05" in said


def test_without_seeds_there_is_nothing_to_draw() -> None:
    study = load_study("voorbeeld-elicitatie")
    targets = tuple(q for q in study.questions if q.feeds)
    object.__setattr__(study, "file", study.file.model_copy(update={"questions": targets}))
    study.__dict__.pop("_by_id", None)
    with pytest.raises(FigureError, match="no seed questions"):
        calibration(evaluate(study, weighting="equal"))
