# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.elicitation.studies import ANSWERS, STUDY, write_study
from weerbaar.base import Problem
from weerbaar.elicitation import check_study

SOUND = ANSWERS.format(id="een")


def problems(tmp_path: Path, answers: str, study: str = STUDY) -> list[Problem]:
    return check_study(write_study(tmp_path, study, een=answers))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[10, 20, 30]", "[10, 30, 20]", 7, "quantiles must ascend"),
        ("[10, 20, 30]", "[10, 10, 20]", 7, "quantiles must ascend"),
        ("[10, 20, 30]", "[10, 20]", 7, "2 values; this study asks for 3 (5%, 50%, 95%)"),
        ("[10, 20, 30]", "[0, 20, 30]", 7, "within the limits of question ijk (above 0)"),
        ("[1, 5, 20]", "[0, 5, 20]", 10, "logarithmic scale"),
        ("[0.01, 0.05, 0.2]", "[0.01, 0.05, 1.2]", 13, "a probability lies between 0 and 1"),
        ("values: [0.01, 0.05, 0.2]", "probability: 0.1", 12, "takes another answer: values: quantiles at 5%"),
        ("label: B", "label: Q", 16, "not on the scale; allowed: X, A, B, C, D, E"),
        ("label: B", "label: B\n    lower: C", 16, "the range does not ascend"),
        ("label: B", "values: [1, 2, 3]", 15, "takes another answer: a label"),
        ("question: kans", "question: kas", 12, "unknown question. Did you mean kans?"),
        ("    label: B", "    label: B\n    round: 2", 17, "revision before feedback"),
        ("    label: B", "    label: B\n    round: 9", 17, "at most 4 rounds"),
        ("question: kans", "question: ijk", 12, "already answered in round 1 (line 6)"),
    ],
)
def test_what_can_be_wrong_with_an_answer(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert SOUND.count(old) == 1
    found = [p for p in problems(tmp_path, SOUND.replace(old, new)) if p.severity == "error"]
    assert [(p.file, p.line) for p in found] == [("answers/een.yaml", line)]
    assert words in found[0].render("en")
    assert found[0].message.nl != found[0].message.in_("en")


def test_a_sound_file_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, SOUND) == []


def test_a_changed_answer_asks_for_a_reason_and_an_unchanged_one_does_not(tmp_path: Path) -> None:
    again = SOUND + "  - {question: doel, round: 2, values: [1, 5, 20]}\n"
    assert problems(tmp_path / "a", again) == []
    [warning] = problems(tmp_path / "b", again.replace("[1, 5, 20]}", "[1, 6, 20]}"))
    assert (warning.line, warning.severity) == (18, "warning")
    assert "changed without a reason" in warning.render("en")


def test_a_first_answer_without_a_reason_is_a_warning(tmp_path: Path) -> None:
    [warning] = problems(tmp_path, SOUND.replace("    label: B\n    reason: geschat\n", "    label: B\n"))
    assert (warning.line, warning.severity) == (15, "warning")


def test_intervals_in_the_idea_protocol(tmp_path: Path) -> None:
    study = STUDY.replace("protocol: delphi", "protocol: idea")
    answers = SOUND.replace("values: [10, 20, 30]", "lowest: 10\n    best: 20\n    highest: 40\n    confidence_pct: 60")
    answers = answers.replace("values: [1, 5, 20]", "lowest: 5\n    best: 5\n    highest: 20")
    found = problems(tmp_path, answers, study)
    assert [(p.line, p.severity) for p in found] == [(13, "error"), (17, "error")]
    assert "lowest, best and highest must ascend" in found[0].render("en")
    assert "takes another answer: lowest, best and highest" in found[1].render("en")


def test_a_number_for_a_probability(tmp_path: Path) -> None:
    study = STUDY.replace("    window_years: 5\n", "    window_years: 5\n    asks: number\n")
    assert problems(tmp_path / "a", SOUND.replace("values: [0.01, 0.05, 0.2]", "probability: 0"), study) == []
    [problem] = problems(tmp_path / "b", SOUND, study)
    assert "one probability: probability" in problem.render("en")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("[1, 5, 1e200]", "too large to compute with; at most 1e+100"),
        ("[1e-300, 5, 20]", "every value is above 0"),
        ("[1e15, 1000000000000000.125, 1000000000000000.25]", "cannot be told apart"),
    ],
)
def test_numbers_that_computations_cannot_hold(tmp_path: Path, values: str, words: str) -> None:
    broken = ANSWERS.format(id="een").replace("[1, 5, 20]", values)
    found = [p.render("en") for p in check_study(write_study(tmp_path, een=broken)) if p.severity == "error"]
    assert len(found) == 1
    assert words in found[0]
    assert found[0].startswith("answers/een.yaml:10: answers[1].values")


def test_an_interval_that_grows_too_large_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    study = STUDY.replace("protocol: delphi", "protocol: idea")
    wide = """\
schema: 1
id: een
name: {nl: Een}
answers:
  - {question: doel, lowest: 1.0e-90, best: 5, highest: 1.0e+90, confidence_pct: 10, reason: x}
"""
    found = [p.render("en") for p in check_study(write_study(tmp_path, study, een=wide)) if p.severity == "error"]
    assert len(found) == 1
    assert "confidence_pct" in found[0]
    assert "too large to compute with" in found[0]
