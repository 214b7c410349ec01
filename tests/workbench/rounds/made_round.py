# SPDX-License-Identifier: EUPL-1.2
"""A small round in preparation, with two scenarios and a source; quick to make."""

from __future__ import annotations

from typing import Any

from weerbaar.workbench.library.models import ReviewState, Scenario, Source
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.rounds.verbs import make_round
from weerbaar.workbench.scoring.models import Answer, Panelist

BASIS: dict[str, Any] = {
    "title_nl": "Proefronde",
    "title_en": "Trial round",
    "label": "Proef",
    "year": 2027,
    "organisation_nl": "Ministerie",
    "method": "nl-nrb-2009",
}


def small_round(by: Any = None, **values: Any) -> Round:
    """Make the round; the text of one of its scenarios is approved."""
    round_ = make_round(by, **{**BASIS, "level": 0, **values})
    Source.objects.create(round=round_, key="knmi", title="KNMI")
    Source.objects.create(round=round_, key="rivm", title="RIVM")
    for slug, state in (("dijkdoorbraak", ReviewState.APPROVED), ("pandemie", ReviewState.DRAFT)):
        Scenario.objects.create(
            round=round_,
            slug=slug,
            title_nl=slug.capitalize(),
            review_state=state,
            sources=["knmi"],
            links=[{"scenario": "pandemie"}] if slug == "dijkdoorbraak" else [],
            story={"incident": {"nl": "Er breekt iets.", "en": ""}} if slug == "pandemie" else {},
        )
    return round_


def answer(
    panelist: Panelist, slug: str = "pandemie", criterion: str = "1.1", label: str = "C", **values: Any
) -> Answer:
    """Let a member of the panel answer one question."""
    scenario = panelist.round.scenarios.get(slug=slug)
    return Answer.objects.create(
        panelist=panelist, scenario=scenario, criterion=criterion, judgement={"label": label, **values}
    )
