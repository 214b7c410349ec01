# SPDX-License-Identifier: EUPL-1.2
"""Scarce means: buses, ambulances, helicopters and boats for people who cannot leave by themselves; police posts.

In: means and receiving places with beds (``read_means``), needs (``needs_of`` a turnout), travel times over free roads
or over those of a simulated evacuation (``traffic_of``). Out: an ``Assignment``: every trip, who is not helped in time
and why, what is short, and a proof of how good the division is; or ``Posts``: which posts of a managed plan are manned.
"""

from weerbaar.evacuation.means.assigning import assign
from weerbaar.evacuation.means.assignment import Aim, Assignment, OneMore, Trip, Unserved
from weerbaar.evacuation.means.means_file import usual_kinds
from weerbaar.evacuation.means.means_json import means_json, means_schema
from weerbaar.evacuation.means.model import CATEGORY_NAMES, Category, Means, MeansError, Need, Refuge
from weerbaar.evacuation.means.needs import needs_of
from weerbaar.evacuation.means.posts import Police, Posts, man_posts
from weerbaar.evacuation.means.reading import Fleet, read_means
from weerbaar.evacuation.means.traffic import Traffic, traffic_of
from weerbaar.evacuation.means.travel import Hourly, TravelTimes, travel_times

__all__ = [
    "CATEGORY_NAMES",
    "Aim",
    "Assignment",
    "Category",
    "Fleet",
    "Hourly",
    "Means",
    "MeansError",
    "Need",
    "OneMore",
    "Police",
    "Posts",
    "Refuge",
    "Traffic",
    "TravelTimes",
    "Trip",
    "Unserved",
    "assign",
    "man_posts",
    "means_json",
    "means_schema",
    "needs_of",
    "read_means",
    "traffic_of",
    "travel_times",
    "usual_kinds",
]
