# SPDX-License-Identifier: EUPL-1.2
"""A progress bar on standard error: one line on a terminal, nothing when nobody looks."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 24


class Progress:
    """Progress of a job in steps of equal weight.

    Args:
        steps: number of steps.
        stream: where to draw; drawn only when it is a terminal.
    """

    def __init__(self, steps: int, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._steps = max(1, steps)
        self._done = 0
        self._shown = self._stream.isatty()
        self._longest = 0

    def step(self, words: str) -> None:
        """Say which step begins."""
        self._draw(self._done / self._steps, words)
        self._done += 1

    def part(self, share: float, words: str) -> None:
        """Say how far the present step is, 0 to 1."""
        self._draw((self._done - 1 + min(1.0, max(0.0, share))) / self._steps, words)

    def close(self) -> None:
        """Wipe the bar."""
        if self._shown:
            self._stream.write("\r" + " " * self._longest + "\r")
            self._stream.flush()

    def _draw(self, share: float, words: str) -> None:
        if not self._shown:
            return
        filled = round(share * _WIDTH)
        line = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%} {words}"
        self._longest = max(self._longest, len(line))
        self._stream.write("\r" + line.ljust(self._longest))
        self._stream.flush()
