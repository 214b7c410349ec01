# SPDX-License-Identifier: EUPL-1.2
"""Words of a round in templates."""

from __future__ import annotations

from django.template import Context, Template

from weerbaar.base import Text
from weerbaar.dossier import Change
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Phase, Round


def _rendered(text: str, **values: object) -> str:
    return Template("{% load round_words %}" + text).render(Context(values))


def test_phase_and_level_are_written_out() -> None:
    round_ = Round(phase=Phase.FEEDBACK, level=Level.DEPARTMENTAL)
    assert _rendered("{{ r|phase_words }}", r=round_) == "terugkoppeling en herziening"
    assert _rendered("{{ r|level_words }}", r=round_) == "Departementaal Vertrouwelijk"


def test_a_difference_is_one_line() -> None:
    change = Change("scores", Text(nl="Criterium 1.1"), Text(nl="B"), None)
    assert _rendered("{{ c|cause_words }}: {{ c|in_words }}", c=change) == "score: Criterium 1.1: B → geen"
