# SPDX-License-Identifier: EUPL-1.2
"""Columns of the rows of an instance, filled some rows at a time; what is odd is kept as it was, for messages."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

MOST = 1e12
"""No number of an instance is larger."""

WRONG = object()
"""Stands for the values of a row that was refused as a whole, so that they are not refused again one by one."""

_NUMBERS = frozenset((int, float))


class NumberColumn:
    """Numbers, NaN for what is none.

    Attributes:
        odd: what is not a number above 0 and below ``MOST``, by row.
    """

    def __init__(self, values: Sequence[Any] = ()) -> None:
        self.odd: dict[int, Any] = {}
        self._found = array("d")
        self.take(values)

    def take(self, values: Sequence[Any]) -> None:
        """Add the values of the next rows."""
        before = len(self._found)
        if _NUMBERS.issuperset(map(type, values)):
            found = np.array(values, float)
        else:
            found = np.array([float(value) if type(value) in _NUMBERS else math.nan for value in values], float)
        for at in np.flatnonzero(~((found > 0) & (found < MOST))).tolist():
            self.odd[before + at] = values[at]
        self._found.frombytes(found.tobytes())

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """The numbers, one for each row."""
        return np.frombuffer(self._found, np.float64) if self._found else np.empty(0)


class NodeColumn:
    """Numbers of the nodes that are named, 0 for what is no node.

    Attributes:
        odd: what is not the name of a node, by row.
    """

    def __init__(self, number: Mapping[str, int], values: Sequence[Any] = ()) -> None:
        self.odd: dict[int, Any] = {}
        self._number = number
        self._found = array("q")
        self.take(values)

    def take(self, values: Sequence[Any]) -> None:
        """Add the names in the next rows."""
        try:
            self._found.extend([self._number[value] for value in values])
        except (KeyError, TypeError):
            for value in values:
                at = self._number.get(node_name(value) or "")
                if at is None:
                    self.odd[len(self._found)] = value
                self._found.append(at or 0)

    @property
    def values(self) -> npt.NDArray[np.int64]:
        """The numbers of the nodes, one for each row."""
        return np.frombuffer(self._found, np.int64) if self._found else np.empty(0, np.int64)


def node_name(value: Any) -> str | None:
    """Return the name of a node, which may be written as a whole number; None for what cannot be one."""
    return str(value) if type(value) in (str, int) and value != "" else None
