# SPDX-License-Identifier: EUPL-1.2
"""Addresses of this app. What starts with _ can be no scenario: the id of one never does."""

from django.urls import path

from weerbaar.workbench.library import (
    attachment_views,
    editing,
    history_views,
    remark_views,
    reviewing,
    search_views,
    source_views,
    views,
    withdrawal_views,
)

_ROUND = "rondes/<slug:round_slug>/scenarios/"
_ONE = f"{_ROUND}<slug:slug>/"

urlpatterns = [
    path("zoek", search_views.search, name="search"),
    path(_ROUND, views.scenarios, name="scenarios"),
    path(f"{_ROUND}_nieuw", editing.new, name="scenario-new"),
    path(f"{_ROUND}_voorbeeld", editing.preview, name="scenario-preview"),
    path(f"{_ROUND}_bronnen/", source_views.sources, name="sources"),
    path(f"{_ROUND}_bronnen/_nieuw", source_views.new, name="source-new"),
    path(f"{_ROUND}_bronnen/<int:pk>/", source_views.edit, name="source-edit"),
    path(_ONE, views.scenario, name="scenario"),
    path(f"{_ONE}bewerken", editing.edit, name="scenario-edit"),
    path(f"{_ONE}intrekken", withdrawal_views.withdraw, name="scenario-withdraw"),
    path(f"{_ONE}terugzetten", withdrawal_views.restore, name="scenario-reinstate"),
    path(f"{_ONE}aanbieden", reviewing.submit, name="scenario-submit"),
    path(f"{_ONE}toetsen", reviewing.review, name="scenario-review"),
    path(f"{_ONE}versies/", history_views.history, name="scenario-history"),
    path(f"{_ONE}versies/vergelijken", history_views.compare, name="scenario-compare"),
    path(f"{_ONE}versies/<int:number>/", history_views.version, name="scenario-version"),
    path(f"{_ONE}versies/<int:number>/terugzetten", history_views.restore, name="scenario-restore"),
    path(f"{_ONE}opmerkingen", remark_views.comment, name="comment"),
    path(f"{_ONE}opmerkingen/<int:pk>/afhandelen", remark_views.resolve, name="comment-resolve"),
    path(f"{_ONE}bijlagen", attachment_views.attach, name="attach"),
    path(f"{_ONE}bijlagen/<int:pk>/", attachment_views.attachment, name="attachment"),
    path(f"{_ONE}bijlagen/<int:pk>/verwijderen", attachment_views.remove, name="attachment-remove"),
]
