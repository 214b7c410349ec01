# SPDX-License-Identifier: EUPL-1.2
"""A difference as one line in the language of the page."""

from __future__ import annotations

from django.utils.translation import override

from weerbaar.base import Text
from weerbaar.dossier import Change
from weerbaar.workbench.exchange.templatetags.changes import rendered


def test_the_language_of_the_page_decides() -> None:
    change = Change("text", Text(nl="Titel", en="Title"), Text(nl="Oud", en="Old"), Text(nl="Nieuw", en="New"))
    with override("nl"):
        assert rendered(change) == "Titel: Oud → Nieuw"
    with override("en"):
        assert rendered(change) == "Title: Old → New"
