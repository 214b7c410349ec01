# SPDX-License-Identifier: EUPL-1.2
"""All figures that can be drawn from one sensitivity analysis."""

from __future__ import annotations

import contextlib

from weerbaar.assessment import Sensitivity
from weerbaar.base import Lang
from weerbaar.figures.central_weights import central_weights
from weerbaar.figures.disagreement_map import disagreement_map
from weerbaar.figures.figure import Figure, FigureError, Width
from weerbaar.figures.open_questions import open_questions


def sensitivity_figures(found: Sensitivity, lang: Lang = "nl", width: Width = "a4") -> list[Figure]:
    """Return the weights of the first place, the map of disagreement and the open questions.

    A figure for which the analysis holds nothing is left out.

    Args:
        found: what to draw.
        lang: language of the words.
        width: for which width the figures are laid out.
    """
    figures: list[Figure] = []
    for draw in (central_weights, disagreement_map, open_questions):
        with contextlib.suppress(FigureError):
            figures.append(draw(found, lang, width))
    return figures
