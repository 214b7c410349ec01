# SPDX-License-Identifier: EUPL-1.2
"""The file of channels fixes what each may be used for, and says everything that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.alerting.delivery.messages import Clock, desk, exercise
from weerbaar.alerting.delivery import ForExercise, ForReal, read_channels, send
from weerbaar.base import InputError

GOOD = """
version: 1
channels:
  - {kind: bsc, name: noord, purpose: live, host: 198.51.100.1}
  - {kind: osmo-cbc, name: kpn, purpose: live, host: 198.51.100.2, controllers: [noord, zuid]}
  - {kind: bsc, name: oefen-bsc, purpose: exercise, host: 127.0.0.1, port: 48050}
  - {kind: osmo-cbc, name: oefen-cbc, purpose: exercise, host: "::1"}
  - {kind: rehearsal, name: oefen, cells: [101-1001, 101-1002], seed: 3}
"""

BAD = """
version: 1
channels:
  - {kind: bsc, name: oefen, purpose: exercise, host: 198.51.100.1}
  - {kind: rehearsal, name: spel, cells: [Moerdijk]}
  - {kind: bsc, name: noord, purpose: live, host: 198.51.100.1}
  - {kind: bsc, name: noord, purpose: live, host: 198.51.100.2}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "channels.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_channels_by_what_they_are_for(tmp_path: Path) -> None:
    channels = read_channels(written(tmp_path, GOOD), Clock())
    assert set(channels.live) == {"noord", "kpn"}
    assert set(channels.exercise) == {"oefen-bsc", "oefen-cbc", "oefen"}
    assert {type(channel.purpose) for channel in channels.live.values()} == {ForReal}
    assert {type(channel.purpose) for channel in channels.exercise.values()} == {ForExercise}
    assert {one.channel.name: set(one.expected) for one in channels.watched} == {
        "noord": {"noord"},
        "kpn": {"noord", "zuid"},
        "oefen-bsc": {"oefen-bsc"},
        "oefen-cbc": set(),
        "oefen": {"oefen"},
    }
    assert set(channels.by_name) == {"noord", "kpn", "oefen-bsc", "oefen-cbc", "oefen"}


def test_an_exercise_goes_over_a_channel_of_the_file(tmp_path: Path) -> None:
    channels = read_channels(written(tmp_path, GOOD), Clock())
    sent = send(desk(tmp_path), channels.exercise["oefen"], exercise(cells=("101-1001",)))
    assert sent.cells["101-1001"].result == "taken"


def test_everything_wrong_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_channels(written(tmp_path, BAD), Clock())
    assert [(problem.line, problem.value) for problem in caught.value.problems] == [
        (4, "oefen"),
        (5, "spel"),
        (7, "noord"),
    ]


def test_one_program_is_not_both_real_and_for_exercises(tmp_path: Path) -> None:
    both = """
version: 1
channels:
  - {kind: osmo-cbc, name: oefen, purpose: exercise, host: "::1", port: 12347}
  - {kind: bsc, name: oefen-2, purpose: exercise, host: 127.0.0.1, port: 48050}
  - {kind: osmo-cbc, name: echt, purpose: live, host: localhost, port: 12349}
  - {kind: bsc, name: elders, purpose: live, host: 198.51.100.7, port: 48050}
"""
    with pytest.raises(InputError) as caught:
        read_channels(written(tmp_path, both), Clock())
    (problem,) = caught.value.problems
    assert (problem.line, problem.value) == (4, "oefen")
    assert "port 4264; an exercise would be real" in problem.message.en


@pytest.mark.parametrize(
    "entry",
    [
        "{kind: rehearsal, name: spel, purpose: live, cells: [101-1]}",
        "{kind: rehearsal, name: spel, cells: []}",
        "{kind: bsc, name: noord, host: 198.51.100.1}",
        "{kind: bsc, name: noord, purpose: test, host: 198.51.100.1}",
        "{kind: bsc, name: noord, purpose: live, host: 198.51.100.1, port: 0}",
        "{kind: telex, name: noord, purpose: live}",
    ],
)
def test_what_no_channel_can_be_is_refused(entry: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_channels(written(tmp_path, f"version: 1\nchannels:\n  - {entry}\n"), Clock())
