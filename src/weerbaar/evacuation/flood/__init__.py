# SPDX-License-Identifier: EUPL-1.2
"""Floods: who is threatened, how deep and when water comes, who is out by then and who dies.

In: a flood scenario (GeoTIFF, NetCDF, CSV), people by place, the curve of a simulation. Out: people by depth and
arrival time, the share evacuated by lead time, expected victims and people without basic needs by zone. Mortality:
Jonkman (2007, family of SSM2017); expected fraction: Maaskant, Kolen and Jonkman (2009). Verbs: ``read_scenario``,
``expose``, ``expected_fraction``, ``victims``.
"""

from weerbaar.evacuation.flood.areas import (
    WATER_NAMES,
    AreaPart,
    Certainty,
    ThreatenedArea,
    Water,
    area_facts,
    areas,
    areas_of,
)
from weerbaar.evacuation.flood.exposure import (
    DEPTH_CLASSES_M,
    Exposure,
    PeoplePoints,
    expose,
    expose_areas,
    read_people_points,
)
from weerbaar.evacuation.flood.fraction import (
    EvacuationCurve,
    ExpectedFraction,
    FractionError,
    LeadTime,
    LeadTimes,
    Phases,
    curve_of,
    curve_of_bound,
    expected_fraction,
    fraction,
    read_lead_times,
    shipped_lead_times,
)
from weerbaar.evacuation.flood.fractions import FRACTION_WORDS, REFERENCE, Fractions, fractions_of
from weerbaar.evacuation.flood.fractions_json import fractions_json, fractions_schema
from weerbaar.evacuation.flood.held import Held, areas_under, held_against_published, water_of
from weerbaar.evacuation.flood.layers import Layer
from weerbaar.evacuation.flood.lead_time import ByLeadTime, by_lead_time, curve_of_ensemble
from weerbaar.evacuation.flood.mortality import (
    Mortality,
    MortalityError,
    MortalityMethod,
    mortality,
    mortality_method,
    read_mortality,
)
from weerbaar.evacuation.flood.published import PublishedValue, Quantity, published
from weerbaar.evacuation.flood.reading import example_scenario, read_scenario
from weerbaar.evacuation.flood.scenario import FloodError, FloodGrid, FloodScenario
from weerbaar.evacuation.flood.victims import (
    Victims,
    VictimsError,
    Vulnerability,
    WithoutBasicNeeds,
    mortality_at_home,
    victims,
    without_basic_needs,
)

__all__ = [
    "DEPTH_CLASSES_M",
    "FRACTION_WORDS",
    "REFERENCE",
    "WATER_NAMES",
    "AreaPart",
    "ByLeadTime",
    "Certainty",
    "EvacuationCurve",
    "ExpectedFraction",
    "Exposure",
    "FloodError",
    "FloodGrid",
    "FloodScenario",
    "FractionError",
    "Fractions",
    "Held",
    "Layer",
    "LeadTime",
    "LeadTimes",
    "Mortality",
    "MortalityError",
    "MortalityMethod",
    "PeoplePoints",
    "Phases",
    "PublishedValue",
    "Quantity",
    "ThreatenedArea",
    "Victims",
    "VictimsError",
    "Vulnerability",
    "Water",
    "WithoutBasicNeeds",
    "area_facts",
    "areas",
    "areas_of",
    "areas_under",
    "by_lead_time",
    "curve_of",
    "curve_of_bound",
    "curve_of_ensemble",
    "example_scenario",
    "expected_fraction",
    "expose",
    "expose_areas",
    "fraction",
    "fractions_json",
    "fractions_of",
    "fractions_schema",
    "held_against_published",
    "mortality",
    "mortality_at_home",
    "mortality_method",
    "published",
    "read_lead_times",
    "read_mortality",
    "read_people_points",
    "read_scenario",
    "shipped_lead_times",
    "victims",
    "water_of",
    "without_basic_needs",
]
