# SPDX-License-Identifier: EUPL-1.2
"""What is recorded, and that the log as stored is the log as hashed."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit import anchors, guard, log
from weerbaar.workbench.audit.chain import FIRST, Anchor, verify
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def kinds() -> list[str]:
    return [fault.kind for fault in log.faults() if fault.kind != "unguarded"]


def test_an_entry_says_who_did_what_to_what_from_where(make_user: MakeUser) -> None:
    round_ = Round.objects.create(slug="nrb-2027", title_nl="NRB", label="2027", year=2027, level=Level.SECRET)
    user = make_user("analyst", name="anna")
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    request.user = user
    made = log.record(request, "round.changed", round_, fields=["title_nl"], until=date(2027, 1, 2))
    stored = Entry.objects.get()
    assert stored.digest == made.digest
    assert (stored.sequence, stored.actor, stored.actor_id, stored.address) == (1, "anna", user.pk, "192.0.2.7")
    assert (stored.action, stored.object_kind, stored.object_id) == ("round.changed", "round", str(round_.pk))
    assert stored.level == Level.SECRET
    assert stored.details == {"fields": ["title_nl"], "until": "2027-01-02"}
    assert stored.previous == FIRST
    assert log.record(None, "round.read", round_=round_, level=2).round_slug == "nrb-2027"


def test_nobody_is_written_as_nobody_and_the_one_who_is_named_wins(make_user: MakeUser) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert log.record(request, "user.login-failed").actor == ""
    assert log.record(request, "user.logged-in", actor=make_user(name="bert")).actor == "bert"
    del request.user
    assert log.record(request, "backup.made").actor_id is None


def test_entries_form_a_chain_and_the_end_costs_one_query(django_assert_num_queries: Any) -> None:
    for number in range(5):
        log.record(None, "scenario.read", n=number)
    with transaction.atomic(), django_assert_num_queries(2):  # head, insert
        log.record(None, "scenario.read")
    assert verify(log.entries()) == []
    assert [entry.sequence for entry in log.entries()] == [1, 2, 3, 4, 5, 6]


def test_what_fails_leaves_no_entry() -> None:
    def change() -> None:
        log.record(None, "scenario.changed")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(change)()
    assert not Entry.objects.exists()
    assert log.record(None, "scenario.changed").sequence == 1


def test_the_signal_comes_when_it_is_final(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[Entry] = []

    def hear(entry: Entry, **_: object) -> None:
        heard.append(entry)
        raise RuntimeError("a receiver that fails")

    log.recorded.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            made = log.record(None, "round.closed")
            assert heard == []
        assert heard == [made]
    finally:
        log.recorded.disconnect(hear)


def test_an_anchor_is_kept_now_and_then(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "EVERY", 3)
    with django_capture_on_commit_callbacks(execute=True):
        made = [log.record(None, "scenario.read") for _ in range(7)]
    assert anchors.kept() == ([Anchor(n, made[n - 1].digest) for n in (3, 6)], [])
    guard.lift(connection)
    Entry.objects.filter(sequence__gt=4).delete()
    assert kinds() == ["cut-off"]
    assert [f.kind for f in log.faults([Anchor(7, made[6].digest)]) if f.kind == "cut-off"] == ["cut-off"]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE audit_entry SET actor = 'iemand' WHERE sequence = 3"], ["changed"]),
        (["UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE sequence = 3"], ["changed"]),
        (["UPDATE audit_entry SET details = '{}' WHERE sequence = 1"], ["changed"]),
        (["DELETE FROM audit_entry WHERE sequence = 2"], ["missing"]),
        (["DELETE FROM audit_entry WHERE sequence < 3"], ["missing"]),
        (
            [
                "UPDATE audit_entry SET sequence = 99 WHERE sequence = 2",
                "UPDATE audit_entry SET sequence = 2 WHERE sequence = 3",
                "UPDATE audit_entry SET sequence = 3 WHERE sequence = 99",
            ],
            ["reordered", "reordered"],
        ),
        (
            ["DELETE FROM audit_entry WHERE sequence = 5", "UPDATE audit_entry SET sequence = 5 WHERE sequence = 6"],
            ["reordered"],
        ),
    ],
)
def test_tampering_with_the_database_shows(statements: list[str], expected: list[str]) -> None:
    for number in range(6):
        log.record(None, "scenario.read", n=number)
    assert kinds() == []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    assert kinds() == expected


def test_a_guard_that_was_taken_off_shows() -> None:
    guard.lift(connection)
    assert [fault.kind for fault in log.faults()] == ["unguarded"]
    guard.put_on(connection)
    assert log.faults() == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING)
def test_whatever_is_told_is_hashed_as_it_is_read_back(value: object) -> None:
    log.record(None, "scenario.changed", value=value)
    assert verify(log.entries()) == []


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (0.25, 0.25),
        (-0.0, 0.0),
        (1e16, "1e+16"),
        (1e-9, "1e-09"),
        (math.inf, "Infinity"),
        (math.nan, "NaN"),
        (2**80, 2**80),
        (Decimal("1.50"), "1.50"),
        ("a\0b", "a\ufffdb"),
        ("\ud800", "?"),
    ],
)
def test_what_postgresql_cannot_keep_is_written_so_that_it_can(value: object, stored: object) -> None:
    log.record(None, "scenario.changed", value=value)
    assert Entry.objects.get().details == {"value": stored}
