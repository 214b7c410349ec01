# SPDX-License-Identifier: EUPL-1.2
"""Evidence in a dossier, beside the judgements of experts: as a set of judgements with the study as its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weerbaar.base import InputError, Problem, Text, output_folder
from weerbaar.dossier import Dossier, JudgementSet, dossier_texts, load_dossier, yaml_text
from weerbaar.evacuation.evidence.judging import Evidence


def judgement_set(evidence: Evidence) -> JudgementSet:
    """Return the judgements as those of one group."""
    notes_nl = " ".join(note.nl for note in evidence.notes)
    notes_en = " ".join(note.in_("en") for note in evidence.notes)
    record = evidence.run_record
    return JudgementSet(
        schema=1,
        id=evidence.set_id,
        name=Text(nl=evidence.source.title, en=evidence.source.title.replace("Evacuatiestudie", "Evacuation study")),
        kind="publication",
        note=Text(
            nl=f"Uitkomsten van een model, rekenverslag {record}. Hoeveelheden bij één criterium tellen als "
            f"onafhankelijk. {notes_nl}",
            en=f"Results of a model, run record {record}. Quantities of one criterion count as independent. {notes_en}",
        ),
        judgements=evidence.judgements,
    )


def as_yaml(evidence: Evidence) -> str:
    """Return the file of judgements, to put in ``judgements/`` of a dossier that has the source in ``sources.yaml``."""
    return yaml_text(_plain(judgement_set(evidence).model_dump(by_alias=True, exclude_defaults=True)))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        # A single value is the only distribution that leaves out what it is.
        if set(value) == {"value"}:
            return value["value"]
        return {key: _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, list | tuple) else value


def with_evidence(dossier: Dossier, evidence: Evidence) -> Dossier:
    """Return the dossier with the evidence and its source, in place of earlier evidence of the same scenario.

    Raises:
        InputError: the dossier is of another method, does not have the scenario, or there is nothing to add.
    """
    problems: list[Problem] = []
    place = f"judgements/{evidence.set_id}.yaml"
    if dossier.round.method != evidence.method:
        problems.append(
            Problem(
                place,
                Text(
                    nl=f"het dossier gebruikt methode {dossier.round.method}, niet {evidence.method}.",
                    en=f"the dossier uses method {dossier.round.method}, not {evidence.method}.",
                ),
                Text(nl="Maak de onderbouwing met die methode.", en="Make the evidence with that method."),
            )
        )
    names = [scenario.id for scenario in dossier.scenarios]
    if evidence.scenario not in names:
        listed = ", ".join(names)
        problems.append(
            Problem(
                place,
                Text(
                    nl=f"dit scenario staat niet in dossier {dossier.round.id}.",
                    en=f"this scenario is not in dossier {dossier.round.id}.",
                ),
                Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}."),
                value=evidence.scenario,
            )
        )
    if not evidence.judgements:
        problems.append(
            Problem(place, Text(nl="geen enkel criterium is beantwoord.", en="not one criterion is answered."))
        )
    if problems:
        raise InputError(problems)
    own = judgement_set(evidence)
    earlier = [judged for judged in dossier.judgements if judged.id == own.id]
    if earlier:
        # How heavily a study counts is for the analyst to say.
        own = own.model_copy(update={"weight": earlier[0].weight})
    sets = tuple(sorted((*(s for s in dossier.judgements if s.id != own.id), own), key=lambda s: s.id))
    cited = {key for judged in sets for judgement in judged.judgements for key in judgement.sources}
    replaced = {key for judged in earlier for judgement in judged.judgements for key in judgement.sources} - cited
    sources = {key: source for key, source in dossier.sources.items() if key not in replaced}
    return dossier.model_copy(update={"judgements": sets, "sources": sources | {evidence.source_key: evidence.source}})


def add_to_dossier(evidence: Evidence, folder: Path) -> Path:
    """Put the evidence in the dossier in a folder; only the files that change are written, so that comments in the
    others stay.

    Returns:
        The file with the judgements.

    Raises:
        InputError: the dossier has errors, or see :func:`with_evidence`; nothing is written.
        OSError: it cannot be written.
    """
    dossier = load_dossier(folder)
    before, after = dossier_texts(dossier), dossier_texts(with_evidence(dossier, evidence))
    with output_folder(folder) as work:
        for name, text in after.items():
            if before.get(name) != text:
                (work / name).parent.mkdir(exist_ok=True)
                (work / name).write_text(text, encoding="utf-8", newline="\n")
    return folder / "judgements" / f"{evidence.set_id}.yaml"
