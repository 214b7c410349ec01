# SPDX-License-Identifier: EUPL-1.2
"""The list of sources of a round."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from weerbaar.base import YamlSource, validate
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.opening import open_round, read_round
from weerbaar.workbench.api.schemas import In, Out, Page, Paging, Version, about, paged
from weerbaar.workbench.library import verbs
from weerbaar.workbench.library.models import Source
from weerbaar.workbench.rounds.models import Round

router = Router(tags=["sources"], by_alias=True)


class SourceOut(Out):
    """A source of a round."""

    key: str
    title: str
    author: str
    year: int | None
    reference: str
    version: int


class SourceIn(In):
    """A source; without ``version`` it is a new one."""

    title: Annotated[str, Field(min_length=1, max_length=2_000)]
    author: Annotated[str, Field(max_length=2_000)] = ""
    year: Annotated[int, Field(ge=-5_000, le=3_000)] | None = None
    reference: Annotated[str, Field(max_length=2_000)] = ""
    version: Version | None = None


@router.get(
    "/rounds/{slug:round_slug}/sources",
    response=Page[SourceOut],
    **about("listSources", "The list of sources of a round"),
)
def list_sources(request: HttpRequest, round_slug: str, paging: Query[Paging]) -> Any:
    """Return them by key."""
    return paged(request, read_round(request, round_slug).sources.all(), paging, SourceOut.of)


@router.get(
    "/rounds/{slug:round_slug}/sources/{str:key}",
    response=SourceOut,
    **about("getSource", "One source"),
)
def get_source(request: HttpRequest, round_slug: str, key: str) -> Any:
    """Return it."""
    return SourceOut.of(_source(read_round(request, round_slug), key))


@router.put(
    "/rounds/{slug:round_slug}/sources/{str:key}",
    response=SourceOut,
    **about("saveSource", "Add a source, or change one"),
)
def save_source(request: HttpRequest, round_slug: str, key: str, given: SourceIn) -> Any:
    """Save it under this key."""
    round_ = open_round(request, round_slug, Action.WRITE)
    validate(_Key, YamlSource("source", {"key": key}, {}))
    source = verbs.source_from(given.model_dump(exclude={"version"}, exclude_none=True))
    return SourceOut.of(verbs.save_source(request, round_, key=key, source=source, version=given.version))


class _Key(In):
    key: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


def _source(round_: Round, key: str) -> Source:
    found = round_.sources.filter(key=key).first()
    if found is None:
        raise Http404
    return found
