# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.figures.evacuations import study
from weerbaar.figures.evacuation_words import (
    best_clearance,
    hours_words,
    people_at_best,
    people_out,
    plan_names,
    study_caption,
)


def test_hours_that_were_not_reached_are_not_zero() -> None:
    assert hours_words(None, "nl") == "niet bereikt"
    assert hours_words(0.0, "en") == "0.0 h"


def test_the_same_way_of_choosing_roads_twice_is_numbered() -> None:
    names = plan_names([study("nearest"), study("managed"), study("nearest")], "en")
    assert names == ["everybody to the nearest exit (1)", "traffic directed by the plan", f"{names[0][:-3]}(2)"]


def test_nobody_beats_what_no_plan_can_beat() -> None:
    plans = [study("nearest"), study("managed")]
    times = np.linspace(0, 3 * 3600, 50)
    best = people_at_best(plans, times)
    assert best is not None
    # The pattern of the bound is straight within a bin.
    assert all(np.all(people_out(plan, times) <= best + 65) for plan in plans)
    assert best[-1] == pytest.approx(7500)
    assert people_at_best([*plans, study("nearest", with_bound=False)], times) is None
    assert best_clearance(study("nearest", with_bound=False)) is None


def test_the_caption_leads_back_to_each_run_once() -> None:
    one = study("nearest")
    assert study_caption([one, one], "en").count(one.record.id) == 1
