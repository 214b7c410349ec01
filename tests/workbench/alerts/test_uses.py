# SPDX-License-Identifier: EUPL-1.2
"""What is kept of the register is what folding all of it anew gives, whatever was undone meanwhile."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from tests.workbench.alerts.offered import approve, draft_of, offered, on_air, save
from weerbaar.alerting.register import Kind, Note, State, fold
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import uses
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.store import DatabaseStore

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def _anew() -> dict[str, object]:
    return dict(fold(DatabaseStore().events()))


def test_read_on_equals_folded_anew(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    on_air(officer, approver, monkeypatch)
    assert uses.all_uses() == _anew()
    on_air(officer, approver, monkeypatch, "VR20-2", replaces="VR20-1", kind="all-clear")
    assert uses.all_uses() == _anew()
    assert uses.register_use("VR20-1").all_clear == "nl-alert"
    offered(officer, "VR20-3")
    assert uses.all_uses() == _anew()
    assert list(uses.all_uses()) == ["VR20-1", "VR20-2", "VR20-3"]


def test_what_was_undone_is_forgotten(officer: User) -> None:
    row = offered(officer)
    before = uses.register_use(row.use).draft_hash
    with transaction.atomic():
        save(row, draft_of(texts=Text(nl="OEFENING anders")), officer)
        assert uses.register_use(row.use).draft_hash != before
        transaction.set_rollback(True)
    assert uses.register_use(row.use).draft_hash == before
    DatabaseStore().append(Kind.NOTE, row.use, "kim", Note(text="gezien"), timezone.now())
    assert [event.kind for event in uses.events_of(row.use)] == [Kind.DRAFTED, Kind.NOTE]
    with pytest.raises(Http404):
        uses.register_use("VR20-99")
    assert uses.events_of("VR20-99") == ()


def test_the_row_repeats_what_the_register_says(officer: User, approver: User) -> None:
    row = offered(officer)
    approve(row, approver)
    row = Use.objects.get()
    assert row.state == State.APPROVED.value
    version = row.version
    with transaction.atomic():
        uses.follow(uses.held(row))
    assert Use.objects.get().version == version


def test_what_a_use_is_about(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    use = uses.register_use(on_air(officer, approver, monkeypatch).use)
    assert uses.place_of(use).nl == "Moerdijk"
    assert uses.text_of(use).en.startswith("NL-Alert: fire")
    assert not uses.is_over(use)
    assert use.draft is not None
    assert uses.is_over(use, use.draft.expires)


def test_a_register_in_memory_is_the_one_in_the_database(officer: User) -> None:
    known, real = uses.KnownStore(), DatabaseStore()
    row = offered(officer)
    known.append(Kind.NOTE, None, "kim", Note(text="geen inzet"), timezone.now())
    save(row, draft_of(texts=Text(nl="OEFENING anders")), officer)
    assert known.events() == list(real.events())
    assert [event.use for event in known.events()] == [row.use, None, row.use]
    assert known.events(row.use) == real.events(row.use)
