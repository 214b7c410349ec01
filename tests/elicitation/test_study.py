# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.elicitation.studies import ALL, CHANCE, LABEL, SEED, TARGET, given, make_study
from weerbaar.elicitation.study import labels_of, natural_limits, triangle_masses
from weerbaar.method import load_method

MISSING = {"question": "doel", "missing": True, "reason": "weet ik niet"}


def test_the_answer_of_the_latest_round_counts() -> None:
    study = make_study(
        [TARGET],
        {"a": [given("doel", 1, 2, 3), given("doel", 4, 5, 6, round=2)], "b": [given("doel", 1, 2, 3)]},
        protocol="delphi",
    )
    assert study.rounds == 2
    now, before = study.answer("a", "doel"), study.answer("a", "doel", 1)
    assert now is not None
    assert before is not None
    assert (now.values, before.values) == ((4, 5, 6), (1, 2, 3))
    kept = study.answer("b", "doel")
    assert kept is not None
    assert kept.values == (1, 2, 3)
    assert study.answer_in("b", "doel", 2) is None


def test_missing_not_asked_and_zero_are_three_things() -> None:
    study = make_study(
        [TARGET, CHANCE],
        {
            "a": [given("doel", 1, 2, 3), {"question": "kans", "probability": 0}],
            "b": [MISSING],
            "c": [given("doel", 1, 2, 3), {**MISSING, "round": 2}],
        },
        protocol="delphi",
    )
    assert study.panel(1).experts == ("a", "c")
    assert study.panel().experts == ("a",)  # withdrawn in round 2
    assert study.numbers()[:, 0].tolist()[0] == 0
    assert np.isnan(study.numbers()[1:, 0]).all()
    b = study.answer("b", "doel")
    assert b is not None
    assert b.missing
    assert study.answer("b", "kans") is None


def test_arrays_of_the_panel() -> None:
    bounded = {**SEED, "lower": 0, "upper": 100}
    chance = {**CHANCE, "asks": "quantiles"}
    study = make_study(
        [bounded, TARGET, chance, LABEL],
        {"a": [given("ijk", 10, 20, 30), given("kans", 0.1, 0.2, 0.3)], "b": [given("doel", 1, 2, 3)]},
    )
    panel = study.panel()
    assert panel.items == ("ijk", "doel", "kans")
    assert panel.values.shape == (2, 3, 3)
    assert panel.values[0, 0].tolist() == [10, 20, 30]
    assert np.isnan(panel.values[0, 1]).all()
    assert panel.log_scale.tolist() == [False, True, True]
    assert panel.realizations[0] == 20
    np.testing.assert_array_equal(panel.bounds, [[0, 100], [np.nan, np.nan], [np.nan, 1]])


def test_intervals_become_quantiles() -> None:
    study = make_study(
        [SEED],
        {"a": [{"question": "ijk", "lowest": 10, "best": 20, "highest": 40, "confidence_pct": 80}]},
        protocol="idea",
    )
    assert study.panel().values[0, 0].tolist() == pytest.approx([8.75, 20, 42.5])
    three = make_study([SEED], {"a": [{"question": "ijk", "lowest": 10, "best": 20, "highest": 40}]}, protocol="idea")
    # three points count as an interval of 90 %, which is what 5/50/95 asks for
    assert three.panel().values[0, 0].tolist() == pytest.approx([10, 20, 40])


def test_kinds_of_questions() -> None:
    study = make_study(ALL, {"a": []})
    assert [q.id for q in study.quantile_questions] == ["ijk", "doel"]
    assert [q.id for q in study.number_questions] == ["kans"]
    assert [q.id for q in study.label_questions] == ["label"]
    assert [q.id for q in study.seeds] == ["ijk"]
    with pytest.raises(KeyError):
        study.question("niets")
    with pytest.raises(KeyError):
        study.expert("niemand")
    assert natural_limits(study.question("label")) == (None, None)


def test_triangle_of_labels_is_that_of_the_assessment() -> None:
    """A-B-D over A..D: weights 1/2, 1, 2/3, 1/3."""
    masses = triangle_masses(("A", "B", "C", "D"), "A", "B", "D")
    assert masses.tolist() == pytest.approx([0.2, 0.4, 4 / 15, 2 / 15])
    assert triangle_masses(("A", "B", "C", "D"), None, "C", None).tolist() == [0, 0, 1, 0]


def test_labels_come_from_the_question_or_from_the_method() -> None:
    own = make_study([LABEL], {"a": []}).label_questions[0]
    assert labels_of(own, None) == ("A", "B", "C", "D")
    bare = {k: v for k, v in LABEL.items() if k != "labels"}
    feeds = {"scenario": "x", "criterion": "5.3"}
    impact = make_study([{**bare, "feeds": feeds}], {"a": []}).label_questions[0]
    likelihood = make_study([{**bare, "feeds": {**feeds, "criterion": "likelihood"}}], {"a": []}).label_questions[0]
    assert load_method("nl-nrb-2009").scale.none == "X"
    assert labels_of(impact, "nl-nrb-2009") == ("X", "A", "B", "C", "D", "E")
    assert labels_of(likelihood, "nl-nrb-2009") == ("A", "B", "C", "D", "E")
    with pytest.raises(ValueError, match="label"):
        labels_of(impact, None)


def test_masses_of_labels_per_expert() -> None:
    study = make_study([LABEL], {"a": [{"question": "label", "label": "B", "upper": "C"}], "b": []})
    masses = study.label_masses(study.label_questions[0])
    assert masses[0].tolist() == pytest.approx([0, 2 / 3, 1 / 3, 0])
    assert np.isnan(masses[1]).all()
