# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.assessment import QUANTILE_PROBABILITIES, assess
from weerbaar.dossier import load_dossier


def test_quantiles_stand_at_the_published_probabilities() -> None:
    assert len(QUANTILE_PROBABILITIES) == 49
    assert QUANTILE_PROBABILITIES[0] == pytest.approx(0.02)
    assert QUANTILE_PROBABILITIES[24] == pytest.approx(0.5)
    for result in assess(load_dossier("voorbeeld-2012"), draws=1_000).scenarios:
        assert result.impact is not None
        assert len(result.impact.quantiles) == len(QUANTILE_PROBABILITIES)


def test_result_is_found_by_id_and_an_unknown_one_is_a_key_error() -> None:
    assessment = assess(load_dossier("nrb-2012"), draws=1_000)
    assert assessment.scenario("cyberhacktivisme").title.en.startswith("Cyber hacktivism")
    with pytest.raises(KeyError, match="bestaat-niet"):
        assessment.scenario("bestaat-niet")
