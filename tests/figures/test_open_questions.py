# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from tests.figures.sensitivities import made_up, without_answers_that_matter
from weerbaar.assessment import Sensitivity
from weerbaar.assessment.value_of_information import InformationValue, QuestionValue, ValueOfInformation
from weerbaar.base import Lang, Text
from weerbaar.figures import FigureError, Width, open_questions
from weerbaar.figures.open_questions import MOST
from weerbaar.figures.palette import HAZARD, HAZARD_SOFT, THREAT


def question(criterion: str, klass: float, top: float = 0.0, more: float = 0.0, scenario: str = "s1") -> QuestionValue:
    text = Text(nl=f"Vraag {criterion}?", en=f"Question {criterion}?")
    known = InformationValue(klass, klass, top, max(klass, top), 0.0)
    return QuestionValue(scenario, criterion, text, (), known, InformationValue(more, more, 0.0, more, 0.0))


def asking(*questions: QuestionValue) -> Sensitivity:
    return replace(made_up(2), questions=ValueOfInformation(questions, ("s1",), "equal"))


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [1, 4, 70])
def test_nothing_touches_or_leaves_the_drawing(count: int, width: Width, lang: Lang) -> None:
    figure = open_questions(made_up(count), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def bars(found: Sensitivity) -> list[tuple[str, float]]:
    drawn = [r for r in elements(open_questions(found, "nl", "screen"), "rect") if float(r.get("height", 0)) == 9.0]
    return [(str(r.get("fill")), float(r.get("width", 0))) for r in drawn]


def test_three_probabilities_have_a_bar_of_their_own_length_and_colour() -> None:
    found = bars(asking(question("1.1", 0.4, 0.2), question("likelihood", 0.3)))
    assert [colour for colour, _ in found] == [HAZARD, HAZARD_SOFT, THREAT]
    (_, klass), (_, top), (_, likely) = found
    assert top / klass == pytest.approx(0.5, abs=0.01)
    assert likely / klass == pytest.approx(0.75, abs=0.01)


def test_a_probability_of_nothing_has_no_bar() -> None:
    assert [colour for colour, _ in bars(asking(question("1.1", 0.0, 0.2), question("1.2", 0.1)))] == [
        HAZARD_SOFT,
        HAZARD,
    ]


def test_one_more_expert_is_marked_where_it_counts() -> None:
    def shown(more: float) -> bool:
        return "na één deskundige meer" in words(open_questions(asking(question("1.1", 0.4, more=more)), "nl", "a4"))

    assert shown(0.1)
    assert not shown(0.001)


def test_table_has_every_question_that_counts() -> None:
    table = open_questions(
        asking(question("1.1", 0.4, 0.2, 0.1), question("likelihood", 0.3), question("1.2", 0))
    ).table
    assert [row[:5] for row in table.rows] == [
        ("Vraag 1.1?", "40%", "niet van toepassing", "20%", "10%"),
        ("Vraag likelihood?", "niet van toepassing", "30%", "niet van toepassing", "0%"),
    ]
    assert table.rows[0][5] == "niemand heeft geantwoord"


def test_questions_on_the_top_are_added_where_others_crowd_them_out() -> None:
    crowd = [question("likelihood", 0.9 - i / 100) for i in range(MOST)]
    found = asking(*crowd, question("1.1", 0.1, 0.3), question("1.2", 0.1, 0.2), question("2.1", 0.1))
    shown = words(open_questions(found, "nl", "screen"))
    assert "Verder, voor de top vijf:" in shown
    assert "30%" in shown
    assert any(f"Getoond zijn {MOST + 2} van de {MOST + 3} vragen" in w for w in shown)
    assert "Verder, voor de top vijf:" not in words(open_questions(asking(*crowd), "nl", "screen"))


def test_description_names_the_first_question() -> None:
    assert open_questions(asking(question("1.1", 0.4))).description.endswith("Bovenaan (40%): Vraag 1.1?")


def test_without_a_telling_question_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="No answer changes"):
        open_questions(replace(made_up(2), questions=without_answers_that_matter(2)))
