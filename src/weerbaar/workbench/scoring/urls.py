# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the panel: scoring by experts, and what the facilitator leads."""

from django.urls import path

from weerbaar.workbench.scoring import facilitation, panel_pages, plenary, views

SCORE = "rondes/<slug:round_slug>/beoordelen/"
LEAD = "rondes/<slug:round_slug>/begeleiden/"

urlpatterns = [
    path(SCORE, views.overview, name="scoring"),
    path(f"{SCORE}<slug:scenario_slug>/", views.scenario, name="scoring-scenario"),
    path(f"{SCORE}<slug:scenario_slug>/<str:criterion>/", views.field, name="scoring-field"),
    path(f"{SCORE}<slug:scenario_slug>/<str:criterion>/label", views.label, name="scoring-label"),
    path(LEAD, facilitation.progress, name="plenary"),
    path(f"{LEAD}verschillen", facilitation.disagreement, name="scoring-disagreement"),
    path(f"{LEAD}controles", facilitation.checks, name="scoring-checks"),
    path(f"{LEAD}herinneren", facilitation.remind, name="scoring-remind"),
    path(f"{LEAD}panel", panel_pages.panel, name="scoring-panel"),
    path(f"{LEAD}panel/uitnodigen", panel_pages.invite, name="scoring-panel-invite"),
    path(f"{LEAD}panel/<int:number>/gewicht", panel_pages.weigh, name="scoring-panel-weigh"),
    path(f"{LEAD}stroom", plenary.stream, name="plenary-stream"),
    path(f"{LEAD}plenair/<slug:scenario_slug>/", plenary.screen, name="plenary-scenario"),
    path(f"{LEAD}plenair/<slug:scenario_slug>/<str:criterion>", plenary.record, name="plenary-record"),
]
