# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app."""

from django.urls import path

from weerbaar.workbench.exchange import new_round_views, views, webhook_views

_EXCHANGE = "rondes/<slug:round_slug>/uitwisseling/"
_UPLOAD = f"{_EXCHANGE}inlezen/<int:pk>"
_WEBHOOK = f"{_EXCHANGE}webhooks/<int:pk>"
_NEW = "rondes/importeren"

urlpatterns = [
    path(_EXCHANGE, views.index, name="exchange"),
    path(f"{_EXCHANGE}bestand", views.export, name="exchange-export"),
    path(f"{_EXCHANGE}inlezen", views.upload, name="exchange-upload"),
    path(_UPLOAD, views.overview, name="exchange-import"),
    path(f"{_UPLOAD}/overnemen", views.merge, name="exchange-merge"),
    path(f"{_UPLOAD}/weg", views.discard, name="exchange-discard"),
    path(f"{_UPLOAD}/meldingen.csv", views.problem_file, name="exchange-problems"),
    path(f"{_EXCHANGE}webhooks", webhook_views.listing, name="webhooks"),
    path(_WEBHOOK, webhook_views.one, name="webhook"),
    path(f"{_WEBHOOK}/geheim", webhook_views.renew_secret, name="webhook-secret"),
    path(f"{_WEBHOOK}/proef", webhook_views.send_test, name="webhook-test"),
    path(f"{_WEBHOOK}/weg", webhook_views.remove, name="webhook-remove"),
    path(f"{_WEBHOOK}/leveringen/<int:delivery>/opnieuw", webhook_views.retry, name="webhook-retry"),
    path(_NEW, new_round_views.start, name="round-import"),
    path(f"{_NEW}/<int:pk>", new_round_views.overview, name="round-import-overview"),
    path(f"{_NEW}/<int:pk>/maken", new_round_views.make, name="round-import-make"),
    path(f"{_NEW}/<int:pk>/weg", new_round_views.discard, name="round-import-discard"),
    path(f"{_NEW}/<int:pk>/meldingen.csv", new_round_views.problem_file, name="round-import-problems"),
]
