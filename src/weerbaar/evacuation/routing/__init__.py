# SPDX-License-Identifier: EUPL-1.2
"""Route choice: which road people take, by habit, by the queues they see, by experience, or as they are sent."""

from weerbaar.evacuation.routing.equilibrium import Equilibrium, equilibrium
from weerbaar.evacuation.routing.experience import link_times, quickest_ways
from weerbaar.evacuation.routing.fixed import free_flow, nearest_exit
from weerbaar.evacuation.routing.instantaneous import Instantaneous
from weerbaar.evacuation.routing.managed import ManagedPlan, managed
from weerbaar.evacuation.routing.managed_words import (
    Post,
    RoadLoad,
    SettingOut,
    explained,
    posts,
    road_loads,
    setting_out,
)
from weerbaar.evacuation.routing.paths import RouteError, SafetyTree, safety_tree

__all__ = [
    "Equilibrium",
    "Instantaneous",
    "ManagedPlan",
    "Post",
    "RoadLoad",
    "RouteError",
    "SafetyTree",
    "SettingOut",
    "equilibrium",
    "explained",
    "free_flow",
    "link_times",
    "managed",
    "nearest_exit",
    "posts",
    "quickest_ways",
    "road_loads",
    "safety_tree",
    "setting_out",
]
