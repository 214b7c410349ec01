# SPDX-License-Identifier: EUPL-1.2
"""The kinds of computation that the pages of results ask for, and what each needs from the database."""

from __future__ import annotations

from typing import Any

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.jobs.registry import Kind, register
from weerbaar.workbench.results import computing
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round

ASSESSMENT, SENSITIVITY, CASCADE, CUTS, COMPARISON = "assessment", "sensitivity", "cascade", "cuts", "comparison"


class GoneRoundError(WeerbaarError):
    """The round to compare with is not there any more."""


def prepare_assessment(round_: Round, level: int, parameters: dict[str, Any]) -> computing.AssessmentOrder:
    """Return the round as somebody of this level sees it, with the weights that were asked for."""
    weights = str(parameters.get("weights", "default"))
    return computing.AssessmentOrder(dossier_of(round_, level=level), weights, computing.DRAWS)


def prepare_sensitivity(round_: Round, level: int, parameters: dict[str, Any]) -> computing.SensitivityOrder:
    """Return the round as somebody of this level sees it, with the weights that were asked for."""
    weights = str(parameters.get("weights", "default"))
    return computing.SensitivityOrder(dossier_of(round_, level=level), weights, computing.DRAWS, computing.SAMPLES)


def prepare_cascade(round_: Round, level: int, parameters: dict[str, Any]) -> computing.CascadeOrder:
    """Return the scenarios of the round, or the name of a shipped catalogue, with the links to cut."""
    name = parameters.get("catalogue")
    cuts = tuple((str(cause), str(effect)) for cause, effect in parameters.get("cuts", []))
    dossier = None if name else dossier_of(round_, level=level)
    return computing.CascadeOrder(dossier, name, cuts, computing.YEARS, computing.EVENTS)


def prepare_comparison(round_: Round, level: int, parameters: dict[str, Any]) -> computing.ComparisonOrder:
    """Return both rounds, the earlier one at the level that was asked for.

    Raises:
        GoneRoundError: the earlier round was removed.
    """
    earlier = Round.objects.filter(slug=parameters["with"]).first()
    if earlier is None:
        raise GoneRoundError(
            Text(nl="De ronde om mee te vergelijken bestaat niet meer.", en="The round to compare with is gone.")
        )
    old = dossier_of(earlier, level=int(parameters["level"]))
    return computing.ComparisonOrder(old, dossier_of(round_, level=level))


def register_kinds() -> None:
    """Make the kinds known."""
    for name, nl, en, prepare, run in (
        (ASSESSMENT, "Beoordeling", "Assessment", prepare_assessment, computing.run_assessment),
        (SENSITIVITY, "Gevoeligheidsanalyse", "Sensitivity analysis", prepare_sensitivity, computing.run_sensitivity),
        (CASCADE, "Cascades", "Cascades", prepare_cascade, computing.run_cascade),
        (CUTS, "Doorgeknipte verbanden", "Links cut", prepare_cascade, computing.run_cuts),
        (COMPARISON, "Vergelijking van rondes", "Comparison of rounds", prepare_comparison, computing.run_comparison),
    ):
        register(Kind(name, Text(nl=nl, en=en), prepare, run))
