# SPDX-License-Identifier: EUPL-1.2
"""Dossiers of every shape that is allowed, for round trips."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from weerbaar.base import LogNormal, LogUniform, Pert, Point, Quantiles, Text, Triangular, Uniform
from weerbaar.dossier import (
    LIKELIHOOD,
    AlertRegister,
    AlertUse,
    Capability,
    Decision,
    Dossier,
    Heading,
    Initiative,
    Judgement,
    JudgementSet,
    Link,
    Published,
    Round,
    Scenario,
    Source,
    Storyline,
    WeightSet,
)

LABELS = ("X", "A", "B", "C", "D", "E")
CLASSES = LABELS[1:]
SCENARIOS = ("storm", "vloed", "brand", "no", "1e3", "007")
SOURCES = ("boek", "krant", "1", "null")

# Text that file formats like to take for something else.
TREACHEROUS = (
    "no", "null", "~", "true", "1e6", "0x1F", "012", "1_000", "2012-01-01", "12:30", ".5", "-", "- a", "? b", "a: b",
    "a #b", "#c", "&x", "*y", "!z", "%a", "@b", "`c", "{d}", "[e]", "'f", '"g', "'=h", "''+i", "=1+1", "+1", "-1",
    "@SUM(A1)", "\t=x", "a\nb", "a\n\nb\n", "\na", "a\n  b", "a \nb", "a; b", "a,b", 'a"b', "\u2028", "\x85", "\ufeff",
    "é", "€ 5 – 6", "🌊", "_x0041_", "a" * 300, "woord " * 50, "1,5", "1.200", "---", "...",
    "\N{FULLWIDTH EQUALS SIGN}1",
)  # fmt: skip

words = st.one_of(
    st.sampled_from(TREACHEROUS),
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"], include_characters="\n\t\x85", exclude_characters="\ufffe\uffff"
        ),
        max_size=12,
    ),
)
labels = words.map(lambda s: s[:60])
cell_words = words.filter(lambda s: "\x85" not in s)
texts = st.builds(Text, nl=words, en=words)
titles = st.builds(Text, nl=st.just("Titel"), en=words)
dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))
keys = st.lists(st.sampled_from(SOURCES), max_size=2, unique=True).map(tuple)
numbers = st.floats(0.001, 1e9, allow_nan=False)


def _sorted(count: int) -> st.SearchStrategy[list[float]]:
    return st.lists(numbers, min_size=count, max_size=count, unique=True).map(sorted)


quantities = st.one_of(
    numbers.map(lambda v: Point(value=v)),
    _sorted(2).map(lambda v: Uniform(distribution="uniform", low=v[0], high=v[1])),
    _sorted(2).map(lambda v: LogUniform(distribution="loguniform", low=v[0], high=v[1])),
    _sorted(2).map(lambda v: LogNormal(distribution="lognormal", p5=v[0], p95=v[1])),
    _sorted(3).map(lambda v: Triangular(distribution="triangular", low=v[0], mode=v[1], high=v[2])),
    _sorted(3).map(lambda v: Pert(distribution="pert", low=v[0], mode=v[1], high=v[2])),
    _sorted(3).map(lambda v: Quantiles(distribution="quantiles", probabilities=(0.0, 0.25, 1.0), values=tuple(v))),
)
chances = st.one_of(
    st.floats(0, 1).map(lambda v: Point(value=v)),
    st.just(Uniform(distribution="uniform", low=0.125, high=0.5)),
    st.just(LogUniform(distribution="loguniform", low=1e-6, high=0.5)),
)


@st.composite
def judgements(draw: st.DrawFn, scenario: str, criterion: str, texts_of: st.SearchStrategy[str]) -> Judgement:
    """A judgement that the method nl-nrb-2009 accepts."""
    likelihood = criterion == LIKELIHOOD
    kinds = ["label", "missing", "probability" if likelihood else "label"]
    kind = draw(st.sampled_from(kinds + (["quantities"] if criterion == "3.1" else [])))
    fields: dict[str, object] = {}
    if kind == "label":
        codes = CLASSES if likelihood else LABELS
        low, label, high = sorted(draw(st.lists(st.sampled_from(codes), min_size=3, max_size=3)), key=codes.index)
        fields["label"] = label
        if draw(st.booleans()):
            fields |= {"lower": low, "upper": high}
        if likelihood and label != "E":
            fields["sub_class"] = draw(st.sampled_from([None, "low", "mid", "high"]))
    elif kind == "probability":
        fields |= {"probability": draw(chances), "window_years": draw(st.sampled_from([1.0, 5.0, 2.125]))}
    elif kind == "quantities":
        fields["quantities"] = {"cost_eur": draw(numbers.map(lambda v: Point(value=v)))}
    else:
        fields["missing"] = True
    return Judgement(
        scenario=scenario,
        criterion=criterion,
        reason=draw(texts_of),
        confidence=draw(st.sampled_from([None, "low", "medium", "high"])),
        evidence=draw(st.sampled_from([None, "statistics", "cases", "published"])),
        sources=draw(keys),
        **fields,
    )


@st.composite
def storylines(draw: st.DrawFn) -> Storyline:
    """A storyline whose texts can stand under a heading."""
    sections = {}
    for field in Storyline.model_fields:
        pair = draw(texts)
        clean = [
            "".join(c for c in part if c.isprintable() or c == "\n").replace("#", "").strip()
            for part in (pair.nl, pair.en)
        ]
        sections[field] = Text(nl=clean[0], en=clean[1])
    return Storyline(**sections)


@st.composite
def dossiers(draw: st.DrawFn, *, for_cells: bool = False) -> Dossier:
    """A dossier that checks clean; ``for_cells`` keeps to texts that a spreadsheet can hold."""
    texts_of = cell_words if for_cells else words
    ids = draw(st.lists(st.sampled_from(SCENARIOS), min_size=1, max_size=3, unique=True))
    some = st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple)
    heading = Heading(id="kop", letter="a", title=draw(texts))
    sets = []
    for name in draw(st.lists(st.sampled_from(["anna", "bert", "1"]), max_size=2, unique=True)):
        asked = [(s, c) for s in ids for c in ("1.1", "3.1", LIKELIHOOD)]
        chosen = draw(st.lists(st.sampled_from(asked), max_size=4, unique=True))
        sets.append(
            JudgementSet(
                schema=1,
                id=name,
                name=draw(texts),
                kind=draw(st.sampled_from(["expert", "group"])),
                date=draw(st.none() | dates),
                weight=draw(st.sampled_from([1.0, 2.5, 1e-6])),
                judgements=tuple(draw(judgements(s, c, texts_of)) for s, c in chosen),
            )
        )
    return Dossier(
        round=Round(
            schema=1,
            id="proef",
            title=draw(titles),
            label=draw(labels),
            year=2030,
            published_on=draw(st.none() | dates),
            organisation=draw(texts),
            method="nl-nrb-2009",
            language=draw(st.sampled_from(["nl", "en"])),
            scores="judgements",
            statement=draw(texts),
            introduction=draw(st.none() | texts),
            earlier=draw(st.sampled_from([(), ("nrb-2012",)])),
            weight_profiles=draw(
                st.sampled_from(
                    [(), (WeightSet(id="w", name=Text(nl="W"), weights={"1.1": 0.25, "2.1": 0.75}, mark="assumed"),)]
                )
            ),
        ),
        scenarios=tuple(
            Scenario(
                id=name,
                title=draw(texts),
                theme=draw(st.none() | texts),
                kind=draw(st.sampled_from(["hazard", "threat"])),
                status=draw(st.sampled_from(["active", "draft"])),
                round=draw(st.none() | labels),
                time_horizon_years=draw(st.none() | numbers),
                vital=tuple(draw(st.lists(words, max_size=2))),
                links=tuple(
                    Link(
                        scenario=s,
                        probability=draw(st.none() | chances),
                        source=draw(keys),
                        mark=draw(st.sampled_from(["found", "assumed"])),
                        note=draw(st.none() | texts),
                    )
                    for s in draw(some)
                    if s != name
                ),
                sources=draw(keys),
                note=draw(st.none() | texts),
                storyline=draw(storylines()),
            )
            for name in ids
        ),
        judgements=tuple(sets),
        published=tuple(
            Published(scenario=s, round="2029", year=2029, line=draw(words), source=draw(keys)) for s in draw(some)
        ),
        decision_headings=(heading,) if draw(st.booleans()) else (),
        initiative_headings=(heading,),
        initiatives=(Initiative(id="i", heading="kop", title=draw(texts), text=draw(texts)),),
        decisions=(),
        capabilities=(
            Capability(id="c", name=draw(texts), generic=draw(st.none() | st.booleans()), scenarios=draw(some)),
        ),
        alerts=draw(
            st.none()
            | st.builds(
                AlertRegister,
                schema=st.just(1),
                start=st.just(datetime.date(1990, 1, 1)),
                end=st.just(datetime.date(2090, 1, 1)),
                count=st.just(3),
                regions=st.just(2),
                statement=texts,
                uses=st.builds(AlertUse, id=st.just("u"), on=st.none() | dates, place=words).map(lambda u: (u,)),
            )
        ),
        sources={key: Source(title=draw(words), year=draw(st.none() | st.just(2001))) for key in SOURCES},
    )


@st.composite
def dossiers_with_decisions(draw: st.DrawFn) -> Dossier:
    """A dossier with a decision that refers to a heading, a capability and scenarios."""
    dossier = draw(dossiers())
    decision = Decision(
        id="d",
        heading="kop",
        text=draw(texts),
        verbatim=draw(words),
        scenarios=tuple(s.id for s in dossier.scenarios),
        capability="c",
        due=draw(st.none() | dates),
        state="running",
    )
    heading = Heading(id="kop", title=draw(texts))
    return dossier.model_copy(update={"decisions": (decision,), "decision_headings": (heading,)})
