# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError, model_validator

from weerbaar.base import FileModel


class Part(FileModel):
    kind: Literal["part"]
    share: float = 0.5


class Other(FileModel):
    kind: Literal["other"]

    @model_validator(mode="after")
    def _fine(self) -> Other:
        return self


class Loose(BaseModel):
    """Not ours, so pydantic's own rules hold."""

    share: float


class Whole(FileModel):
    number: Annotated[float, Field(gt=0)] = 1.0
    count: int | None = None
    shift: Literal[-1, 0, 1] = 0
    day: date | None = None
    flag: bool = False
    bounds: tuple[float, ...] = ()
    table: dict[str, tuple[float | None, int]] = {}
    parts: tuple[Annotated[Part | Other, Field(discriminator="kind")], ...] = ()
    loose: Loose | None = None


@pytest.mark.parametrize(
    "fields",
    [
        {"number": True},
        {"count": True},
        {"count": False},
        {"shift": True},
        {"shift": False},
        {"bounds": [1, True]},
        {"table": {"a": [True, 1]}},
        {"table": {"a": [1, False]}},
        {"parts": [{"kind": "part", "share": True}]},
    ],
    ids=str,
)
def test_true_and_false_are_no_numbers(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate(fields)
    (error,) = caught.value.errors()
    assert error["ctx"]["error"].text.nl == "hier hoort een getal, niet true of false."


@pytest.mark.parametrize(
    "day",
    [0, 2012, 86400, 20121120, 1.5, True, "0", "86400", "2012", "20-11-2012", "2012-11-20T10:00", "2012-02-30", ""],
)
def test_only_a_written_day_is_a_date(day: object) -> None:
    """Pydantic would take 86400 for the second of January 1970."""
    with pytest.raises(ValidationError):
        Whole(day=day)


@pytest.mark.parametrize("day", ["2012-11-20", " 2012-11-20 ", date(2012, 11, 20), datetime(2012, 11, 20)])
def test_a_day_is_a_date(day: object) -> None:
    assert Whole(day=day).day == date(2012, 11, 20)


def test_what_a_table_in_csv_holds_is_still_read() -> None:
    whole = Whole.model_validate({"number": "2.5", "count": "3", "flag": "true", "bounds": ["1", 2]})
    assert (whole.number, whole.count, whole.flag, whole.bounds) == (2.5, 3, True, (1.0, 2.0))


def test_limits_unions_and_defaults_still_work() -> None:
    assert Whole().model_dump() == {
        "number": 1.0,
        "count": None,
        "shift": 0,
        "day": None,
        "flag": False,
        "bounds": (),
        "table": {},
        "parts": (),
        "loose": None,
    }
    assert Whole(parts=({"kind": "other"}, {"kind": "part"})).parts == (Other(kind="other"), Part(kind="part"))
    for wrong in ({"number": 0}, {"count": 1.5}, {"shift": 2}, {"parts": [{"kind": "none"}]}, {"number": "x"}):
        with pytest.raises(ValidationError):
            Whole.model_validate(wrong)


def test_models_of_others_keep_their_own_rules() -> None:
    assert Whole.model_validate({"loose": {"share": True}}).loose == Loose(share=1.0)


def test_the_published_json_schema_is_as_if_there_were_no_guard() -> None:
    properties = Whole.model_json_schema()["properties"]
    assert properties["number"] == {"default": 1.0, "exclusiveMinimum": 0, "title": "Number", "type": "number"}
    assert properties["shift"]["enum"] == [-1, 0, 1]
    assert {"format": "date", "type": "string"} in properties["day"]["anyOf"]
