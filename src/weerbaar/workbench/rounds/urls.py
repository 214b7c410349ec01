# SPDX-License-Identifier: EUPL-1.2
"""Addresses of rounds."""

from django.urls import path

from weerbaar.workbench.rounds import round_views, task_views, views, wizard

urlpatterns = [
    path("", views.start, name="start"),
    path("mijn-werk", views.my_work, name="my-work"),
    path("mijn-werk/taken/<int:pk>/klaar", task_views.finish, name="task-done"),
    path("mijn-werk/taken/<int:pk>/weg", task_views.withdraw, name="task-withdraw"),
    path("rondes", views.rounds, name="rounds"),
    path("rondes/nieuw", wizard.new_round, name="round-new"),
    path("methoden/<slug:method_id>", views.method, name="method"),
    path("rondes/<slug:round_slug>/", round_views.overview, name="round"),
    path("rondes/<slug:round_slug>/gezien", views.seen, name="round-seen"),
    path("rondes/<slug:round_slug>/volledigheid", round_views.quality, name="round-quality"),
    path("rondes/<slug:round_slug>/fase", round_views.phase, name="round-phase"),
    path("rondes/<slug:round_slug>/instellingen", round_views.settings, name="round-settings"),
    path("rondes/<slug:round_slug>/geschiedenis", round_views.history, name="round-history"),
    path("rondes/<slug:round_slug>/vergelijken", round_views.compare, name="round-compare"),
    path("rondes/<slug:round_slug>/taken", task_views.tasks, name="round-tasks"),
]
