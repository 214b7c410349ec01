# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.reports import signing_views, views

_REPORTS = "rondes/<slug:round_slug>/rapporten/"
_SIGNED = f"{_REPORTS}vastgesteld/<int:number>"

urlpatterns = [
    path(_REPORTS, views.index, name="reports"),
    path(f"{_REPORTS}maken", views.make, name="report-make"),
    path(f"{_REPORTS}stuk/<int:pk>/beeld", views.show, name="report-show"),
    path(f"{_REPORTS}stuk/<int:pk>", views.keep, name="report-download"),
    path(f"{_REPORTS}vaststellen", signing_views.sign_off, name="sign-off"),
    path(f"{_REPORTS}vaststellen/stukken", signing_views.prepare, name="sign-off-prepare"),
    path(f"{_REPORTS}vaststellen/stukken/<int:pk>", signing_views.documents, name="sign-off-set"),
    path(f"{_REPORTS}vaststellen/tekenen", signing_views.sign, name="sign-off-sign"),
    path(_SIGNED, signing_views.publication, name="publication"),
    path(f"{_SIGNED}/controle", signing_views.verify, name="publication-verify"),
    path(f"{_SIGNED}/bestand/<int:pk>", signing_views.file, name="publication-file"),
    path(f"{_SIGNED}/intrekken", signing_views.withdraw, name="publication-withdraw"),
]
