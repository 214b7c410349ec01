# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.capability.training.trainings import ON, activity, assessed, control, score, share
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.base import Lang
from weerbaar.capability.training import TrainingResult, assess_training, load_training
from weerbaar.figures import FigureError, Width, training_effect
from weerbaar.figures.palette import HAZARD
from weerbaar.figures.training_effect import MOST

LATER = [{"months": 6, "after": {"n": 60, "successes": 30}, "control": {"n": 60, "successes": 20}}]


def example() -> TrainingResult:
    return assess_training(load_training("voorbeeld-capaciteiten"), ON)


def many(count: int) -> TrainingResult:
    long = {"nl": "Een heel lange omschrijving van gedrag die niet op één regel past, ook niet op een scherm " * 2}
    fields = {"what": long, "follow_up": LATER, **control((1, 9), (9, 9))}
    made = (share((i % 9, 60), (60 - i % 7, 60), id=f"m{i}", **fields) for i in range(count))
    return assessed(activity(*made))


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("result", [example(), many(1), many(30)], ids=["example", "1", "30"])
def test_nothing_touches_or_leaves_the_drawing(result: TrainingResult, width: Width, lang: Lang) -> None:
    figure = training_effect(result, lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def dots(result: TrainingResult) -> list[float]:
    drawn = elements(training_effect(result, "nl", "screen"), "circle")
    return [float(c.get("cx", 0)) for c in drawn]


def test_marks_stand_at_their_share_on_the_same_axis_for_every_question() -> None:
    found = dots(assessed(activity(share((0, 50), (50, 50)), share((25, 50), (10, 50), id="b"))))
    zero, one, half, fifth = found[-4:]
    assert half == pytest.approx((zero + one) / 2, abs=0.02)
    assert fifth == pytest.approx(zero + 0.2 * (one - zero), abs=0.02)


def test_a_score_stands_on_its_own_scale() -> None:
    found = dots(assessed(activity(share((0, 50), (50, 50)), score((25, 1, 9), (100, 1, 9), id="b"))))
    zero, one, quarter, full = found[-4:]
    assert (quarter, full) == pytest.approx((zero + 0.25 * (one - zero), one), abs=0.02)


def test_a_control_group_is_hollow_and_in_the_key() -> None:
    figure = training_effect(many(1), "nl")
    assert "controlegroep" in words(figure)
    assert len([c for c in elements(figure, "circle") if c.get("fill") == HAZARD]) == 4
    assert "controle, na 6 maanden" in words(figure)
    assert "controlegroep" not in words(training_effect(assessed(activity(share((1, 2), (1, 2)))), "nl"))


def test_difference_stands_below_in_words() -> None:
    said = words(training_effect(assessed(activity(share((48, 80), (56, 70)))), "nl", "screen"))
    assert "Verschil: +20 procentpunt (+5 tot +33)" in said


def test_table_has_every_measurement_with_its_assumptions() -> None:
    table = training_effect(many(30), "en").table
    assert len(table.rows) == 30
    assert all(len(row) == len(table.header) and all(row) for row in table.rows)
    (row,) = training_effect(assessed(activity(share((48, 80), (56, 70)))), "en").table.rows
    assert row[2:8] == (
        "60% (49% to 70%; n = 80)",
        "80% (69% to 88%; n = 70)",
        "none",
        "none",
        "difference: +20 percentage points (+5 to +33)",
        "not measured",
    )
    assert "Without a control group" in row[8]


def test_of_very_many_the_first_are_drawn_and_it_is_said() -> None:
    said = " ".join(words(training_effect(many(30), "nl", "screen")))
    assert f"Getoond zijn {MOST} van de 30 metingen." in said


def test_made_up_data_are_named_so() -> None:
    assert any("Illustratieve gegevens" in w for w in words(training_effect(example(), "nl")))


def test_without_a_measurement_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="No effect was measured"):
        training_effect(assessed(activity()))
