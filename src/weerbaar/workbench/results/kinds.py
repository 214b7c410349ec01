# SPDX-License-Identifier: EUPL-1.2
"""The kinds of computation that the pages of results ask for, and what each needs from the database."""

from __future__ import annotations

from typing import Any

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.jobs.registry import Kind, register, results_state
from weerbaar.workbench.results import computing
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round

ASSESSMENT, SENSITIVITY, CASCADE, CUTS, COMPARISON = "assessment", "sensitivity", "cascade", "cuts", "comparison"
ACCEPTABILITY = "acceptability"


class GoneRoundError(WeerbaarError):
    """The round to compare with is not there any more."""


def prepare_assessment(round_: Round, level: int, parameters: dict[str, Any]) -> computing.AssessmentOrder:
    """Return the round as somebody of this level sees it, with the weights that were asked for."""
    weights = str(parameters.get("weights", "default"))
    return computing.AssessmentOrder(dossier_of(round_, level=level), weights, computing.DRAWS)


def prepare_acceptability(round_: Round, level: int, parameters: dict[str, Any]) -> computing.AcceptabilityOrder:
    """Return the scores that the assessment left, where it stands and is not stale; else the round itself."""
    assessed = _standing(round_, ASSESSMENT, {"weights": "default"}, level)
    source = None if assessed is None else assessed.scores
    if source is None:
        source = dossier_of(round_, level=level)
    return computing.AcceptabilityOrder(source, tuple(parameters.get("constraints", ())), computing.DRAWS)


def prepare_sensitivity(round_: Round, level: int, parameters: dict[str, Any]) -> computing.SensitivityOrder:
    """Return the round as somebody of this level sees it, with the weights asked for, and its ranks where they stand.

    The ranks are those under free weights.
    """
    weights = str(parameters.get("weights", "default"))
    ranks = _standing(round_, ACCEPTABILITY, {}, level)
    dossier = dossier_of(round_, level=level)
    return computing.SensitivityOrder(dossier, weights, computing.DRAWS, computing.SAMPLES, ranks)


def _standing(round_: Round, kind: str, parameters: dict[str, Any], level: int) -> Any:
    """Return a result that was computed from the round as it is now; None where there is none."""
    # Not above: the verbs import the names of the kinds.
    from weerbaar.workbench.results.verbs import find

    found = find(round_, kind, parameters, level)
    return None if found.is_stale else found.value


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


def cascade_state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of what cascades are computed from: a shipped catalogue does not change."""
    return "" if parameters.get("catalogue") else results_state(round_, level, parameters)


def comparison_state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of both rounds."""
    found = Round.objects.filter(slug=parameters["with"]).values_list("result_inputs", flat=True)
    return f"{results_state(round_, level, parameters)} {next(iter(found), '')}"


def register_kinds() -> None:
    """Make the kinds known."""
    for kind in (
        Kind(ASSESSMENT, Text(nl="Beoordeling", en="Assessment"), prepare_assessment, computing.run_assessment),
        Kind(
            SENSITIVITY,
            Text(nl="Gevoeligheidsanalyse", en="Sensitivity analysis"),
            prepare_sensitivity,
            computing.run_sensitivity,
        ),
        Kind(
            ACCEPTABILITY,
            Text(nl="Plaatsen onder alle toegestane gewichten", en="Ranks under all admissible weights"),
            prepare_acceptability,
            computing.run_acceptability,
        ),
        Kind(CASCADE, Text(nl="Cascades", en="Cascades"), prepare_cascade, computing.run_cascade, cascade_state),
        Kind(
            CUTS,
            Text(nl="Doorgeknipte verbanden", en="Links cut"),
            prepare_cascade,
            computing.run_cuts,
            cascade_state,
        ),
        Kind(
            COMPARISON,
            Text(nl="Vergelijking van rondes", en="Comparison of rounds"),
            prepare_comparison,
            computing.run_comparison,
            comparison_state,
        ),
    ):
        register(kind)
