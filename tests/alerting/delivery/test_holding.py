# SPDX-License-Identifier: EUPL-1.2
"""One hand at a time, also across processes, and free again when its holder is gone."""

import os
import signal
from pathlib import Path

import pytest

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


def test_a_holder_that_is_killed_holds_no_more(tmp_path: Path) -> None:
    ready, told = os.pipe()
    child = os.fork()
    if not child:
        with FolderHolds(tmp_path)("use-1"):
            os.write(told, b"1")
            signal.pause()
        os._exit(0)
    os.read(ready, 1)
    with pytest.raises(HeldError), FolderHolds(tmp_path, 0.05)("use-1"):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with FolderHolds(tmp_path, 0.05)("use-1"):
        pass
    os.close(ready)
    os.close(told)
