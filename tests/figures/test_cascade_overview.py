# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.figures.cascades import made_up_outcome
from weerbaar.cascade import CascadeOutcome
from weerbaar.figures import FigureError, cascade_figures


def test_overview_first_then_every_risk_by_expected_impact() -> None:
    outcome = made_up_outcome(6, 1)
    order = np.argsort(-outcome.risk_impacts, kind="stable")
    assert [figure.id for figure in cascade_figures(outcome)] == [
        "hoe-vaak-en-hoe-erg",
        "risicokaart",
        "oorzaak-gevolgmatrix",
        *(f"oorzaken-en-gevolgen-{outcome.catalogue.risks[i].id}" for i in order),
    ]


def test_what_has_nothing_to_show_is_left_out() -> None:
    outcome = made_up_outcome(4, 1)
    alone = replace(outcome, flow=np.zeros_like(outcome.flow))
    assert [f.id for f in cascade_figures(alone)][:2] == ["hoe-vaak-en-hoe-erg", f"oorzaken-en-gevolgen-{_top(alone)}"]
    assert cascade_figures(replace(alone, risk_rates=np.zeros(4))) == []


def _top(outcome: CascadeOutcome) -> str:
    return outcome.catalogue.risks[int(outcome.risk_impacts.argmax())].id


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_every_figure_can_be_saved(tmp_path: Path, suffix: str) -> None:
    for figure in cascade_figures(made_up_outcome(5, 1), "en", "phone")[:4]:
        assert figure.save(tmp_path / f"{figure.id}.{suffix}").stat().st_size > 1000
    with pytest.raises(FigureError):
        figure.save(tmp_path / "x.gif")
