# SPDX-License-Identifier: EUPL-1.2
"""What measures say of each other must hold together: requirements, exclusions, overlap and synergy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from weerbaar.base import Placed, Text, number
from weerbaar.capability.folder import Folder
from weerbaar.capability.measures.file_model import Exclusion, Interaction, Measure

_ROUNDING = 1e-9


def check_consistency(
    folder: Folder,
    measures: Sequence[Placed[Measure]],
    exclusions: Sequence[Placed[Exclusion]],
    interactions: Sequence[Placed[Interaction]],
) -> None:
    """Add a problem for everything that cannot hold together.

    That is: an interaction where one of the two does nothing, two interactions of the same pair, overlaps that take
    away more than there is, measures that require each other in a circle, and measures that require what they exclude.
    """
    _check_interactions(folder, measures, interactions)
    _check_cycles(folder, measures)
    _check_contradictions(folder, measures, exclusions)


def needed_by(measures: Iterable[Measure]) -> dict[str, frozenset[str]]:
    """Return for each measure everything that it needs, also through others; itself where they need each other."""
    direct = {m.id: m.requires for m in measures}
    found: dict[str, frozenset[str]] = {}
    for id_ in direct:
        seen: set[str] = set()
        todo = list(direct[id_])
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += direct.get(name, ())
        found[id_] = frozenset(seen)
    return found


def touched(measure: Measure) -> frozenset[str]:
    """Return the scenarios in which a measure does something to likelihood or impact."""
    return frozenset([e.scenario for e in measure.effects] + [x.consequence for x in measure.links])


def _check_interactions(
    folder: Folder, measures: Sequence[Placed[Measure]], interactions: Sequence[Placed[Interaction]]
) -> None:
    by_id = {entry.value.id: entry.value for entry in measures}
    seen: set[tuple[frozenset[str], str]] = set()
    lost: dict[tuple[str, str], float] = {}
    for entry in interactions:
        value = entry.value
        for i, name in enumerate(value.measures):
            if name in by_id and value.scenario not in touched(by_id[name]):
                folder.problems.append(
                    entry.problem(
                        ("measures", i),
                        f"maatregel {name} heeft geen effect in scenario {value.scenario}; daar valt niets te delen of "
                        "te versterken.",
                        f"measure {name} has no effect in scenario {value.scenario}; there is nothing to share or to "
                        "strengthen.",
                        value=name,
                    )
                )
        key = (frozenset(value.measures), value.scenario)
        if key in seen:
            pair = " × ".join(value.measures)
            folder.problems.append(
                entry.problem(
                    (),
                    f"voor {pair} in scenario {value.scenario} staat er al een wisselwerking.",
                    f"there already is an interaction for {pair} in scenario {value.scenario}.",
                )
            )
        seen.add(key)
        if value.kind != "overlap":
            continue
        share = float(value.share.ppf(1.0))
        for name in value.measures:
            total = lost.get((name, value.scenario), 0.0) + share
            lost[name, value.scenario] = total
            if total > 1 + _ROUNDING >= total - share:
                shown_nl, shown_en = number(total, "nl", 2), number(total, "en", 2)
                folder.problems.append(
                    entry.problem(
                        ("share",),
                        f"de overlappen van {name} in scenario {value.scenario} tellen op tot {shown_nl}; er kan niet "
                        "meer verloren gaan dan het hele effect.",
                        f"the overlaps of {name} in scenario {value.scenario} add up to {shown_en}; no more can be "
                        "lost than the whole effect.",
                        Text(
                            nl="Houd de aandelen van één maatregel in één scenario samen op 1 of minder.",
                            en="Keep the shares of one measure in one scenario at 1 together, or less.",
                        ),
                        value=name,
                    )
                )


def _check_cycles(folder: Folder, measures: Sequence[Placed[Measure]]) -> None:
    """Add one problem for each circle of measures that need each other, at the first of them."""
    requires = {e.value.id: e.value.requires for e in measures}
    told: set[frozenset[str]] = set()
    for entry in measures:
        ring = _ring(entry.value.id, requires)
        if ring and not any(set(ring) & other for other in told):
            told.add(frozenset(ring))
            words = " → ".join([*ring, ring[0]])
            folder.problems.append(
                entry.problem(
                    ("requires",),
                    f"deze maatregelen vragen elkaar in een kring: {words}.",
                    f"these measures require each other in a circle: {words}.",
                    Text(nl="Schrap een van deze eisen.", en="Drop one of these requirements."),
                    value=entry.value.id,
                )
            )


def _ring(start: str, requires: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a shortest way from ``start`` back to itself; empty where there is none."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while paths:
        path, *paths = paths
        for name in requires.get(path[-1], ()):
            if name == start:
                return path
            if name not in seen:
                seen.add(name)
                paths.append((*path, name))
    return ()


def _check_contradictions(
    folder: Folder, measures: Sequence[Placed[Measure]], exclusions: Sequence[Placed[Exclusion]]
) -> None:
    """Add a problem for each measure that needs what it excludes, or two that exclude each other."""
    needs = needed_by([e.value for e in measures])
    for entry in measures:
        name = entry.value.id
        together = needs[name] | {name}
        for exclusion in exclusions:
            clash = [m for m in dict.fromkeys(exclusion.value.measures) if m in together]
            if len(clash) > 1:
                nl, en = " en ".join(clash), " and ".join(clash)
                folder.problems.append(
                    entry.problem(
                        ("requires",),
                        f"maatregel {name} kan nooit: zij vraagt {nl}, en die sluiten elkaar uit."
                        if name not in clash
                        else f"maatregel {name} kan nooit: zij vraagt wat zij uitsluit ({nl}).",
                        f"measure {name} is never possible: it requires {en}, which exclude each other."
                        if name not in clash
                        else f"measure {name} is never possible: it requires what it excludes ({en}).",
                        Text(nl="Schrap de eis of de uitsluiting.", en="Drop the requirement or the exclusion."),
                        value=name,
                    )
                )
