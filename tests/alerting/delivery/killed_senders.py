# SPDX-License-Identifier: EUPL-1.2
"""Senders in a process of their own, that kill themselves with SIGKILL before a chosen step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Forks a sender for every line that it reads, so that what is slow to import is imported once.
SENDERS = """
import os, signal, sys
from pathlib import Path
from tests.alerting.delivery.messages import USE, desk, message
from weerbaar.alerting.delivery import ForReal, bsc_channel, send, update, withdraw

def sender(folder, port, what, step):
    at = desk(Path(folder))
    channel = bsc_channel("noord", ForReal(), "127.0.0.1", port)
    taken = 0

    def die_at(function):
        def stepped(*args, **kwargs):
            nonlocal taken
            for after in (False, True):
                if taken == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                taken += 1
                if not after:
                    outcome = function(*args, **kwargs)
            return outcome
        return stepped

    at.store.append = die_at(at.store.append)
    for name in ("deliver", "withdraw", "query"):
        setattr(channel, name, die_at(getattr(channel, name)))
    if what == "send":
        send(at, channel, message())
    elif what == "update":
        update(at, channel, message("NL-Alert: het vuur is uit."), USE + ".1")
    else:
        withdraw(at, channel, USE, "veilig")
    return taken

for line in sys.stdin:
    folder, port, what, step = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        os._exit(sender(folder, int(port), what, int(step)))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@contextmanager
def running_senders() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", SENDERS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        process.wait(10)


def killed(senders: subprocess.Popen[str], folder: Path, port: int, what: str, step: int) -> int | None:
    """Run a sender that kills itself before its step; return how many steps it took when it lived."""
    assert senders.stdin is not None
    assert senders.stdout is not None
    senders.stdin.write(f"{folder}\t{port}\t{what}\t{step}\n")
    senders.stdin.flush()
    code = int(senders.stdout.readline())
    return None if code == -signal.SIGKILL else code
