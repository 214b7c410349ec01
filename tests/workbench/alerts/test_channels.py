# SPDX-License-Identifier: EUPL-1.2
"""What a channel is for is fixed when it is made, and a channel for exercises stays on this machine."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.alerts.offered import asked_by, rehearsal
from weerbaar.alerting.delivery import BscChannel, ForExercise, ForReal, OsmoCbcChannel
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import channels
from weerbaar.workbench.alerts.models import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def _make(user: User, **values: Any) -> Channel:
    given: dict[str, Any] = {"name": "brabant", "kind": "bsc", "purpose": "live", "host": "10.0.0.1"}
    return channels.make_channel(asked_by(user), **(given | values))


def test_each_kind_in_the_list_of_its_purpose(manager: User) -> None:
    _make(manager)
    cbc = {"port": 12349, "controllers": ["bsc-1", " "]}
    _make(manager, name="centrale", kind="osmo-cbc", purpose="exercise", host="127.0.0.1", **cbc)
    _make(manager, name="oefennet", kind="rehearsal", purpose="exercise", refusing=0.1)
    there = channels.ways()
    assert (sorted(there.live), sorted(there.exercise)) == (["brabant"], ["centrale", "oefennet"])
    assert isinstance(there.live["brabant"], BscChannel)
    assert there.live["brabant"].purpose == ForReal()
    assert isinstance(there.exercise["centrale"], OsmoCbcChannel)
    assert all(channel.purpose == ForExercise() for channel in there.exercise.values())
    assert {one.channel.name: one.expected for one in there.watched} == {
        "brabant": {"brabant"},
        "centrale": {"bsc-1"},
        "oefennet": {"oefennet"},
    }
    assert channels.ways().by_name["brabant"] is there.live["brabant"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"purpose": "exercise"}, "host"),
        ({"purpose": "exercise", "host": "localhost"}, "host"),
        ({"kind": "rehearsal", "purpose": "live"}, "purpose"),
        ({"host": " "}, "host"),
        ({"port": 70_000}, "port"),
        ({"kind": "osmo-cbc", "console_port": -1}, "console_port"),
        ({"name": "a b"}, "name"),
        ({"name": ""}, "name"),
        ({"kind": "sms"}, "kind"),
        ({"purpose": "misschien"}, "purpose"),
        ({"kind": "rehearsal", "purpose": "exercise", "silent": 1.5}, "silent"),
    ],
)
def test_what_cannot_be_made(manager: User, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        _make(manager, **values)
    assert field in [problem.field for problem in caught.value.problems]
    assert not Channel.objects.exists()


def test_out_of_use_is_in_no_list_and_two_of_one_name_there_are_not(manager: User, officer: User) -> None:
    row = _make(manager)
    with pytest.raises(InputError):
        _make(manager)
    channels.switch_channel(asked_by(manager), row, version=1, active=False)
    assert channels.ways().by_name == {}
    for forbidden in (lambda: _make(officer), lambda: channels.check_channel(asked_by(officer), row)):
        with pytest.raises(PermissionDenied):
            forbidden()


def test_a_test_asks_and_broadcasts_nothing(manager: User) -> None:
    there = channels.check_channel(asked_by(manager), rehearsal())
    assert there.works
    assert there.peers == (("oefennet", True),)
    away = channels.check_channel(asked_by(manager), _make(manager, host="127.0.0.1", port=1))
    assert not away.works


def test_a_channel_whose_file_is_gone_is_broken_and_the_others_work(manager: User) -> None:
    from weerbaar.workbench.alerts.models import Supply

    gone = Supply.objects.create(kind="network", name="weg.csv", sha256="0" * 64, size=1)
    Channel.objects.create(name="stuk", kind="rehearsal", purpose="exercise", network=gone)
    rehearsal()
    there = channels.ways()
    assert list(there.exercise) == ["oefennet"]
    assert list(there.broken) == ["stuk"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "0.0.0.0", "localhost", "bsc.example.org"])
def test_an_exercise_cannot_share_a_port_of_this_machine_with_a_real_channel(manager: User, host: str) -> None:
    make = partial(_make, manager)
    make(name="echt", purpose="live", host=host, port=48_049)
    make(name="elders", purpose="live", host="198.51.100.7", port=48_050)
    with pytest.raises(InputError, match="an exercise would be real"):
        make(name="oefening", purpose="exercise", host="127.0.0.1", port=48_049)
    make(name="oefening", purpose="exercise", host="127.0.0.1", port=48_050)
    with pytest.raises(InputError, match="an exercise would be real"):
        make(name="echt-2", purpose="live", host="localhost", port=48_050)
    assert list(Channel.objects.values_list("name", flat=True)) == ["echt", "elders", "oefening"]


@pytest.mark.parametrize("in_use", [True, False])
def test_a_pair_that_was_there_before_loses_its_exercise_and_keeps_the_real_one(in_use: bool) -> None:
    address = {"host": "127.0.0.1", "port": 48_049}
    Channel.objects.create(name="echt", kind="bsc", purpose="live", address=address, active=in_use)
    Channel.objects.create(name="oefening", kind="bsc", purpose="exercise", address=address)
    there = channels.ways()
    assert (list(there.live), list(there.exercise)) == (["echt"] if in_use else [], [])
    assert "kunnen op poort 48049 bij hetzelfde programma" in there.broken["oefening"].nl


def test_a_channel_is_made_anew_when_anything_of_it_is_another(manager: User) -> None:
    _make(manager, host="127.0.0.1", purpose="exercise")
    assert channels.ways().exercise["brabant"].purpose == ForExercise()
    Channel.objects.update(purpose="live")
    there = channels.ways()
    assert (list(there.exercise), there.live["brabant"].purpose) == ([], ForReal())
