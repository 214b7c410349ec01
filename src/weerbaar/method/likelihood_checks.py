# SPDX-License-Identifier: EUPL-1.2
"""Checks of likelihood classes, their parts, the threat route and published words."""

from __future__ import annotations

from weerbaar.base import Location, Text
from weerbaar.method.findings import Findings
from weerbaar.method.model import Likelihood, LikelihoodClass, PublishedWord, Scale
from weerbaar.method.table_checks import check_intervals
from weerbaar.method.wording import plain


def check_likelihood(findings: Findings) -> Likelihood | None:
    """Check the likelihood classes; return them, or None when they could not be read."""
    at: Location = ("likelihood",)
    rod = findings.part(Likelihood, at)
    if rod is None:
        return None
    seen: dict[str, Location] = {}
    for i, klass in enumerate(rod.classes):
        findings.twice(seen, klass.code, (*at, "classes", i, "code"), "waarschijnlijkheidsklasse", "likelihood class")
        _check_parts(findings, klass, (*at, "classes", i))
    if len(seen) == len(rod.classes):
        _check_bounds(findings, rod, at)
    _check_floor(findings, rod, at)
    _check_threat_route(findings, rod, at)
    return rod


def check_published_words(findings: Findings, scale: Scale | None, likelihood: Likelihood | None) -> None:
    """Check that published words name existing classes, from low to high, and are not words of the scale already."""
    impact_codes = [] if scale is None else list(dict.fromkeys(label.klass for label in scale.labels))
    impact_words = [] if scale is None else [label.word for label in scale.labels]
    likelihood_codes = [] if likelihood is None else [c.code for c in likelihood.classes]
    likelihood_words = [] if likelihood is None else [w for c in likelihood.classes for w in (c.word, *c.earlier_words)]
    for at, published in findings.parts(PublishedWord, ("published_words",)):
        impact = published.axis == "impact"
        codes, words = (impact_codes, impact_words) if impact else (likelihood_codes, likelihood_words)
        if not codes:
            continue
        for i, code in enumerate(published.classes):
            if code not in codes:
                findings.add(
                    (*at, "classes", i),
                    f"'{published.word.nl}' verwijst naar een onbekende klasse '{code}'.",
                    f"'{published.word.in_('en')}' refers to an unknown class '{code}'.",
                    f"Toegestaan: {', '.join(codes)}.",
                    f"Allowed: {', '.join(codes)}.",
                )
        places = [codes.index(code) for code in published.classes if code in codes]
        if places != sorted(set(places)):
            listed = ", ".join(published.classes)
            findings.add(
                (*at, "classes"),
                f"de klassen van '{published.word.nl}' ({listed}) staan niet van laag naar hoog, elk één keer.",
                f"the classes of '{published.word.in_('en')}' ({listed}) do not stand from low to high, each once.",
                f"Houd deze volgorde aan: {', '.join(codes)}.",
                f"Keep to this order: {', '.join(codes)}.",
            )
        if published.word.nl.lower() in {word.nl.lower() for word in words}:
            findings.add(
                (*at, "word"),
                f"'{published.word.nl}' is al een woord van de schaal.",
                f"'{published.word.nl}' is already a word of the scale.",
                "Verwijder dit gepubliceerde woord.",
                "Remove this published word.",
            )


def _check_bounds(findings: Findings, rod: Likelihood, at: Location) -> None:
    place = (*at, "classes")
    intervals = {klass.code: klass.pct for klass in rod.classes}
    places: dict[str, Location] = {klass.code: (*place, i, "pct") for i, klass in enumerate(rod.classes)}
    name = Text(nl="waarschijnlijkheid (%)", en="likelihood (%)")
    check_intervals(findings, name, intervals, places, whole_numbers=False)
    first, last = rod.classes[0], rod.classes[-1]
    if first.pct[0] != 0:
        findings.add(
            (*place, 0, "pct"),
            f"klasse {first.code} begint bij {plain(first.pct[0], 'nl')}% en niet bij 0%.",
            f"class {first.code} starts at {plain(first.pct[0], 'en')}% and not at 0%.",
            "Laat de laagste klasse bij 0 beginnen.",
            "Let the lowest class start at 0.",
        )
    if last.pct[1] is not None and last.pct[1] != 100:
        findings.add(
            (*place, len(rod.classes) - 1, "pct"),
            f"klasse {last.code} eindigt bij {plain(last.pct[1], 'nl')}% en niet bij 100%.",
            f"class {last.code} ends at {plain(last.pct[1], 'en')}% and not at 100%.",
            "Laat de hoogste klasse bij 100 eindigen.",
            "Let the highest class end at 100.",
        )


def _check_parts(findings: Findings, klass: LikelihoodClass, at: Location) -> None:
    """Check that low, mid and high together are exactly the class."""
    if not klass.sub_classes:
        return
    place = (*at, "sub_classes")
    parts = {str(part.id): part.pct for part in klass.sub_classes}
    if list(parts) != [name for name in ("low", "mid", "high") if name in parts] or len(parts) != len(
        klass.sub_classes
    ):
        findings.add(
            place,
            f"de delen van klasse {klass.code} staan niet in de volgorde low, mid, high.",
            f"the parts of class {klass.code} are not in the order low, mid, high.",
        )
        return
    name = Text(nl=f"delen van klasse {klass.code}", en=f"parts of class {klass.code}")
    places: dict[str, Location] = {part: (*place, i, "pct") for i, part in enumerate(parts)}
    check_intervals(findings, name, parts, places, whole_numbers=False)
    low, high = klass.sub_classes[0].pct[0], klass.sub_classes[-1].pct[1]
    if low != klass.pct[0] or high != (100 if klass.pct[1] is None else klass.pct[1]):
        findings.add(
            place,
            f"de delen van klasse {klass.code} lopen van {plain(low, 'nl')} tot {plain(high, 'nl')}%, maar de klasse "
            f"van {plain(klass.pct[0], 'nl')} tot {plain(klass.pct[1], 'nl')}%.",
            f"the parts of class {klass.code} run from {plain(low, 'en')} to {plain(high, 'en')}%, but the class "
            f"from {plain(klass.pct[0], 'en')} to {plain(klass.pct[1], 'en')}%.",
            "Laat de delen de hele klasse vullen.",
            "Let the parts fill the whole class.",
        )


def _check_floor(findings: Findings, rod: Likelihood, at: Location) -> None:
    first = rod.classes[0]
    top = first.sub_classes[0].pct[1] if first.sub_classes else first.pct[1]
    if top is not None and rod.draw_floor_pct >= top:
        findings.add(
            (*at, "draw_floor_pct"),
            f"de ondergrens voor trekkingen ({plain(rod.draw_floor_pct, 'nl')}%) ligt niet onder de eerste grens "
            f"({plain(top, 'nl')}%).",
            f"the lower end for draws ({plain(rod.draw_floor_pct, 'en')}%) is not below the first bound "
            f"({plain(top, 'en')}%).",
            "Kies een kleiner getal.",
            "Choose a smaller number.",
        )


def _check_threat_route(findings: Findings, rod: Likelihood, at: Location) -> None:
    if rod.threat_route is None:
        return
    place = (*at, "threat_route", "shift")
    shift = {str(name): step for name, step in rod.threat_route.shift.items()}
    missing = [name for name in ("low", "medium", "high") if name not in shift]
    if missing:
        findings.add(
            place,
            f"de kwetsbaarheid {', '.join(missing)} ontbreekt.",
            f"vulnerability {', '.join(missing)} is missing.",
            "Geef low, medium en high op.",
            "Give low, medium and high.",
        )
    elif not shift["low"] <= shift["medium"] <= shift["high"]:
        findings.add(
            place,
            "de klasse daalt bij grotere kwetsbaarheid.",
            "the class falls as vulnerability grows.",
            "Laat de verschuiving van low naar high niet dalen.",
            "Do not let the shift fall from low to high.",
        )
