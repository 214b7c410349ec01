# SPDX-License-Identifier: EUPL-1.2
"""Judgements held against the method: known criteria, known labels, ranges the right way round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from weerbaar.base import (
    Distribution,
    InputError,
    Location,
    LogNormal,
    Problem,
    Text,
    UnknownCellError,
    YamlSource,
    validate,
)
from weerbaar.dossier.model import FORBIDDEN, LIKELIHOOD, Judgement, Scenario
from weerbaar.dossier.places import Placed, placed
from weerbaar.dossier.references import one_of, unknown_name
from weerbaar.method import Method, QuantityError, label_codes, label_probabilities, likelihood_codes, score_variables


@dataclass(frozen=True)
class Vocabulary:
    """The words that a method allows in judgements.

    Attributes:
        method: the method itself.
        impact: labels from low to high; "not relevant" first.
        not_relevant: other ways of writing "not relevant".
        likelihood: codes of the likelihood classes from low to high.
        criteria: ids of impact criteria, with the combined ones, to the name.
        halved: the scale divides some of its classes into halves.
    """

    method: Method
    impact: tuple[str, ...]
    not_relevant: tuple[str, ...]
    likelihood: tuple[str, ...]
    criteria: dict[str, Text]
    halved: bool


def criterion_names(method: Method) -> dict[str, Text]:
    """Return the name of every impact criterion by id, the combined ones last."""
    return {c.id: c.name for c in method.criteria} | {c.id: c.name for c in method.combined}


def vocabulary(method: Method) -> Vocabulary:
    """Return the words that ``method`` allows in judgements."""
    return Vocabulary(
        method=method,
        impact=label_codes(method),
        not_relevant=method.scale.none_alternatives,
        likelihood=likelihood_codes(method),
        criteria=criterion_names(method),
        halved=any(label.code != label.klass for label in method.scale.labels),
    )


def judgement_problems(
    place: Placed[Judgement], words: Vocabulary, scenarios: Mapping[str, Scenario | None]
) -> list[Problem]:
    """Return what is wrong with one judgement.

    Args:
        place: the judgement and where it stands.
        words: what the method allows.
        scenarios: every scenario of the dossier by id; None for one whose file could not be read.
    """
    judgement = place.value
    problems = unknown_name(
        place,
        ("scenario",),
        judgement.scenario,
        scenarios,
        Text(nl="scenario", en="scenario"),
        Text(
            nl="Verbeter de naam of voeg het scenario toe in de map scenarios.",
            en="Correct the name or add the scenario to the folder scenarios.",
        ),
    )
    if judgement.criterion == LIKELIHOOD:
        return problems + _likelihood_problems(place, words, scenarios.get(judgement.scenario))
    if judgement.criterion not in words.criteria:
        listed = one_of((*words.criteria, LIKELIHOOD))
        problems.append(
            place.problem(
                ("criterion",),
                f"onbekend criterium; methode {words.method.id} kent: {listed}.",
                f"unknown criterion; method {words.method.id} has: {listed}.",
                Text(nl="Kies een van deze.", en="Choose one of these."),
                value=judgement.criterion,
            )
        )
        return problems
    problems += _label_problems(place, words.impact, words.not_relevant)
    if judgement.half is not None and not words.halved:
        problems.append(
            place.problem(
                ("half",),
                f"methode {words.method.id} kent geen halve klassen.",
                f"method {words.method.id} has no half classes.",
                Text(nl="Laat half weg.", en="Leave half out."),
                value=judgement.half,
            )
        )
    return problems + _quantity_problems(place, words.method)


def checked_judgement(data: Mapping[str, Any], method: Method, scenario: Scenario) -> Judgement:
    """Return one judgement that fits the method, from the fields that a file would hold.

    Args:
        data: fields of :class:`Judgement` but for the scenario.
        method: the measuring rod.
        scenario: what is judged.

    Raises:
        InputError: with every problem; ``field`` says where, as in a file.
    """
    source = YamlSource("", {**data, "scenario": scenario.id}, {})
    judgement = validate(Judgement, source)
    place = placed(judgement, source)
    problems = judgement_problems(place, vocabulary(method), {scenario.id: scenario})
    if FORBIDDEN.search(judgement.reason):
        problems.append(
            place.problem(("reason",), "bevat een verboden stuurteken.", "holds a forbidden control character.")
        )
    if problems:
        raise InputError(problems)
    return judgement


def _label_problems(place: Placed[Judgement], codes: tuple[str, ...], also: tuple[str, ...] = ()) -> list[Problem]:
    judgement = place.value
    rank = {code: i for i, code in enumerate(codes)} | dict.fromkeys(also, 0)
    listed = ", ".join(codes)
    fields = {"label": judgement.label, "lower": judgement.lower, "upper": judgement.upper}
    problems = [
        place.problem(
            (field,),
            f"toegestaan is: {listed}.",
            f"allowed: {listed}.",
            Text(nl="Kies een van deze labels.", en="Choose one of these labels."),
            value=code,
        )
        for field, code in fields.items()
        if code is not None and code not in rank
    ]
    if problems or judgement.label is None:
        return problems
    lower = judgement.lower if judgement.lower is not None else judgement.label
    upper = judgement.upper if judgement.upper is not None else judgement.label
    if rank[lower] > rank[judgement.label]:
        problems.append(_turned(place, ("lower",), lower, judgement.label))
    if rank[upper] < rank[judgement.label]:
        problems.append(
            place.problem(
                ("upper",),
                f"de bovengrens ligt onder het oordeel ({judgement.label}).",
                f"the upper bound lies below the judgement ({judgement.label}).",
                Text(
                    nl="Schrijf lower ≤ label ≤ upper, van laag naar hoog.",
                    en="Write lower ≤ label ≤ upper, from low to high.",
                ),
                value=upper,
            )
        )
    return problems


def _turned(place: Placed[Judgement], at: Location, lower: str, label: str) -> Problem:
    return place.problem(
        at,
        f"de ondergrens ligt boven het oordeel ({label}).",
        f"the lower bound lies above the judgement ({label}).",
        Text(
            nl="Schrijf lower ≤ label ≤ upper, van laag naar hoog.",
            en="Write lower ≤ label ≤ upper, from low to high.",
        ),
        value=lower,
    )


def _likelihood_problems(place: Placed[Judgement], words: Vocabulary, scenario: Scenario | None) -> list[Problem]:
    judgement = place.value
    problems = _label_problems(place, words.likelihood)
    if judgement.quantities is not None:
        problems.append(
            place.problem(
                ("quantities",),
                "waarschijnlijkheid heeft geen hoeveelheden.",
                "likelihood has no quantities.",
                Text(
                    nl="Geef een label, of probability met window_years.",
                    en="Give a label, or probability with window_years.",
                ),
            )
        )
    if judgement.half is not None:
        problems.append(
            place.problem(
                ("half",),
                "waarschijnlijkheid kent geen halve klassen.",
                "likelihood has no half classes.",
                Text(nl="Gebruik sub_class of laat half weg.", en="Use sub_class or leave half out."),
                value=judgement.half,
            )
        )
    if judgement.sub_class is not None and judgement.label in words.likelihood:
        klass = next(c for c in words.method.likelihood.classes if c.code == judgement.label)
        allowed = [s.id for s in klass.sub_classes]
        if judgement.sub_class not in allowed:
            listed = one_of(allowed)
            problems.append(
                place.problem(
                    ("sub_class",),
                    f"klasse {judgement.label} heeft "
                    + (f"de delen: {listed}." if listed else "in deze methode geen delen."),
                    f"class {judgement.label} has "
                    + (f"the parts: {listed}." if listed else "no parts in this method."),
                    Text(nl="Laat sub_class weg of kies een ander deel.", en="Leave sub_class out or choose another."),
                    value=judgement.sub_class,
                )
            )
    if judgement.vulnerability is not None:
        if words.method.likelihood.threat_route is None:
            problems.append(
                place.problem(
                    ("vulnerability",),
                    f"methode {words.method.id} kent geen oordeel over kwetsbaarheid.",
                    f"method {words.method.id} has no judgement of vulnerability.",
                    Text(nl="Laat vulnerability weg.", en="Leave vulnerability out."),
                    value=judgement.vulnerability,
                )
            )
        elif scenario is not None and scenario.kind != "threat":
            problems.append(
                place.problem(
                    ("vulnerability",),
                    f"kwetsbaarheid hoort bij een dreiging; scenario {scenario.id} is een gevaar (hazard).",
                    f"vulnerability goes with a threat; scenario {scenario.id} is a hazard.",
                    Text(
                        nl="Laat vulnerability weg, of maak het scenario kind: threat.",
                        en="Leave vulnerability out, or make the scenario kind: threat.",
                    ),
                    value=judgement.vulnerability,
                )
            )
    if judgement.probability is not None:
        low, high = ends(judgement.probability)
        if low < 0 or high > 1:
            problems.append(
                place.problem(
                    ("probability",),
                    "een kans ligt tussen 0 en 1.",
                    "a probability lies between 0 and 1.",
                    Text(
                        nl="Schrijf 5% als 0.05; bij een lognormale verdeling geldt dit voor p95.",
                        en="Write 5% as 0.05; for a lognormal distribution this holds for p95.",
                    ),
                    value=f"{low:g}" if low == high else f"{low:g} – {high:g}",
                )
            )
    return problems


def ends(quantity: Distribution) -> tuple[float, float]:
    """Return the ends of what is possible; for a lognormal its 5 % and 95 % quantiles."""
    if isinstance(quantity, LogNormal):
        return quantity.p5, quantity.p95
    low, high = quantity.ppf([0.0, 1.0])
    return float(low), float(high)


def _quantity_problems(place: Placed[Judgement], method: Method) -> list[Problem]:
    judgement = place.value
    if judgement.quantities is None:
        return []
    criterion = next((c for c in method.criteria if c.id == judgement.criterion), None)
    known = () if criterion is None else score_variables(criterion)
    use_label = Text(nl="Geef een label in plaats van hoeveelheden.", en="Give a label instead of quantities.")
    if criterion is None:
        return [
            place.problem(
                ("quantities",),
                "een gezamenlijk criterium heeft geen scoretabel.",
                "a combined criterion has no score table.",
                use_label,
                value=judgement.criterion,
            )
        ]
    problems = [
        problem
        for name in (judgement.quantities if known else ())
        for problem in unknown_name(
            place,
            ("quantities", name),
            name,
            known,
            Text(nl=f"hoeveelheid bij criterium {criterion.id}", en=f"quantity of criterion {criterion.id}"),
            Text(nl="Gebruik een van deze namen.", en="Use one of these names."),
        )
    ]
    problems += [
        place.problem(
            ("quantities", name),
            "een hoeveelheid kan niet negatief zijn.",
            "a quantity cannot be negative.",
            Text(nl="Geef 0 of meer.", en="Give 0 or more."),
            value=f"{ends(quantity)[0]:g}",
        )
        for name, quantity in judgement.quantities.items()
        if ends(quantity)[0] < 0
    ]
    if problems:
        return problems
    try:
        label_probabilities(method, criterion.id, judgement.quantities)
    except (UnknownCellError, QuantityError) as error:
        return [place.problem(("quantities",), error.message.nl, error.message.in_("en"))]
    return []
