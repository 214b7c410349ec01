# SPDX-License-Identifier: EUPL-1.2
"""Names of cells in orders, receipts and the register: ``204-08-101-1001``, or ``101-1001`` in one network."""

from __future__ import annotations

import re
from collections.abc import Iterable

from weerbaar.alerting.broadcast import CellId
from weerbaar.base import Text, WeerbaarError

ALL = "all"
"""Stands for every cell that a channel reaches, where nobody named them."""

_NAME = re.compile(r"(?:(\d{3})-(\d{2,3})-)?(\d{1,5})-(\d{1,5})", re.ASCII)
_HIGHEST = 0xFFFF


class CellNameError(WeerbaarError):
    """A name that is not that of a cell of 2G."""


def cell_name(cell: CellId) -> str:
    """Return the name of a cell: network (when said), location area code and cell number.

    A location area as a whole is written ``204-08-101-*``, all cells of a controller ``all``.
    """
    if cell.lac is None and cell.ci is None:
        return ALL
    network = f"{cell.plmn[:3]}-{cell.plmn[3:]}-" if cell.plmn else ""
    return network + "-".join("*" if part is None else str(part) for part in (cell.lac, cell.ci))


def read_cell(name: str) -> CellId:
    """Return the cell that a name stands for.

    Raises:
        CellNameError: it is not the name of one cell of 2G.
    """
    match = _NAME.fullmatch(name)
    if match is None or int(match[3]) > _HIGHEST or int(match[4]) > _HIGHEST:
        raise CellNameError(
            Text(
                nl=f'"{name}" is geen zendcel; schrijf gebiedsnummer-celnummer (101-1001) of 204-08-101-1001.',
                en=f'"{name}" is no cell; write area code-cell number (101-1001) or 204-08-101-1001.',
            )
        )
    return CellId((match[1] or "") + (match[2] or ""), int(match[3]), int(match[4]))


class Asked:
    """The cells of an order, to find them again in answers that name cells in another way.

    A controller answers with the network in front, also when it was asked without.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._exact: set[str] = set()
        self._short: dict[tuple[int | None, int | None], str] = {}
        for name in names:
            cell = read_cell(name)
            self._exact.add(name)
            self._short[cell.lac, cell.ci] = name

    def name(self, answered: CellId) -> str:
        """Return the name under which a cell of an answer was asked; its own where it was not asked by name."""
        own = cell_name(answered)
        if own in self._exact:
            return own
        asked = self._short.get((answered.lac, answered.ci))
        if asked is None:
            return own
        network = read_cell(asked).plmn
        return asked if not (network and answered.plmn and network != answered.plmn) else own
