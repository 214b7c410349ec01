# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest

from tests.workbench.scoring.panels import expert, go_to, open_round, say
from weerbaar.workbench.rounds.models import Phase
from weerbaar.workbench.scoring.answers import in_effect, label_counts
from weerbaar.workbench.scoring.disagreement import alphas, differences, findings
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Panelist

pytestmark = pytest.mark.django_db


def test_the_most_divided_question_comes_first() -> None:
    round_ = open_round()
    people = [expert(round_, f"d{n}") for n in range(4)]
    for criterion, labels in {"1.1": "AABB", "3.1": "XAEE", "5.1": "CCCC", "5.2": "D"}.items():
        for user, label in zip(people, labels, strict=False):
            say(user, round_, criterion, label)
    counts = label_counts(in_effect(round_, 4))
    found = differences(rod_of(round_), round_.scenarios.all(), counts)
    assert [(d.asked.id, round(d.lies.distance, 2)) for d in found] == [("3.1", 3.17), ("1.1", 0.67), ("5.1", 0.0)]
    assert found[0].given == [("X", 1), ("A", 1), ("E", 2)]
    assert [d.asked.id for d in differences(rod_of(round_), round_.scenarios.all(), counts, "5.1")] == ["5.1"]


def test_alpha_is_one_where_all_agree_and_undefined_where_nothing_varies() -> None:
    rod = rod_of(open_round())
    rows = [(p, s, "1.1", label) for p in (1, 2, 3) for s, label in enumerate("ABE")]
    rows += [(p, 0, "1.2", "C") for p in (1, 2)]
    found = alphas(rod, rows)
    assert found["1.1"] == pytest.approx(1)
    assert math.isnan(found["1.2"])
    assert list(found) == [field.id for field in rod.fields]


def test_what_does_not_fit_together_is_found() -> None:
    round_ = open_round()
    people = [expert(round_, f"d{n}") for n in range(4)]
    for user, label in zip(people, "XDDD", strict=True):
        say(user, round_, "1.1", {"label": label, "reason": "Omdat."})
    say(people[0], round_, "2.1", {"quantities": {"deaths": 5000}, "reason": "Telling."})
    say(people[1], round_, "5.1", "E")
    say(people[2], round_, "5.2", {"missing": True})
    go_to(round_, Phase.FEEDBACK)
    say(people[0], round_, "2.1", {"label": "B", "reason": "Toch minder."})
    rod, answers = rod_of(round_), in_effect(round_, 4)
    found = findings(round_, rod, list(round_.scenarios.all()), label_counts(answers), 4)
    numbers = {p.user_id: p.number for p in Panelist.objects.all()}
    assert [(f.kind, f.asked.id, f.who, f.text.nl) for f in found] == [
        ("x-and-severe", "1.1", None, "1 × X, 3 × D of E"),
        ("outlier", "1.1", numbers[people[0].pk], "X, mediaan D"),
        ("numbers-and-label", "2.1", numbers[people[0].pk], "aantallen in beurt 1 geven D, klasse in beurt 2 is B"),
        ("no-reason", "5.1", numbers[people[1].pk], "E zonder toelichting"),
        ("unknown", "5.2", None, "1 van 1 antwoorden"),
    ]
