# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import parse_yaml
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.withholding import (
    cleared,
    holds_confidential,
    names,
    text_may_be_read,
    without,
)

MEASURES = """schema: 1
measures:
  - id: een
    effects:
      - {scenario: geheim-plan, on: impact, share: 0.1}
      - {scenario: storm, on: impact, share: 0.1}
interactions:
  - {measures: [een, twee], scenario: geheim-plan, kind: synergy, share: 0.1}
"""


def test_entries_about_a_hidden_scenario_are_left_out_and_others_stay() -> None:
    left = without(MEASURES, "measures.yaml", {"geheim-plan"})
    assert "geheim-plan" not in left
    data = parse_yaml(left, "m").data
    assert [e["scenario"] for e in data["measures"][0]["effects"]] == ["storm"]
    assert data["interactions"] == []


def test_a_document_without_hidden_names_is_given_as_it_is() -> None:
    assert without(MEASURES, "m", {"plan"}) is MEASURES
    assert not names("geheim-plan-b", {"geheim-plan"})
    assert names("over geheim-plan.", {"geheim-plan"})


def test_scenarios_that_run_together_go_when_one_is_left() -> None:
    text = (
        "together:\n  - {id: a, title: {nl: A}, scenarios: [geheim, storm]}\n"
        "subjects:\n  - {id: b, heading: h, scenarios: [geheim]}\n"
    )
    data = parse_yaml(without(text, "t", {"geheim"}), "t").data
    assert data["together"] == []
    assert data["subjects"] == [{"id": "b", "heading": "h", "scenarios": []}]


@pytest.mark.parametrize(
    ("kind", "text", "marked"),
    [
        ("present", "present:\n  - {id: a, confidential: true}\n", True),
        ("present", "present:\n  - {id: a, confidential: false}\n", False),
        ("cooperation", "units:\n  - {id: a, confidential_fields: [size]}\n", True),
        ("assistance", "platoons:\n  - {id: a, platoons: 2}\n", True),
        ("assistance", "platoons:\n  - {id: a, confidential: false}\n", False),
    ],
)
def test_a_document_tells_whether_lines_must_stay_inside(kind: str, text: str, marked: bool) -> None:
    assert holds_confidential(kind, text) is marked


def test_the_text_of_a_marked_document_is_for_who_is_cleared() -> None:
    document = Document(kind="present", name="present.yaml", content="x: 1\n", confidential=True)
    assert not text_may_be_read(document, Level.INTERNAL, ())
    assert text_may_be_read(document, Level.DEPARTMENTAL, ())
    assert not text_may_be_read(document, Level.DEPARTMENTAL, {"x"})
    assert [cleared(level) for level in Level] == [False, False, True, True, True]
