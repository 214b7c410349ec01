# SPDX-License-Identifier: EUPL-1.2
"""Between the rows of the panel and the judgements of :mod:`weerbaar.dossier`."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from weerbaar.base import Distribution, Point, Text, WeerbaarError
from weerbaar.dossier import LIKELIHOOD, Judgement, JudgementSet
from weerbaar.method import Method, class_of_label, likelihood_class, score, threat_class, to_method_window
from weerbaar.workbench.library.conversion import pair, text_of
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer, Panelist


def judgement_of(scenario: str, criterion: str, stored: dict[str, Any]) -> Judgement:
    """Return the judgement that an answer stands for.

    Raises:
        pydantic.ValidationError: the answer is none that a dossier can hold.
    """
    return Judgement.model_validate({"scenario": scenario, "criterion": criterion, **stored}, strict=False)


def stored_judgement(judgement: Judgement) -> dict[str, Any]:
    """Return what :class:`Answer` keeps of a judgement."""
    stored = judgement.model_dump(
        mode="json", exclude_defaults=True, exclude={"scenario", "criterion", "quantities", "probability"}
    )
    # Without defaults a distribution would lose its kind, and could not be read again.
    if judgement.quantities is not None:
        stored["quantities"] = {name: _plain(quantity) for name, quantity in judgement.quantities.items()}
    if judgement.probability is not None:
        stored["probability"] = _plain(judgement.probability)
    return stored


def _plain(quantity: Distribution) -> Any:
    return quantity.value if isinstance(quantity, Point) else quantity.model_dump(mode="json")


def central_label(method: Method, judgement: Judgement, kind: str = "hazard") -> str:
    """Return the label that stands for a judgement; empty where it gives none.

    Args:
        method: the measuring rod.
        judgement: checked against it.
        kind: of the scenario: ``hazard`` or ``threat``, which may have windows of their own.
    """
    try:
        if judgement.quantities is not None:
            expected = {name: quantity.expected for name, quantity in judgement.quantities.items()}
            return score(method, judgement.criterion, expected).label
        if judgement.probability is not None:
            expected_probability = min(1.0, max(0.0, judgement.probability.expected))
            window = judgement.window_years or method.likelihood.window_years
            own = "threat" if kind == "threat" else "hazard"
            return likelihood_class(method, to_method_window(method, expected_probability, window, own))  # type: ignore[arg-type]
        if judgement.label is None:
            return ""
        if judgement.criterion != LIKELIHOOD:
            none = class_of_label(method, judgement.label) == method.scale.none
            return method.scale.none if none else judgement.label
        if judgement.vulnerability is not None:
            return threat_class(method, judgement.label, judgement.vulnerability)
        return judgement.label
    except WeerbaarError:
        # An import may hold what the table has no label for; the results say so.
        return ""


def judgement_sets(round_: Round, *, level: int, names: bool) -> tuple[JudgementSet, ...]:
    """Return the final answers of a round: of the second turn where there is one, else of the first.

    Args:
        round_: the round.
        level: answers and scenarios above this level of confidentiality are left out.
        names: False gives every expert a number in place of the name.
    """
    answers = (
        Answer.objects.filter(panelist__round=round_, level__lte=level, scenario__level__lte=level)
        .exclude(scenario__status=WITHDRAWN)
        .order_by("panelist_id", "turn", "pk")
        .values_list("panelist_id", "scenario__slug", "criterion", "judgement")
    )
    final: dict[int, dict[tuple[str, str], dict[str, Any]]] = defaultdict(dict)
    for panelist, scenario, criterion, judgement in answers.iterator(chunk_size=5_000):
        final[panelist][scenario, criterion] = judgement
    return tuple(
        JudgementSet.model_validate(
            {
                "schema": 1,
                "id": row.slug if names else f"deskundige-{row.number}",
                "name": {"nl": row.name_nl, "en": row.name_en} if names else pseudonym(row),
                "kind": row.kind,
                "date": row.date,
                "weight": row.weight,
                "note": text_of(row.note_nl, row.note_en) if names else None,
                "judgements": tuple(
                    judgement_of(scenario, criterion, stored) for (scenario, criterion), stored in final[row.pk].items()
                ),
            },
            strict=False,
        )
        for row in round_.panel.all()
        if final[row.pk]
    )


def pseudonym(row: Panelist) -> Text:
    """Return what other experts see instead of a name."""
    return numbered(row.number)


def numbered(number: int) -> Text:
    """Return what an expert with this number is called."""
    return Text(nl=f"Deskundige {number}", en=f"Expert {number}")


def panelist_row(round_: Round, found: JudgementSet, number: int) -> Panelist:
    """Return a new row, not saved, for the maker of a set of judgements."""
    return Panelist(
        round=round_,
        slug=found.id,
        number=number,
        **pair("name", found.name),
        kind=found.kind,
        date=found.date,
        weight=found.weight,
        **pair("note", found.note),
    )
