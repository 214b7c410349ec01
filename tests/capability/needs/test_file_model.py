# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.capability.needs_cases import present, task, together
from weerbaar.capability.needs import PHASES


def test_the_links_of_the_safety_chain_in_their_order() -> None:
    """nrb-method.md, section 5.1, step 1."""
    assert PHASES == ("pro-action", "prevention", "preparation", "response", "recovery")
    with pytest.raises(ValidationError):
        task("t", phase="aftercare")


def test_rest_goes_with_endurance_and_a_period_runs_forward() -> None:
    with pytest.raises(ValidationError, match="rest_h"):
        present("p", 1, rest_h=4)
    with pytest.raises(ValidationError, match="valid_until"):
        present("p", 1, valid_from="2014-02-01", valid_until="2014-01-31")
    assert present("p", 1, valid_from="2014-02-01", valid_until="2014-02-01").valid_until is not None


def test_one_scenario_does_not_coincide() -> None:
    with pytest.raises(ValidationError):
        together("brand")


@pytest.mark.parametrize("field", ["deploy_h", "endurance_h"])
def test_hours_are_not_negative(field: str) -> None:
    with pytest.raises(ValidationError):
        present("p", 1, **{field: -1})
