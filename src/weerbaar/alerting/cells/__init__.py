# SPDX-License-Identifier: EUPL-1.2
"""Which cells serve an area, what they serve besides, and how many people hear it.

In: a network of cells (a file, or one made up and marked so), an area, people by place. Out: the cells to ask, the
curve of what is served outside and not served inside for every least share, and people reached as low, middle and high
with all that the figure cannot know. Facts about reach: published surveys of the test messages since 2012.
"""

from weerbaar.alerting.cells.best_server import BestServerMap, Comparison, compare, read_best_server_map
from weerbaar.alerting.cells.best_server_raster import (
    RASTERS,
    CellValues,
    cell_numbers,
    read_best_server_raster,
    read_cell_values,
)
from weerbaar.alerting.cells.curve import Curve, CurvePoint, Suggestion, curve, suggestion
from weerbaar.alerting.cells.facts import ReachFacts
from weerbaar.alerting.cells.network import TECHNOLOGIES, CellNetwork, NetworkError
from weerbaar.alerting.cells.population import Population, PopulationError, read_population
from weerbaar.alerting.cells.reach import Assumption, Estimate, Reach, ReachError, reach
from weerbaar.alerting.cells.reading import read_network, write_network
from weerbaar.alerting.cells.selecting import Selection, ShareError, Touched, chosen, select, touch
from weerbaar.alerting.cells.survey import (
    BeforeLaunchError,
    ReachOn,
    ReachPoint,
    SurveyResult,
    reach_curve,
    read_survey,
)
from weerbaar.alerting.cells.synthetic import made_up_network

__all__ = [
    "RASTERS",
    "TECHNOLOGIES",
    "Assumption",
    "BeforeLaunchError",
    "BestServerMap",
    "CellNetwork",
    "CellValues",
    "Comparison",
    "Curve",
    "CurvePoint",
    "Estimate",
    "NetworkError",
    "Population",
    "PopulationError",
    "Reach",
    "ReachError",
    "ReachFacts",
    "ReachOn",
    "ReachPoint",
    "Selection",
    "ShareError",
    "Suggestion",
    "SurveyResult",
    "Touched",
    "cell_numbers",
    "chosen",
    "compare",
    "curve",
    "made_up_network",
    "reach",
    "reach_curve",
    "read_best_server_map",
    "read_best_server_raster",
    "read_cell_values",
    "read_network",
    "read_population",
    "read_survey",
    "select",
    "suggestion",
    "touch",
    "write_network",
]
