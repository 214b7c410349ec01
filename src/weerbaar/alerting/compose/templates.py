# SPDX-License-Identifier: EUPL-1.2
"""Templates: a national frame per scenario, and the variant that a region makes of it.

A frame consists of pieces. A *fixed* piece may not be changed; in a *fill-in* piece only the fields may be filled; a
*free* piece is in one's own words. A variant fills fields beforehand and words the free pieces; it can change
nothing else, so that people read the same advice everywhere (national frames with room for local tailoring, letter of
2013).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field as Limits
from pydantic import model_validator

from weerbaar.alerting.compose.kinds import Kind
from weerbaar.alerting.compose.shipped import shipped_folder
from weerbaar.base import (
    Explained,
    FileModel,
    InputError,
    Problem,
    Text,
    WeerbaarError,
    YamlSource,
    read_yaml,
    render_location,
    validate,
)

_Id = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
FIELD = re.compile(r"\{([a-z0-9-]+)\}")


class Field(FileModel):
    """Something to fill in.

    Attributes:
        type: the form that is asked for; the value of a choice is one of ``choices``.
        example: a value of the right form, shown where nothing is filled in yet.
        longest: most characters.
    """

    id: _Id
    type: Literal["place", "time", "date", "road", "phone", "site", "words", "choice"]
    label: Text
    example: Text
    choices: tuple[Text, ...] = ()
    longest: Annotated[int, Limits(ge=1, le=300)] = 60

    @model_validator(mode="after")
    def _chosen(self) -> Field:
        if (self.type == "choice") != bool(self.choices):
            raise Explained("alleen een keuze heeft keuzes.", "a choice has choices, and nothing else has.")
        return self


class Piece(FileModel):
    """A part of the text.

    Attributes:
        freedom: what may be changed in it.
        text: its words, with ``{field}`` in a piece to fill in; the first proposal of a free piece, which may be empty.
        longest: most characters of a free piece, per language.
    """

    id: _Id
    freedom: Literal["fixed", "fill-in", "free"]
    text: Text
    longest: Annotated[int, Limits(ge=1, le=500)] = 120


class Template(FileModel):
    """A frame, or a frame with the variant of a region in it.

    Attributes:
        strategy: what to think of in all communication about this kind of incident, beside the text itself.
        region: the region of which this is the variant; None is the national frame.
    """

    version: Literal[1]
    id: _Id
    name: Text
    kind: Kind
    level: Literal[1, 2, 3, 4, "test", "exercise"] = 2
    urgency: Literal["immediate", "expected", "past"] = "immediate"
    strategy: tuple[Text, ...] = ()
    region: str | None = None
    fields: tuple[Field, ...]
    pieces: Annotated[tuple[Piece, ...], Limits(min_length=1)]

    @model_validator(mode="after")
    def _agrees(self) -> Template:
        known = {field.id for field in self.fields}
        names = Counter([*(f.id for f in self.fields), *(p.id for p in self.pieces)])
        twice = [name for name, count in names.items() if count > 1]
        if twice:
            raise Explained(f"deze namen komen twee keer voor: {', '.join(twice)}.", f"used twice: {', '.join(twice)}.")
        for piece in self.pieces:
            used = set(FIELD.findall(piece.text.nl))
            if used != set(FIELD.findall(piece.text.in_("en"))):
                raise Explained(
                    f"deel {piece.id} heeft in beide talen niet dezelfde velden.",
                    f"piece {piece.id} does not have the same fields in both languages.",
                )
            if used - known or bool(used) != (piece.freedom == "fill-in"):
                raise Explained(
                    f"deel {piece.id}: alleen een invuldeel heeft velden, en die moeten bestaan.",
                    f"piece {piece.id}: only a piece to fill in has fields, and they must exist.",
                )
        return self

    def field(self, name: str) -> Field | None:
        """Return the field called ``name``."""
        return next((field for field in self.fields if field.id == name), None)

    def piece(self, name: str) -> Piece | None:
        """Return the piece called ``name``."""
        return next((piece for piece in self.pieces if piece.id == name), None)


class _Variant(FileModel):
    """The file of a region: what it fills in beforehand, how it words the free pieces, which choices it offers."""

    version: Literal[1]
    id: _Id
    extends: _Id
    region: Annotated[str, Limits(pattern=r"^VR(0[1-9]|1[0-9]|2[0-5])$")]
    name: Text
    values: dict[str, Text] = {}
    texts: dict[str, Text] = {}
    choices: dict[str, tuple[Text, ...]] = {}


class UnknownTemplateError(WeerbaarError):
    """There is no template of that name."""

    def __init__(self, id: str) -> None:
        known = ", ".join(one.id for one in templates())
        super().__init__(
            Text(nl=f"Sjabloon {id} is er niet; er zijn: {known}.", en=f"No template {id}; there are: {known}.")
        )


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Return the national frames that the product ships."""
    found = sorted((shipped_folder() / "templates").glob("*.yaml"))
    return tuple(validate(Template, read_yaml(path, path.name)) for path in found)


def template(id: str) -> Template:
    """Return the shipped frame called ``id``.

    Raises:
        UnknownTemplateError: there is none.
    """
    found = next((one for one in templates() if one.id == id), None)
    if found is None:
        raise UnknownTemplateError(id)
    return found


def read_variant(path: Path) -> Template:
    """Return the frame that the file ``path`` extends, with the region's variant in it.

    Raises:
        InputError: with every problem of the file; a fixed piece that it would change is one.
    """
    source = read_yaml(path)
    variant = validate(_Variant, source)
    frame = next((one for one in templates() if one.id == variant.extends), None)
    if frame is None:
        known = ", ".join(one.id for one in templates())
        raise InputError(
            [
                _problem(
                    source,
                    ("extends",),
                    f"dit raam is er niet; er zijn: {known}.",
                    f"no such frame; there are: {known}.",
                )
            ]
        )
    problems = [*_piece_problems(source, variant, frame), *_field_problems(source, variant, frame)]
    if problems:
        raise InputError(problems)
    pieces = (p.model_copy(update={"text": variant.texts[p.id]}) if p.id in variant.texts else p for p in frame.pieces)
    return frame.model_copy(
        update={
            "id": variant.id,
            "name": variant.name,
            "region": variant.region,
            "pieces": tuple(pieces),
            "fields": tuple(_varied(field, variant) for field in frame.fields),
        }
    )


def _varied(field: Field, variant: _Variant) -> Field:
    change: dict[str, object] = {}
    if field.id in variant.values:
        change["example"] = variant.values[field.id]
    if field.id in variant.choices:
        change["choices"] = variant.choices[field.id]
    return field.model_copy(update=change)


def _piece_problems(source: YamlSource, variant: _Variant, frame: Template) -> list[Problem]:
    found = []
    for name, text in variant.texts.items():
        piece, at = frame.piece(name), ("texts", name)
        if piece is None:
            free = ", ".join(p.id for p in frame.pieces if p.freedom == "free") or "–"
            found.append(
                _problem(source, at, f"dit deel is er niet; vrij zijn: {free}.", f"no such piece; free are: {free}.")
            )
        elif piece.freedom != "free":
            found.append(
                _problem(
                    source, at, "dit deel ligt landelijk vast en mag niet anders.", "this piece is fixed nationally."
                )
            )
        elif max(len(text.nl), len(text.en)) > piece.longest:
            limit = piece.longest
            found.append(_problem(source, at, f"ten hoogste {limit} tekens.", f"at most {limit} characters."))
        elif FIELD.search(text.nl + text.en):
            found.append(_problem(source, at, "een vrij deel heeft geen velden.", "a free piece has no fields."))
    return found


def _field_problems(source: YamlSource, variant: _Variant, frame: Template) -> list[Problem]:
    found = []
    for part, names in (("values", list(variant.values)), ("choices", list(variant.choices))):
        for name in names:
            field = frame.field(name)
            if field is None:
                known = ", ".join(f.id for f in frame.fields)
                nl, en = f"dit veld is er niet; er zijn: {known}.", f"no such field; there are: {known}."
                found.append(_problem(source, (part, name), nl, en))
            elif part == "choices" and field.type != "choice":
                found.append(_problem(source, (part, name), "dit veld is geen keuze.", "this field is not a choice."))
    return found


def _problem(source: YamlSource, at: tuple[str, ...], nl: str, en: str) -> Problem:
    return Problem(source.name, Text(nl=nl, en=en), line=source.line(at), field=render_location(at))
