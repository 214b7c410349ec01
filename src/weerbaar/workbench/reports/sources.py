# SPDX-License-Identifier: EUPL-1.2
"""What a document takes from elsewhere: earlier rounds, and the capability analysis of the round."""

from __future__ import annotations

import hashlib

from weerbaar.base import InputError
from weerbaar.dossier import Dossier, example_names, load_dossier
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.kinds import OF_ANALYSIS
from weerbaar.workbench.reports.analysed import Analysed
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round

_KINDS = (*OF_ANALYSIS, "register")


def earlier_rounds(round_: Round, level: int) -> tuple[Dossier, ...]:
    """Return the earlier rounds that the round names: those of the workbench, or else the shipped examples.

    Args:
        round_: the round.
        level: a round above this is not there.
    """
    rows = {row.slug: row for row in Round.objects.filter(slug__in=round_.earlier)}
    shipped = set(example_names())
    found = []
    for name in round_.earlier:
        row = rows.get(name)
        if row is not None and row.level <= level:
            found.append(dossier_of(row, level=level))
        elif row is None and name in shipped:
            found.append(load_dossier(name))
    return tuple(found)


def has_analysis(round_: Round, level: int) -> bool:
    """Whether the round has a capability analysis for somebody of this clearance."""
    return round_.documents.filter(kind="analysis", level__lte=level).exists()


def analysis_digest(round_: Round, level: int) -> str:
    """Return what changes with every change of the analysis; empty where there is none."""
    rows = list(
        round_.documents.filter(kind__in=_KINDS, level__lte=level).order_by("pk").values_list("pk", "version", "kind")
    )
    if not any(kind == "analysis" for _, _, kind in rows):
        return ""
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def analysis_of(round_: Round, level: int) -> Analysed | None:
    """Return the analysis of a round; None where there is none, or one that asks for nothing yet.

    Raises:
        InputError: the analysis or the register has errors.
    """
    if not has_analysis(round_, level):
        return None
    desk = desk_of(round_, level)
    analysis = desk.analysis
    if analysis.needs is None:
        return None
    return Analysed(analysis, desk.register if desk.has("register") else None, dict(desk.texts))


def analysed_or_fault(round_: Round, level: int) -> tuple[Analysed | None, InputError | None]:
    """Return the analysis, or what is wrong with it."""
    try:
        return analysis_of(round_, level), None
    except InputError as error:
        return None, error
