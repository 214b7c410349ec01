# SPDX-License-Identifier: EUPL-1.2
"""Whether a scenario fits in its round: what it refers to exists, and its links make sense."""

from __future__ import annotations

from typing import Any

from weerbaar.base import Distribution, InputError, LogNormal, Point, Problem, Quantiles, Text, YamlSource, validate
from weerbaar.dossier import Scenario
from weerbaar.workbench.library import models
from weerbaar.workbench.library.conversion import SECTIONS
from weerbaar.workbench.rounds.models import Round

LONGEST_TEXT = 100_000
"""Characters of one section in one language."""


def scenario_from(data: dict[str, Any]) -> Scenario:
    """Return a scenario, checked by the library.

    Args:
        data: as the front matter of a scenario file, with ``storyline``.

    Raises:
        InputError: with one problem per mistake; ``field`` names the field as ``links[0].probability``.
    """
    return validate(Scenario, YamlSource("scenario", data, {}))


def require_fit(scenario: Scenario, round_: Round, hidden: set[str]) -> None:
    """Refuse a scenario that cannot stand in its round.

    Args:
        scenario: what is to be saved.
        round_: the round.
        hidden: scenarios the writer may not know of: to the writer they do not exist.

    Raises:
        InputError: with every problem.
    """
    problems = [*_link_problems(scenario, round_, hidden), *_source_problems(scenario, round_)]
    for name in SECTIONS:
        text = getattr(scenario.storyline, name)
        if max(len(text.nl), len(text.en)) > LONGEST_TEXT:
            problems.append(
                _problem(
                    f"storyline.{name}",
                    f"te lang; ten hoogste {LONGEST_TEXT} tekens.",
                    f"too long; at most {LONGEST_TEXT} characters.",
                )
            )
    if problems:
        raise InputError(problems)


def _link_problems(scenario: Scenario, round_: Round, hidden: set[str]) -> list[Problem]:
    known = set(models.Scenario.objects.filter(round=round_).values_list("slug", flat=True)) - hidden
    problems = []
    seen: set[str] = set()
    for i, link in enumerate(scenario.links):
        at = f"links[{i}].scenario"
        if link.scenario == scenario.id:
            problems.append(
                _problem(at, "een scenario kan niet naar zichzelf verwijzen.", "a scenario cannot link to itself.")
            )
        elif link.scenario not in known:
            problems.append(_problem(at, "dit scenario is er niet.", "there is no such scenario.", value=link.scenario))
        elif link.scenario in seen:
            problems.append(_problem(at, "dit verband staat er twee keer.", "this link is given twice."))
        seen.add(link.scenario)
        if link.probability is not None:
            low, high = _ends(link.probability)
            if low < 0 or high > 1:
                problems.append(
                    _problem(
                        f"links[{i}].probability",
                        "een kans ligt tussen 0 en 1; schrijf 5% als 0,05.",
                        "a probability lies between 0 and 1; write 5% as 0.05.",
                    )
                )
    return problems


def _ends(quantity: Distribution) -> tuple[float, float]:
    """Return the lowest and highest value; of a lognormal distribution, that has none, p5 and p95."""
    if isinstance(quantity, Point):
        return quantity.value, quantity.value
    if isinstance(quantity, LogNormal):
        return quantity.p5, quantity.p95
    if isinstance(quantity, Quantiles):
        return quantity.values[0], quantity.values[-1]
    return quantity.low, quantity.high


def _source_problems(scenario: Scenario, round_: Round) -> list[Problem]:
    cited = {*scenario.sources, *(key for link in scenario.links for key in link.source)}
    if not cited:
        return []
    known = set(models.Source.objects.filter(round=round_, key__in=cited).values_list("key", flat=True))
    return [
        _problem(
            "sources",
            "deze bron staat niet in de bronnenlijst van de ronde.",
            "this source is not in the list of the round.",
            value=key,
        )
        for key in sorted(cited - known)
    ]


def _problem(field: str, nl: str, en: str, *, value: str = "") -> Problem:
    return Problem("scenario", Text(nl=nl, en=en), field=field, value=value)
