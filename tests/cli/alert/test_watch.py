# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from tests.cli.alert.walk import alert, released
from weerbaar.alerting.delivery import BscChannel, FolderHolds, ForExercise, channel_file
from weerbaar.alerting.delivery.cbsp_link import CbspLink, Dial
from weerbaar.alerting.register import Kind
from weerbaar.cli.alert import watch
from weerbaar.cli.alert.desk import store_of

NETWORK = """\
operator,technology,mcc,mnc,lac,ci,lat,lon,azimuth_deg,beam_width_deg,radius_m
A,2G,204,08,101,1001,52.09,5.12,0,360,2000
A,2G,204,08,101,1002,52.09,5.13,0,360,2000
"""


@pytest.fixture
def bsc() -> Iterator[FakeBsc]:
    with running(FakeBsc()) as found:
        yield found


@pytest.fixture
def words(tmp_path: Path, bsc: FakeBsc, capsys: pytest.CaptureFixture[str]) -> list[str | Path]:
    """An exercise that is on the air over a controller, and what the watch is told."""
    (tmp_path / "n.csv").write_text(NETWORK)
    channel = f"{{kind: bsc, name: noord, purpose: exercise, host: 127.0.0.1, port: {bsc.port}}}"
    (tmp_path / "k.yaml").write_text(f"version: 1\nchannels:\n  - {channel}\n")
    found = ["--register", released(tmp_path, "--status", "exercise"), "--by", "An", "--channels", tmp_path / "k.yaml"]
    assert alert("send", "inzet-1", *found, "--channel", "noord", "--network", tmp_path / "n.csv") == 0
    capsys.readouterr()
    return found


def forget(bsc: FakeBsc) -> None:
    """Let the controller start anew while nobody is connected."""
    for messages in bsc.on_air.values():
        messages.clear()


class Clock(SimpleNamespace):
    """Time that passes only while somebody sleeps; what happens meanwhile is given."""

    def __init__(self, *meanwhile: Callable[[], object]) -> None:
        super().__init__(now=0.0, meanwhile=list(meanwhile))

    def monotonic(self) -> float:
        return float(self.now)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.meanwhile:
            self.meanwhile.pop(0)()


def test_once_gives_a_controller_that_was_restarted_what_it_lost(
    words: list[str | Path], bsc: FakeBsc, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(bsc)
    assert alert("watch", *words, "--once") == 0
    out = capsys.readouterr().out
    assert "noord: verbonden" in out
    assert "inzet-1: opnieuw verzonden naar 2 (204-08-101-1001, 204-08-101-1002)" in out
    first, second = bsc.writes()
    assert second.new_serial == first.new_serial
    assert alert("watch", *words, "--once", lang="en") == 0
    assert "sent again" not in capsys.readouterr().out
    assert len(bsc.writes()) == 2


def test_it_goes_round_until_its_time_is_over_and_says_only_what_is_new(
    words: list[str | Path], bsc: FakeBsc, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(lambda: None, bsc.restart)
    monkeypatch.setattr(watch, "time", clock)
    assert alert("watch", *words, "--every", "10", "--for", "45") == 0
    assert clock.now == 40
    lines = [line.split("  ", 1)[1] for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "noord: verbonden",
        "noord: opnieuw gestart",
        "inzet-1: opnieuw verzonden naar 2 (204-08-101-1001, 204-08-101-1002)",
    ]
    register = str(words[1])
    assert [e.said.state for e in store_of(register).events() if e.kind is Kind.PEER] == ["found", "restarted"]


def test_ctrl_c_stops_it_without_a_word_too_many(
    words: list[str | Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "time", Clock(stop))
    assert alert("watch", *words) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "De bewaking is gestopt."
    assert said.err == ""


def test_who_is_away_is_said_once_and_is_the_exit_code(
    words: list[str | Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = "{kind: bsc, name: zuid, purpose: exercise, host: 127.0.0.1, port: 1}"
    (tmp_path / "k.yaml").write_text(f"version: 1\nchannels:\n  - {entry}\n")
    monkeypatch.setattr(watch, "time", Clock())
    nobody = BscChannel("zuid", ForExercise(), CbspLink("zuid", Dial("127.0.0.1", 1), connect_s=0.05))
    monkeypatch.setattr(channel_file, "bsc_channel", lambda *_: nobody)
    assert alert("watch", *words, "--every", "10", "--for", "30") == 1
    assert [line.split("  ", 1)[1] for line in capsys.readouterr().out.splitlines()] == ["zuid: weg of niet werkend"]
    assert alert("watch", *words, "--once", lang="en") == 1
    assert "zuid: not connected" in capsys.readouterr().out


def test_a_use_that_somebody_else_is_sending_waits_for_the_next_round(
    words: list[str | Path], bsc: FakeBsc, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(bsc)
    other = FolderHolds(Path(words[1]) / "holds")("inzet-1")
    monkeypatch.setattr("weerbaar.cli.alert.desk._PATIENCE_S", 0.0)
    other.__enter__()
    monkeypatch.setattr(watch, "time", Clock(lambda: other.__exit__(None, None, None)))
    assert alert("watch", *words, "--every", "10", "--for", "10") == 0
    said = capsys.readouterr()
    assert "inzet-1" in said.err
    assert "opnieuw verzonden naar 2" in said.out
    assert len(bsc.writes()) == 2


def test_once_and_for_contradict_each_other(words: list[str | Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("watch", *words, "--once", "--for", "5") == 2
    assert "--once" in capsys.readouterr().err
