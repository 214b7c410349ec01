# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from functools import cache

import pytest

from tests.workbench.capabilities.documents import example
from weerbaar.base import InputError
from weerbaar.capability import Analysis, load_analysis
from weerbaar.capability.register import Additions, new_register, parse_register
from weerbaar.workbench.capabilities.register_text import (
    added,
    decision,
    entry_from,
    free_id,
    refuse_loss,
    shortened,
    subject_of,
)


@cache
def example_analysis() -> Analysis:
    return load_analysis("voorbeeld-capaciteiten")


TODAY = datetime.date(2026, 3, 1)


def test_a_decision_on_a_new_measure_brings_its_subject_and_advice() -> None:
    analysis = example_analysis()
    assert analysis.measures is not None
    measure = analysis.measures.measures[0]
    text = new_register("proef", "nl", illustrative=True)
    register = parse_register(text, "register.yaml")[0]
    additions, entry = decision(
        register, analysis, measure, outcome="adopted", reason="Nodig.", body="cabinet", reference="Brief",
        responsible=("Ministerie A",), deadline="2027-06", on=TODAY,
    )  # fmt: skip
    after = parse_register(added(text, additions), "register.yaml")[0]
    assert [e.kind for e in after.entries] == ["advice", "decision"]
    assert entry.subject == measure.id == after.subjects[0].id
    assert after.entries[1].mandate is not None
    assert after.entries[1].mandate.body == "cabinet"
    assert after.entries[1].deadline is not None
    assert after.entries[1].deadline.text == "2027-06"
    assert subject_of(after, analysis, measure.id) == measure.id


def test_a_rejection_withdraws_and_a_subject_of_that_name_keeps_its_own_life() -> None:
    analysis = example_analysis()
    assert analysis.measures is not None
    measure = next(m for m in analysis.measures.measures if m.id == "alert-online")
    register = parse_register(example()["register.yaml"], "register.yaml")[0]
    _, entry = decision(
        register, analysis, measure, outcome="rejected", reason="Te duur.", body="minister", reference="",
        responsible=(), deadline="", on=TODAY,
    )  # fmt: skip
    assert entry.kind == "withdrawal"
    taken = "alert-online" in register.by_id
    assert (entry.subject == "alert-online") is not taken


def test_an_entry_with_a_wrong_field_is_refused_at_that_field() -> None:
    with pytest.raises(InputError) as caught:
        entry_from({"id": "a", "subject": "b", "kind": "progress", "recorded_on": TODAY, "deadline": "ooit"})
    assert any(p.field == "deadline" for p in caught.value.problems)


def test_a_changed_entry_is_a_loss_and_an_added_one_is_not() -> None:
    text = example()["register.yaml"]
    register = parse_register(text, "register.yaml")[0]
    first = register.entries[0]
    entry = entry_from(
        {"id": "los", "subject": first.subject, "kind": "progress", "valid_from": "2026", "recorded_on": TODAY}
    )
    refuse_loss(text, added(text, Additions(entries=(entry,))))
    with pytest.raises(InputError) as caught:
        refuse_loss(text, text.replace(f"id: {first.id}", "id: anders", 1))
    assert first.id in {p.value for p in caught.value.problems}


def test_names_are_free_and_short() -> None:
    assert free_id({"a-1", "a-2"}, "a") == "a-3"
    long, other = "x" * 90 + "a", "x" * 90 + "b"
    assert len(shortened(long)) <= 80
    assert shortened(long) != shortened(other)
