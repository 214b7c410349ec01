# SPDX-License-Identifier: EUPL-1.2
"""Senders in a process of their own, that kill themselves with SIGKILL before a chosen step."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.alerting.delivery.messages import USE, desk, message
from weerbaar.alerting.delivery import ForReal, bsc_channel, send, update, withdraw

# Not forked from the process of the tests, which has threads; what is slow to import is imported once.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


def _send(folder: Path, port: int, what: str, step: int) -> None:
    """Do it, and end with the number of steps taken; dead before the one that was chosen."""
    at = desk(folder)
    channel = bsc_channel("noord", ForReal(), "127.0.0.1", port)
    taken = 0

    def take_step() -> None:
        nonlocal taken
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)
        taken += 1

    def between_steps(function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **kwargs: Any) -> Any:
            take_step()
            outcome = function(*args, **kwargs)
            take_step()
            return outcome

        return stepped

    for owner, name in ((at.store, "append"), (channel, "deliver"), (channel, "withdraw"), (channel, "query")):
        setattr(owner, name, between_steps(getattr(owner, name)))
    if what == "send":
        send(at, channel, message())
    elif what == "update":
        update(at, channel, message("NL-Alert: het vuur is uit."), f"{USE}.1")
    else:
        withdraw(at, channel, USE, "veilig")
    sys.exit(taken)


def killed(folder: Path, port: int, what: str, step: int) -> int | None:
    """Run a sender that kills itself before its step; return how many steps it took when it lived."""
    sender = PROCESSES.Process(target=_send, args=(folder, port, what, step))
    sender.start()
    sender.join()
    return None if sender.exitcode == -signal.SIGKILL else sender.exitcode
