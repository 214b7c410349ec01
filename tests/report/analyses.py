# SPDX-License-Identifier: EUPL-1.2
"""Capability analyses to report on: the shipped example with its gaps and a register, and changes of it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import lru_cache

from tests.report.rounds import HOSTILE, example
from weerbaar.base import Text
from weerbaar.capability import Analysis, load_analysis
from weerbaar.capability.choice import (
    Advice,
    CoreShare,
    Flip,
    FrontierPoint,
    Nearby,
    PortfolioChoice,
    Rival,
    TakenMeasure,
    Verdict,
    advise,
)
from weerbaar.capability.choice.evaluation import Evaluator
from weerbaar.capability.choice.narrowing import narrowed_gaps
from weerbaar.capability.needs import Gaps, gaps
from weerbaar.capability.register import Register, load_register, progress
from weerbaar.capability.weighing import Ground, Outcome, weigh
from weerbaar.report import CapabilityResults, Report, render_docx, render_html, render_pdf

EXAMPLE = "voorbeeld-capaciteiten"
DAY = datetime.date(2014, 7, 1)


@lru_cache(maxsize=1)
def analysis() -> Analysis:
    """The shipped example."""
    return load_analysis(EXAMPLE)


@lru_cache(maxsize=1)
def gaps_of_example() -> Gaps:
    """Its gaps, confidential numbers left out."""
    return gaps(analysis(), draws=1_000)


@lru_cache(maxsize=1)
def register() -> Register:
    """The shipped register since 2008."""
    return load_register("register-sinds-2008")


@lru_cache(maxsize=1)
def results() -> CapabilityResults:
    """The example with its advice, and the register as it was known on 1 July 2014."""
    return CapabilityResults(analysis(), gaps_of_example(), advice(), progress(register(), DAY, known=DAY))


@lru_cache(maxsize=1)
def hostile_results() -> CapabilityResults:
    """The example with markup of every kind in every text of the analysis."""
    bad = Text(nl=HOSTILE, en=HOSTILE)
    made = analysis()
    assert made.needs is not None
    assert made.measures is not None
    needs = replace(
        made.needs,
        capabilities=tuple(
            c.model_copy(update={"name": bad, "unit": bad, "description": bad, "source": (HOSTILE,)})
            for c in made.needs.capabilities
        ),
        tasks=tuple(t.model_copy(update={"title": bad}) for t in made.needs.tasks),
        present=tuple(p.model_copy(update={"owner": HOSTILE, "source": (HOSTILE,)}) for p in made.needs.present),
    )
    header = made.header.model_copy(
        update={
            "title": bad,
            "statement": bad,
            "organisation": bad,
            "headings": tuple(h.model_copy(update={"title": bad}) for h in made.header.headings),
        }
    )
    measures = made.measures.model_copy(
        update={
            "measures": tuple(
                m.model_copy(update={"title": bad, "owner": HOSTILE, "proposal": bad}) for m in made.measures.measures
            )
        }
    )
    changed = replace(made, header=header, needs=needs, measures=measures)
    return CapabilityResults(changed, gaps(changed, draws=160), advice(), results().progress)


SECRET = 987_654_321.0
"""A confidential quantity that no other number of the example looks like."""


@lru_cache(maxsize=1)
def secret_results() -> CapabilityResults:
    """The example in which every confidential quantity, and the text beside it, is one number that is easy to find."""
    from weerbaar.base import Point

    made = analysis()
    assert made.needs is not None
    shown = f"{SECRET:.0f}"
    needs = replace(
        made.needs,
        present=tuple(
            p.model_copy(
                update={
                    "quantity": Point(value=SECRET),
                    "note": Text(nl=f"in totaal {shown}"),
                    "source": (f"nota met {shown}",),
                }
            )
            if p.confidential
            else p
            for p in made.needs.present
        ),
    )
    changed = replace(made, needs=needs)
    return CapabilityResults(changed, gaps(changed, draws=160), advice_on(changed), results().progress)


def renderings(report: Report, *, word: bool = True) -> dict[str, str]:
    """The text of a report as HTML, as the data that the PDF is laid out from, and as Word, which takes longest."""
    import io
    import zipfile

    from weerbaar.report.pdf import document_data

    pictures: dict[str, bytes] = {}
    data = repr(document_data(report, pictures))
    found = {
        "html": render_html(report),
        "pdf": data + " ".join(p.decode("utf-8", "replace") for p in pictures.values()),
    }
    if word:
        with zipfile.ZipFile(io.BytesIO(render_docx(report))) as archive:
            found["docx"] = " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return found


def digits(text: str) -> str:
    """The text without the marks between digits, so that 987.654.321 and 987,654,321 look alike."""
    return re.sub(r"(?<=\d)[.,](?=\d)", "", text)


def pdf_pages(report: Report) -> int:
    """How many pages the PDF has."""
    return len(re.findall(rb"/Type\s*/Page[^s]", render_pdf(report)))


CHOSEN = (
    ("nationaal-crisisplan-ict", 2014),
    ("oefeningen-cybersecurity", 2015),
    ("bijstand-beveiligers", 2014),
    ("infrastructuur-cyberdetectie", 2014),
    ("project-solistische-dreigers", 2014),
    ("alert-online", 2014),
    ("landelijke-kaders-crisiscommunicatie", 2014),
)
"""A choice made by hand: nothing of heading e, so that an empty heading is told too."""


@lru_cache(maxsize=1)
def advice() -> Advice:
    """The advice on the example."""
    return advice_on(analysis())


def advice_on(made: Analysis) -> Advice:
    """An advice on the choice made by hand: its effects and costs are computed, what would turn it is made up."""
    assert made.measures is not None
    assert made.choice is not None
    weighing = weigh(made, draws=300)
    ground = Ground.of(made, 300, 2012, None)
    evaluator = Evaluator(ground)
    ids = [m.id for m in made.measures.measures]
    taken = tuple((ids.index(name), start) for name, start in CHOSEN)
    budgets = tuple((b.year, b.amount_eur) for b in made.choice.budgets)
    found = evaluator.evaluate(taken, budgets)
    left = evaluator.average(taken)
    verdicts = []
    for i, one in enumerate(weighing.measures):
        start = dict(CHOSEN).get(one.id)
        other = tuple(t for t in taken if t[0] != i) if start else (*taken, (i, one.start))
        away = evaluator.average(other) - left if start else left - evaluator.average(other)
        core = CoreShare(
            0.9 if start else 0.2, 0.81 if start else 0.12, 0.95 if start else 0.31, "borderline", 0.5, 0.1
        )
        if one.id == "alert-online":
            core = CoreShare(1.0, 0.96, 1.0, "core", 1.0, 0.0)
        verdicts.append(
            Verdict(
                id=one.id,
                title=one.title,
                heading=one.heading,
                owner=one.owner,
                start=start,
                fixed="always" if one.id == "alert-online" else None,
                buys=Outcome.of(away),
                buys_by_scenario={s.scenario: s.reduction.mean for s in one.scenarios},
                cost=one.cost,
                loss=0.1,
                exchanged=((), ()),
                blocked=None,
                fulfils=(),
                cost_flip=Flip(1.8, 20.0) if start else Flip(0.45, 0.0),
                effect_flip=Flip(0.62, 0.0) if start else Flip(2.4, 10.0),
                enters=0.8 if start else 1.3,
                stays=0.8 if start else None,
                core=core,
                heavier=("2.1",),
                explanation=Text(nl="Een uitleg.", en="An explanation."),
            )
        )
    _, assessed = example("voorbeeld-2012")
    assert assessed.impact_axis is not None
    mine = tuple(TakenMeasure(name, start) for name, start in CHOSEN)
    value = found.reduction.mean
    choice = PortfolioChoice(
        analysis_id=weighing.analysis_id,
        title=weighing.title,
        statement=weighing.statement,
        illustrative=weighing.illustrative,
        years=weighing.years,
        unit=weighing.unit,
        round_label=made.dossier.round.label,
        impact_axis=assessed.impact_axis,
        likelihood_axis=assessed.likelihood_axis,
        risk="expected",
        budgets=budgets,
        cost_quantile=made.choice.cost_quantile,
        measures=mine,
        value=value,
        bound=value * 1.02,
        gap=0.02,
        proof="stopped at limit",
        evaluation=found,
        weighing=weighing,
        verdicts=tuple(verdicts),
        frontier=tuple(
            FrontierPoint(level / 10, level * 8.4e6, value * level / 10, value * level / 10, 0.0, level * 8e6, mine)
            for level in range(1, 21)
        ),
        states=100,
        vary=("weights", "effects"),
        rivals=(
            Rival("optimum", mine, value, 0.3, value / 2, 0.0),
            Rival("regret", mine[1:], value * 0.98, 0.2, value / 2, 0.01),
        ),
        robust_gap=0.0,
        nearby=(Nearby(0.01, ("alert-online",), ("internationaal-agenderen",)),),
        gaps=narrowed_gaps(made, [m.id for m in mine], 320, 2012),
        assumptions=(Text(nl="Een aanname van de keuze.", en="An assumption of the choice."), *weighing.assumptions),
        run_record=weighing.run_record,
    )
    return advise(made, choice)


@lru_cache(maxsize=1)
def crowded_results() -> CapabilityResults:
    """The example in which one capability has every task, holder, measure and subject, with long names."""
    made = analysis()
    assert made.needs is not None
    assert made.measures is not None
    one = "voortgang-basispolitiezorg"
    long = " met een heel lange naam die over meer regels loopt dan een bladzijde graag heeft"
    needs = replace(
        made.needs,
        capabilities=tuple(
            c.model_copy(update={"description": Text(nl=f"Een beschrijving{long}. " * 20)})
            for c in made.needs.capabilities
        ),
        tasks=tuple(
            t.model_copy(
                update={
                    "title": Text(nl=t.title.nl + long),
                    "needs": tuple(n.model_copy(update={"capability": one}) for n in t.needs),
                }
            )
            for t in made.needs.tasks
        ),
        present=tuple(
            p.model_copy(update={"capability": one, "owner": p.owner + long, "source": (p.id + long,)})
            for p in made.needs.present
            if not p.confidential
        ),
    )
    measures = made.measures.model_copy(
        update={
            "measures": tuple(
                m.model_copy(
                    update={
                        "title": Text(nl=m.title.nl + long),
                        "adds": tuple(a.model_copy(update={"capability": one}) for a in m.adds),
                    }
                )
                for m in made.measures.measures
            )
        }
    )
    changed = replace(made, needs=needs, measures=measures)
    known = results().progress
    assert known is not None
    subjects = tuple(
        replace(s, subject=s.subject.model_copy(update={"capability": one})) for s in known.snapshot.subjects
    )
    crowded = replace(known, snapshot=replace(known.snapshot, subjects=subjects))
    return CapabilityResults(changed, gaps(changed, draws=160), advice(), crowded)
