# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.jobs import views

urlpatterns = [
    path("rondes/<slug:round_slug>/rekenwerk/", views.listing, name="jobs"),
    path("rondes/<slug:round_slug>/rekenwerk/<int:pk>/stand", views.progress, name="job-progress"),
    path("rondes/<slug:round_slug>/rekenwerk/<int:pk>/afbreken", views.cancel, name="job-cancel"),
]
