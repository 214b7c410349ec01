# SPDX-License-Identifier: EUPL-1.2
"""The rounds that a new installation starts with: every shipped example, and one open round to try things in."""

from __future__ import annotations

from django.db import transaction

from weerbaar.dossier import example_names, load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Phase, Round

DEMONSTRATION = "demonstratie"
"""Address of the round to try things in."""
_MODEL = "voorbeeld-2012"


def load_examples(by: User | None = None) -> list[Round]:
    """Load every shipped example that is not there yet, and make the demonstration round.

    May be called at every start: what is there stays as people have left it.

    Args:
        by: who asked for it; becomes administrator of the demonstration round.

    Returns:
        The rounds that were new.
    """
    there = set(Round.objects.values_list("slug", flat=True))
    new = [_loaded(name, by) for name in example_names() if name not in there]
    if DEMONSTRATION not in there:
        new.append(_demonstration(by))
    return new


@transaction.atomic
def _loaded(name: str, by: User | None) -> Round:
    round_ = round_from(load_dossier(name), slug=name, by=by, level=Level.OPEN, phase=Phase.CLOSED)
    log.record(None, "round.imported", round_, round_=round_, actor=by, example=name)
    return round_


def _demonstration(by: User | None) -> Round:
    model = Round.objects.get(slug=_MODEL)
    return verbs.make_round(
        by,
        slug=DEMONSTRATION,
        title_nl="Demonstratieronde",
        title_en="Demonstration round",
        label="Demonstratie",
        year=model.year + 15,
        organisation_nl=model.organisation_nl,
        organisation_en=model.organisation_en,
        method=model.method,
        level=Level.OPEN,
        copy_from=model,
        keep_approval=True,
    )
