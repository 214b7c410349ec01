# SPDX-License-Identifier: EUPL-1.2
"""What may be asked for, by whom, and over which channels."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.alerts.offered import approve, asked_by, draft_of, hash_of, offered, on_air, rehearsal, save
from weerbaar.alerting.register import AllClear, Evaluated
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import delivery_verbs as verbs
from weerbaar.workbench.alerts.models import Channel, ChannelKind, Use
from weerbaar.workbench.alerts.uses import events_of, register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def _real() -> Channel:
    address = {"host": "127.0.0.1", "port": 1}
    return Channel.objects.create(name="echt", kind=ChannelKind.BSC, purpose="live", address=address)


def test_only_what_was_approved_as_it_is_now(officer: User, approver: User) -> None:
    rehearsal()
    row = offered(officer)
    with pytest.raises(verbs.NotNowError, match="not approved"):
        verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))
    approve(row, approver)
    approved = hash_of(row)
    save(row, draft_of(texts=Text(nl="OEFENING NL-Alert: iets anders.")), officer)
    for draft in (approved, hash_of(row)):
        with pytest.raises(verbs.NotNowError, match="changed after"):
            verbs.send(asked_by(officer), row, channels=["oefennet"], draft=draft)
    assert Use.objects.get().wanted == ""


def test_other_cells_than_were_approved_are_not_asked(officer: User, approver: User) -> None:
    rehearsal()
    row = offered(officer)
    row.change(row.version, least_share=0.25)
    approve(row, approver)
    row.refresh_from_db()
    assert row.approved_share == 0.25
    row.change(row.version, least_share=0.0)
    with pytest.raises(verbs.NotNowError, match="choice of cells"):
        verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))


def test_an_exercise_never_over_a_real_channel_nor_the_other_way_round(officer: User, approver: User) -> None:
    rehearsal()
    _real()
    for name, status, wrong in (("VR20-1", "exercise", "echt"), ("VR20-2", "actual", "oefennet")):
        row = offered(officer, name, status)
        approve(row, approver)
        assert wrong not in [channel.name for channel in verbs.channels_for(status)]
        with pytest.raises(verbs.NotNowError, match="cannot go over"):
            verbs.send(asked_by(officer), row, channels=[wrong], draft=hash_of(row))
        with pytest.raises(verbs.NotNowError, match="at least one"):
            verbs.send(asked_by(officer), row, channels=[], draft=hash_of(row))
    assert set(Use.objects.values_list("wanted", flat=True)) == {""}


def test_who_only_approves_does_not_send(officer: User, approver: User) -> None:
    rehearsal()
    row = offered(officer)
    approve(row, approver)
    for ask in (
        lambda: verbs.send(asked_by(approver), row, channels=["oefennet"], draft=hash_of(row)),
        lambda: verbs.cancel(asked_by(approver), row, reason="vals alarm"),
        lambda: verbs.ask_status(asked_by(approver), row),
    ):
        with pytest.raises(PermissionDenied):
            ask()


def test_nothing_to_withdraw_or_to_ask(officer: User, approver: User) -> None:
    row = offered(officer)
    with pytest.raises(verbs.NotNowError, match="nothing to withdraw"):
        verbs.cancel(asked_by(officer), row, reason="vals alarm")
    with pytest.raises(verbs.NotNowError, match="reason"):
        verbs.cancel(asked_by(officer), row, reason=" ")
    with pytest.raises(verbs.NotNowError, match="not on the air"):
        verbs.ask_status(asked_by(officer), row)
    with pytest.raises(verbs.NotNowError, match="not broadcast"):
        verbs.give_all_clear(asked_by(officer), row, how="other_means", remark="via de radio")
    with pytest.raises(verbs.NotNowError, match="Nothing was sent"):
        verbs.evaluate(asked_by(officer), row, went_well="alles")


def test_all_clear_and_evaluation_are_in_the_register(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = on_air(officer, approver, monkeypatch)
    with pytest.raises(verbs.NotNowError, match="how or why"):
        verbs.give_all_clear(asked_by(officer), row, how="other_means", remark="")
    verbs.give_all_clear(asked_by(officer), row, how="other_means", remark="via de radio")
    with pytest.raises(verbs.NotNowError, match="at least one field"):
        verbs.evaluate(asked_by(officer), row, lessons=["", " "])
    verbs.evaluate(asked_by(officer), row, went_well="snel", lessons=["Eerder Engels", ""])
    said = [event.said for event in events_of(row.use)]
    assert AllClear(how="other_means", remark="via de radio") in said
    assert Evaluated(went_well="snel", lessons=("Eerder Engels",)) in said
    assert register_use(row.use).all_clear == "other_means"


def test_asking_wakes_the_desk_after_the_transaction(
    officer: User,
    approver: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    rehearsal()
    row = offered(officer)
    approve(row, approver)
    woken: list[int] = []
    monkeypatch.setattr(verbs.desk, "wake", lambda: woken.append(1))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        verbs.send(asked_by(officer), row, channels=["oefennet", "oefennet"], draft=hash_of(row))
    assert woken == [1]
    row.refresh_from_db()
    assert (row.wanted, row.wanted_by, row.channels) == ("send", "piet", ["oefennet"])
