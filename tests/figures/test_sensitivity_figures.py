# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.figures.sensitivities import fixed, made_up, without_answers_that_matter
from weerbaar.figures import sensitivity_figures


def test_three_figures_in_the_language_and_width_asked_for() -> None:
    figures = sensitivity_figures(made_up(4), "en", "phone")
    assert [f.id for f in figures] == ["gewichten-voor-plaats-1", "meningsverschillen", "open-vragen"]
    assert {(f.lang, f.width) for f in figures} == {("en", 360)}
    assert all(f.caption.endswith(made_up(4).run_record.id) for f in figures)


def test_what_the_analysis_does_not_hold_is_left_out() -> None:
    found = made_up(4, ranks=False, likelihood=False)
    assert found.disagreement.impact is not None
    still = replace(found.disagreement, impact=fixed(found.disagreement.impact))
    bare = replace(found, disagreement=still, questions=without_answers_that_matter(4))
    assert sensitivity_figures(bare) == []
    assert [f.id for f in sensitivity_figures(found)] == ["meningsverschillen", "open-vragen"]


def test_a_figure_becomes_png_and_pdf() -> None:
    figure = sensitivity_figures(made_up(2))[0]
    assert figure.png(1.0).startswith(b"\x89PNG")
    assert figure.pdf().startswith(b"%PDF")
