# SPDX-License-Identifier: EUPL-1.2
"""One hand at a time, also across processes, and free again when its holder is gone."""

import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.alerting.delivery.killed_senders import PROCESSES
from weerbaar.alerting.delivery import FolderHolds, HeldError


def test_two_cannot_hold_one_use(tmp_path: Path) -> None:
    first, second = FolderHolds(tmp_path), FolderHolds(tmp_path, 0.05)
    with first("use-1"):
        with pytest.raises(HeldError, match="use-1"), second("use-1"):
            pass
        with second("use-2"):
            pass
    with second("use-1"):
        pass


def _hold(folder: Path, told: Connection) -> None:
    with FolderHolds(folder)("use-1"):
        told.send("held")
        signal.pause()


def test_a_holder_that_is_killed_holds_no_more(tmp_path: Path) -> None:
    told, telling = PROCESSES.Pipe(duplex=False)
    holder = PROCESSES.Process(target=_hold, args=(tmp_path, telling))
    holder.start()
    assert told.recv() == "held"
    with pytest.raises(HeldError), FolderHolds(tmp_path, 0.05)("use-1"):
        pass
    holder.kill()
    holder.join()
    with FolderHolds(tmp_path, 0.05)("use-1"):
        pass
