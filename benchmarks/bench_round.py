# SPDX-License-Identifier: EUPL-1.2
"""The whole house on a round of 70 scenarios: assess it, draw its risk diagram, lay out its report.

There is no peer that does this chain, so these cases have no ratio; they guard against growing slower.
"""

from __future__ import annotations

import random
from functools import cache

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.assessment import Assessment, assess
from weerbaar.dossier import LIKELIHOOD, Dossier, Judgement, JudgementSet, Scenario, load_dossier
from weerbaar.method import label_codes, load_method

ASSESS = Job("assess", "assess: 70 scenarios × 10 criteria with ranges, fixed weights, 1,000,000 draws", {"first": 0})
DIAGRAM = Job("diagram", "risk diagram of 70 scenarios as SVG", {"scenarios": 0})
REPORT = Job("report", "findings report of 70 scenarios as tagged PDF", {"pdf": 0})


@cache
def round_of(scenarios: int) -> Dossier:
    """Return a made-up round: one group that gives a range on every criterion of every scenario."""
    chance = random.Random(1)
    method = load_method("nl-nrb-2009")
    labels = label_codes(method)
    made, answers = [], []
    for number in range(scenarios):
        id_ = f"scenario-{number:02d}"
        title = {"nl": f"Scenario {number}", "en": f"Scenario {number}"}
        kind = chance.choice(("hazard", "threat"))
        made.append(Scenario.model_validate({"id": id_, "title": title, "kind": kind}))
        for criterion in method.criteria:
            expected = chance.randrange(len(labels))
            lower = labels[max(0, expected - chance.randrange(3))]
            upper = labels[min(len(labels) - 1, expected + chance.randrange(3))]
            answer = {"label": labels[expected], "lower": lower, "upper": upper}
            answers.append(Judgement.model_validate({"scenario": id_, "criterion": criterion.id, **answer}))
        likely = {"scenario": id_, "criterion": LIKELIHOOD, "label": chance.choice("ABCDE")}
        answers.append(Judgement.model_validate(likely))
    group = {"schema": 1, "id": "groep", "name": {"nl": "Groep"}, "kind": "group", "judgements": ()}
    answered = JudgementSet.model_validate(group).model_copy(update={"judgements": tuple(answers)})
    example = load_dossier("voorbeeld-2012")
    return Dossier(round=example.round, scenarios=tuple(made), judgements=(answered,), sources=example.sources)


@cache
def assessment(smoke: bool) -> Assessment:
    return assess(round_of(10 if smoke else 70), draws=2_000 if smoke else 100_000)


@benchmark("Weerbaar assess", ASSESS)
def _(smoke: bool) -> Facts:
    done = assess(round_of(10 if smoke else 70), draws=2_000 if smoke else 1_000_000)
    return {"first": float(sum(s.rank is not None and s.rank.position == 1 for s in done.scenarios))}


@benchmark("Weerbaar risk_diagram", DIAGRAM)
def _(smoke: bool) -> Facts:
    from weerbaar.figures import risk_diagram

    return {"scenarios": float(len(risk_diagram(assessment(smoke)).table.rows))}


@benchmark("Weerbaar findings_report", REPORT)
def _(smoke: bool) -> Facts:
    from weerbaar.report import findings_report, render_pdf

    report = findings_report(round_of(10 if smoke else 70), assessment(smoke), "nl")
    return {"pdf": float(render_pdf(report).startswith(b"%PDF"))}
