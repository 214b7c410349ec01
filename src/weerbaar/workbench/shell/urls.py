# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.shell import views
from weerbaar.workbench.shell.palette import palette

urlpatterns = [
    path("concept", views.save_draft, name="draft"),
    path("concept/<int:pk>", views.draft_text, name="draft-text"),
    path("concept/<int:pk>/weg", views.discard_draft, name="draft-discard"),
    path("spring", palette, name="palette"),
    path("toegankelijkheid", views.accessibility, name="accessibility"),
]
