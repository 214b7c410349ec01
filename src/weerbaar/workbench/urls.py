# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the workbench; each app has its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("weerbaar.workbench.shell.urls")),
    path("", include("weerbaar.workbench.accounts.urls")),
    path("", include("weerbaar.workbench.audit.urls")),
    path("", include("weerbaar.workbench.operations.urls")),
    path("", include("weerbaar.workbench.rounds.urls")),
    path("", include("weerbaar.workbench.library.urls")),
    path("", include("weerbaar.workbench.scoring.urls")),
    path("", include("weerbaar.workbench.jobs.urls")),
    path("", include("weerbaar.workbench.results.urls")),
    path("", include("weerbaar.workbench.capabilities.urls")),
    path("", include("weerbaar.workbench.reports.urls")),
    path("", include("weerbaar.workbench.exchange.urls")),
    path("", include("weerbaar.workbench.alerts.urls")),
    path("", include("weerbaar.workbench.evacuation.urls")),
    path("", include("weerbaar.workbench.api.urls")),
]

handler400 = "weerbaar.workbench.shell.errors.bad_request"
handler403 = "weerbaar.workbench.shell.errors.forbidden"
handler404 = "weerbaar.workbench.shell.errors.not_found"
handler500 = "weerbaar.workbench.shell.errors.failed"
