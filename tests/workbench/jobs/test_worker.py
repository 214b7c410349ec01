# SPDX-License-Identifier: EUPL-1.2
"""What the computing process says of a computation."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

from tests.workbench.jobs import computations
from weerbaar.base import Text
from weerbaar.workbench.jobs.worker import carry_out

PATIENCE_S = 120


def test_a_computation_tells_how_far_it_is_and_gives_its_result() -> None:
    told: list[float] = []
    assert carry_out(computations.double, 21, told.append) == ("done", b"42", "")
    assert told == [0.5]


def test_an_error_of_the_library_is_told_in_both_languages() -> None:
    outcome, words, trace = carry_out(computations.refuse, 0, lambda _: None)
    assert (outcome, words, trace) == ("failed", Text(nl="dit getal kan niet", en="this number is impossible"), "")


def test_an_unexpected_error_leaves_its_details_for_the_log() -> None:
    outcome, words, trace = carry_out(computations.stumble, 0, lambda _: None)
    assert outcome == "failed"
    assert "ZeroDivisionError" in words.nl
    assert "1 / prepared" in trace
    assert "prepared" not in words.nl


@pytest.mark.skipif(sys.platform == "win32", reason="processes there keep no parent")
def test_a_process_ends_with_the_one_that_started_it() -> None:
    alive, held = os.pipe()
    waits = "from weerbaar.workbench.jobs.worker import end_with_parent; import os, sys, threading; "
    waits += f"end_with_parent(int(sys.argv[1]), lambda: os.write({held}, b'weg')); threading.Event().wait()"
    start = "import os, subprocess, sys; "
    start += f"subprocess.Popen([sys.executable, '-c', {waits!r}, str(os.getpid())], pass_fds=({held},)); os._exit(0)"
    subprocess.run([sys.executable, "-c", start], pass_fds=(held,), check=True)
    os.close(held)
    said = b""
    # The other end closes when the last process that holds it has ended.
    while select.select([alive], [], [], PATIENCE_S)[0] and (part := os.read(alive, 10)):
        said += part
    assert said == b"weg"
    os.close(alive)
