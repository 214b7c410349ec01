# SPDX-License-Identifier: EUPL-1.2
"""What a document takes from elsewhere: earlier rounds, and the capability analysis of the round."""

from __future__ import annotations

import hashlib

from weerbaar.base import InputError
from weerbaar.dossier import Dossier, example_names, load_dossier
from weerbaar.workbench.capabilities import portfolio_job
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.kinds import OF_ANALYSIS
from weerbaar.workbench.reports.analysed import Analysed
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round

_KINDS = (*OF_ANALYSIS, "register")


def earlier_rounds(round_: Round, level: int) -> tuple[Dossier, ...]:
    """Return the earlier rounds that the round names: those of the workbench, or else the shipped examples.

    One in which people score blind is left out: a document is for everybody who may read this round.

    Args:
        round_: the round.
        level: a round above this is not there.
    """
    rows = {row.slug: row for row in Round.objects.filter(slug__in=round_.earlier)}
    shipped = set(example_names())
    found = []
    for name in round_.earlier:
        row = rows.get(name)
        if row is not None and row.level <= level and not row.is_blind:
            found.append(dossier_of(row, level=level))
        elif row is None and name in shipped:
            found.append(load_dossier(name))
    return tuple(found)


def has_analysis(round_: Round, level: int) -> bool:
    """Whether the round has a capability analysis for somebody of this clearance."""
    return round_.documents.filter(kind="analysis", level__lte=level).exists()


def document_state(round_: Round, level: int, analysis: bool) -> str:
    """Return the state of what a document is made of, in two queries: the round, its documents, earlier rounds.

    Args:
        round_: the round.
        level: what is above it counts only as there or not, because the document says that something was left out.
        analysis: whether the document tells of the capability analysis.
    """
    rows = list(round_.documents.order_by("pk").values_list("pk", "version", "kind", "level"))
    own = [f"{pk}.{version}" for pk, version, kind, its in rows if analysis and kind in _KINDS and its <= level]
    above = any(its > level for *_, its in rows)
    earlier = Round.objects.filter(slug__in=round_.earlier, level__lte=level).order_by("slug")
    counts = [f"{row.slug}.{row.result_inputs}" for row in earlier.defer("annexes") if not row.is_blind]
    told = f"{round_.report_inputs}|{' '.join(own)}|{above}|{' '.join(counts)}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def analysis_of(round_: Round, level: int) -> Analysed | None:
    """Return the analysis of a round; None where there is none, or one that asks for nothing yet.

    Raises:
        InputError: the analysis or the register has errors.
        NeedsError: the choice among its measures has to be computed first.
    """
    if not has_analysis(round_, level):
        return None
    desk = desk_of(round_, level)
    analysis = desk.analysis
    if analysis.needs is None:
        return None
    register = desk.register if desk.has("register") else None
    chosen = analysis.measures is not None and bool(analysis.measures.measures)
    return Analysed(analysis, register, portfolio_job.ready(round_, desk).advice if chosen else None)


def analysed_or_fault(round_: Round, level: int) -> tuple[Analysed | None, InputError | None]:
    """Return the analysis, or what is wrong with it."""
    try:
        return analysis_of(round_, level), None
    except InputError as error:
        return None, error
