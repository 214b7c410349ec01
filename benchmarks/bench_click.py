# SPDX-License-Identifier: EUPL-1.2
"""From a click to the answer, as the computing process of the workbench does it, for a round of 70 scenarios.

Thirty experts gave a label on every criterion of every scenario: 21,000 judgements. The plain way takes the round and
goes through all judgements for every question; the workbench takes the scores that the assessment left. Both make the
same bytes. There is no peer that does this.
"""

from __future__ import annotations

import hashlib
import random
from functools import cache

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.assessment import Acceptability, RoundScores, acceptability, round_scores
from weerbaar.dossier import LIKELIHOOD, Dossier, Judgement, JudgementSet, Scenario, load_dossier
from weerbaar.method import label_codes, load_method
from weerbaar.workbench.jobs.objects import from_bytes
from weerbaar.workbench.results.computing import (
    AcceptabilityOrder,
    SensitivityOrder,
    run_acceptability,
    run_sensitivity,
)

FREE = Job("click-ranks", "ranks of 70 scenarios under all weights, 100,000 draws; from order to bytes", {"answer": 0})
AGREED = Job(
    "click-constraints",
    "the same with an interval and an order of importance: correlated draws of the weights",
    {"answer": 0},
)
WHOLE = Job(
    "click-sensitivity",
    "disagreement and open questions of 70 scenarios and 30 experts, 4,096 rows; from order to bytes",
    {"answer": 0},
)
_CONSTRAINTS = ({"criterion": "1.1", "min": 0.1, "max": 0.4}, {"more_important": ["2.1", "3.1", ["4.1", "5.1"]]})


@cache
def judged(smoke: bool) -> Dossier:
    """Return a made-up round."""
    scenarios, experts = (8, 3) if smoke else (70, 30)
    chance = random.Random(1)
    method = load_method("nl-nrb-2009")
    labels = label_codes(method)
    made = tuple(
        Scenario.model_validate(
            {"id": f"scenario-{n:02d}", "title": {"nl": f"Scenario {n}", "en": f"Scenario {n}"}, "kind": "hazard"}
        )
        for n in range(scenarios)
    )
    panel = []
    for number in range(experts):
        said = [
            Judgement.model_validate({"scenario": row.id, "criterion": c, "label": chance.choice(choices)})
            for row in made
            for c, choices in (*((c.id, labels[1:]) for c in method.criteria), (LIKELIHOOD, tuple("ABCDE")))
        ]
        head = {"schema": 1, "id": f"deskundige-{number}", "name": {"nl": f"Deskundige {number}"}, "judgements": ()}
        panel.append(
            JudgementSet.model_validate({**head, "kind": "expert"}).model_copy(update={"judgements": tuple(said)})
        )
    example = load_dossier("voorbeeld-2012")
    return Dossier(round=example.round, scenarios=made, judgements=tuple(panel), sources=example.sources)


@cache
def scores(smoke: bool) -> RoundScores:
    """Return what the assessment leaves for later questions."""
    return round_scores(judged(smoke))


@cache
def ranks(smoke: bool) -> Acceptability:
    """Return the ranks that a first click left."""
    return acceptability(scores(smoke), draws=_draws(smoke))


def _draws(smoke: bool) -> int:
    return 2_000 if smoke else 100_000


def _answer(content: bytes) -> Facts:
    """Return a number that stands for the bytes of an answer."""
    return {"answer": float(int(hashlib.sha256(content).hexdigest()[:12], 16))}


def _silent(_share: float) -> None:
    return


def _ranked(source: RoundScores | Dossier, constraints: tuple[dict[str, object], ...], smoke: bool) -> Facts:
    content = run_acceptability(AcceptabilityOrder(source, constraints, _draws(smoke)), _silent)
    # The page reads what the process wrote: that is part of the wait.
    from_bytes(content)
    return _answer(content)


@benchmark("from the scores of the assessment", FREE, repeats=5)
def _(smoke: bool) -> Facts:
    return _ranked(scores(smoke), (), smoke)


@benchmark("from the judgements of the round", FREE, peer=True)
def _(smoke: bool) -> Facts:
    return _ranked(judged(smoke), (), smoke)


@benchmark("from the scores of the assessment", AGREED, repeats=5)
def _(smoke: bool) -> Facts:
    return _ranked(scores(smoke), _CONSTRAINTS, smoke)


@benchmark("from the judgements of the round", AGREED, peer=True)
def _(smoke: bool) -> Facts:
    return _ranked(judged(smoke), _CONSTRAINTS, smoke)


def _taken_apart(known: Acceptability | None, smoke: bool) -> Facts:
    samples = 64 if smoke else 4096
    order = SensitivityOrder(judged(smoke), "default", _draws(smoke), samples, known)
    return _answer(run_sensitivity(order, _silent))


@benchmark("with the ranks of the first click", WHOLE)
def _(smoke: bool) -> Facts:
    return _taken_apart(ranks(smoke), smoke)


@benchmark("ranks once more", WHOLE, peer=True, repeats=1)
def _(smoke: bool) -> Facts:
    return _taken_apart(None, smoke)
