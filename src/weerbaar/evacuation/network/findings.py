# SPDX-License-Identifier: EUPL-1.2
"""Collects what is wrong with a network, thousands of times the same without thousands of lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, number

_EACH = 20


class Findings:
    """Problems of one file or network, in the order in which they were found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(
        self,
        message: Text,
        *,
        field: str = "",
        value: str = "",
        line: int | None = None,
        hint: Text = Text(nl=""),
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note one problem."""
        self.problems.append(Problem(self.file, message, hint, line, field, value, severity))

    def flag(
        self,
        bad: npt.NDArray[np.bool_] | list[int],
        message: Text,
        *,
        field: Callable[[int], str],
        value: Callable[[int], str] = lambda at: "",
        line: Callable[[int], int | None] = lambda at: None,
        hint: Text = Text(nl=""),
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note the same problem wherever ``bad`` holds: the first 20 with their place, the others as a number.

        Args:
            bad: a mask, or the positions themselves.
            message: what is wrong there.
            field: place of a position.
            value: what stands there.
            line: line of a position, where there are lines.
            hint: what to do about it.
            severity: of all of them.
        """
        places = bad if isinstance(bad, list) else np.flatnonzero(bad).tolist()
        for at in places[:_EACH]:
            self.add(message, field=field(at), value=value(at), line=line(at), hint=hint, severity=severity)
        more = len(places) - _EACH
        if more > 0:
            self.add(
                Text(
                    nl=f"nog {number(more, 'nl')} keer: {message.nl}",
                    en=f"{number(more, 'en')} more times: {message.in_('en')}",
                ),
                hint=hint,
                severity=severity,
            )

    def require_none(self) -> None:
        """Stop where an error was found.

        Raises:
            InputError: with everything that was found, warnings too.
        """
        if any(problem.severity == "error" for problem in self.problems):
            raise InputError(self.problems)
