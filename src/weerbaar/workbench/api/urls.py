# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the API and of the page of tokens. None ends with a slash; one that does is not found."""

from django.urls import path

from weerbaar.workbench.api import views
from weerbaar.workbench.api.base import nothing_here
from weerbaar.workbench.api.calls import api

urlpatterns = [
    path("account/tokens", views.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke", views.revoke, name="token-revoke"),
    path("api/v1", nothing_here, name="api-nothing"),
    path("api/v1/", api.urls),
]
