# SPDX-License-Identifier: EUPL-1.2
"""Route choice: which road people take, by habit, by the queues they see, by experience, or as they are sent."""

from weerbaar.evacuation.routing.equilibrium import Equilibrium, equilibrium
from weerbaar.evacuation.routing.fixed import free_flow, nearest_exit
from weerbaar.evacuation.routing.instantaneous import Instantaneous
from weerbaar.evacuation.routing.paths import RouteError, SafetyTree, safety_tree, tree_shares

__all__ = [
    "Equilibrium",
    "Instantaneous",
    "RouteError",
    "SafetyTree",
    "equilibrium",
    "free_flow",
    "nearest_exit",
    "safety_tree",
    "tree_shares",
]
