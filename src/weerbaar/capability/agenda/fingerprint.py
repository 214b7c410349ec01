# SPDX-License-Identifier: EUPL-1.2
"""What a scenario rests on, as short fingerprints: equal content, equal fingerprint, however the files are laid out."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from weerbaar.capability.agenda.file_model import Fingerprint, MethodStamp, Reviewed
from weerbaar.dossier import LIKELIHOOD, Dossier
from weerbaar.method import Method, load_method

_DIGITS = 16


def fingerprint(dossier: Dossier, scenario_id: str) -> Fingerprint:
    """Return the fingerprints of the parts of one scenario.

    Args:
        dossier: the round.
        scenario_id: of the scenario.

    Raises:
        KeyError: there is no such scenario.
    """
    scenario = dossier.scenario(scenario_id)
    judged = [(s, j) for s in dossier.judgements for j in s.judgements if j.scenario == scenario_id]
    published = [p for p in dossier.published if p.scenario == scenario_id]
    # Who judged and how heavily that counts is part of a judgement; a new name for the same expert is not.
    told: dict[str, list[Any]] = {LIKELIHOOD: [], "": []}
    for judgement_set, judgement in judged:
        part = LIKELIHOOD if judgement.criterion == LIKELIHOOD else ""
        told[part].append([judgement_set.id, judgement_set.kind, judgement_set.weight, _plain(judgement)])
    cited: set[str] = set(scenario.sources)
    cited.update(name for _, j in judged for name in j.sources)
    cited.update(name for p in published for name in p.source)
    cited.update(name for link in scenario.links for name in link.source)
    sources = [[name, _plain(dossier.sources[name])] for name in sorted(cited) if name in dossier.sources]
    return Fingerprint(
        storyline=_hash(_plain(scenario)),
        judgements=_hash(_sorted(told[""])),
        likelihood=_hash(_sorted(told[LIKELIHOOD])),
        published=_hash(_sorted(_plain(p) for p in published)),
        sources=_hash(sources),
    )


def method_stamp(method: Method) -> MethodStamp:
    """Return id, version and fingerprint of a method."""
    return MethodStamp(id=method.id, version=method.version, fingerprint=_hash(_plain(method)))


def stamp(dossier: Dossier, scenario_id: str, on: datetime.date, signals: Sequence[str] = ()) -> Reviewed:
    """Return what is noted when a scenario has been reviewed.

    Args:
        dossier: the round as it is now.
        scenario_id: of the scenario that was reviewed.
        on: day of the review.
        signals: ids of the signals that were considered.

    Raises:
        KeyError: there is no such scenario.
        InputError: the method of the round cannot be read.
    """
    return Reviewed(
        on=on,
        round=dossier.round.id,
        method=method_stamp(load_method(dossier.round.method)),
        fingerprint=fingerprint(dossier, scenario_id),
        signals=tuple(signals),
    )


def _plain(value: BaseModel) -> Any:
    # Without defaults, so that a field that a later version adds does not change what is already there.
    return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _sorted(parts: Iterable[Any]) -> list[Any]:
    """The order in which judgements stand in a file says nothing."""
    return sorted(parts, key=lambda part: json.dumps(part, sort_keys=True))


def _hash(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
