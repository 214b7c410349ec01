# SPDX-License-Identifier: EUPL-1.2
"""All figures that can be drawn from one elicitation."""

from __future__ import annotations

from weerbaar.base import Lang
from weerbaar.elicitation import Elicitation
from weerbaar.figures.calibration import calibration
from weerbaar.figures.expert_scores import expert_scores
from weerbaar.figures.figure import Figure, Width
from weerbaar.figures.range_graph import range_graph


def elicitation_figures(elicitation: Elicitation, lang: Lang = "nl", width: Width = "a4") -> list[Figure]:
    """Return a range graph per question, and calibration and scores where the study has seed questions.

    Args:
        elicitation: what to draw.
        lang: language of the words.
        width: for which width the figures are laid out.
    """
    found = [range_graph(elicitation, result.question.id, lang, width) for result in elicitation.questions]
    if any(expert.calibration is not None for expert in elicitation.experts):
        found += [calibration(elicitation, lang, width), expert_scores(elicitation, lang, width)]
    return found
