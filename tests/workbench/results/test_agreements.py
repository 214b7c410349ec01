# SPDX-License-Identifier: EUPL-1.2
"""What an address says of the weights becomes constraints, and back."""

from __future__ import annotations

import pytest
from django.utils import translation

from weerbaar.base import Text
from weerbaar.workbench.results.agreements import agreements, criteria_of, query_of
from weerbaar.workbench.rounds.models import Round

CRITERIA = tuple((id_, Text(nl=f"criterium {id_}", en=f"criterion {id_}")) for id_ in ("1.1", "2.1", "3.1", "4.1"))


def test_fields_become_intervals_and_an_order() -> None:
    asked = {
        "min-1.1": "12,5",
        "max-1.1": " 40 ",
        "min-2.1": "20",
        "max-2.1": "20",
        "min-4.1": "0",
        "max-4.1": "100",
        "orde-3.1": "2",
        "orde-1.1": "1",
        "orde-4.1": "2",
        "gewichten": "default",
    }
    found = agreements(asked, CRITERIA)
    assert found.given
    assert found.constraints is not None
    assert found.constraints.model_dump(mode="json", exclude_none=True)["constraints"] == [
        {"criterion": "1.1", "min": 0.125, "max": 0.4},
        {"criterion": "2.1", "equals": 0.2},
        {"more_important": ["1.1", ["3.1", "4.1"]]},
    ]
    said = query_of(found.constraints)
    assert said == {
        "min-1.1": "12.5",
        "max-1.1": "40",
        "min-2.1": "20",
        "max-2.1": "20",
        "orde-1.1": "1",
        "orde-3.1": "2",
        "orde-4.1": "2",
    }
    assert agreements(said, CRITERIA).constraints == found.constraints


def test_nothing_filled_in_leaves_the_weights_free() -> None:
    found = agreements({}, CRITERIA)
    assert not found.given
    assert found.constraints is not None
    assert found.constraints.constraints == ()


@pytest.mark.parametrize(
    ("asked", "line", "told"),
    [
        ({"min-1.1": "veel"}, 0, "Geef een percentage van 0 tot 100."),
        ({"max-2.1": "101"}, 1, "Geef een percentage van 0 tot 100."),
        ({"max-2.1": "nan"}, 1, "Geef een percentage van 0 tot 100."),
        ({"min-2.1": "30", "max-2.1": "20"}, 1, "Ten minste is hoger dan ten hoogste."),
        ({"orde-3.1": "0"}, 2, "Geef als plaats een heel getal van 1 tot 99."),
        ({"orde-3.1": "1,5"}, 2, "Geef als plaats een heel getal van 1 tot 99."),
    ],
)
def test_a_mistake_is_told_at_its_criterion(asked: dict[str, str], line: int, told: str) -> None:
    found = agreements(asked, CRITERIA)
    assert found.constraints is None
    assert [row.errors for row in found.lines] == [(told,) if n == line else () for n in range(4)]


def test_an_order_has_two_places() -> None:
    found = agreements({"orde-1.1": "1"}, CRITERIA)
    assert found.constraints is None
    assert found.errors == ("Een volgorde heeft ten minste twee criteria met een plaats.",)


def test_what_cannot_hold_together_is_named() -> None:
    found = agreements({"min-1.1": "60", "min-2.1": "60"}, CRITERIA)
    assert found.constraints is None
    assert "1.1 ≥ 0.6" in found.errors[0]
    assert "2.1 ≥ 0.6" in found.errors[1]
    assert found.errors[-1].startswith("Alle gewichten samen zijn 1.")


def test_mistakes_are_told_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert agreements({"orde-1.1": "1"}, CRITERIA).errors == ("An order has two criteria with a place at least.",)
        told = agreements({"min-1.1": "60", "min-2.1": "60"}, CRITERIA).errors
    assert told[0] == "cannot hold together with the other constraints named: 1.1 ≥ 0.6."


def test_before_the_assessment_the_criteria_are_those_of_the_method(db: None) -> None:
    assert [id_ for id_, _ in criteria_of(Round(method="nl-nrb-2009"), None)][:2] == ["1.1", "1.2"]
