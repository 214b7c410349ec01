# SPDX-License-Identifier: EUPL-1.2
"""Is a method file right in itself: scale, values, weights, totals, references, formulas.

What the schema cannot see is found here, in the parts that have the right form, so that a file with
several mistakes is repaired once. Criteria and likelihood have modules of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

from weerbaar.base import Location, Problem, YamlSource
from weerbaar.method.belgium import FORMULAS
from weerbaar.method.findings import Findings
from weerbaar.method.likelihood_checks import check_likelihood, check_published_words
from weerbaar.method.model import (
    Aggregation,
    CombinedCriterion,
    Criterion,
    Formula,
    Interest,
    Scale,
    ValueFunction,
    WeightProfile,
)
from weerbaar.method.table_checks import check_criteria, check_printed
from weerbaar.method.wording import plain

_WEIGHT_TOLERANCE = 1e-6
_FORMULA_TOLERANCE = 1e-3
"""Published results of formulas are rounded to three or four digits."""


def semantic_problems(source: YamlSource, known_methods: Collection[str]) -> list[Problem]:
    """Return what is wrong in a method file beyond its form.

    Args:
        source: the file as read; parts that are not of the right form are passed over.
        known_methods: ids of methods that a file may be derived from.
    """
    findings = Findings(source)
    scale = _check_scale(findings)
    _check_value_functions(findings, scale)
    _check_interests(findings)
    check_criteria(findings, scale)
    criteria = findings.ids("criteria")
    _check_combined(findings, criteria)
    likelihood = check_likelihood(findings)
    check_published_words(findings, scale, likelihood)
    _check_weights(findings, criteria)
    _check_aggregation(findings, scale)
    _check_formulas(findings)
    check_printed(findings)
    _check_references(findings, known_methods)
    return findings.problems


def _check_scale(findings: Findings) -> Scale | None:
    at: Location = ("scale",)
    scale = findings.part(Scale, at)
    if scale is None:
        return None
    before = len(findings.problems)
    seen: dict[str, Location] = {}
    for name, place in (
        (scale.none, (*at, "none")),
        *((x, (*at, "none_alternatives")) for x in scale.none_alternatives),
    ):
        findings.twice(seen, name, place, "label", "label")
    codes = {label.code for label in scale.labels}
    previous = ""
    done: list[str] = []
    for i, label in enumerate(scale.labels):
        place = (*at, "labels", i)
        findings.twice(seen, label.code, (*place, "code"), "label", "label")
        if label.klass not in codes:
            findings.add(
                (*place, "class"),
                f"label {label.code} hoort bij een onbekende klasse '{label.klass}'.",
                f"label {label.code} belongs to an unknown class '{label.klass}'.",
                "Noem een label dat zelf een hele klasse is.",
                "Name a label that is a whole class itself.",
            )
        elif label.klass != previous and (label.klass in done or label.code != label.klass):
            findings.add(
                (*place, "class"),
                f"label {label.code} staat niet direct boven zijn klasse {label.klass}.",
                f"label {label.code} does not stand directly above its class {label.klass}.",
                "Zet de labels van laag naar hoog, een halve klasse direct na haar hele klasse.",
                "Put the labels from low to high, a half class directly after its whole class.",
            )
        if label.klass != previous:
            done.append(previous)
        previous = label.klass
    # A scale that is wrong in itself is not held against the tables: that would repeat one mistake many times.
    return scale if len(findings.problems) == before else None


def _check_value_functions(findings: Findings, scale: Scale | None) -> None:
    seen: dict[str, Location] = {}
    default: Location | None = None
    for at, function in findings.parts(ValueFunction, ("value_functions",)):
        findings.twice(seen, function.id, (*at, "id"), "waardefunctie", "value function")
        if function.use == "default":
            if default is not None:
                findings.add(
                    (*at, "use"),
                    f"waardefunctie {function.id} is de tweede die als standaard is aangewezen.",
                    f"value function {function.id} is the second one named as the default.",
                    "Wijs er één aan als default; de andere zijn sensitivity.",
                    "Name one as default; the others are sensitivity.",
                )
            default = at
        if (function.base is None) == (function.values is None):
            findings.add(
                at,
                f"waardefunctie {function.id}: geef base of values, en niet beide.",
                f"value function {function.id}: give base or values, and not both.",
            )
        if scale is None:
            continue
        if function.values is not None:
            _check_value_table(findings, scale, function.id, function.values, (*at, "values"))
        has_halves = any(label.code != label.klass for label in scale.labels)
        if function.base is not None and has_halves and function.half_class_factor is None:
            findings.add(
                at,
                f"waardefunctie {function.id}: de schaal heeft halve klassen, maar half_class_factor ontbreekt.",
                f"value function {function.id}: the scale has half classes, but half_class_factor is missing.",
                "Geef op waarmee een halve klasse de waarde van haar klasse vermenigvuldigt.",
                "Give what a half class multiplies the value of its class with.",
            )
        factor = function.half_class_factor
        if function.base is not None and factor is not None and not 1 < factor < function.base:
            findings.add(
                (*at, "half_class_factor"),
                f"waardefunctie {function.id}: een halve klasse moet tussen twee klassen liggen, dus de factor tussen "
                f"1 en {plain(function.base, 'nl')}.",
                f"value function {function.id}: a half class must lie between two classes, so the factor between 1 "
                f"and {plain(function.base, 'en')}.",
            )


def _check_value_table(
    findings: Findings, scale: Scale, function: str, values: Mapping[str, float], at: Location
) -> None:
    codes = [label.code for label in scale.labels]
    for name in values:
        if name not in (scale.none, *codes):
            findings.add(
                (*at, name),
                f"waardefunctie {function}: onbekend label '{name}'.",
                f"value function {function}: unknown label '{name}'.",
                f"Toegestaan: {', '.join([scale.none, *codes])}.",
                f"Allowed: {', '.join([scale.none, *codes])}.",
            )
    for name in codes:
        if name not in values:
            findings.add(
                at,
                f"waardefunctie {function}: label {name} heeft geen waarde.",
                f"value function {function}: label {name} has no value.",
                "Geef elk label een waarde.",
                "Give every label a value.",
            )
    known = [name for name in (scale.none, *codes) if name in values]
    for low, high in pairwise(known):
        if values[high] <= values[low]:
            findings.add(
                (*at, high),
                f"waardefunctie {function}: label {high} ({plain(values[high], 'nl')}) is niet meer waard dan label "
                f"{low} ({plain(values[low], 'nl')}).",
                f"value function {function}: label {high} ({plain(values[high], 'en')}) is not worth more than label "
                f"{low} ({plain(values[low], 'en')}).",
                "Laat de waarden oplopen met de labels.",
                "Let the values ascend with the labels.",
            )


def _check_interests(findings: Findings) -> None:
    seen: dict[str, Location] = {}
    for at, interest in findings.parts(Interest, ("interests",)):
        findings.twice(seen, interest.id, (*at, "id"), "belang", "interest")


def _check_combined(findings: Findings, criteria: list[str]) -> None:
    seen: dict[str, Location] = dict.fromkeys(criteria, ("criteria",))
    for at, combined in findings.parts(CombinedCriterion, ("combined",)):
        findings.twice(seen, combined.id, (*at, "id"), "criterium", "criterion")
        for i, name in enumerate(combined.covers):
            _check_criterion_name(findings, criteria, name, (*at, "covers", i), combined.id)
        for name in sorted({x for x in combined.covers if combined.covers.count(x) > 1}):
            findings.add(
                (*at, "covers"),
                f"{combined.id} noemt criterium {name} twee keer.",
                f"{combined.id} names criterion {name} twice.",
                "Noem elk criterium één keer.",
                "Name each criterion once.",
            )


def _check_criterion_name(findings: Findings, criteria: list[str], name: str, at: Location, owner: str) -> None:
    if name not in criteria:
        findings.add(
            at,
            f"{owner} verwijst naar een onbekend criterium '{name}'.",
            f"{owner} refers to an unknown criterion '{name}'.",
            f"Toegestaan: {', '.join(criteria)}.",
            f"Allowed: {', '.join(criteria)}.",
        )


def _check_weights(findings: Findings, criteria: list[str]) -> None:
    seen: dict[str, Location] = {}
    for at, profile in findings.parts(WeightProfile, ("weight_profiles",)):
        findings.twice(seen, profile.id, (*at, "id"), "gewichtenprofiel", "weight profile")
        if profile.weights == "equal":
            continue
        for name in profile.weights:
            _check_criterion_name(findings, criteria, name, (*at, "weights", name), f"profiel {profile.id}")
        total = sum(profile.weights.values())
        if abs(total - 1) > _WEIGHT_TOLERANCE:
            findings.add(
                (*at, "weights"),
                f"de gewichten van profiel {profile.id} tellen op tot {plain(total, 'nl')} en niet tot 1.",
                f"the weights of profile {profile.id} sum to {plain(total, 'en')} and not to 1.",
                "Pas de gewichten aan.",
                "Adjust the weights.",
            )


def _check_aggregation(findings: Findings, scale: Scale | None) -> None:
    at: Location = ("aggregation",)
    aggregation = findings.part(Aggregation, at)
    if aggregation is None:
        return
    data = findings.source.data
    has_values = bool(data.get("value_functions"))
    totals = aggregation.total_classes
    if aggregation.rule == "weighted_sum":
        if not has_values:
            findings.add(
                at,
                "een gewogen som vraagt een waardefunctie, en die ontbreekt.",
                "a weighted sum needs a value function, which is missing.",
                "Voeg value_functions toe.",
                "Add value_functions.",
            )
        if totals is None:
            findings.add(
                at,
                "een gewogen som vraagt een regel voor de klasse van het totaal (total_classes).",
                "a weighted sum needs a rule for the class of the total (total_classes).",
                "Voeg total_classes toe.",
                "Add total_classes.",
            )
    if aggregation.rule == "euro_sum" and not any(
        table.type == "euro" for _, c in findings.parts(Criterion, ("criteria",)) for table in c.tables
    ):
        findings.add(
            at,
            "een som in euro vraagt ten minste één tabel van type euro.",
            "a sum in euro needs at least one table of type euro.",
        )
    if totals is None:
        return
    place = (*at, "total_classes")
    if (totals.rule == "bounds") != (totals.bounds is not None):
        findings.add(
            place,
            "bounds hoort bij rule: bounds, en alleen daarbij.",
            "bounds belongs with rule: bounds, and only there.",
        )
    bounds = totals.bounds or ()
    classes = [] if scale is None else list(dict.fromkeys(label.klass for label in scale.labels))
    if classes and totals.bounds is not None and len(bounds) != len(classes) - 1:
        findings.add(
            (*place, "bounds"),
            f"{len(classes)} klassen vragen {len(classes) - 1} grenzen, maar er staan er {len(bounds)}.",
            f"{len(classes)} classes need {len(classes) - 1} bounds, but there are {len(bounds)}.",
        )
        return
    for i, (low, high) in enumerate(pairwise(bounds)):
        if high <= low and classes:
            findings.add(
                (*place, "bounds", i + 1),
                f"de grenzen lopen niet op: klasse {classes[i + 1]} begint bij {plain(low, 'nl')} en klasse "
                f"{classes[i + 2]} bij {plain(high, 'nl')}.",
                f"the bounds do not ascend: class {classes[i + 1]} starts at {plain(low, 'en')} and class "
                f"{classes[i + 2]} at {plain(high, 'en')}.",
                "Zet de grenzen in oplopende volgorde.",
                "Put the bounds in ascending order.",
            )


def _check_formulas(findings: Findings) -> None:
    seen: dict[str, Location] = {}
    for at, formula in findings.parts(Formula, ("formulas",)):
        findings.twice(seen, formula.id, (*at, "id"), "formule", "formula")
        function = FORMULAS.get(formula.id)
        if function is None:
            findings.add(
                (*at, "id"),
                f"onbekende formule '{formula.id}'.",
                f"unknown formula '{formula.id}'.",
                f"Toegestaan: {', '.join(FORMULAS)}.",
                f"Allowed: {', '.join(FORMULAS)}.",
            )
            continue
        inputs = {name: value for name, value in formula.example.items() if name != "result"}
        expected = formula.example.get("result")
        place = (*at, "example")
        try:
            found = function(**inputs)
        except (TypeError, ValueError) as error:
            findings.add(
                place,
                f"het voorbeeld van {formula.id} kan niet worden uitgerekend ({error}).",
                f"the example of {formula.id} cannot be computed ({error}).",
                "Geef de invoer van de formule op met de namen uit 'expression', en result.",
                "Give the inputs of the formula by the names in 'expression', and result.",
            )
            continue
        if expected is None:
            findings.add(
                place,
                f"het voorbeeld van {formula.id} noemt geen uitkomst (result).",
                f"the example of {formula.id} names no outcome (result).",
            )
        elif abs(found - expected) > _FORMULA_TOLERANCE * abs(expected):
            findings.add(
                place,
                f"{formula.id} geeft {plain(found, 'nl')} en niet {plain(expected, 'nl')}.",
                f"{formula.id} gives {plain(found, 'en')} and not {plain(expected, 'en')}.",
                "Herstel het voorbeeld of de formule.",
                "Correct the example or the formula.",
            )


def _check_references(findings: Findings, known_methods: Collection[str]) -> None:
    data = findings.source.data
    if not isinstance(data, dict):
        return
    sources = data.get("sources")
    keys = list(sources) if isinstance(sources, dict) else []
    for at, key in _source_keys(data, ()):
        if key not in keys:
            findings.add(
                at,
                f"onbekende bron '{key}'.",
                f"unknown source '{key}'.",
                "Voeg de bron toe onder sources of herstel de verwijzing.",
                "Add the source under sources, or correct the reference.",
            )
    derived = data.get("derived_from")
    if isinstance(derived, str) and derived not in known_methods:
        findings.add(
            ("derived_from",),
            f"afgeleid van een onbekende methode '{derived}'.",
            f"derived from an unknown method '{derived}'.",
            f"Meegeleverd zijn: {', '.join(known_methods)}.",
            f"Shipped are: {', '.join(known_methods)}.",
        )


def _source_keys(node: Any, at: Location) -> Iterator[tuple[Location, str]]:
    """Yield every key in a ``source`` list, wherever it stands."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "source" and isinstance(value, list):
                yield from (((*at, name, i), key) for i, key in enumerate(value) if isinstance(key, str))
            else:
                yield from _source_keys(value, (*at, name))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from _source_keys(value, (*at, i))
