# SPDX-License-Identifier: EUPL-1.2
"""What a plan and its flood say of the criteria of a scenario, and how that comes into the round: as a draft.

The draft is a dossier like any other that somebody uploads: it waits, shows what would change, and counts only once
somebody has confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Uniform
from weerbaar.workbench.accounts.own_first import OwnFirstError
from weerbaar.workbench.accounts.permissions import Action, may, require, waits
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation.asked import pair_in, spread, wrong
from weerbaar.workbench.evacuation.flooding import exposed, leaving_of, needs_of, victims_of, water_asked
from weerbaar.workbench.evacuation.input_files import mapping_of
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.evacuation.opening import who
from weerbaar.workbench.exchange import verbs as exchange
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.reports.archive import dossier_archive
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.evacuation.evidence import Evidence
    from weerbaar.evacuation.study import Study

_RANGES: tuple[tuple[str, float, float], ...] = (
    ("days", 1e5, 1.0),
    ("eur", 1e5, 1.0),
    ("damage_mln", 1e7, 1e6),
    ("injured", 1e7, 1.0),
    ("unusable_days", 1e5, 1.0),
)
"""Name of a range in the form, the most it may be, and what one of it stands for."""
FIELDS = tuple(f"{name}_{end}" for name, _, _ in _RANGES for end in ("from", "to"))


@dataclass(frozen=True)
class Given:
    """What is known besides the plan; None is not known.

    Attributes:
        flood: that the plan is for.
        people: by place.
        mapping: which effect answers what, in place of the one that comes with Weerbaar.
    """

    flood: InputFile | None = None
    people: InputFile | None = None
    mapping: InputFile | None = None


def evidence_of(
    plan: Plan, study: Study, scenario: str, method: str, asked: Mapping[str, str], given: Given = Given()
) -> Evidence:
    """Return what a study says of the criteria of a scenario.

    Args:
        plan: whose study it is.
        study: of the plan.
        scenario: of the round.
        method: of the round.
        asked: ranges as :data:`FIELDS` names them, and what victims need; what is left out is not known.
        given: flood, people and mapping.

    Raises:
        WeerbaarError: what is no number or no range; a method that is not there; a file that is gone.
    """
    from weerbaar.evacuation.evidence import effects_of, evidence_for
    from weerbaar.method import load_method

    problems: list[Problem] = []
    ranges: dict[str, Uniform | None] = {}
    for name, most, times in _RANGES:
        ranges[name] = spread(pair_in(asked, name, problems, most), times)
    try:
        assumed = water_asked(asked)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(problems)
    leaving = leaving_of(plan, study)
    found = needs = here = None
    if given.flood is not None:
        here = exposed(given.flood, given.people, plan)
        found = victims_of(here, leaving.curve, assumed, plan.pk)
        needs = None if found is None else needs_of(here, leaving.curve, found, assumed, plan.pk)
    effects = effects_of(
        study,
        evacuated_people=leaving.evacuated if leaving.members else None,
        found=found,
        needs=needs,
        scenario=None if here is None else here.flood,
        days_away=ranges["days"],
        eur_per_person_day=ranges["eur"],
        damage_eur=ranges["damage_mln"],
        injured=ranges["injured"],
        days_unusable=ranges["unusable_days"],
        seed=plan.pk,
    )
    mapping = None if given.mapping is None else mapping_of(given.mapping)
    return evidence_for(load_method(method), scenario, effects, mapping=mapping)


def draft_evidence(request: HttpRequest, round_: Round, plan: Plan, evidence: Evidence) -> Upload:
    """Put evidence beside the judgements of a round as a draft: it counts once somebody has confirmed it.

    Args:
        request: of who asks.
        round_: the round.
        plan: that the evidence follows from.
        evidence: of :func:`evidence_of`.

    Raises:
        InputError: not one criterion is answered, or the evidence does not fit the round.
        NotNowError: the round is closed.
        OwnFirstError, PermissionDenied: this person takes nothing in here.
    """
    from weerbaar.evacuation.evidence import with_evidence

    user = who(request)
    require(user, Action.IMPORT, round_)
    if waits(user, round_):
        raise OwnFirstError
    # With all that this person sees, so that nothing of others seems to have gone.
    base = dossier_of(round_, level=user.clearance, names=may(user, Action.SEE_PANEL, round_))
    dossier = with_evidence(base, evidence)
    name = f"{evidence.set_id}.zip"
    upload = exchange.check_upload(request, round_, name=name, content=dossier_archive(dossier))
    if not upload.sha256:
        raise InputError([wrong("", "dit kan niet worden klaargezet.", "this cannot be made ready.", name)])
    log.record(request, "evacuation-plan.evidence-drafted", plan, round_=round_, level=plan.level, file=name)
    return upload
