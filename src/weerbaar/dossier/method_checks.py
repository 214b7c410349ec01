# SPDX-License-Identifier: EUPL-1.2
"""The round held against the method: its weight profiles, and how published words were read."""

from __future__ import annotations

import math
from collections.abc import Callable

from weerbaar.base import Location, Problem, Text
from weerbaar.dossier.model import Published, Round
from weerbaar.dossier.places import Placed
from weerbaar.dossier.references import unknown_name
from weerbaar.method import Method, class_codes, likelihood_codes, read_published


def weight_problems(place: Placed[Round], method: Method) -> list[Problem]:
    """Return what is wrong with the weight profiles that a round brings, and with its choice of one."""
    given = place.value
    problems: list[Problem] = []
    shipped = {p.id for p in method.weight_profiles}
    own = [p.id for p in given.weight_profiles]
    if given.weight_profile is not None:
        problems += unknown_name(
            place,
            ("weight_profile",),
            given.weight_profile,
            shipped | set(own),
            Text(nl="gewichtenprofiel", en="weight profile"),
            Text(nl="Kies een van deze.", en="Choose one of these."),
        )
    criteria = {c.id for c in method.criteria}
    for i, profile in enumerate(given.weight_profiles):
        at: Location = ("weight_profiles", i)
        if profile.id in shipped or own.index(profile.id) < i:
            problems.append(
                place.problem(
                    (*at, "id"),
                    "deze id van een gewichtenprofiel bestaat al.",
                    "this weight profile id exists already.",
                    Text(nl="Kies een andere id.", en="Choose another id."),
                    value=profile.id,
                )
            )
        for name in profile.weights:
            problems += unknown_name(
                place,
                (*at, "weights", name),
                name,
                criteria,
                Text(nl="criterium", en="criterion"),
                Text(nl="Gebruik de criteria van de methode.", en="Use the criteria of the method."),
            )
        total = math.fsum(profile.weights.values())
        if not math.isclose(total, 1.0, abs_tol=1e-6):
            problems.append(
                place.problem(
                    (*at, "weights"),
                    f"de gewichten tellen op tot {total:.6g} en niet tot 1.",
                    f"the weights sum to {total:.6g} and not to 1.",
                    Text(nl="Deel elk gewicht door de som.", en="Divide each weight by the sum."),
                    value=f"{total:.6g}",
                )
            )
    return problems


def published_problems(place: Placed[Published], method: Method) -> list[Problem]:
    """Return what is wrong with the reading of one published result; warn where there is none."""
    result = place.value
    readers: tuple[tuple[str, str, tuple[str, ...], Callable[[], tuple[str, ...] | None], tuple[str, ...]], ...] = (
        (
            "impact",
            result.impact,
            result.impact_classes,
            lambda: read_published(method, "impact", result.impact),
            class_codes(method),
        ),
        (
            "likelihood",
            result.likelihood,
            result.likelihood_classes,
            lambda: read_published(method, "likelihood", result.likelihood),
            likelihood_codes(method),
        ),
    )
    problems: list[Problem] = []
    for axis, words, classes, read, codes in readers:
        field = f"{axis}_classes"
        unknown = [(i, c) for i, c in enumerate(classes) if c not in codes]
        for i, code in unknown:
            listed = ", ".join(codes)
            problems.append(
                place.problem(
                    (field, i),
                    f"onbekende klasse; toegestaan is: {listed}.",
                    f"unknown class; allowed: {listed}.",
                    Text(nl="Kies een van deze klassen.", en="Choose one of these classes."),
                    value=code,
                )
            )
        if not unknown and list(classes) != sorted(set(classes), key=codes.index):
            problems.append(
                place.problem(
                    (field,),
                    "de klassen staan niet van laag naar hoog, of een klasse staat er twee keer.",
                    "the classes do not run from low to high, or one is given twice.",
                    Text(nl="Zet ze op volgorde.", en="Put them in order."),
                    value=", ".join(classes),
                )
            )
        if words and not classes and result.note is None and read() is None:
            problems.append(
                place.problem(
                    (axis,),
                    "deze gepubliceerde woorden horen bij geen klasse van de methode; er wordt niets bij getekend.",
                    "these published words match no class of the method; nothing is drawn for them.",
                    Text(
                        nl=f"Geef {field} op, of leg in note uit waarom dat niet kan.",
                        en=f"Give {field}, or explain in note why that cannot be done.",
                    ),
                    value=words,
                    warning=True,
                )
            )
    return problems
