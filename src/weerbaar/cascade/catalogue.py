# SPDX-License-Identifier: EUPL-1.2
"""A catalogue of risks that can set each other off: the object that the cascade engines compute with.

Valid once constructed, and never changed: a trend or a catalyst gives another catalogue. The hash of the
content is that of the numbers, whatever kind of file they came from.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from weerbaar.base import Text, WeerbaarError


class CatalogueError(WeerbaarError, ValueError):
    """A catalogue that contradicts itself, or a trend or catalyst that it does not have."""


@dataclass(frozen=True)
class Risk:
    """One risk, or one malicious actor who can only be the beginning of a chain of events.

    Attributes:
        id: short name, unique in the catalogue.
        name: what people call it.
        actor: present every day; what it does is in its links, as probabilities per day.
        category: the group it belongs to; empty where there is none.
        direct_impact: intensity to indicator to euro, without what follows from other risks. Every intensity
            and every indicator is there; all zero for an actor.
    """

    id: str
    name: Text
    actor: bool
    category: Text
    direct_impact: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Link:
    """What follows from a cause of a certain intensity.

    Attributes:
        cause: id of a risk.
        cause_intensity: intensity at which the cause occurs.
        effect: id of another risk, never an actor.
        probabilities: intensity of the effect to the probability that it follows: once the cause has occurred,
            or per day where the cause is an actor. Every intensity is there.
    """

    cause: str
    cause_intensity: str
    effect: str
    probabilities: Mapping[str, float]


@dataclass(frozen=True)
class Trend:
    """Another time or future, such as 2050, with other probabilities of starting.

    Attributes:
        root: risk to intensity to probability per day; replaces those of the risks that it names, each with
            every intensity. Actors are not among them.
    """

    id: str
    name: Text
    root: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Factor:
    """A multiplier of rates: a probability p becomes 1 - (1 - p)**factor.

    Works either on how often ``risk`` starts by itself, or on links: those from ``cause``, those to ``effect``,
    or the one between them where both are given.
    """

    factor: float
    risk: str | None = None
    cause: str | None = None
    effect: str | None = None


@dataclass(frozen=True)
class Catalyst:
    """A circumstance, such as heat or misinformation, that makes several things more or less likely."""

    id: str
    name: Text
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Catalogue:
    """Risks in their order, how often each starts, what each does, and what follows from it.

    Attributes:
        id: short name of the catalogue.
        title: name of the catalogue.
        statement: what a reader must know about these data before reading any result.
        intensities: from light to heavy.
        indicators: names of the kinds of impact, all in euro.
        risks: in catalogue order, which is the order in which effects of one event are tried.
        root: risk to intensity to probability per day that it starts by itself; 1 for an actor.
        links: at most one for each cause, intensity of the cause and effect.
        trends, catalysts: what can be applied with :meth:`with_trend` and :meth:`with_catalysts`.
        content_hash: sha256 of everything above; computed.
    """

    id: str
    title: Text
    statement: Text
    intensities: tuple[str, ...]
    indicators: tuple[str, ...]
    risks: tuple[Risk, ...]
    root: Mapping[str, Mapping[str, float]]
    links: tuple[Link, ...]
    trends: tuple[Trend, ...] = ()
    catalysts: tuple[Catalyst, ...] = ()
    content_hash: str = field(init=False)

    def __post_init__(self) -> None:
        _require_sound(self)
        object.__setattr__(self, "content_hash", _content_hash(self))

    def with_trend(self, trend_id: str) -> Catalogue:
        """Return this catalogue with the probabilities of starting of a trend.

        Raises:
            CatalogueError: there is no such trend; lists those there are.
        """
        trends = {trend.id: trend for trend in self.trends}
        if trend_id not in trends:
            raise _unknown(trend_id, tuple(trends), Text(nl="trend", en="trend"), Text(nl="trends", en="trends"))
        return replace(self, root={**self.root, **trends[trend_id].root})

    def with_catalysts(self, catalyst_ids: Iterable[str]) -> Catalogue:
        """Return this catalogue under one or more circumstances at once; their factors multiply.

        Args:
            catalyst_ids: names of catalysts; naming one twice counts once.

        Raises:
            CatalogueError: there is no such catalyst; lists those there are.
        """
        catalysts = {catalyst.id: catalyst for catalyst in self.catalysts}
        factors: list[Factor] = []
        for name in dict.fromkeys(catalyst_ids):
            if name not in catalysts:
                what, several = Text(nl="katalysator", en="catalyst"), Text(nl="katalysatoren", en="catalysts")
                raise _unknown(name, tuple(catalysts), what, several)
            factors += catalysts[name].factors
        root = dict(self.root)
        for risk in dict.fromkeys(f.risk for f in factors if f.risk is not None):
            root[risk] = _multiplied(root[risk], math.prod(f.factor for f in factors if f.risk == risk))
        on_links = [f for f in factors if f.risk is None]
        return replace(self, root=root, links=tuple(_link_under(link, on_links) for link in self.links))


def scaled_probability(probability: float, factor: float) -> float:
    """Return ``1 - (1 - probability)**factor``: the probability when the rate is ``factor`` times as high."""
    if probability >= 1.0:
        return 1.0
    return -math.expm1(factor * math.log1p(-probability))


def _multiplied(probabilities: Mapping[str, float], factor: float) -> dict[str, float]:
    return {intensity: scaled_probability(p, factor) for intensity, p in probabilities.items()}


def _link_under(link: Link, factors: Sequence[Factor]) -> Link:
    here = [f.factor for f in factors if f.cause in (None, link.cause) and f.effect in (None, link.effect)]
    return replace(link, probabilities=_multiplied(link.probabilities, math.prod(here))) if here else link


def _unknown(name: str, known: tuple[str, ...], what: Text, several: Text) -> CatalogueError:
    listed = ", ".join(known)
    return CatalogueError(
        Text(
            nl=f'onbekende {what.nl} "{name}"; '
            + (f"bekend zijn: {listed}." if known else f"deze catalogus heeft geen {several.nl}."),
            en=f'unknown {what.en} "{name}"; '
            + (f"known are: {listed}." if known else f"this catalogue has no {several.en}."),
        )
    )


def _require_sound(catalogue: Catalogue) -> None:
    """Refuse what no engine can compute with. Files are checked far more kindly, before they come here.

    Raises:
        CatalogueError: names the first contradiction.
    """
    intensities, indicators = set(catalogue.intensities), set(catalogue.indicators)
    _require(bool(catalogue.risks) and bool(intensities), "a catalogue has at least one risk and one intensity")
    actors = {risk.id: risk.actor for risk in catalogue.risks}
    for what, names in (
        ("risk", [r.id for r in catalogue.risks]),
        ("intensity", catalogue.intensities),
        ("indicator", catalogue.indicators),
        ("trend", [t.id for t in catalogue.trends]),
        ("catalyst", [c.id for c in catalogue.catalysts]),
    ):
        _require(len(set(names)) == len(names), f"{what} given twice: {', '.join(names)}")
    for risk in catalogue.risks:
        _require(risk.direct_impact.keys() == intensities, f"impact of {risk.id} has other intensities")
        for impact in risk.direct_impact.values():
            _require(impact.keys() == indicators, f"impact of {risk.id} has other indicators")
            for euro in impact.values():
                _require(0.0 <= euro < math.inf and not (risk.actor and euro), f"impact of {risk.id}: {euro!r}")
    _require(catalogue.root.keys() == actors.keys(), "root probabilities of other risks than those of the catalogue")
    for name, root in catalogue.root.items():
        _require_probabilities(root, intensities, f"root of {name}")
        _require(not actors[name] or all(p == 1.0 for p in root.values()), f"root of actor {name} is not 1")
    for trend in catalogue.trends:
        for name, root in trend.root.items():
            _require(actors.get(name) is False, f"trend {trend.id} names {name}, which is no risk or an actor")
            _require_probabilities(root, intensities, f"trend {trend.id} of {name}")
    seen: set[tuple[str, str, str]] = set()
    for link in catalogue.links:
        key = (link.cause, link.cause_intensity, link.effect)
        _require(link.cause in actors and link.cause_intensity in intensities, f"link from nothing: {key}")
        _require(actors.get(link.effect) is False and link.cause != link.effect, f"link to no other risk: {key}")
        _require(key not in seen, f"link given twice: {key}")
        seen.add(key)
        _require_probabilities(link.probabilities, intensities, f"link {key}")
    for factor in (f for catalyst in catalogue.catalysts for f in catalyst.factors):
        _require(0.0 < factor.factor < math.inf, f"factor {factor.factor!r}")
        on_links = factor.cause is not None or factor.effect is not None
        _require((factor.risk is None) == on_links, "a factor works on a risk, or on links")
        _require(factor.risk is None or actors.get(factor.risk) is False, f"factor on {factor.risk}")


def _require_probabilities(found: Mapping[str, float], intensities: set[str], where: str) -> None:
    _require(found.keys() == intensities, f"{where} has other intensities")
    _require(all(0.0 <= p <= 1.0 for p in found.values()), f"{where}: not probabilities")


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise CatalogueError(Text(nl=f"tegenstrijdige catalogus ({otherwise}).", en=f"unsound catalogue: {otherwise}."))


def _content_hash(catalogue: Catalogue) -> str:
    """Return the sha256 of the content in one fixed order, so that the order of a mapping does not matter."""
    intensities, indicators = catalogue.intensities, catalogue.indicators

    def vector(numbers: Mapping[str, float]) -> list[float]:
        return [float(numbers[i]) for i in intensities]

    def words(text: Text) -> list[str]:
        return [text.nl, text.en]

    content: list[Any] = [
        [catalogue.id, words(catalogue.title), words(catalogue.statement), intensities, indicators],
        [
            [
                [risk.id, words(risk.name), risk.actor, words(risk.category)],
                [[float(risk.direct_impact[i][k]) for k in indicators] for i in intensities],
                vector(catalogue.root[risk.id]),
            ]
            for risk in catalogue.risks
        ],
        [[link.cause, link.cause_intensity, link.effect, vector(link.probabilities)] for link in catalogue.links],
        [[t.id, words(t.name), sorted([r, vector(p)] for r, p in t.root.items())] for t in catalogue.trends],
        [
            [c.id, words(c.name), [[float(f.factor), f.risk, f.cause, f.effect] for f in c.factors]]
            for c in catalogue.catalysts
        ],
    ]
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()
