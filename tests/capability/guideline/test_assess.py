# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.guideline.checklists import ON, answer, checklist, checklists, guideline, piece
from weerbaar.capability.guideline import STANDINGS, Answer, assess_checklist, load_checklist


def standing(given: Answer) -> str:
    return assess_checklist(checklist(given), guideline(), ON).findings[0].standing


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(), "claimed"),
        (answer(evidence=(piece(),)), "shown"),
        (answer(evidence=(piece("2020-01-01", "2027-03-01"),)), "shown"),
        (answer(evidence=(piece("2020-01-01", "2027-02-28"),)), "expired"),
        (answer(evidence=(piece("2027-03-02"),)), "claimed"),
        (answer(evidence=(piece("2020-01-01", "2021-01-01"), piece("2027-03-02"))), "expired"),
        (answer(evidence=(piece("2020-01-01", "2021-01-01"), piece("2022-01-01"))), "shown"),
        (answer(state="partly", evidence=(piece("2020-01-01", "2021-01-01"),)), "partly"),
        (answer(state="unknown"), "unknown"),
        (answer(state="not met", evidence=(piece(),)), "not met"),
    ],
)
def test_met_is_shown_claimed_or_expired(given: Answer, expected: str) -> None:
    assert standing(given) == expected


def test_unknown_not_met_and_not_answered_are_three_things() -> None:
    result = assess_checklist(checklist(answer("r0", "unknown"), answer("r1", "not met")), guideline(), ON)
    (part,) = result.parts
    assert (part.count("unknown"), part.count("not met"), part.count("not answered")) == (1, 1, 1)
    assert (part.requirements, part.applicable, part.known) == (3, 3, 1)


@pytest.mark.parametrize(("state", "late"), [("not met", True), ("partly", True), ("unknown", True), ("met", False)])
def test_overdue_is_not_met_after_the_day(state: str, late: bool) -> None:
    due = ON - datetime.timedelta(days=1)
    assert assess_checklist(checklist(answer(state=state, due=due)), guideline(), ON).findings[0].overdue is late
    assert not assess_checklist(checklist(answer(state=state, due=ON)), guideline(), ON).findings[0].overdue


def test_missing_evidence_is_not_expired_evidence() -> None:
    old = piece("2020-01-01", "2021-01-01")
    result = assess_checklist(
        checklist(answer("r0"), answer("r1", "partly"), answer("r2", evidence=(old,))), guideline(), ON
    )
    assert [f.missing_evidence for f in result.findings] == [True, True, False]
    assert (result.parts[0].missing_evidence, result.parts[0].expired_evidence) == (2, 1)


def test_dates_that_are_binding_on_the_day_and_later() -> None:
    cra = load_checklist("voorbeeld-capaciteiten")
    result = assess_checklist(cra.checklist, cra.content, datetime.date(2026, 9, 11))
    assert [d.on.year for d in result.in_force] == [2024, 2026]
    assert [d.on.year for d in result.to_come] == [2027]


def test_the_example_counted_by_hand() -> None:
    found = load_checklist("voorbeeld-capaciteiten")
    result = assess_checklist(found.checklist, found.content, ON, found.contents)
    assert [p.counts for p in result.parts] == [
        (1, 0, 0, 0, 0, 0, 0, 0),
        (3, 1, 1, 2, 2, 1, 2, 1),
        (3, 1, 0, 2, 1, 0, 0, 1),
    ]
    assert [(p.missing_evidence, p.expired_evidence, p.overdue) for p in result.parts] == [
        (0, 0, 0),
        (2, 1, 2),
        (2, 0, 0),
    ]
    assert dict(result.marks) == {"found": 22}
    assert len(result.input_hash) == 64


@settings(max_examples=20)
@given(checklists(), st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)))
def test_every_requirement_stands_in_exactly_one_way(any_list: object, on: datetime.date) -> None:
    result = assess_checklist(any_list, guideline(), on)  # type: ignore[arg-type]
    assert sum(result.parts[0].counts) == 3 == len(result.findings)
    assert [len(result.standing(s)) for s in STANDINGS] == list(result.parts[0].counts)
