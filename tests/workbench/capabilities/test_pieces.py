# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.pieces import stale
from weerbaar.workbench.rounds.models import Round


@pytest.mark.django_db
def test_the_error_carries_both_texts_and_the_version_to_go_on_with(round_: Round) -> None:
    document = Document.objects.create(round=round_, kind="measures", name="measures.yaml", content="a: 1\n")
    error = stale("Maatregel", "abc", document, {"measure": "nu"}, {"measure": "straks"})
    assert str(error.current) == "Maatregel"
    assert (error.current.measure, error.proposed["measure"]) == ("nu", "straks")  # type: ignore[attr-defined]
    assert error.current.version == "abc"  # type: ignore[attr-defined]
    assert error.current.history.count() == 1  # type: ignore[attr-defined]
