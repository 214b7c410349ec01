# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.operations import views

urlpatterns = [
    path("gezond", views.healthy, name="health"),
    path("metrics", views.measurements, name="metrics"),
]
