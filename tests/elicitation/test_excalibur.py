# SPDX-License-Identifier: EUPL-1.2
"""From Excalibur's files to a decision maker, and back to files that give the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.elicitation.panels import delft_course
from weerbaar.elicitation.cooke import ClassicalModel
from weerbaar.elicitation.excalibur import ExcaliburStudy, read_excalibur, write_excalibur


def test_scores_survive_the_files(tmp_path: Path) -> None:
    panel = delft_course()
    write_excalibur(ExcaliburStudy(panel, ("",) * 5), tmp_path / "course.dtt", tmp_path / "course.rls")
    back = read_excalibur(tmp_path / "course.dtt", tmp_path / "course.rls").panel
    one, two = ClassicalModel().decision_maker(panel), ClassicalModel().decision_maker(back)
    assert one.calibration == two.calibration
    assert np.array_equal(one.weights, two.weights)
    assert np.array_equal(one.quantiles, two.quantiles)
