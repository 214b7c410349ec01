# SPDX-License-Identifier: EUPL-1.2
"""One scenario sets off another: how often, through what, and with what total impact.

In: a :class:`Catalogue` of risks with intensities, probabilities of starting and conditional probabilities, as arrays a
:class:`Network`. Out of :func:`simulate`: yearly rates with standard errors, causes, effects and the distribution of
impact; out of :func:`cut_links` and :func:`rank_links`: what would change if a link were cut. The meaning of the
numbers is that of the Belgian national risk assessment (NCCN, BNRA 2023-2026).
"""

from weerbaar.cascade.catalogue import Catalogue, CatalogueError, Catalyst, Factor, Link, Risk, Trend
from weerbaar.cascade.dossier_links import catalogue_of_dossier
from weerbaar.cascade.enumeration import Enumeration, EnumerationTooLargeError, enumerate_graphs
from weerbaar.cascade.examples import catalogue_names
from weerbaar.cascade.hotness import check_cooling
from weerbaar.cascade.network import Network, network_of
from weerbaar.cascade.noise import IMPACT_NOISES, ImpactNoise
from weerbaar.cascade.outcome import (
    TOTAL,
    CascadeOutcome,
    Cause,
    Effect,
    LinkCut,
    RateChange,
    Spread,
    StateOutcome,
    cascade_outcome,
    cuts_of,
)
from weerbaar.cascade.rates import NoBalanceError
from weerbaar.cascade.reading import load_catalogue
from weerbaar.cascade.result import (
    HISTOGRAM_EDGES,
    QUANTILES,
    CascadeSimulation,
    Effects,
    Impacts,
    Rates,
    YearCounts,
)
from weerbaar.cascade.results_json import cascade_results_json, cascade_results_schema
from weerbaar.cascade.simulation import simulate
from weerbaar.cascade.what_if import Cut, RankedLink, UnknownLinkError, WhatIf, cut_links, cut_of, rank_links
from weerbaar.cascade.wording import (
    EURO,
    circumstances_words,
    error_words,
    impact_words,
    intensity_word,
    rate_words,
    return_period_words,
    supported_digits,
)
from weerbaar.cascade.writing import save_catalogue

__all__ = [
    "EURO",
    "HISTOGRAM_EDGES",
    "IMPACT_NOISES",
    "QUANTILES",
    "TOTAL",
    "CascadeOutcome",
    "CascadeSimulation",
    "Catalogue",
    "CatalogueError",
    "Catalyst",
    "Cause",
    "Cut",
    "Effect",
    "Effects",
    "Enumeration",
    "EnumerationTooLargeError",
    "Factor",
    "ImpactNoise",
    "Impacts",
    "Link",
    "LinkCut",
    "Network",
    "NoBalanceError",
    "RankedLink",
    "RateChange",
    "Rates",
    "Risk",
    "Spread",
    "StateOutcome",
    "Trend",
    "UnknownLinkError",
    "WhatIf",
    "YearCounts",
    "cascade_outcome",
    "cascade_results_json",
    "cascade_results_schema",
    "catalogue_names",
    "catalogue_of_dossier",
    "check_cooling",
    "circumstances_words",
    "cut_links",
    "cut_of",
    "cuts_of",
    "enumerate_graphs",
    "error_words",
    "impact_words",
    "intensity_word",
    "load_catalogue",
    "network_of",
    "rank_links",
    "rate_words",
    "return_period_words",
    "save_catalogue",
    "simulate",
    "supported_digits",
]
