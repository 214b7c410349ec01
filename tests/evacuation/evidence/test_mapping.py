# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.evidence.mapping import MethodAnswers, read_mapping, shipped_mapping
from weerbaar.method import load_method, score_variables


@pytest.mark.parametrize("entry", shipped_mapping().methods, ids=lambda entry: entry.method)
def test_every_criterion_and_quantity_is_one_of_the_method(entry: MethodAnswers) -> None:
    criteria = {criterion.id: criterion for criterion in load_method(entry.method).criteria}
    for answer in entry.criteria:
        assert set(answer.quantities) <= set(score_variables(criteria[answer.criterion])), answer.criterion
        assert answer.why.en


def test_a_mapping_with_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "criteria.yaml"
    path.write_text(
        "schema: 1\nmethods:\n  - method: m\n    source: s\n    criteria:\n"
        "      - {criterion: a, quantities: {deaths: gewonden}, certainty: stated, why: {nl: x}}\n"
        "      - {criterion: b, quantities: {}, certainty: zeker, why: {nl: x}}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        read_mapping(path)
    assert [problem.line for problem in error.value.problems] == [6, 7, 7]
