# SPDX-License-Identifier: EUPL-1.2
"""The JSON of a catalogue (schema version 1): which fields there are and of what kind.

Numbers are taken as they come, because a probability outside its range must give the same message from JSON as
from a table; the published schema does state the ranges.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from weerbaar.base import FileModel, Text, schema_document

_Name = Annotated[
    str,
    WithJsonSchema({"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9._+-]*$", "maxLength": 80}),
]
# Blanks around a key are not taken off: two keys could become one.
_Key = Annotated[str, StringConstraints(strip_whitespace=False)]


def _text_of_string(value: object) -> object:
    return {"nl": value} if isinstance(value, str) else value


_Words = Annotated[Text, BeforeValidator(_text_of_string, json_schema_input_type=str | Text)]
_Amount = Annotated[Any, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1e15})]
_Probability = Annotated[Any, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
_Multiplier = Annotated[Any, WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 1e6})]
_Probabilities = dict[_Key, _Probability]


class RiskFields(FileModel):
    """One of ``risks``.

    Attributes:
        actor: a malicious actor, present every day.
        direct_impact: intensity to indicator to euro; may be left out for an actor.
    """

    id: _Name
    name: _Words
    actor: bool = False
    category: _Words = Text(nl="")
    direct_impact: dict[_Key, dict[_Key, _Amount]] = {}


class CascadeFields(FileModel):
    """One of ``cascades``: a link, or without cause the probability per day that a risk starts by itself.

    Attributes:
        cause_scenario: intensity of the cause; null where there is no cause.
        p: intensity of the effect to probability.
    """

    cause: _Name | None
    cause_scenario: _Name | None
    effect: _Name
    p: _Probabilities


class TrendFields(FileModel):
    """One of ``trends``: other probabilities per day of starting, for the risks that are named."""

    id: _Name
    name: _Words
    root: dict[_Key, _Probabilities]


class FactorFields(FileModel):
    """One of ``factors``: multiplies the rate of ``risk``, or of the links with this ``cause``, ``effect`` or both."""

    factor: _Multiplier
    risk: _Name | None = None
    cause: _Name | None = None
    effect: _Name | None = None


class CatalystFields(FileModel):
    """One of ``catalysts``: a circumstance that multiplies rates."""

    id: _Name
    name: _Words
    factors: tuple[FactorFields, ...]


class CatalogueFile(FileModel):
    """A catalogue of risks that can set each other off.

    Attributes:
        statement: what a reader must know about these data before reading any result.
        intensities: from light to heavy; those of the first risk by default, in its order.
        indicators: kinds of impact; those of the first risk by default, in its order.
    """

    schema_version: Literal[1] = Field(1, alias="schema")
    id: _Name | None = None
    title: _Words | None = None
    statement: _Words = Text(nl="")
    intensities: tuple[_Name, ...] | None = None
    indicators: tuple[_Name, ...] | None = None
    risks: tuple[RiskFields, ...]
    cascades: tuple[CascadeFields, ...]
    trends: tuple[TrendFields, ...] = ()
    catalysts: tuple[CatalystFields, ...] = ()


def catalogue_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a catalogue in JSON."""
    return schema_document(CatalogueFile, "catalogue", 1, "Weerbaar catalogue of cascading risks, version 1")
