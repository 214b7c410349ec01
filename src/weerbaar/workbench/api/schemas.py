# SPDX-License-Identifier: EUPL-1.2
"""What all resources share: names in camelCase, moments in UTC, levels by name, texts in two languages, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar, cast
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level

LARGEST_PAGE = 100
LevelName = Literal["open", "internal", "departmental", "confidential", "secret"]
Moment = Annotated[
    datetime, PlainSerializer(lambda at: at.astimezone(UTC).isoformat().replace("+00:00", "Z"), return_type=str)
]
"""A moment, written in UTC."""
GivenMoment = AwareDatetime
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Version = Annotated[int, Field(ge=0, le=2_000_000_000, description="Version that the change is based on")]
ItemT = TypeVar("ItemT")


class In(BaseModel):
    """What somebody sends; a name that is not known is a mistake."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")  # type: ignore[pydantic-alias]


class Out(BaseModel):
    """What somebody gets."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, validate_by_alias=False)

    @classmethod
    def of(cls, row: Any, **given: Any) -> Any:
        """Return one from a row: every field that is not given is the attribute of that name."""
        values = {name: getattr(row, name) for name in cls.model_fields if name not in given}
        return cls(**values, **given)


class Words(BaseModel):
    """A text in Dutch and, where there is one, English."""

    model_config = ConfigDict(extra="forbid")

    nl: str = ""
    en: str = ""


class Pair(Out):
    """A text in Dutch and English."""

    nl: str
    en: str


def pair(text: Text | None) -> Pair | None:
    """Return a text of the library."""
    return None if text is None else Pair(nl=text.nl, en=text.in_("en"))


def columns(row: Any, name: str) -> Pair:
    """Return the two columns of a text."""
    return Pair(nl=getattr(row, f"{name}_nl"), en=getattr(row, f"{name}_en"))


def level_name(level: int) -> LevelName:
    """Return the name of a level."""
    return cast(LevelName, Level(level).name.lower())


def level_of(name: LevelName) -> Level:
    """Return the level with this name."""
    return Level[name.upper()]


def who(user: Any) -> str | None:
    """Return the user name of somebody; None where there is nobody."""
    return None if user is None else str(user.username)


class Paging(BaseModel):
    """Which part of a long list."""

    model_config = ConfigDict(alias_generator=to_camel)

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 50  # type: ignore[pydantic-alias]


class Page(Out, Generic[ItemT]):
    """Part of a list, with the addresses of the parts around it."""

    items: list[ItemT]
    page: int
    page_size: int
    total: int
    next: str | None
    previous: str | None

    @classmethod
    def model_parametrized_name(cls, params: Any) -> str:
        """Return a name that other languages can use too."""
        return f"{params[0].__name__}Page"


def paged(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], paging: Paging, make: Callable[[Any], Any]
) -> dict[str, Any]:
    """Return one page of rows.

    Args:
        request: of the call, whose address the links continue.
        rows: all of them, in their order.
        paging: which page.
        make: row to what is shown of it.
    """
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    start = (paging.page - 1) * paging.page_size
    shown: Iterable[Model] = rows[start : start + paging.page_size] if start < total else []

    def address(page: int) -> str:
        query = {**request.GET.dict(), "page": str(page), "pageSize": str(paging.page_size)}
        return f"{request.path}?{urlencode(query)}"

    return {
        "items": [make(row) for row in shown],
        "page": paging.page,
        "page_size": paging.page_size,
        "total": total,
        "next": address(paging.page + 1) if start + paging.page_size < total else None,
        "previous": address(paging.page - 1) if paging.page > 1 else None,
    }


def about(operation_id: str, summary: str, **more: Any) -> dict[str, Any]:
    """Return what the description says of a call."""
    return {"operation_id": operation_id, "summary": summary, **more}
