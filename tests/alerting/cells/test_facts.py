# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from importlib.resources import files
from pathlib import Path

import pytest

from weerbaar.alerting.cells.facts import read_facts, shipped_facts
from weerbaar.base import InputError

SHIPPED = Path(str(files("weerbaar") / "data" / "alerting" / "cells" / "reach.yaml"))


def test_published_numbers_of_the_ministry() -> None:
    """rijksoverheid.nl, 16-12-2019 and 22-06-2020."""
    by_day = {point.day: point for point in shipped_facts().survey}
    assert by_day[datetime.date(2019, 6, 3)].high == 0.78
    assert by_day[datetime.date(2019, 12, 2)].low == 0.85
    assert by_day[datetime.date(2020, 6, 8)].low == 0.90
    assert {group.group: group.share for group in shipped_facts().ages.groups} == {"18-34": 0.95, "75+": 0.73}


def test_the_ages_come_to_the_whole() -> None:
    ages = shipped_facts().ages
    rest = 1 - sum(group.of_population for group in ages.groups)
    total = sum(group.share * group.of_population for group in ages.groups) + rest * ages.others_share
    assert total == pytest.approx(ages.all)


def test_every_number_has_a_source_and_whatever_is_unknown_a_range() -> None:
    facts = shipped_facts()
    assert all(point.source for point in facts.survey)
    for name in type(facts.uncertain).model_fields:
        uncertain = getattr(facts.uncertain, name)
        assert uncertain.source
        assert uncertain.text.en
        assert uncertain.range.ppf(0.05) < uncertain.range.ppf(0.95)
    assert all(text.en for text in facts.cannot_know)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('period: "12-2019", low: 0.85', 'period: "12-2019", low: 0.95', "low is above high"),
        ("day: 2013-07-01", "day: 2015-07-01", "surveys must ascend"),
        ("of_population: 0.25", "of_population: 0.95", "the whole population"),
        ("share: 0.95, of", "share: 0.05, of", "do not agree"),
        ("survey_error: 0.02", "survey_error: 2", "survey_error"),
        ("launched:", "lanceerd:", "lanceerd"),
    ],
)
def test_facts_that_cannot_be_are_refused(before: str, after: str, said: str, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert text.count(before) == 1
    (tmp_path / "reach.yaml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_facts(tmp_path / "reach.yaml")
