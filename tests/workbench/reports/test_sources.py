# SPDX-License-Identifier: EUPL-1.2
"""What a document takes from the capability analysis of the round."""

from __future__ import annotations

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.reports.sources import (
    analysed_or_fault,
    analysis_digest,
    earlier_rounds,
    has_analysis,
)
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_round_without_analysis(round_: Round) -> None:
    assert not has_analysis(round_, Level.SECRET)
    assert analysis_digest(round_, Level.SECRET) == ""
    assert analysed_or_fault(round_, Level.SECRET) == (None, None)


def test_a_change_of_the_analysis_is_another_question(round_: Round) -> None:
    row = Document.objects.create(round=round_, kind="analysis", name="analysis.yaml", content="schema: 1\n")
    first = analysis_digest(round_, Level.INTERNAL)
    row.change(1, content="schema: 1\ntitle: x\n")
    assert first
    assert analysis_digest(round_, Level.INTERNAL) not in {"", first}


def test_an_analysis_with_errors_is_told(round_: Round) -> None:
    Document.objects.create(round=round_, kind="analysis", name="analysis.yaml", content="schema: 1\n")
    found, fault = analysed_or_fault(round_, Level.INTERNAL)
    assert found is None
    assert fault is not None
    assert "analysis.yaml" in fault.render("nl")


def test_earlier_rounds_are_shipped_examples_where_the_workbench_has_none(round_: Round) -> None:
    round_.change(1, earlier=["nrb-2012", "bestaat-niet"])
    round_.refresh_from_db()
    assert [d.round.id for d in earlier_rounds(round_, Level.INTERNAL)] == ["nrb-2012"]
