# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from weerbaar.base import Explained
from weerbaar.evacuation.demand.uncertain import Hours, Number, Share


def said(kind: object, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    cause = caught.value.errors()[0]["ctx"]["error"]
    assert isinstance(cause, Explained)
    return cause.text.nl


def test_a_bare_number_is_a_point() -> None:
    assert TypeAdapter(Share).validate_python(0.25).ppf(0.9) == 0.25


@pytest.mark.parametrize("value", [-0.1, {"distribution": "uniform", "low": -0.1, "high": 0.5}])
def test_a_share_below_nothing_is_refused(value: object) -> None:
    assert said(Share, value) == "kan -0,1 zijn; toegestaan is 0 tot en met 1."


def test_a_distribution_that_can_go_above_is_refused() -> None:
    assert "kan 1,4 zijn" in said(Share, {"distribution": "triangular", "low": 0.2, "mode": 0.9, "high": 1.4})


def test_ten_days_of_seconds_are_too_many_hours() -> None:
    assert said(Hours, 864000) == "kan 864.000 zijn; toegestaan is 0 tot en met 240."


def test_a_distribution_without_end_is_judged_by_its_outermost_thousandth() -> None:
    allowed = {"distribution": "lognormal", "p5": 1000, "p95": 4000}
    assert float(TypeAdapter(Number).validate_python(allowed).ppf(0.5)) == pytest.approx(2000)
    assert "toegestaan is 0 tot en met 20.000.000" in said(Number, {"distribution": "lognormal", "p5": 1e5, "p95": 1e7})
