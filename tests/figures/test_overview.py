# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.figures.rounds import a_round, letter_2012, made_up, scenario
from weerbaar.figures import assessment_figures


def test_every_figure_that_there_is_something_for() -> None:
    ids = [figure.id for figure in assessment_figures(made_up(3), "nl")]
    assert ids == [
        "risicodiagram",
        "klassenkansen",
        "rangordekansen",
        "standvastigheid",
        "impactprofiel-s1",
        "impactprofiel-s2",
        "impactprofiel-s3",
    ]


def test_published_classes_alone_give_the_diagram_and_the_strips() -> None:
    assert [figure.id for figure in assessment_figures(letter_2012(), "en")] == ["risicodiagram", "klassenkansen"]


def test_a_method_without_total_has_no_diagram() -> None:
    ids = [figure.id for figure in assessment_figures(replace(made_up(2), impact_axis=None))]
    assert ids[0] == "klassenkansen"


def test_nothing_known_is_one_diagram_that_says_so() -> None:
    (figure,) = assessment_figures(a_round([scenario("x", "Onbekend")]))
    assert "0 van de 1 scenario's zijn geplaatst." in figure.description


def test_every_figure_can_be_traced_and_has_rows_of_one_length() -> None:
    assessment = made_up(4)
    for figure in assessment_figures(assessment):
        assert assessment.run_record.id in figure.caption
        assert assessment.run_record.id in figure.svg
        assert {len(row) for row in figure.table.rows} == {len(figure.table.header)}
        assert all(cell for row in figure.table.rows for cell in row)
