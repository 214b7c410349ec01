# SPDX-License-Identifier: EUPL-1.2
"""What is in a file from outside, or everything that is wrong with it: each problem with its place (C11, C13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from django.conf import settings

from weerbaar.base import InputError, Problem, Text
from weerbaar.dossier import Dossier, check_dossier, import_csv, import_workbook, load_dossier
from weerbaar.method import load_method
from weerbaar.workbench.exchange.uploads import in_folder, safe_name
from weerbaar.workbench.operations.reading import one_file_at_a_time

Kind = Literal["dossier", "workbook", "csv"]
KINDS: dict[str, Kind] = {".zip": "dossier", ".xlsx": "workbook", ".xlsm": "workbook", ".csv": "csv"}


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Attributes:
        dossier: what the file holds; for judgements: the round with them. None where there are errors.
        problems: errors and warnings.
    """

    kind: Kind
    dossier: Dossier | None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that do not."""
        return tuple(p for p in self.problems if p.severity == "warning")


def kind_of(name: str, size: int, *, new_round: bool) -> Kind:
    """Return what a file is by its ending.

    Args:
        name: of the file.
        size: octets.
        new_round: whether a new round is made of it, for which only a dossier will do.

    Raises:
        InputError: it is empty, too large or of a kind that is not taken.
    """
    kind = KINDS.get(Path(safe_name(name)).suffix.lower())
    allowed = (
        Text(nl="Kies een dossier als .zip.", en="Choose a dossier as .zip.")
        if new_round
        else Text(
            nl="Kies een dossier (.zip), een ingevulde werkmap (.xlsx) of een CSV-bestand (.csv).",
            en="Choose a dossier (.zip), a filled workbook (.xlsx) or a CSV file (.csv).",
        )
    )
    if size == 0:
        problem = Problem(name, Text(nl="het bestand is leeg.", en="the file is empty."), allowed)
    elif size > settings.LARGEST_UPLOAD:
        most = settings.LARGEST_UPLOAD // 1_048_576
        problem = Problem(
            name,
            Text(
                nl=f"het bestand is {size / 1_048_576:.0f} MB; ten hoogste {most} MB is toegestaan.",
                en=f"the file is {size / 1_048_576:.0f} MB; at most {most} MB is allowed.",
            ),
        )
    elif kind is None or (new_round and kind != "dossier"):
        problem = Problem(
            name, Text(nl="dit soort bestand kan hier niet.", en="this kind of file cannot be used here."), allowed
        )
    else:
        return kind
    raise InputError([problem])


def check(name: str, content: bytes, base: Dossier | None) -> Checked:
    """Read a file and return what is in it with all that is wrong with it.

    Args:
        name: of the file.
        content: its bytes.
        base: the round to which judgements are added; None where the file becomes a new round.

    Raises:
        InputError: see :func:`kind_of`.
    """
    kind = kind_of(name, len(content), new_round=base is None)
    if kind == "dossier":
        dossier, problems = _dossier_in(_Packed(name, hashlib.sha256(content).hexdigest(), content))
        if dossier is not None and base is not None and dossier.round.method != base.round.method:
            return Checked(kind, None, (*problems, _other_method(dossier, base)))
        return Checked(kind, dossier, problems)
    # kind_of lets only a dossier through where there is no round yet.
    round_ = cast(Dossier, base)
    read = import_workbook if kind == "workbook" else import_csv
    with one_file_at_a_time(name), in_folder(name, content) as place:
        try:
            return Checked(kind, read(place, round_, load_method(round_.round.method)))
        except InputError as error:
            return Checked(kind, None, _without_folder(error.problems, place))


@dataclass(frozen=True)
class _Packed:
    """A file, known by its sum."""

    name: str
    digest: str
    content: bytes = field(compare=False, repr=False)


@lru_cache(maxsize=2)
def _dossier_in(packed: _Packed) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """Return the dossier in a zip; remembered, because upload, overview and import each ask for it."""
    with one_file_at_a_time(packed.name), in_folder(packed.name, packed.content) as place:
        problems = _without_folder(check_dossier(place), place)
        wrong = any(p.severity == "error" for p in problems)
        return None if wrong else load_dossier(place), problems


def _without_folder(problems: Iterable[Problem], place: Path) -> tuple[Problem, ...]:
    """Return problems that name the file as its owner knows it, and not where it lies here."""
    return tuple(replace(p, file=p.file.replace(str(place), place.name)) for p in problems)


def _other_method(dossier: Dossier, base: Dossier) -> Problem:
    return Problem(
        "dossier.yaml",
        Text(
            nl=f"dit dossier volgt een andere methode dan de ronde ({base.round.method}).",
            en=f"this dossier follows another method than the round ({base.round.method}).",
        ),
        Text(nl="Lees het in als nieuwe ronde.", en="Read it in as a new round."),
        field="method",
        value=dossier.round.method,
    )


def problem_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain data, to be stored."""
    return [
        {
            "file": p.file,
            "line": p.line,
            "field": p.field,
            "value": p.value[:500],
            "severity": p.severity,
            "message": [p.message.nl, p.message.in_("en")],
            "hint": [p.hint.nl, p.hint.in_("en")],
        }
        for p in problems
    ]


def problems_from(stored: Iterable[dict[str, Any]]) -> tuple[Problem, ...]:
    """Return the problems that :func:`problem_data` wrote."""
    return tuple(
        Problem(
            p["file"],
            Text(nl=p["message"][0], en=p["message"][1]),
            Text(nl=p["hint"][0], en=p["hint"][1]),
            p["line"],
            p["field"],
            p["value"],
            p["severity"],
        )
        for p in stored
    )
