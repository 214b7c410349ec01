# SPDX-License-Identifier: EUPL-1.2
"""Message identifiers and serial numbers: which phones show a message, and which message is new to them.

3GPP TS 23.041, 9.4.1.2.1 (serial number) and 9.4.1.2.2 (message identifier); levels after ETSI TS 102 900 (EU-Alert).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import IntEnum

from weerbaar.base import Text, WeerbaarError

CODES = 1024
UPDATES = 16


class Level(IntEnum):
    """How grave an alert is to EU-Alert, 4 the mildest, and the other uses that have identifiers of their own."""

    LEVEL_1 = 1
    LEVEL_2 = 2
    LEVEL_3 = 3
    LEVEL_4 = 4
    AMBER = 5
    TEST = 6
    EXERCISE = 7
    OPERATOR = 8
    STATE_TEST = 9
    GEOFENCE = 10


@dataclass(frozen=True, slots=True)
class LevelIdentifiers:
    """The message identifiers of a level.

    Attributes:
        local: for a message in the language of the country.
        additional: for a message in another language, which phones show to who asked for it; in the order of ``local``.
    """

    level: Level
    local: tuple[int, ...]
    additional: tuple[int, ...]


LEVELS = (
    LevelIdentifiers(Level.LEVEL_1, (4370,), (4383,)),
    LevelIdentifiers(Level.LEVEL_2, (4371, 4372), (4384, 4385)),
    LevelIdentifiers(Level.LEVEL_3, tuple(range(4373, 4379)), tuple(range(4386, 4392))),
    LevelIdentifiers(Level.AMBER, (4379,), (4392,)),
    LevelIdentifiers(Level.TEST, (4380,), (4393,)),
    LevelIdentifiers(Level.EXERCISE, (4381,), (4394,)),
    LevelIdentifiers(Level.OPERATOR, (4382,), (4395,)),
    LevelIdentifiers(Level.LEVEL_4, (4396,), (4397,)),
    LevelIdentifiers(Level.STATE_TEST, (4398,), (4399,)),
    LevelIdentifiers(Level.GEOFENCE, (4400,), ()),
)
NL_ALERT = 4371


class Scope(IntEnum):
    """Over which area a serial number is one message; when a phone moves within it, it does not show it again."""

    CELL_IMMEDIATE = 0
    NETWORK = 1
    LOCATION_AREA = 2
    CELL = 3


class SerialNumberError(WeerbaarError):
    """A number that is no serial number, or no code left to make one with."""


@dataclass(frozen=True, slots=True)
class SerialNumber:
    """Which message it is, and which version of it.

    Phones leave out what they have shown: the same message identifier, scope, code and update. So two alerts on one
    identifier whose times and places overlap have different codes, and an update keeps the code of its alert.

    Attributes:
        scope: where it is one message; 2 bits.
        code: tells alerts apart, 0 to 1023.
        update: version, 0 to 15.
    """

    scope: Scope
    code: int
    update: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.code < CODES and 0 <= self.update < UPDATES):
            raise SerialNumberError(
                Text(
                    nl=f"Berichtcode {self.code} of versie {self.update} bestaat niet; codes gaan tot {CODES - 1}, "
                    f"versies tot {UPDATES - 1}.",
                    en=f"Message code {self.code} or update {self.update} does not exist; codes go up to {CODES - 1}, "
                    f"updates up to {UPDATES - 1}.",
                )
            )

    def __int__(self) -> int:
        return self.scope << 14 | self.code << 4 | self.update

    @classmethod
    def from_int(cls, number: int) -> SerialNumber:
        """Return the serial number of 16 bits.

        Raises:
            SerialNumberError: it is not 16 bits.
        """
        if not 0 <= number <= 0xFFFF:
            raise SerialNumberError(
                Text(
                    nl=f"Serienummer {number} ligt niet tussen 0 en 65535.",
                    en=f"Serial number {number} is not between 0 and 65535.",
                )
            )
        return cls(Scope(number >> 14), number >> 4 & CODES - 1, number & UPDATES - 1)

    def updated(self) -> SerialNumber:
        """Return that of the next version; after 15 comes 0."""
        return replace(self, update=(self.update + 1) % UPDATES)


def free_code(after: int, taken: Collection[int]) -> int:
    """Return the first code after ``after`` that is not taken; after 1023 comes 0.

    Going round as late as possible keeps an old code from being taken for the old alert by phones that still know it.

    Args:
        after: the code given out last, 0 to 1023; -1 where there is none.
        taken: the codes of the alerts that are on the air on the same message identifier.

    Raises:
        SerialNumberError: all 1024 are taken.
    """
    for step in range(1, CODES + 1):
        code = (after + step) % CODES
        if code not in taken:
            return code
    raise SerialNumberError(
        Text(
            nl=f"Alle {CODES} berichtcodes zijn in gebruik. Trek eerst een bericht in.",
            en=f"All {CODES} message codes are in use. Cancel a message first.",
        )
    )


_NAMED = {str(n): Level(n) for n in range(1, 5)} | {"test": Level.TEST, "exercise": Level.EXERCISE}


class UnknownLevelError(WeerbaarError):
    """A level that drafts do not have."""


def identifiers_of(level: str) -> LevelIdentifiers:
    """Return the message identifiers of a level as drafts name it: ``1`` to ``4``, ``test`` or ``exercise``.

    Raises:
        UnknownLevelError: there is no such level.
    """
    wanted = _NAMED.get(level)
    if wanted is None:
        known = ", ".join(_NAMED)
        raise UnknownLevelError(
            Text(
                nl=f"{level[:20]!r} is geen niveau; kies uit {known}.",
                en=f"{level[:20]!r} is no level; choose from {known}.",
            )
        )
    return next(found for found in LEVELS if found.level is wanted)


def level_of(identifier: int) -> LevelIdentifiers | None:
    """Return to which level a message identifier belongs; None for one without a level."""
    return next((level for level in LEVELS if identifier in level.local + level.additional), None)
