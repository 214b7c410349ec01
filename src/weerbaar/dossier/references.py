# SPDX-License-Identifier: EUPL-1.2
"""Names that must refer to something, and ids that may be given only once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

from weerbaar.base import Location, Problem, Text
from weerbaar.dossier.places import Placed, PlacedT

_SHOWN = 15


def one_of(names: Iterable[str]) -> str:
    """Return the allowed names as a list for a message; long lists are cut."""
    shown = list(names)
    return ", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")


def unknown_name(
    place: Placed[PlacedT], at: Location, name: str, known: Collection[str], what: Text, where: Text
) -> list[Problem]:
    """Return a problem when ``name`` is not among ``known``.

    Args:
        place: the entry that holds the name.
        at: the field in it.
        name: the name found.
        known: the names there are.
        what: what kind of thing it should be, for instance "scenario".
        where: what to do when it is really meant, for instance "Add scenarios/x.md".
    """
    if name in known:
        return []
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    listed = one_of(sorted(known)) or "–"
    guess_nl = f" Bedoelt u {close[0]}?" if close else ""
    guess_en = f" Do you mean {close[0]}?" if close else ""
    return [
        place.problem(
            at,
            f"onbekend: {what.nl}; bekend zijn: {listed}.{guess_nl}",
            f"unknown {what.en}; known are: {listed}.{guess_en}",
            where,
            value=name,
        )
    ]


def repeated(
    places: Sequence[Placed[PlacedT]], key: Callable[[PlacedT], Hashable], at: Location, what: Text
) -> list[Problem]:
    """Return a problem for every entry whose key an earlier entry has as well; names that earlier one."""
    first: dict[Hashable, Placed[PlacedT]] = {}
    problems = []
    for place in places:
        name = key(place.value)
        if name not in first:
            first[name] = place
            continue
        line, shown = first[name].locate(at)
        spot = first[name].file + (f":{line}" if line is not None else f" {shown}")
        given = ", ".join(name) if isinstance(name, tuple) else str(name)
        problems.append(
            place.problem(
                at,
                f"{what.nl} staat er twee keer; eerder in {spot}.",
                f"{what.en} is given twice; earlier in {spot}.",
                Text(nl="Geef er een andere naam aan of verwijder het.", en="Rename or remove one of them."),
                value=given,
            )
        )
    return problems
