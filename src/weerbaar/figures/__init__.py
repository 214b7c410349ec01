# SPDX-License-Identifier: EUPL-1.2
"""Every figure of the house, drawn from results as self-contained, accessible SVG.

In: an :class:`~weerbaar.assessment.Assessment`. Out: a :class:`Figure`, with the drawing, a spoken
description and the table that says the same; it saves itself as SVG, PNG or PDF. The risk diagram
follows the Dutch guides (nrb-method.md, section 4).
"""

from weerbaar.figures.acceptability import rank_acceptability
from weerbaar.figures.alert_map import CELL_WORDS, CellMark, CellResult, alert_map, cell_marks
from weerbaar.figures.assistance_plan import assistance_plan
from weerbaar.figures.before_after import before_after
from weerbaar.figures.budget_frontier import budget_frontier
from weerbaar.figures.calibration import calibration
from weerbaar.figures.cascade_matrix import cascade_matrix
from weerbaar.figures.cascade_network import cascade_network
from weerbaar.figures.cascade_overview import cascade_figures
from weerbaar.figures.cascade_rates import cascade_rates
from weerbaar.figures.cascade_sankey import cascade_sankey
from weerbaar.figures.central_weights import central_weights
from weerbaar.figures.disagreement_map import disagreement_map
from weerbaar.figures.effect_afterwards import effect_afterwards
from weerbaar.figures.elicitation_figures import elicitation_figures
from weerbaar.figures.evacuated_share import evacuated_share
from weerbaar.figures.evacuation_curve import evacuation_curve
from weerbaar.figures.evacuation_decision import decision_chart
from weerbaar.figures.evacuation_map import FloodPatch, evacuation_map
from weerbaar.figures.evacuation_plans import plan_comparison
from weerbaar.figures.evacuation_trade_off import trade_off_chart
from weerbaar.figures.expert_scores import expert_scores
from weerbaar.figures.figure import Figure, FigureError, FigureTable, NoTotalError, Width, font_folder
from weerbaar.figures.gap_matrix import gap_matrix
from weerbaar.figures.glyphs import PLACEHOLDER, displayable
from weerbaar.figures.impact_profile import impact_profile
from weerbaar.figures.open_questions import open_questions
from weerbaar.figures.overview import assessment_figures
from weerbaar.figures.portfolio_stability import portfolio_stability
from weerbaar.figures.range_graph import range_graph
from weerbaar.figures.reach_of_tests import reach_of_tests
from weerbaar.figures.register_timeline import register_timeline
from weerbaar.figures.response_clock import response_clock
from weerbaar.figures.risk_diagram import risk_diagram
from weerbaar.figures.sensitivity_figures import sensitivity_figures
from weerbaar.figures.share_curve import share_curve
from weerbaar.figures.stability import stability
from weerbaar.figures.strips import class_probability_strips
from weerbaar.figures.training_effect import training_effect
from weerbaar.figures.weighting_effect import weighting_effect

__all__ = [
    "CELL_WORDS",
    "PLACEHOLDER",
    "CellMark",
    "CellResult",
    "Figure",
    "FigureError",
    "FigureTable",
    "FloodPatch",
    "NoTotalError",
    "Width",
    "alert_map",
    "assessment_figures",
    "assistance_plan",
    "before_after",
    "budget_frontier",
    "calibration",
    "cascade_figures",
    "cascade_matrix",
    "cascade_network",
    "cascade_rates",
    "cascade_sankey",
    "cell_marks",
    "central_weights",
    "class_probability_strips",
    "decision_chart",
    "disagreement_map",
    "displayable",
    "effect_afterwards",
    "elicitation_figures",
    "evacuated_share",
    "evacuation_curve",
    "evacuation_map",
    "expert_scores",
    "font_folder",
    "gap_matrix",
    "impact_profile",
    "open_questions",
    "plan_comparison",
    "portfolio_stability",
    "range_graph",
    "rank_acceptability",
    "reach_of_tests",
    "register_timeline",
    "response_clock",
    "risk_diagram",
    "sensitivity_figures",
    "share_curve",
    "stability",
    "trade_off_chart",
    "training_effect",
    "weighting_effect",
]
