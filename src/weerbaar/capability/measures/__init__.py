# SPDX-License-Identifier: EUPL-1.2
"""Proposals to strengthen capabilities: what they cost, and what they do to likelihood and impact.

In: ``measures.yaml`` and ``choice.yaml``. Out: checked proposals (:func:`read_measures`, :func:`read_choice`), their
uncertain effects and costs as draws (:func:`draw_measures`), and the risk that remains when some of them are taken
(:func:`remaining_risk`).
"""

from weerbaar.capability.measures.choice_reading import members, read_choice
from weerbaar.capability.measures.cost import CostDraws, discount_factors
from weerbaar.capability.measures.effects import MOST, MeasureDraws, draw_measures, uncounted_links
from weerbaar.capability.measures.file_model import (
    CHOICE_FILE,
    IMPACT,
    MEASURE_FILE,
    Adds,
    AtLeast,
    Budget,
    ChoiceFile,
    Cost,
    Effect,
    Exclusion,
    Interaction,
    LinkEffect,
    Measure,
    MeasureFile,
)
from weerbaar.capability.measures.reading import first_start, last_start, read_measures
from weerbaar.capability.measures.residual import Taken, interaction_shares, remaining_risk
from weerbaar.capability.measures.schema import choice_schema, measure_schema
from weerbaar.capability.measures.steps import impact_step, likelihood_step
from weerbaar.capability.measures.timing import paid_part, working_part

__all__ = [
    "CHOICE_FILE",
    "IMPACT",
    "MEASURE_FILE",
    "MOST",
    "Adds",
    "AtLeast",
    "Budget",
    "ChoiceFile",
    "Cost",
    "CostDraws",
    "Effect",
    "Exclusion",
    "Interaction",
    "LinkEffect",
    "Measure",
    "MeasureDraws",
    "MeasureFile",
    "Taken",
    "choice_schema",
    "discount_factors",
    "draw_measures",
    "first_start",
    "impact_step",
    "interaction_shares",
    "last_start",
    "likelihood_step",
    "measure_schema",
    "members",
    "paid_part",
    "read_choice",
    "read_measures",
    "remaining_risk",
    "uncounted_links",
    "working_part",
]
