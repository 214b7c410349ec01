# SPDX-License-Identifier: EUPL-1.2
"""Every figure of the house, drawn from results as self-contained, accessible SVG.

In: an :class:`~weerbaar.assessment.Assessment`. Out: a :class:`Figure`, with the drawing, a spoken
description and the table that says the same; it saves itself as SVG, PNG or PDF. The risk diagram
follows the Dutch guides (nrb-method.md, section 4).
"""

from weerbaar.figures.acceptability import rank_acceptability
from weerbaar.figures.figure import Figure, FigureError, FigureTable, NoTotalError, Width, font_folder
from weerbaar.figures.glyphs import PLACEHOLDER, displayable
from weerbaar.figures.impact_profile import impact_profile
from weerbaar.figures.overview import assessment_figures
from weerbaar.figures.risk_diagram import risk_diagram
from weerbaar.figures.stability import stability
from weerbaar.figures.strips import class_probability_strips

__all__ = [
    "PLACEHOLDER",
    "Figure",
    "FigureError",
    "FigureTable",
    "NoTotalError",
    "Width",
    "assessment_figures",
    "class_probability_strips",
    "displayable",
    "font_folder",
    "impact_profile",
    "rank_acceptability",
    "risk_diagram",
    "stability",
]
