# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.capability.training.trainings import activity, control, file, pairs, score, share

DATED = {"n": 5, "successes": 1, "on": "2014-01-01"}
LATER = {"months": 6, "after": {"n": 10, "successes": 4}}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"before": {"n": 5, "successes": 6}}, "larger than n"),
        ({"before": {"n": 0, "successes": 0}}, "greater than or equal to 1"),
        ({"before": {"n": 5}}, "a share"),
        ({"before": {"n": 5, "successes": 1, "mean": 2, "sd": 1}}, "a share"),
        ({"before": {"n": 5, "mean": 2, "sd": 1}}, "before does not go with kind: share"),
        ({"design": "control group"}, "control goes with design"),
        ({"control": control((1, 10), (1, 10))["control"]}, "control goes with design"),
        ({"kind": "score"}, "scale"),
        ({"scale": {"low": 1, "high": 10}}, "scale"),
        ({"changes": {"both": 1, "gained": 1, "lost": 1, "neither": 7}}, "not with different people"),
        ({"design": "same people", "changes": {"both": 1, "gained": 1, "lost": 1, "neither": 6}}, "does not add up"),
        ({"design": "same people", "changes": {"n": 10, "mean": 1, "sd": 1}}, "changes does not go with kind"),
        ({"design": "same people", "changes": {"both": 1, "gained": 1}}, "give both, gained"),
        ({"design": "same people", "changes": dict.fromkeys(("both", "gained", "lost", "neither"), 0)}, "empty"),
        ({"follow_up": [{**LATER, "control": {"n": 10, "successes": 4}}]}, "follow_up has a control"),
        ({"follow_up": [LATER, LATER]}, "must ascend"),
        ({"follow_up": [{**LATER, "months": 0}]}, "greater than 0"),
        ({"before": {"n": 5, "successes": 1, "on": "2014-02-01"}, "after": DATED}, "earlier than before"),
        ({"before": {"n": 5, "successes": 1.5}}, "integer"),
        ({"before": {"n": True, "successes": 1}}, "not true or false"),
    ],
)
def test_a_share_that_cannot_be_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        share((3, 10), (5, 10), **fields)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"before": {"n": 10, "mean": 101, "sd": 1}}, "mean of before lies outside"),
        ({"before": {"n": 1, "mean": 50, "sd": 1}}, "n of 2 or more"),
        ({"before": {"n": 10, "mean": float("nan"), "sd": 1}}, "finite"),
        ({"before": {"n": 10, "mean": 50, "sd": -1}}, "greater than or equal to 0"),
        ({"scale": {"low": 5, "high": 5}}, "low must be less"),
        ({"scale": {"low": -1e308, "high": 1e308}}, "less than or equal to 1000000"),
        ({"before": {"n": 10, "mean": 50, "sd": 54}}, "it can be 52.7 at most"),
        ({"design": "same people", "changes": {"n": 10, "mean": 10, "sd": 107}}, "it can be 105 at most"),
        ({"design": "same people", "changes": {"n": 10, "mean": 20, "sd": 1}}, "after minus before is 10"),
        ({"design": "same people", "changes": {"n": 1, "mean": 10, "sd": 1}}, "greater than or equal to 2"),
    ],
)
def test_a_score_that_cannot_be_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        score((50, 5, 10), (60, 5, 10), **fields)


def test_scores_half_at_each_end_of_the_scale_spread_widest() -> None:
    """Ten people, five at 0 and five at 100: the standard deviation is 100/2 x sqrt(10/9) = 52.70."""
    assert score((50, 52.70, 10), (60, 5, 10)).before.sd == 52.70


def test_rounded_means_of_the_same_people_are_accepted() -> None:
    changes = {"n": 10, "mean": 10.9, "sd": 1}
    assert score((50, 5, 10), (60, 5, 10), design="same people", changes=changes).changes is not None


def test_later_fewer_of_the_same_people_may_be_found() -> None:
    later = {
        "months": 12,
        "after": {"n": 7, "successes": 4},
        "changes": {"both": 2, "gained": 2, "lost": 1, "neither": 2},
    }
    assert pairs(3, 3, 1, 3, follow_up=[later]).follow_up[0].after.n == 7
    wrong = {**later, "after": {"n": 8, "successes": 4}}
    with pytest.raises(ValidationError, match="does not add up"):
        pairs(3, 3, 1, 3, follow_up=[wrong])


def test_no_field_names_a_person() -> None:
    """A certificate has a function and a number; an unknown field is refused."""
    with pytest.raises(ValidationError, match="name"):
        file(
            activity(),
            functions=[{"id": "f", "title": {"nl": "F"}}],
            certificates=[{"function": "f", "course": "cursus", "issued_on": "2014-01-01", "name": "Jan"}],
        )


def test_dates_in_order() -> None:
    dates = {"issued_on": "2014-01-02", "expires_on": "2014-01-01"}
    with pytest.raises(ValidationError, match="before issued_on"):
        file(certificates=[{"function": "f", "course": "c", **dates}])
    with pytest.raises(ValidationError, match="end lies before start"):
        activity(period={"start": "2014-01-02", "end": "2014-01-01"})
