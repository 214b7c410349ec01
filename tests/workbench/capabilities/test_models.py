# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from django.db import IntegrityError

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.models import Document, Outcome
from weerbaar.workbench.rounds.models import Round


def test_marked_lines_raise_the_level_of_the_text_only() -> None:
    document = Document(level=Level.OPEN, confidential=True)
    assert (document.level, document.text_level) == (Level.OPEN, Level.DEPARTMENTAL)
    assert Document(level=Level.SECRET, confidential=True).text_level == Level.SECRET


def test_outcomes_have_words() -> None:
    assert Outcome.REJECTED.text.nl == "niet overgenomen"


@pytest.mark.django_db
def test_a_round_has_one_document_of_a_name(round_: Round) -> None:
    Document.objects.create(round=round_, kind="agenda", name="agenda.yaml", content="")
    with pytest.raises(IntegrityError):
        Document.objects.create(round=round_, kind="agenda", name="agenda.yaml", content="")
