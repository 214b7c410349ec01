# SPDX-License-Identifier: EUPL-1.2
"""From parsed YAML to a pydantic model, with every mistake reported at its own line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema

from weerbaar.base.guarded_schema import guarded
from weerbaar.base.model_complaints import Complaint, complaint
from weerbaar.base.problems import InputError, Problem
from weerbaar.base.text import Text
from weerbaar.base.yaml_source import Location, YamlSource, render_location

ModelT = TypeVar("ModelT", bound=BaseModel)


class FileModel(BaseModel):
    """Base of every model that is read from a file: frozen, no unknown fields, no NaN, no ``true`` for 1."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema: CoreSchema = guarded(handler(source), cls)
        return schema


def validate(model: type[ModelT], source: YamlSource, at: Location = ()) -> ModelT:
    """Return ``source.data`` (or the part of it at ``at``) as ``model``.

    Raises:
        InputError: with one problem per mistake, each at its line.
    """
    data = source.data
    for part in at:
        data = data[part]
    if not isinstance(data, dict):
        raise InputError([_not_fields(source, at, data)])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = (dict(item) for item in error.errors(include_url=False))
        mistakes = [_Mistake.of(item, data) for item in found if not _is_miscounted(item)]
        problems = dict.fromkeys(m.problem(source, at) for m in _without_vain_branches(mistakes))
        raise InputError(sorted(problems, key=lambda p: p.line or 0)) from error


def validate_header(
    model: type[ModelT], source: YamlSource, lists: Sequence[str], problems: list[Problem]
) -> ModelT | None:
    """Return a file as ``model`` with some of its lists left empty; None, and its problems, where it is wrong.

    The lists are read one by one with :func:`validate_items`, so that a mistake in one entry hides no other.
    """
    data = source.data
    if isinstance(data, dict):
        data = {key: [] if key in lists and isinstance(value, list) else value for key, value in data.items()}
    try:
        return validate(model, YamlSource(source.name, data, source.lines))
    except InputError as error:
        problems.extend(error.problems)
        return None


def validate_items(
    model: type[ModelT], source: YamlSource, key: str, problems: list[Problem]
) -> list[tuple[ModelT, Location]]:
    """Return the sound entries of one list of a file with their places; the problems of the others are added."""
    items = source.data.get(key) if isinstance(source.data, dict) else None
    found: list[tuple[ModelT, Location]] = []
    for i in range(len(items) if isinstance(items, list) else 0):
        try:
            found.append((validate(model, source, (key, i)), (key, i)))
        except InputError as error:
            problems.extend(error.problems)
    return found


def _not_fields(source: YamlSource, at: Location, data: Any) -> Problem:
    if data is None and not at:
        message = Text(nl="het bestand is leeg.", en="the file is empty.")
    else:
        message = complaint("model_type", {}, "", data).message
    return Problem(source.name, message, line=source.line(at), field=render_location(at), value=_shown(data))


@dataclass(frozen=True)
class _Mistake:
    """One pydantic error, told in terms of the file.

    Attributes:
        place: where it is in the file; parts that pydantic adds for branches of a union are left out.
        branches: place of each union passed on the way, with the name of the branch that was tried.
        value: what was found there.
    """

    place: Location
    branches: tuple[tuple[Location, str], ...]
    said: Complaint
    value: Any

    @classmethod
    def of(cls, item: Mapping[str, Any], data: Any) -> _Mistake:
        loc, kind, context = tuple(item["loc"]), str(item["type"]), item.get("ctx") or {}
        place: Location = ()
        branches: list[tuple[Location, str]] = []
        node = data
        for i, part in enumerate(loc):
            last = i == len(loc) - 1
            if (isinstance(node, dict) and part in node) or (
                isinstance(node, list) and isinstance(part, int) and part < len(node)
            ):
                node = node[part]
                place = (*place, part)
            elif last and kind == "missing" and isinstance(part, str):
                place = (*place, part)
            elif isinstance(part, str) and part != "[key]":
                branches.append((place, part))
        found = item.get("input")
        if kind == "missing" and isinstance(loc[-1], int):
            kind = "too_short"
        elif kind == "missing":
            found = _NOTHING
        elif kind == "union_tag_invalid":
            tag = str(context["discriminator"]).strip("'")
            place, found = (*place, tag), context["tag"]
        return cls(place, tuple(branches), complaint(kind, context, str(item["msg"]), found), found)

    def problem(self, source: YamlSource, at: Location) -> Problem:
        where = (*at, *self.place)
        return Problem(
            source.name,
            self.said.message,
            self.said.hint,
            line=source.line(where),
            field=render_location(where),
            value=_shown(self.value),
        )


def _is_miscounted(item: Mapping[str, Any]) -> bool:
    """Pydantic also calls a list too short when it has enough values and one of them is wrong."""
    value = item.get("input")
    return item["type"] == "too_short" and isinstance(value, list) and len(value) >= item["ctx"]["min_length"]


_NOTHING = object()


def _shown(value: Any) -> str:
    """Scalars as they are written in YAML; lists and fields are too much to show, nothing is nothing to show."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""


def _without_vain_branches(mistakes: Sequence[_Mistake]) -> list[_Mistake]:
    """Keep of each union only the branch that the user meant.

    Pydantic tries every branch and reports them all. A branch that failed on the kind of thing it was
    given says nothing where another branch got further; where all failed so, they are joined into one.
    """
    tried: dict[Location, dict[str, bool]] = {}
    for mistake in mistakes:
        for place, branch in mistake.branches:
            deeper = tried.setdefault(place, {})
            deeper[branch] = deeper.get(branch, False) or len(mistake.place) > len(place)
    kept: list[_Mistake] = []
    joined: dict[Location, int] = {}
    for mistake in mistakes:
        union = next(((p, b) for p, b in mistake.branches if len(tried[p]) > 1), None)
        if union is None or (deeper := tried[union[0]])[union[1]]:
            kept.append(mistake)
        elif not any(deeper.values()):
            place = union[0]
            if place in joined:
                first = kept[joined[place]]
                kept[joined[place]] = _Mistake(place, (), first.said.or_else(mistake.said), first.value)
            else:
                joined[place] = len(kept)
                kept.append(mistake)
    return kept
