# SPDX-License-Identifier: EUPL-1.2
"""Evidence: what a study says of deaths, needs, cost and disruption, as judgements in a risk assessment.

In: a study and, where there is a flood, its victims and people without basic needs, as draws. Out: judgements with a
distribution per quantity and the run record of the study as source; the criteria that are not answered, and why. Verbs:
``effects_of``, ``evidence_for``; ``with_evidence`` puts it in a dossier.
"""

from weerbaar.evacuation.evidence.effects import EFFECT_NAMES, EFFECTS, Effect, Effects, EffectsError, effects_of
from weerbaar.evacuation.evidence.into_dossier import add_to_dossier, as_yaml, with_evidence
from weerbaar.evacuation.evidence.judging import Evidence, LeftOut, evidence_for
from weerbaar.evacuation.evidence.mapping import Answer, Mapping, MethodAnswers, read_mapping

__all__ = [
    "EFFECTS",
    "EFFECT_NAMES",
    "Answer",
    "Effect",
    "Effects",
    "EffectsError",
    "Evidence",
    "LeftOut",
    "Mapping",
    "MethodAnswers",
    "add_to_dossier",
    "as_yaml",
    "effects_of",
    "evidence_for",
    "read_mapping",
    "with_evidence",
]
