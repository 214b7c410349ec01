# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.elicitation.studies import ANSWERS, STUDY, write_study
from weerbaar.base import Problem
from weerbaar.elicitation import check_study


def errors(folder: Path) -> list[Problem]:
    return [p for p in check_study(folder) if p.severity == "error"]


FEEDS_5 = '    feeds: {scenario: gewelddadige-eenling, criterion: "5.3"}\n'
FEEDS_2 = '    feeds: {scenario: gewelddadige-eenling, criterion: "2.1", variable: deaths}\n'
FEEDS_L = "    feeds: {scenario: gewelddadige-eenling, criterion: likelihood}\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  - id: doel\n", "  - id: ijk\n", 19, "occurs more than once"),
        ("    lower: 0\n", "    lower: 0\n    theme: vuur\n", 17, "unknown theme. Choose from: water."),
        (FEEDS_2, FEEDS_2.replace(", variable: deaths", ""), 25, "feeds a variable of an impact criterion"),
        (FEEDS_2, FEEDS_2.replace('"2.1"', "likelihood"), 25, "feeds a variable of an impact criterion"),
        ("    scale: log\n", "    scale: uni\n", 19, "cannot be negative"),
        ("    scale: log\n", "    scale: uni\n    lower: -1\n", 19, "cannot be negative"),
        (FEEDS_L, FEEDS_L.replace("likelihood", '"2.1"'), 31, "a probability feeds the likelihood"),
        (FEEDS_5, FEEDS_5.replace("}", ", variable: deaths}"), 36, "only a question for a quantity"),
        ("method: nl-nrb-2009\n", "", 31, "names no method"),
        ("nl-nrb-2009", "../../methode.yaml", 6, "unknown method"),
        (FEEDS_5, FEEDS_5 + "    labels: [A, B, A]\n", 37, "a label occurs more than once"),
        (FEEDS_5, FEEDS_5 + "    outcome: Q\n", 37, "not on the scale"),
    ],
)
def test_what_can_be_wrong_with_a_question(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert STUDY.count(old) == 1
    found = errors(write_study(tmp_path, STUDY.replace(old, new)))
    assert (line, True) in [(p.line, words in p.render("en")) for p in found]
    assert all(p.message.in_("en") != p.message.nl for p in found)


def test_a_protocol_of_intervals_needs_three_probabilities_with_the_median(tmp_path: Path) -> None:
    study = STUDY.replace("protocol: delphi", "protocol: idea\nprobabilities: [0.1, 0.9]")
    assert any(
        "three probabilities with 0.5 in the middle" in p.render("en") for p in errors(write_study(tmp_path, study))
    )


NOBODY = """\
schema: 1
id: een
name: {nl: Deskundige een}
answers:
  - {question: ijk, missing: true, reason: weet ik niet}
"""


def test_an_expert_without_answers(tmp_path: Path) -> None:
    [problem] = errors(write_study(tmp_path, STUDY, een=NOBODY, twee=ANSWERS.format(id="twee")))
    assert (problem.file, problem.line, problem.value) == ("answers/een.yaml", 4, "een")
    assert "answered no question at all" in problem.message.in_("en")


def test_id_and_file_name_are_the_same_and_themes_are_known(tmp_path: Path) -> None:
    text = ANSWERS.format(id="drie") + "expertise: {wtaer: high}\n"
    found = {p.value: p for p in errors(write_study(tmp_path, STUDY, een=text))}
    assert "differ" in found["drie"].message.in_("en")
    assert found["wtaer"].hint.in_("en") == "Did you mean water?"


def test_not_asked_is_a_warning_and_missing_is_not(tmp_path: Path) -> None:
    lines = ANSWERS.format(id="een").splitlines()
    less = "\n".join(lines[:-3]) + "\n"
    [warning] = check_study(write_study(tmp_path, STUDY, een=less, twee=ANSWERS.format(id="twee")))
    assert warning.severity == "warning"
    assert "not asked in round 1: label." in warning.render("en")
    told = less + "  - {question: label, missing: true, reason: buiten mijn vak}\n"
    assert check_study(write_study(tmp_path / "b", STUDY, een=told)) == []


@pytest.mark.parametrize("name", ["decision-maker", "equal-weights"])
def test_an_expert_cannot_be_a_pooled_answer(tmp_path: Path, name: str) -> None:
    folder = write_study(tmp_path, **{name: ANSWERS.format(id=name)})
    assert [(p.line, "stands for the pooled answers" in p.render("en")) for p in errors(folder)] == [(3, True)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FEEDS_5, FEEDS_5.replace('"5.3"', '"2.1"')),  # a label beside a quantity
        (FEEDS_5, FEEDS_5.replace('"5.3"', "likelihood")),  # a label beside a probability
    ],
)
def test_two_questions_cannot_feed_one_place(tmp_path: Path, old: str, new: str) -> None:
    found = errors(write_study(tmp_path, STUDY.replace(old, new)))
    assert [(p.field, "feeds the same place" in p.render("en")) for p in found] == [("questions[3].feeds", True)]


def test_two_variables_of_one_criterion_go_together_and_the_same_twice_does_not(tmp_path: Path) -> None:
    second = STUDY[STUDY.index("  - id: doel") : STUDY.index("  - id: kans")].replace("id: doel", "id: ook")
    twice = write_study(tmp_path / "a", STUDY + second)
    assert [p.value for p in errors(twice) if "same place" in p.render("en")] == ["ook"]
    other = write_study(tmp_path / "b", STUDY + second.replace("deaths", "premature_deaths"))
    assert errors(other) == []
