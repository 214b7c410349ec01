# SPDX-License-Identifier: EUPL-1.2
"""Why a base station controller refused, in words (3GPP TS 48.049, 8.2.13)."""

from __future__ import annotations

from enum import IntEnum

from weerbaar.base import Text, WeerbaarError


class Cause(IntEnum):
    """The causes that the standard knows."""

    PARAMETER_NOT_RECOGNISED = 0
    PARAMETER_VALUE_INVALID = 1
    MESSAGE_NOT_IDENTIFIED = 2
    CELL_NOT_VALID = 3
    UNRECOGNISED_MESSAGE = 4
    MISSING_MANDATORY_ELEMENT = 5
    BSC_CAPACITY_EXCEEDED = 6
    CELL_MEMORY_EXCEEDED = 7
    BSC_MEMORY_EXCEEDED = 8
    NOT_SUPPORTED = 9
    NOT_OPERATIONAL = 10
    INCOMPATIBLE_DRX = 11
    EXTENDED_CHANNEL_NOT_SUPPORTED = 12
    MESSAGE_ALREADY_USED = 13
    UNSPECIFIED = 14
    LOCATION_AREA_NOT_VALID = 15


_WORDS: dict[int, Text] = {
    Cause.PARAMETER_NOT_RECOGNISED: Text(nl="onbekende parameter", en="parameter not recognised"),
    Cause.PARAMETER_VALUE_INVALID: Text(nl="ongeldige waarde van een parameter", en="parameter value not valid"),
    Cause.MESSAGE_NOT_IDENTIFIED: Text(nl="dit bericht is daar niet bekend", en="message not known there"),
    Cause.CELL_NOT_VALID: Text(nl="zendcel bestaat niet", en="cell does not exist"),
    Cause.UNRECOGNISED_MESSAGE: Text(nl="opdracht niet herkend", en="order not recognised"),
    Cause.MISSING_MANDATORY_ELEMENT: Text(nl="verplicht onderdeel ontbreekt", en="mandatory element missing"),
    Cause.BSC_CAPACITY_EXCEEDED: Text(
        nl="te weinig zendruimte: meer pagina's dan in de herhalingstijd passen",
        en="capacity exceeded: more pages than fit in the repetition period",
    ),
    Cause.CELL_MEMORY_EXCEEDED: Text(nl="geheugen van de zendcel is vol", en="memory of the cell is full"),
    Cause.BSC_MEMORY_EXCEEDED: Text(nl="geheugen van de regelaar is vol", en="memory of the controller is full"),
    Cause.NOT_SUPPORTED: Text(nl="zendcel kan geen celuitzending", en="cell does not support cell broadcast"),
    Cause.NOT_OPERATIONAL: Text(nl="celuitzending werkt daar nu niet", en="cell broadcast is not operational"),
    Cause.INCOMPATIBLE_DRX: Text(nl="uitzendschema past niet bij de zendcel", en="incompatible DRX parameter"),
    Cause.EXTENDED_CHANNEL_NOT_SUPPORTED: Text(nl="geen uitgebreid kanaal", en="extended channel not supported"),
    Cause.MESSAGE_ALREADY_USED: Text(nl="dit bericht wordt daar al uitgezonden", en="message is on the air already"),
    Cause.UNSPECIFIED: Text(nl="fout zonder nadere aanduiding", en="unspecified error"),
    Cause.LOCATION_AREA_NOT_VALID: Text(nl="gebiedsnummer bestaat niet", en="location area does not exist"),
}


def cause_text(cause: int) -> Text:
    """Return what a cause means; a number that the standard does not know is named as such."""
    return _WORDS.get(cause, Text(nl=f"onbekende oorzaak {cause}", en=f"unknown cause {cause}"))


class CbspError(WeerbaarError):
    """A message that cannot be sent or was not understood.

    Attributes:
        cause: what an error indication to the other side says about it.
    """

    def __init__(self, message: Text, cause: Cause = Cause.PARAMETER_VALUE_INVALID) -> None:
        super().__init__(message)
        self.cause = cause


class CbspStreamError(CbspError):
    """What came over a connection is not CBSP, or has lost its place; only a new connection helps."""
