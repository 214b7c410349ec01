# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from weerbaar.capability.analysis_file import AnalysisFile

FIELDS: dict[str, Any] = {
    "schema": 1,
    "id": "proef",
    "title": {"nl": "Proef"},
    "dossier": "ronde",
    "statement": {"nl": "Verzonnen."},
    "data": "illustrative",
    "first_year": 2014,
    "last_year": 2018,
}


def test_the_fewest_fields_are_enough() -> None:
    header = AnalysisFile.model_validate(FIELDS)
    assert (header.discount_rate, header.language, header.profile, header.headings) == (0.0, "nl", None, ())


@pytest.mark.parametrize("last", [2013, 2044])
def test_the_years_run_forward_and_are_at_most_thirty(last: int) -> None:
    with pytest.raises(ValidationError, match="last_year"):
        AnalysisFile.model_validate({**FIELDS, "last_year": last})


@pytest.mark.parametrize("last", [2014, 2043])
def test_one_year_and_thirty_years_are_allowed(last: int) -> None:
    assert AnalysisFile.model_validate({**FIELDS, "last_year": last}).last_year == last


@pytest.mark.parametrize("name", ["../ronde", "/ronde", "Ronde", "a/b", ""])
def test_the_round_is_a_name_and_never_a_path(name: str) -> None:
    with pytest.raises(ValidationError):
        AnalysisFile.model_validate({**FIELDS, "dossier": name})


@pytest.mark.parametrize("rate", [-0.01, 0.21, float("nan")])
def test_a_discount_rate_lies_between_0_and_a_fifth(rate: float) -> None:
    with pytest.raises(ValidationError):
        AnalysisFile.model_validate({**FIELDS, "discount_rate": rate})
