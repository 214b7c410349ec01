# SPDX-License-Identifier: EUPL-1.2
"""An exercise cannot reach a real channel: the type checker refuses it, and so does the running program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.alerting.delivery.messages import THREE_CELLS, Clock, exercise, message, order
from weerbaar.alerting.delivery import ForExercise, ForReal, ForTest, RehearsalChannel, WrongPurposeError
from weerbaar.alerting.delivery.channel import check_order, check_purpose, check_recipient

ROOT = Path(__file__).resolve().parents[3]

CONFIG = """
[mypy]
python_version = 3.11
follow_imports = skip
[mypy-weerbaar.alerting.delivery.orders,weerbaar.alerting.delivery.channel,weerbaar.alerting.delivery.outcome]
follow_imports = silent
"""

USES = """
from weerbaar.alerting.delivery.channel import ExerciseChannel, LiveChannel
from weerbaar.alerting.delivery.orders import ForExercise, ForReal, ForTest, Order

def right(
    live: LiveChannel, drill: ExerciseChannel, real: Order[ForReal], test: Order[ForTest], played: Order[ForExercise]
) -> None:
    live.deliver(real)
    live.deliver(test)
    drill.deliver(played)

def wrong(
    live: LiveChannel, drill: ExerciseChannel, real: Order[ForReal], test: Order[ForTest], played: Order[ForExercise]
) -> None:
    live.deliver(played)
    live.withdraw(played)
    live.query(played)
    drill.deliver(real)
    drill.deliver(test)
"""


def test_the_type_checker_refuses_the_wrong_combinations_and_only_those(tmp_path: Path) -> None:
    (tmp_path / "mypy.ini").write_text(CONFIG)
    (tmp_path / "uses.py").write_text(USES)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=mypy.ini", "--cache-dir=cache", "uses.py"],
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    first_wrong = USES.splitlines().index("    live.deliver(played)") + 1
    refused = [int(line.split(":")[1]) for line in done.stdout.splitlines() if "[arg-type]" in line]
    assert refused == list(range(first_wrong, first_wrong + 5)), done.stdout + done.stderr


def test_the_running_program_refuses_them_as_well() -> None:
    channel = RehearsalChannel("oefen", THREE_CELLS, Clock())
    with pytest.raises(WrongPurposeError, match="reaches nobody"):
        check_order(channel, order(message()))  # type: ignore[arg-type]
    check_purpose("kpn", ForReal(), ForTest())
    check_purpose("kpn", ForTest(), ForReal())
    check_purpose("oefen", ForExercise(), exercise().purpose)
    with pytest.raises(WrongPurposeError, match="kpn"):
        check_purpose("kpn", ForTest(), ForExercise())


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "0.0.0.0", "localhost", "127.0.0.1.example", "::", ""])
def test_a_channel_for_exercises_stays_on_this_machine(host: str) -> None:
    with pytest.raises(WrongPurposeError):
        check_recipient("oefen", ForExercise(), host)
    check_recipient("kpn", ForReal(), host)


def test_an_order_holds_no_address() -> None:
    fields = set(type(order()).__slots__) | set(type(message()).__slots__)
    assert not {name for name in fields if "host" in name or "port" in name or "address" in name or "key" in name}
