# SPDX-License-Identifier: EUPL-1.2
"""Between the rows of a whole round and a :class:`weerbaar.dossier.Dossier`."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from django.db import transaction

from weerbaar.dossier import Dossier
from weerbaar.method import load_method
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.conversion import pair, scenario_fields, scenario_of, source_of, source_row, text_of
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.conversion import central_label, judgement_sets, panelist_row, stored_judgement
from weerbaar.workbench.scoring.models import Answer

ANNEXES = (
    "published",
    "decision_headings",
    "decisions",
    "initiative_headings",
    "initiatives",
    "capabilities",
    "alerts",
)
"""Fields of a dossier that a round keeps as they are."""


def dossier_of(round_: Round, *, level: int = Level.SECRET, names: bool = False) -> Dossier:
    """Return the dossier that a round stands for, as somebody of a certain clearance may see it.

    A scenario that was withdrawn is left out, as if it were too confidential.

    Args:
        round_: the round; not to be changed while this runs.
        level: what is more confidential than this is left out, with everything that refers to it.
        names: whether the experts bear their own names; otherwise a number.

    Raises:
        pydantic.ValidationError: a row holds what a dossier cannot hold.
    """
    return _dossier(round_.pk, round_.inputs, round_.version, level, names)


@lru_cache(maxsize=16)
def _dossier(pk: int, inputs: int, version: int, level: int, names: bool) -> Dossier:
    """As above; ``inputs`` and ``version`` change with every change of what is read here."""
    round_ = Round.objects.get(pk=pk)
    rows = list(round_.scenarios.all())
    hidden = {row.slug for row in rows if row.level > level or row.status == WITHDRAWN}
    scenarios = [scenario_of(row).model_dump(mode="json", by_alias=True) for row in rows if row.slug not in hidden]
    for scenario in scenarios:
        scenario["links"] = [link for link in scenario["links"] if link["scenario"] not in hidden]
    data = {
        "round": _header(round_),
        "scenarios": scenarios,
        "sources": {row.key: source_of(row).model_dump(mode="json") for row in round_.sources.all()},
        **{name: round_.annexes[name] for name in ANNEXES if name in round_.annexes},
    }
    data["published"] = [p for p in data.get("published", []) if p["scenario"] not in hidden]
    for name in ("decisions", "capabilities"):
        data[name] = [
            {**entry, "scenarios": [s for s in entry["scenarios"] if s not in hidden]}
            for entry in data.get(name, [])
            if not entry["scenarios"] or not hidden.issuperset(entry["scenarios"])
        ]
    sets = judgement_sets(round_, level=level, names=names)
    bare = Dossier.model_validate(data, strict=False)
    digest = hashlib.sha256(bare.model_dump_json().encode())
    for found in sorted(sets, key=lambda s: s.id):
        digest.update(found.model_dump_json().encode())
    return bare.model_copy(
        update={"judgements": tuple(sorted(sets, key=lambda s: s.id)), "content_hash": digest.hexdigest()}
    )


def _header(round_: Round) -> dict[str, Any]:
    return {
        "schema": 1,
        "id": round_.slug,
        "title": {"nl": round_.title_nl, "en": round_.title_en},
        "label": round_.label,
        "year": round_.year,
        "published_on": round_.published_on,
        "organisation": {"nl": round_.organisation_nl, "en": round_.organisation_en},
        "method": round_.method,
        "language": round_.language,
        "scores": round_.scores,
        "statement": {"nl": round_.statement_nl, "en": round_.statement_en},
        "introduction": text_of(round_.introduction_nl, round_.introduction_en),
        "earlier": tuple(round_.earlier),
        "weight_profile": round_.weight_profile or None,
        "weight_profiles": tuple(round_.weight_profiles),
    }


def round_fields(dossier: Dossier) -> dict[str, Any]:
    """Return the fields of the row of a round, without slug, level and region."""
    header = dossier.round
    whole = dossier.model_dump(mode="json", by_alias=True, include=set(ANNEXES))
    return {
        **pair("title", header.title),
        "label": header.label,
        "year": header.year,
        "published_on": header.published_on,
        **pair("organisation", header.organisation),
        "method": header.method,
        "language": header.language,
        "scores": header.scores,
        **pair("statement", header.statement),
        **pair("introduction", header.introduction),
        "earlier": list(header.earlier),
        "weight_profile": header.weight_profile or "",
        "weight_profiles": [w.model_dump(mode="json") for w in header.weight_profiles],
        "annexes": {name: value for name, value in whole.items() if value},
    }


@transaction.atomic
def round_from(
    dossier: Dossier, *, slug: str | None = None, by: User | None = None, level: int = Level.INTERNAL, **fields: Any
) -> Round:
    """Store a dossier as a new round: a closed one where it holds judgements or published results.

    Args:
        dossier: checked, as :func:`weerbaar.dossier.load_dossier` returns it.
        slug: address of the round; the id of the dossier where none is given.
        by: who asked for it.
        level: confidentiality of the round.
        fields: other fields of the row (region, phase, previous).

    Raises:
        django.db.IntegrityError: there is a round with this slug.
    """
    known = bool(dossier.judgements or dossier.published)
    given = {"phase": Phase.CLOSED if known else Phase.SETUP, "level": level, "created_by": by, **fields}
    round_ = Round.objects.create(slug=slug or dossier.round.id, **round_fields(dossier), **given)
    for key, source in dossier.sources.items():
        source_row(round_.pk, key, source).save()
    rows: dict[str, Scenario] = {}
    for scenario in dossier.scenarios:
        row = Scenario(round=round_, author=by, **scenario_fields(scenario))
        row.review_state = ReviewState.APPROVED if known else ReviewState.DRAFT
        row.save()
        rows[row.slug] = row
    method = load_method(round_.method)
    for number, found in enumerate(dossier.judgements, start=1):
        panelist = panelist_row(round_, found, number)
        panelist.save()
        Answer.objects.bulk_create(
            Answer(
                panelist=panelist,
                scenario=rows[judgement.scenario],
                criterion=judgement.criterion,
                judgement=stored_judgement(judgement),
                label=central_label(method, judgement, rows[judgement.scenario].kind),
            )
            for judgement in found.judgements
        )
    return round_
