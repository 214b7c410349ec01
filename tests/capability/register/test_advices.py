# SPDX-License-Identifier: EUPL-1.2
"""An advice as the first entry in the life of a measure: once, corrected when it changes, never over something else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.capability.register.advices import PLAN, advice, measure
from tests.capability.register.registers import day
from weerbaar.base import Text
from weerbaar.capability.register import (
    Additions,
    Entry,
    Register,
    advice_entries,
    as_of,
    new_register,
    parse_register,
    text_with,
)

ADVISED, LATER = day("2014-02-01"), day("2014-06-01")


def empty() -> Register:
    return parse_register(new_register("proef", "nl"), "r")[0]


def with_(register_text: str, added: Additions) -> str:
    return text_with(register_text, "r", added)


def brought(text: str, given: Any, recorded: Any = ADVISED) -> tuple[str, Additions, Register]:
    added = advice_entries(parse_register(text, "r")[0], given, recorded, year=2012)
    after = with_(text, added)
    return after, added, parse_register(after, "r")[0]


EMPTY = new_register("proef", "nl", illustrative=True)


def test_an_advised_measure_becomes_a_subject_that_is_proposed() -> None:
    _, added, register = brought(EMPTY, advice((PLAN, [measure("plan")]), (None, [measure("los", owner="")])))
    assert [h.id for h in added.headings] == ["a", "overige-maatregelen"]
    subject = register.by_id["plan"]
    assert (subject.round, subject.year, subject.generic, subject.mark) == ("NRB 2012", 2012, False, "illustrative")
    assert subject.scenarios == ("cyberhacktivisme",)
    assert register.file.data == "illustrative"
    found = as_of(register, ADVISED)
    assert found["plan"].state.certain == "proposed"
    assert found["plan"].budget_eur.certain == 150_000
    assert found["plan"].responsible.certain == ("Ministerie van Veiligheid en Justitie",)
    assert found["los"].responsible.values == (None,)
    assert as_of(register, day("2014-01-31")).subjects == ()


def test_a_second_import_adds_nothing_and_other_words_are_a_correction() -> None:
    text, _, _ = brought(EMPTY, advice((PLAN, [measure("plan")])))
    assert brought(text, advice((PLAN, [measure("plan")])), LATER)[1].empty
    changed = advice((PLAN, [measure("plan", cost_per_year=(200_000.0,), owner="")]))
    text, added, register = brought(text, changed, LATER)
    (correction,) = added.entries
    assert (correction.kind, correction.corrects) == ("correction", "proef-plan-advies")
    assert as_of(register, LATER)["plan"].budget_eur.certain == 200_000
    assert as_of(register, LATER)["plan"].responsible.values == (None,)
    assert as_of(register, LATER, ADVISED)["plan"].budget_eur.certain == 150_000
    assert brought(text, changed, LATER)[1].empty


def test_a_decision_stays_a_decision_when_the_advice_is_brought_in_again() -> None:
    text, _, _ = brought(EMPTY, advice((PLAN, [measure("plan")])))
    given = {"id": "d", "subject": "plan", "kind": "decision", "valid_from": "2014-03", "recorded_on": "2014-04-01"}
    text = with_(text, Additions(entries=(Entry.model_validate(given),)))
    again = advice((PLAN, [measure("plan", reason=Text(nl="Anders.", en="Different."))]))
    _, added, register = brought(text, again, LATER)
    assert [e.kind for e in added.entries] == ["correction"]
    assert as_of(register, LATER)["plan"].state.certain == "decided"


def test_something_else_of_that_name_is_left_alone() -> None:
    other = advice((PLAN, [measure("plan")]))
    other.analysis_id = "ander"
    text, _, _ = brought(EMPTY, other)
    _, added, register = brought(text, advice((PLAN, [measure("plan")])), LATER)
    assert [s.id for s in added.subjects] == ["proef-plan"]
    assert added.headings == ()
    assert [e.subject for e in register.entries] == ["plan", "proef-plan"]


def test_what_was_annulled_by_hand_does_not_come_back() -> None:
    text, _, _ = brought(EMPTY, advice((PLAN, [measure("plan")])))
    given = {"id": "x", "subject": "plan", "kind": "correction", "corrects": "proef-plan-advies", "annuls": True}
    text = with_(text, Additions(entries=(Entry.model_validate(given | {"recorded_on": "2014-03-01"}),)))
    assert brought(text, advice((PLAN, [measure("plan")])), LATER)[1].empty


@pytest.mark.parametrize("made_up", [True, False])
def test_a_real_advice_is_derived_and_an_illustrative_one_is_not(made_up: bool) -> None:
    added = advice_entries(empty(), advice((PLAN, [measure("plan")]), illustrative=made_up), ADVISED)
    assert [e.mark for e in added.entries] == ["illustrative" if made_up else "derived"]
    assert added.subjects[0].year == 2014
