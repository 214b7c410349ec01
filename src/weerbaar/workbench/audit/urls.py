# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.audit import views

urlpatterns = [
    path("logboek", views.everywhere, name="audit"),
    path("logboek/csv", views.everywhere_as_table, name="audit-export"),
    path("logboek/controle", views.check, name="audit-check"),
    path("rondes/<slug:round_slug>/logboek", views.of_round, name="round-audit"),
    path("rondes/<slug:round_slug>/logboek/csv", views.of_round_as_table, name="round-audit-export"),
    path("rondes/<slug:round_slug>/logboek/controle", views.check_from_round, name="round-audit-check"),
]
