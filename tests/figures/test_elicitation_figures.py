# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.figures.elicitations import example
from weerbaar.figures import elicitation_figures


def test_a_graph_per_question_and_two_of_the_experts() -> None:
    found = elicitation_figures(example())
    assert [f.id for f in found] == [
        *(f"antwoorden-{r.question.id}" for r in example().questions),
        "kalibratie",
        "scores",
    ]
    assert all(f.caption == found[0].caption for f in found)


def test_without_seeds_only_the_graphs() -> None:
    nobody = tuple(replace(e, calibration=None, information=None, bin_counts=()) for e in example().experts)
    found = elicitation_figures(replace(example(), experts=nobody), "en", "phone")
    assert len(found) == len(example().questions)
