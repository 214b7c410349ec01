# SPDX-License-Identifier: EUPL-1.2
"""All figures that can be drawn from one assessment."""

from __future__ import annotations

from weerbaar.assessment import Assessment
from weerbaar.base import Lang
from weerbaar.figures.acceptability import rank_acceptability
from weerbaar.figures.diagram_legend import Uncertainty
from weerbaar.figures.figure import Figure, Width
from weerbaar.figures.impact_profile import impact_profile
from weerbaar.figures.risk_diagram import risk_diagram
from weerbaar.figures.stability import stability
from weerbaar.figures.strips import class_probability_strips


def assessment_figures(
    assessment: Assessment, lang: Lang = "nl", width: Width = "a4", uncertainty: Uncertainty = "bars"
) -> list[Figure]:
    """Return the risk diagram, the strips, ranks and stability, and a profile per judged scenario.

    A figure for which the assessment holds nothing is left out.

    Args:
        assessment: what to draw.
        lang: language of the words.
        width: for which width the figures are laid out.
        uncertainty: how the risk diagram shows it.
    """
    found: list[Figure] = []
    if assessment.impact_axis is not None:
        found.append(risk_diagram(assessment, lang, width, uncertainty=uncertainty))
    if any(result.impact or result.likelihood for result in assessment.scenarios):
        found.append(class_probability_strips(assessment, lang, width))
    if sum(result.rank is not None for result in assessment.scenarios) > 1:
        found.append(rank_acceptability(assessment, lang, width))
    if any(result.variants for result in assessment.scenarios):
        found.append(stability(assessment, lang, width))
    found += [
        impact_profile(assessment, result.id, lang, width)
        for result in assessment.scenarios
        if any(c.state == "judged" for c in result.contributions)
    ]
    return found
