# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from weerbaar.assessment.disagreement_result import ExpertEffect
from weerbaar.assessment.resampling import summary


def test_plain_data_of_an_expert_has_none_where_nothing_varies() -> None:
    fall = summary(np.array([[[0.25, np.nan]], [[0.25, np.nan]], [[0.25, np.nan]]]), 0.95, "normal")
    effect = ExpertEffect(("p",), fall, np.array([0.25]), np.array([[0.5, 0.0]]))
    assert effect.as_dict() == {
        "experts": ["p"],
        "fall": {
            "value": [[0.25, None]],
            "standard_error": [[0.0, None]],
            "low": [[0.25, None]],
            "high": [[0.25, None]],
        },
        "mean_fall": [0.25],
        "mean_if_right": [[0.5, 0.0]],
    }
