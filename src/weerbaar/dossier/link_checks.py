# SPDX-License-Identifier: EUPL-1.2
"""Links between scenarios: never to the scenario itself, each once, and with a probability that can be one."""

from __future__ import annotations

from weerbaar.base import Location, Problem, Text
from weerbaar.dossier.judgement_checks import ends
from weerbaar.dossier.model import Scenario
from weerbaar.dossier.places import Placed


def link_problems(place: Placed[Scenario]) -> list[Problem]:
    """Return what is wrong with the links of one scenario, apart from names that do not exist."""
    problems = []
    seen: dict[str, int] = {}
    for i, link in enumerate(place.value.links):
        at: Location = ("links", i, "scenario")
        if link.scenario == place.value.id:
            problems.append(
                place.problem(
                    at,
                    "een scenario kan niet naar zichzelf verwijzen.",
                    "a scenario cannot link to itself.",
                    Text(nl="Verwijder deze verwijzing.", en="Remove this link."),
                    value=link.scenario,
                )
            )
        first = seen.setdefault(link.scenario, i)
        if first != i:
            line, shown = place.locate(("links", first, "scenario"))
            spot = f"{place.file}:{line}" if line is not None else shown
            problems.append(
                place.problem(
                    at,
                    f"deze verwijzing staat er twee keer; eerder in {spot}.",
                    f"this link is given twice; earlier in {spot}.",
                    Text(nl="Verwijder een van beide.", en="Remove one of them."),
                    value=link.scenario,
                )
            )
        if link.probability is None:
            continue
        low, high = ends(link.probability)
        if low < 0 or high > 1:
            problems.append(
                place.problem(
                    ("links", i, "probability"),
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
