# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.results import (
    asking_views,
    cascade_views,
    comparison_views,
    diagram_views,
    export_views,
    scenario_views,
    sensitivity_views,
    weights_views,
)

_RESULTS = "rondes/<slug:round_slug>/resultaten/"

urlpatterns = [
    path(_RESULTS, diagram_views.diagram, name="results"),
    path(f"{_RESULTS}berekenen", asking_views.compute, name="results-compute"),
    path(f"{_RESULTS}ontleden", asking_views.analyse, name="results-analyse"),
    path(f"{_RESULTS}bestand/<slug:form>", export_views.file, name="results-file"),
    path(f"{_RESULTS}scenario/<slug:slug>/", scenario_views.scenario, name="result-scenario"),
    path(f"{_RESULTS}gewichten/", weights_views.weights, name="results-weights"),
    path(f"{_RESULTS}rangorde/", sensitivity_views.ranks, name="results-ranks"),
    path(f"{_RESULTS}gevoeligheid/", sensitivity_views.sensitivity, name="results-sensitivity"),
    path(f"{_RESULTS}gevoeligheid/bestand", export_views.sensitivity_file, name="sensitivity-file"),
    path(f"{_RESULTS}cascades/", cascade_views.cascades, name="results-cascades"),
    path(f"{_RESULTS}cascades/bestand", export_views.cascade_file, name="cascade-file"),
    path(f"{_RESULTS}cascades/voorbeeld/<slug:name>/", cascade_views.example, name="cascade-example"),
    path(f"{_RESULTS}vergelijken/", comparison_views.comparison, name="results-comparison"),
]
