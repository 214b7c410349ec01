# SPDX-License-Identifier: EUPL-1.2
"""Small rounds in which the disagreement between experts can be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.dossier import Dossier, JudgementSet, Round, Scenario
from weerbaar.method import load_method

METHOD = "nl-nrb-2009"
TEXT = {"nl": "t", "en": "t"}
Said = Mapping[tuple[str, str], str | Mapping[str, object]]
"""(scenario, criterion) to a label, or to the fields of a judgement."""


def judgements(expert: str, said: Said, weight: float = 1.0) -> JudgementSet:
    """Return what one expert says."""
    rows = [
        {"scenario": s, "criterion": c, **({"label": what} if isinstance(what, str) else what)}
        for (s, c), what in said.items()
    ]
    fields = {"schema": 1, "id": expert, "name": TEXT, "kind": "expert", "weight": weight, "judgements": rows}
    return JudgementSet.model_validate(fields)


def round_of(*experts: JudgementSet, scenarios: tuple[str, ...] = ("s",)) -> Dossier:
    """Return a round with these judgements."""
    fields = {
        "schema": 1,
        "id": "r",
        "title": TEXT,
        "label": "r",
        "year": 2012,
        "organisation": TEXT,
        "method": METHOD,
        "scores": "judgements",
        "statement": TEXT,
    }
    return Dossier(
        round=Round.model_validate(fields),
        scenarios=tuple(Scenario.model_validate({"id": s, "title": TEXT, "kind": "hazard"}) for s in scenarios),
        judgements=experts,
    )


def two_experts() -> Dossier:
    """Return a round in which p, three times as heavy as q, and q differ on 1.1, 3.1 and the likelihood.

    All other criteria are not applicable according to both. On 3.1 p leaves B, C and D open.
    """
    rest = {("s", c.id): "X" for c in load_method(METHOD).criteria if c.id not in ("1.1", "3.1")}
    p: Said = {
        **rest,
        ("s", "1.1"): "C",
        ("s", "3.1"): {"lower": "B", "label": "C", "upper": "D"},
        ("s", "likelihood"): "C",
    }
    q: Said = {**rest, ("s", "1.1"): "E", ("s", "3.1"): "D", ("s", "likelihood"): "B"}
    return round_of(judgements("p", p, 3.0), judgements("q", q, 1.0))
