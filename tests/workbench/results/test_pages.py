# SPDX-License-Identifier: EUPL-1.2
"""What pages of results say of a computation, and of other rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory

from weerbaar.base import Text
from weerbaar.figures import FigureError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.results.pages import computation, figure_or_none, other_rounds
from weerbaar.workbench.results.verbs import Found
from weerbaar.workbench.rounds.models import Round


@pytest.fixture
def request_of(rf: RequestFactory, round_: Round, make_user: Callable[..., User]) -> Callable[[str], Any]:
    def make(role: str) -> Any:
        request: Any = rf.get("/waar?a=1")
        request.user, request.round = make_user(role), round_
        return request

    return make


def test_who_may_have_what_computed(request_of: Callable[[str], Any], round_: Round) -> None:
    reader, analyst = request_of("reader"), request_of("analyst")
    for kind, reads, automatic in (("assessment", True, True), ("comparison", True, True), ("cuts", False, False)):
        found = computation(reader, round_, Found(kind, {}), ("met", "x"))
        assert (found.allowed, found.automatic, found.is_needed) == (reads, automatic, True)
        assert found.fields == (("soort", kind), ("met", "x"), ("terug", "/waar?a=1"))
        assert computation(analyst, round_, Found(kind, {})).allowed
    assert not computation(reader, round_, Found("cuts", {}, value="iets")).is_needed
    assert computation(reader, round_, Found("cuts", {}, value="iets", changes=1)).is_needed


def test_other_rounds_are_those_whose_results_one_may_see(
    request_of: Callable[[str], Any], round_: Round, earlier: Round
) -> None:
    assert other_rounds(request_of("analyst")) == [earlier]
    earlier.change(earlier.version, phase="scoring")
    assert other_rounds(request_of("reader")) == []
    earlier.change(earlier.version, level=4)
    assert other_rounds(request_of("analyst")) == []


def test_a_figure_with_nothing_to_draw_is_none() -> None:
    def nothing() -> Any:
        raise FigureError(Text(nl="niets", en="nothing"))

    assert figure_or_none(("nooit", "getekend"), nothing) is None
