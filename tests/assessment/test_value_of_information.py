# SPDX-License-Identifier: EUPL-1.2
"""What an answer is worth, worked out by hand; base 3, ten criteria of equal weight."""

from __future__ import annotations

import json
import math

import pytest

from weerbaar.assessment.value_of_information import InformationValue, QuestionValue, value_of_information
from weerbaar.dossier import Dossier, JudgementSet, load_dossier
from weerbaar.method import Method, likelihood_interval, load_method

NOTHING = InformationValue()
CRITERIA = ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3")


@pytest.fixture(scope="module")
def method() -> Method:
    return load_method("nl-nrb-2009")


@pytest.fixture(scope="module")
def example() -> Dossier:
    return load_dossier("voorbeeld-2012")


def round_of(example: Dossier, *experts: dict[str, str], likelihood: dict[int, list[str]] | None = None) -> Dossier:
    """Return a round in which expert k gives scenario n the labels ``experts[k][n]``, one letter per criterion.

    A dot is no answer. ``likelihood``: expert → class per scenario, ``lower-label-upper`` where uncertain.
    """
    ids = [s.id for s in example.scenarios]
    sets = []
    for k, expert in enumerate(experts):
        judgements = [
            {"scenario": ids[int(n)], "criterion": c, "label": label}
            for n, labels in expert.items()
            for c, label in zip(CRITERIA, labels, strict=True)
            if label != "."
        ]
        for n, given in enumerate((likelihood or {}).get(k, [])):
            lower, label, upper = given.split("-") if "-" in given else (given, given, given)
            judgements.append(
                {"scenario": ids[n], "criterion": "likelihood", "label": label, "lower": lower, "upper": upper}
            )
        name = {"nl": f"Deskundige {k + 1}", "en": f"Expert {k + 1}"}
        sets.append(
            JudgementSet.model_validate(
                {"schema": 1, "id": f"e{k + 1}", "name": name, "kind": "expert", "judgements": judgements}
            )
        )
    return example.model_copy(update={"judgements": tuple(sets)})


def question(dossier: Dossier, method: Method, n: int, criterion: str, top: int = 5) -> QuestionValue:
    found = value_of_information(dossier, method, top=top)
    return next(q for q in found.questions if (q.scenario, q.criterion) == (dossier.scenarios[n].id, criterion))


def test_two_experts_who_differ_decide_the_class(example: Dossier, method: Method) -> None:
    """Nine times C and B against E: (0.9/9) + 0.1 · (1/27 + 1)/2 = 0.152, class D.

    B leaves 0.1037, class C; E gives 0.2, class D. A third expert moves the cell a third of the way: 0.136 or 0.168,
    both D. C and D are as likely, C counts as the most probable; it changes when E is certain or D gains.
    """
    dossier = round_of(example, {"0": "CCCCCCCCCB"}, {"0": "CCCCCCCCCE"})
    asked = question(dossier, method, 0, "5.3")
    assert asked.perfect.class_change == pytest.approx(0.5)
    assert asked.perfect.modal_class_change == pytest.approx(0.5)
    assert asked.one_more.class_change == 0.0
    assert asked.one_more.modal_class_change == pytest.approx(0.5)
    assert asked.perfect.any_change == pytest.approx(0.5)
    assert [(a.expert, a.label) for a in asked.answers] == [("e1", "B"), ("e2", "E")]
    assert asked.disagreement.nl == "B: Deskundige 1; E: Deskundige 2"
    assert asked.question.nl.startswith("Hoe groot is de impact van")
    assert "5.3" in asked.question.en


def test_gain_of_a_choice_that_may_follow_the_answer(example: Dossier, method: Method) -> None:
    """Ten times C is 1/9 for certain; nine times C with B or E is 0.1037 or 0.2, on average 0.1519.

    Choosing one: the second. When it proves to be B the first is better: 0.5 · (1/9 - 0.1037) is gained.
    """
    dossier = round_of(example, {"0": "CCCCCCCCCC", "1": "CCCCCCCCCB"}, {"0": "CCCCCCCCCC", "1": "CCCCCCCCCE"})
    found = value_of_information(dossier, method, top=1)
    assert found.top == (dossier.scenarios[1].id,)
    first = found.questions[0]
    assert (first.scenario, first.criterion) == (dossier.scenarios[1].id, "5.3")
    assert first.perfect.top_change == pytest.approx(0.5)
    low = 0.9 / 9 + 0.1 / 27
    assert first.perfect.expected_gain == pytest.approx(0.5 * (1 / 9 - low))
    assert first.one_more.top_change == 0.0
    assert first.one_more.expected_gain == 0.0


def test_class_and_top_together_are_counted_once(example: Dossier, method: Method) -> None:
    """B changes the class and the top at once; either of them happens half of the time, not more."""
    dossier = round_of(example, {"0": "CCCCCCCCCC", "1": "CCCCCCCCCB"}, {"0": "CCCCCCCCCC", "1": "CCCCCCCCCE"})
    asked = question(dossier, method, 1, "5.3", top=1)
    assert (asked.perfect.class_change, asked.perfect.top_change) == pytest.approx((0.5, 0.5))
    assert asked.perfect.any_change == pytest.approx(0.5)


def test_what_is_certain_is_worth_nothing(example: Dossier, method: Method) -> None:
    dossier = round_of(example, {"0": "CCCCCCCCCB", "1": "DDDDDDDDDD"}, {"0": "CCCCCCCCCE", "1": "DDDDDDDDDD"})
    for asked in value_of_information(dossier, method, top=1).questions:
        if (asked.scenario, asked.criterion) != (dossier.scenarios[0].id, "5.3"):
            assert (asked.perfect, asked.one_more) == (NOTHING, NOTHING)
            assert asked.disagreement.en == f"all {asked.answers[0].label}: Expert 1, Expert 2"


def test_a_question_nobody_answered_is_worth_asking(example: Dossier, method: Method) -> None:
    """Nine times C and no answer: 0.1, class C. X, A and B leave it there, C gives exactly 1/9, class D: 3 of 6 change.

    The first expert who answers settles it, so one more expert is worth as much as the truth.
    """
    dossier = round_of(example, {"0": "CCCCCCCCC."})
    asked = question(dossier, method, 0, "5.3")
    assert asked.perfect.class_change == pytest.approx(0.5)
    assert asked.one_more == asked.perfect
    assert asked.answers == ()
    assert asked.disagreement.nl == "niemand heeft geantwoord"


def test_the_likelihood_question(example: Dossier, method: Method) -> None:
    """A range B-C-D has masses 1/4, 1/2, 1/4: the class changes with probability one half.

    One more expert moves the centre half of the way, on a logarithmic scale, to the middle of the class given.
    """
    labels = {"0": "CCCCCCCCCC"}
    dossier = round_of(example, labels, likelihood={0: ["B-C-D"]})
    asked = question(dossier, method, 0, "likelihood")
    assert asked.perfect.class_change == pytest.approx(0.5, abs=1e-9)
    assert asked.perfect.modal_class_change == pytest.approx(0.5, abs=1e-9)
    middle = {k: math.sqrt(math.prod(likelihood_interval(method, k))) for k in "BCD"}
    low, high = likelihood_interval(method, "C")
    moved = sum(0.25 for k in "BD" if not low <= math.sqrt(middle["C"] * middle[k]) < high)
    assert asked.one_more.class_change == pytest.approx(moved, abs=1e-9)
    # Half of the weight on B or D: 5/8 against 1/4 for C.
    assert asked.one_more.modal_class_change == pytest.approx(0.5, abs=1e-9)
    assert [(a.name.nl, a.label) for a in asked.answers] == [("Deskundige 1", "C")]
    assert asked.question.nl.startswith("Hoe waarschijnlijk is")


def test_every_value_is_a_probability_or_a_gain_and_the_list_is_in_order(example: Dossier, method: Method) -> None:
    found = value_of_information(example, method, top=2)
    assert len(found.questions) == 44
    for asked in found.questions:
        for value in (asked.perfect, asked.one_more):
            told = (value.class_change, value.modal_class_change, value.top_change, value.any_change)
            assert all(0 <= p <= 1 for p in told)
            assert max(value.class_change, value.top_change) <= value.any_change + 1e-12
            assert value.any_change <= value.class_change + value.top_change + 1e-12
            assert value.expected_gain >= 0
    order = [q.perfect.any_change for q in found.questions]
    assert order == sorted(order, reverse=True)
    assert max(order) > 0.15


def test_one_more_expert_is_never_worth_more_gain_than_the_truth() -> None:
    regional = load_dossier("rrp-brabant-zuidoost-2019")
    found = value_of_information(regional, load_method(regional.round.method), top=2)
    assert any(q.perfect.expected_gain > 0 for q in found.questions)
    for asked in found.questions:
        assert asked.one_more.expected_gain <= asked.perfect.expected_gain + 1e-12


def test_as_dict_is_plain(example: Dossier, method: Method) -> None:
    found = value_of_information(example, method)
    told = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert told["top"] == list(found.top)
    first = told["questions"][0]
    assert set(first) == {
        "scenario",
        "criterion",
        "question",
        "disagreement",
        "answers",
        "perfect",
        "one_more",
        "exact",
    }
    assert first["perfect"]["any_change"] == found.questions[0].perfect.any_change


def test_a_list_of_nothing_is_refused(example: Dossier, method: Method) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        value_of_information(example, method, top=0)
