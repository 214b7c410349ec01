# SPDX-License-Identifier: EUPL-1.2
"""What a document takes from the capability analysis of the round."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.reports.sources import (
    analysed_or_fault,
    document_state,
    earlier_rounds,
    has_analysis,
)
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_round_without_analysis(round_: Round) -> None:
    assert not has_analysis(round_, Level.SECRET)
    assert analysed_or_fault(round_, Level.SECRET) == (None, None)


def test_the_state_of_a_document_is_that_of_what_is_told_in_it(
    round_: Round, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    row = Document.objects.create(round=round_, kind="analysis", name="analysis.yaml", content="schema: 1\n")
    telling, silent = (document_state(round_, Level.INTERNAL, told) for told in (True, False))
    row.change(1, content="schema: 1\ntitle: x\n")
    assert document_state(round_, Level.INTERNAL, True) != telling
    assert document_state(round_, Level.INTERNAL, False) == silent
    # What is above the level is not told of, but that something was left out is.
    row.change(2, level=Level.SECRET)
    hiding = document_state(round_, Level.INTERNAL, False)
    assert hiding != silent
    row.change(3, content="schema: 1\n")
    with django_assert_num_queries(1):
        assert document_state(round_, Level.INTERNAL, False) == hiding


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
