# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from tests.elicitation.studies import (
    CHANCE,
    LABEL,
    SEED,
    TARGET,
    example_elicitation,
    example_study,
    given,
    make_study,
    seeds,
)
from weerbaar.elicitation import ClassicalModel, Study, evaluate
from weerbaar.elicitation.panel import NoSeedsError, PanelError


def ten_seeds(*experts: float) -> Study:
    """Ten seed questions of 100, one target; each expert misses the share given, by giving 1, 2, 3."""
    questions = [*seeds([100] * 10), TARGET]
    answers = {}
    for name, share in zip("abcdef", experts, strict=False):
        wrong = round(share * 10)
        answers[name] = [
            given(f"ijk-{i}", 1, 2, 3) if i <= wrong else given(f"ijk-{i}", 90, 99 + (i % 2) * 2, 110)
            for i in range(1, 11)
        ]
        answers[name].append(given("doel", 1, 5 + wrong, 50))
    return make_study(questions, answers)


def test_perfect_calibration_is_one() -> None:
    """Twenty seeds that fall 1, 9, 9, 1 between 5, 50 and 95 %: the statistic is 0 and the score exactly 1."""
    answers = [given(f"ijk-{i}", 90, 110, 130) for i in range(1, 10)]  # truth 100 below the median
    answers += [given(f"ijk-{i}", 70, 90, 130) for i in range(10, 19)]
    answers += [given("ijk-19", 110, 120, 130), given("ijk-20", 70, 80, 90)]
    found = evaluate(make_study(seeds([100] * 20), {"a": answers}), weighting="global")
    assert found.experts[0].bin_counts == (1, 9, 9, 1)
    assert found.experts[0].calibration == 1


def test_weights_are_those_of_the_classical_model() -> None:
    study = example_study()
    found = evaluate(study)
    model = ClassicalModel().decision_maker(study.panel())
    assert [e.weight for e in found.experts] == pytest.approx(model.weights.tolist())
    assert found.cutoff == model.cutoff
    assert found.decision_maker is not None
    assert found.decision_maker.calibration == pytest.approx(model.calibration)
    question = found.question("doden-eenling")
    assert question.pooled is not None
    assert question.pooled.quantiles == pytest.approx(model.quantiles[8].tolist())


def test_calibration_of_the_example_in_closed_form() -> None:
    """Eight seeds in bins 0, 3, 5, 0: 2 n I(s, p) = 2·8·(3/8 ln(3/8/0.45) + 5/8 ln(5/8/0.45)); χ² with 3 degrees.

    With seven seeds, the number that the least productive expert answered, as in Excalibur.
    """
    statistic = 2 * 7 * (3 / 8 * math.log(3 / 8 / 0.45) + 5 / 8 * math.log(5 / 8 / 0.45))
    tail = math.erfc(math.sqrt(statistic / 2)) + math.sqrt(2 * statistic / math.pi) * math.exp(-statistic / 2)
    found = example_elicitation().expert("deskundige-1")
    assert found.bin_counts == (0, 3, 5, 0)
    assert found.calibration == pytest.approx(tail, rel=1e-12)


def test_bad_experts_lose_their_weight_and_the_equal_weights_stand_beside() -> None:
    found = evaluate(ten_seeds(0.0, 0.1, 0.9))
    assert found.expert("c").weight == 0
    assert sum(e.weight for e in found.experts) == pytest.approx(1)
    equal = evaluate(ten_seeds(0.0, 0.1, 0.9), weighting="equal")
    assert [e.weight for e in equal.experts] == pytest.approx([1 / 3] * 3)
    assert equal.cutoff is None
    assert found.question("doel").equal == equal.question("doel").pooled
    assert found.equal_weights == equal.decision_maker


def test_a_cut_off_of_ones_own() -> None:
    study = ten_seeds(0.0, 0.1, 0.9)
    everyone = evaluate(study, weighting="global")
    assert everyone.cutoff == 0
    assert all(e.weight > 0 for e in everyone.experts)
    ranked = sorted(e.calibration or 0.0 for e in everyone.experts)
    strict = evaluate(study, weighting="global", alpha=ranked[-1])
    assert sum(e.weight > 0 for e in strict.experts) == 1
    item = evaluate(study, weighting="item", alpha=0.0)
    assert item.weighting == "item"
    with pytest.raises(PanelError, match="no expert reaches the cut-off"):
        evaluate(study, weighting="global", alpha=1.0)


@pytest.mark.parametrize("combine", ["quantile-average", "median"])
def test_a_decision_maker_that_does_not_mix_is_scored_as_an_expert(combine: Any) -> None:
    """With one expert it has that expert's quantiles, and therefore that expert's scores."""
    found = evaluate(ten_seeds(0.1), combine=combine)
    expert, pool = found.experts[0], found.decision_maker
    assert pool is not None
    assert pool.bin_counts == expert.bin_counts
    assert pool.calibration == pytest.approx(expert.calibration)
    assert pool.information == pytest.approx(expert.information)


def test_robustness_without_each_seed_and_each_expert() -> None:
    found = evaluate(ten_seeds(0.0, 0.1, 0.9))
    assert [(r.kind, r.excluded) for r in found.robustness] == [
        *(("seed", f"ijk-{i}") for i in range(1, 11)),
        *(("expert", e) for e in "abc"),
    ]
    without_c = next(r for r in found.robustness if r.excluded == "c")
    assert without_c.combined == pytest.approx((without_c.calibration or 0) * (without_c.information or 0))
    assert all(r.shift is not None and r.shift >= 0 for r in found.robustness)
    assert evaluate(ten_seeds(0.0, 0.1), weighting="equal").robustness == ()


def test_without_seed_questions_performance_says_what_to_do() -> None:
    study = make_study([TARGET], {"a": [given("doel", 1, 2, 3)], "b": [given("doel", 2, 3, 4)]})
    for weighting in ("performance-optimised", "global", "item"):
        with pytest.raises(NoSeedsError, match="--weights equal") as error:
            evaluate(study, weighting=weighting)  # type: ignore[arg-type]
        assert "--weights user" in error.value.render("nl")
    found = evaluate(study, weighting="equal")
    assert found.decision_maker is not None
    assert (found.decision_maker.calibration, found.decision_maker.bin_counts) == (None, ())
    assert found.decision_maker.information_all is not None
    assert [e.calibration for e in found.experts] == [None, None]


def test_a_study_of_labels_and_numbers_only() -> None:
    study = make_study(
        [LABEL, CHANCE],
        {"a": [{"question": "label", "label": "B"}], "b": [{"question": "kans", "probability": 0.2}]},
    )
    found = evaluate(study, weighting="equal")
    assert found.decision_maker is None
    assert [e.weight for e in found.experts] == [0.5, 0.5]
    assert found.question("kans").pooled is not None
    with pytest.raises(NoSeedsError):
        evaluate(study)


def test_an_expert_with_labels_only_has_no_performance_weight() -> None:
    study = make_study(
        [SEED, LABEL],
        {
            "a": [given("ijk", 10, 20, 30), {"question": "label", "label": "A"}],
            "b": [{"question": "label", "label": "D"}],
        },
    )
    found = evaluate(study, weighting="global")
    assert [(e.weight, e.calibration is None) for e in found.experts] == [(1, False), (0, True)]
    pooled = found.question("label").pooled
    assert pooled is not None
    assert dict(pooled.masses)["A"] == 1


def test_user_weights_have_to_be_there() -> None:
    answers = {"a": [given("doel", 1, 2, 3)], "b": [given("doel", 2, 3, 4)]}
    with pytest.raises(PanelError, match="missing for b"):
        evaluate(make_study([TARGET], answers, weights={"a": 1}), weighting="user")
    with pytest.raises(PanelError, match="All user weights are 0"):
        evaluate(make_study([TARGET], answers, weights={"a": 0, "b": 0}), weighting="user")
    found = evaluate(make_study([TARGET], answers, weights={"a": 3, "b": 1}), weighting="user")
    assert [e.weight for e in found.experts] == [0.75, 0.25]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"alpha": 0.1}, "alpha goes with"),
        ({"weighting": "beste"}, "weighting must be one of"),
        ({"combine": "som"}, "combine must be one of"),
        ({"overshoot": 0.0}, "overshoot must be above 0"),
        ({"power": -1.0}, "power must be above 0"),
    ],
)
def test_choices_that_there_are_not(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        evaluate(ten_seeds(0.0, 0.1), **settings)


def test_states_of_answers_are_counted_apart() -> None:
    found = example_elicitation()
    four = found.expert("deskundige-4")
    assert (four.answered, four.missing, four.not_asked, four.seeds_answered) == (11, 1, 0, 7)


def test_the_run_record_follows_input_and_choices_only() -> None:
    study = example_study()
    record = evaluate(study).run_record
    assert record == evaluate(study).run_record
    assert record.input_hash == study.content_hash
    others = [
        evaluate(study, weighting="equal"),
        evaluate(study, seed=1),
        evaluate(study, combine="median"),
        evaluate(replace(study, content_hash="1" * 64)),
    ]
    assert len({record.id, *(o.run_record.id for o in others)}) == 5


def test_user_weights_of_nobody_with_quantiles() -> None:
    study = make_study(
        [TARGET, LABEL],
        {"a": [given("doel", 1, 2, 3)], "b": [{"question": "label", "label": "B"}]},
        weights={"a": 0, "b": 1},
    )
    with pytest.raises(PanelError, match="quantiles has a user weight of 0: a"):
        evaluate(study, weighting="user")


def test_impossible_beside_certain_names_the_question() -> None:
    study = make_study(
        [CHANCE],
        {"a": [{"question": "kans", "probability": 0}], "b": [{"question": "kans", "probability": 1}]},
    )
    with pytest.raises(PanelError, match="Question kans: probability 0 of one expert and 1 of another"):
        evaluate(study, weighting="equal", combine="quantile-average")


def test_experts_of_the_example_with_equal_calibration_keep_or_lose_weight_together() -> None:
    """Experts 1 and 5 have the same shares in mirrored bins, so one calibration to every reader and in every order."""
    study = example_study()
    expected = {e.id: e.calibration for e in evaluate(study).experts}
    assert expected["deskundige-1"] == expected["deskundige-5"]
    for experts in (study.experts, study.experts[::-1]):
        turned = replace(study, experts=experts)
        for weighting in ("performance-optimised", "global", "item"):
            found = evaluate(turned, weighting=weighting)
            weights = {e.id: e.weight for e in found.experts}
            assert weights["deskundige-1"] > 0
            assert weights["deskundige-5"] > 0
            assert {e.id: e.calibration for e in found.experts} == expected
        at_it = evaluate(turned, weighting="global", alpha=expected["deskundige-5"])
        assert sorted(e.id for e in at_it.experts if e.weight > 0) == ["deskundige-1", "deskundige-5"]
