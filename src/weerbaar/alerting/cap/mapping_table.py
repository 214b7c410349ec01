# SPDX-License-Identifier: EUPL-1.2
"""The published table from CAP to 3GPP message identifiers, read from its file and checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.alerting.cap.model import Alert, Info, Named
from weerbaar.base import FileModel, Text, parse_yaml, validate

Certainty = Literal["high", "medium", "low"]
# Message identifiers of public warning: 3GPP TS 23.041, 9.4.1.2.2.
Identifier = Annotated[int, Field(ge=4370, le=4399)]

_FILE = "cap-3gpp.yaml"


class NamedValue(FileModel):
    """A value in a list: ``SAME`` and ``CAE``."""

    name: str
    value: str

    def among(self, values: tuple[Named, ...]) -> bool:
        """Return whether this value is one of ``values``."""
        return any(v.value_name.strip() == self.name and v.value.strip() == self.value for v in values)


class When(FileModel):
    """The conditions of a row; one that is absent always holds. Of a list, one value must be there.

    ``event`` holds when the event of the message has one of the texts in it, in capitals or not.
    """

    status: list[Literal["Actual", "Exercise", "Test"]] = []
    event: list[str] = []
    event_code: NamedValue | None = None
    parameter: NamedValue | None = None
    response_type: list[str] = []
    severity: list[Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]] = []
    urgency: list[Literal["Immediate", "Expected", "Future", "Past", "Unknown"]] = []
    certainty: list[Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]] = []


class Row(FileModel):
    """Which identifiers a message gets.

    Attributes:
        local: the identifier for the language of the country.
        additional: that for other languages; None where all languages go together.
        certainty: how certain the row is.
        source: where it comes from.
    """

    when: When
    local: Identifier
    additional: Identifier | None = None
    certainty: Certainty
    source: str

    def holds(self, alert: Alert, info: Info) -> bool:
        """Return whether all conditions of the row hold for ``info`` of ``alert``."""
        when = self.when
        event = info.event.lower()
        return (
            (not when.status or alert.status in when.status)
            and (not when.severity or info.severity in when.severity)
            and (not when.urgency or info.urgency in when.urgency)
            and (not when.certainty or info.certainty in when.certainty)
            and (not when.response_type or not set(when.response_type).isdisjoint(info.response_type))
            and (not when.event or any(text.lower() in event for text in when.event))
            and (when.event_code is None or when.event_code.among(info.event_code))
            and (when.parameter is None or when.parameter.among(info.parameter))
        )


class Practice(FileModel):
    """How one country or standard does it.

    Attributes:
        name: its name.
        local_language: the language of the country, two letters.
        languages: whether the languages go ``together`` in one text or ``apart``, each on its own identifier.
        period_s: seconds from one broadcast of a message to the next.
        longest_h: hours that a broadcast lasts at most.
        rows: from the top, the first that holds is taken.
    """

    name: Text
    local_language: Annotated[str, Field(pattern="^[a-z]{2}$")]
    languages: Literal["together", "apart"]
    period_s: Annotated[int, Field(ge=1, le=4_095)]
    longest_h: Annotated[int, Field(ge=1, le=24)]
    rows: Annotated[list[Row], Field(min_length=1)]


class MappingTable(FileModel):
    """All practices, and what each identifier is for."""

    kind: Literal["cap-3gpp"]
    version: str
    identifiers: dict[Identifier, Text]
    practices: dict[str, Practice]

    @model_validator(mode="after")
    def _all_explained(self) -> MappingTable:
        rows = [row for practice in self.practices.values() for row in practice.rows]
        used = {row.local for row in rows} | {row.additional for row in rows if row.additional is not None}
        unexplained = sorted(used - self.identifiers.keys())
        if unexplained:
            raise ValueError(f"identifiers without an explanation: {unexplained}")
        return self


@cache
def mapping_table() -> MappingTable:
    """Return the table that is shipped."""
    text = files("weerbaar").joinpath("data", "alerting", _FILE).read_text(encoding="utf-8")
    return validate(MappingTable, parse_yaml(text, _FILE))
