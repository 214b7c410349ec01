# SPDX-License-Identifier: EUPL-1.2
"""The process that computes: gets one computation after another from the web process, and stays warm in between."""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.jobs import cluster

Run = Callable[[Any, Callable[[float], None]], bytes]

_NICE = 5
"""People who look at pages come before computations."""
_SECONDS_BETWEEN = 0.2
_SECONDS_BETWEEN_LOOKS = 0.5
"""Whether the parent is still there."""


def main(line: Connection, dask: str) -> None:
    """Compute what comes over the line until it closes. Each computation ends in ``done`` or ``failed``."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    cluster.use_cluster(dask)
    end_with_parent(os.getppid())
    while True:
        try:
            run, prepared = line.recv()
        except (EOFError, OSError):
            return
        except Exception as error:
            line.send(("failed", _words(error), traceback.format_exc()))
            continue
        line.send(carry_out(run, prepared, lambda share: line.send(("progress", share))))


def carry_out(run: Run, prepared: Any, tell: Callable[[float], None]) -> tuple[str, Any, str]:
    """Run one computation.

    Returns:
        ``("done", bytes, "")``, or ``("failed", Text, traceback)``; the traceback is empty for an error that
        the user can do something about.
    """
    last = 0.0

    def progress(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SECONDS_BETWEEN:
            last = now
            tell(min(1.0, max(0.0, float(share))))

    try:
        return "done", run(prepared, progress), ""
    except WeerbaarError as error:
        return "failed", _words(error), ""
    except Exception as error:
        return "failed", _words(error), traceback.format_exc()


def _words(error: Exception) -> Text:
    if isinstance(error, WeerbaarError):
        return Text(nl=error.render("nl"), en=error.render("en"))
    name = type(error).__name__
    return Text(
        nl=f"Er ging iets mis in de berekening ({name}). De beheerder vindt de bijzonderheden in het logboek.",
        en=f"Something went wrong in the computation ({name}). The administrator finds the details in the log.",
    )


def end_with_parent(parent: int, then: Callable[[], object] = lambda: None) -> None:
    """End this process when the one that started it is gone, also in the midst of a computation.

    Args:
        parent: number of that process.
        then: what is to be done before the end.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        then()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
