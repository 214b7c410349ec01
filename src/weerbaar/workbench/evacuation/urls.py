# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.evacuation import (
    comparison_views,
    decision_views,
    export_views,
    flood_views,
    map_views,
    network_views,
    overview_views,
    plan_views,
    road_views,
    telling_views,
)

_ROOT = "rondes/<slug:round_slug>/evacuatie/"
_PLAN = f"{_ROOT}plannen/<int:pk>/"

urlpatterns = [
    path(_ROOT, overview_views.overview, name="evacuation"),
    path(f"{_ROOT}netten/nieuw", network_views.new, name="evacuation-network-new"),
    path(f"{_ROOT}netten/<int:pk>/", network_views.network, name="evacuation-network"),
    path(f"{_ROOT}netten/<int:pk>/verwijderen", network_views.remove, name="evacuation-network-remove"),
    path(f"{_ROOT}plannen/nieuw", plan_views.edit, name="evacuation-plan-new"),
    path(_PLAN, plan_views.plan, name="evacuation-plan"),
    path(f"{_PLAN}wijzigen", plan_views.edit, name="evacuation-plan-edit"),
    path(f"{_PLAN}verwijderen", plan_views.remove, name="evacuation-plan-remove"),
    path(f"{_PLAN}rekenen", plan_views.compute, name="evacuation-compute"),
    path(f"{_PLAN}wegen/", road_views.roads, name="evacuation-roads"),
    path(f"{_PLAN}wat-als", road_views.what_if, name="evacuation-what-if"),
    path(f"{_PLAN}kaart/", map_views.plan_map, name="evacuation-map"),
    path(f"{_PLAN}kaart/gegevens", map_views.data, name="evacuation-map-data"),
    path(f"{_PLAN}kaart/tekening", map_views.picture, name="evacuation-map-picture"),
    path(f"{_ROOT}land", map_views.country, name="evacuation-map-country"),
    path(f"{_PLAN}export/<slug:form>", export_views.export, name="evacuation-export"),
    path(f"{_PLAN}advies/", telling_views.advice, name="evacuation-advice"),
    path(f"{_PLAN}onderbouwing/", telling_views.evidence, name="evacuation-evidence"),
    path(f"{_PLAN}nl-alert", telling_views.alert, name="evacuation-alert"),
    path(f"{_ROOT}vergelijken/", comparison_views.compare, name="evacuation-compare"),
    path(f"{_ROOT}besluit/", decision_views.decision, name="evacuation-decision"),
    path(f"{_ROOT}overstroming/", flood_views.floods, name="evacuation-floods"),
]
