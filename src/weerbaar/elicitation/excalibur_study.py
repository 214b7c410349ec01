# SPDX-License-Identifier: EUPL-1.2
"""Between a study of ours and the file pair of Excalibur (``.dtt`` answers, ``.rls`` realizations).

Excalibur knows quantiles only. Probabilities that were asked as quantiles are items of their own; labels, probabilities
in one number, reasons and rounds have no place there, and a study that comes from it has one round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from weerbaar.base import Problem, Text, content_hash
from weerbaar.elicitation.excalibur import ExcaliburStudy, write_excalibur
from weerbaar.elicitation.file_model import Answer, ExpertFile, QuantileQuestion, StudyFile
from weerbaar.elicitation.protocol import load_protocol
from weerbaar.elicitation.study import Study


def study_of_excalibur(read: ExcaliburStudy, path: Path) -> Study:
    """Return what an Excalibur pair says as a study of one round.

    An answer that Excalibur marks as missing becomes a question that was not put to that expert, because the file does
    not say which of the two it was.

    Args:
        read: the pair as it was read.
        path: the ``.dtt`` file; its name becomes the title.
    """
    panel = read.panel
    item_ids, expert_ids = slugs(panel.items, "vraag"), slugs(panel.experts, "deskundige")
    source = Text(
        nl=f"Realisatie uit {path.with_suffix('.rls').name}.", en=f"Realization of {path.with_suffix('.rls').name}."
    )
    questions = []
    for i, item in enumerate(panel.items):
        truth = float(panel.realizations[i])
        asked = read.questions[i] if i < len(read.questions) and read.questions[i] else item
        questions.append(
            QuantileQuestion(
                kind="quantiles",
                id=item_ids[i],
                title=Text(nl=item),
                text=Text(nl=asked),
                unit=Text(nl=""),
                scale="log" if panel.log_scale[i] else "uni",
                realization=None if np.isnan(truth) else truth,
                source=None if np.isnan(truth) else source,
            )
        )
    experts = [
        ExpertFile(
            schema=1,
            id=expert_ids[e],
            name=Text(nl=name),
            answers=tuple(
                Answer(question=item_ids[i], values=tuple(panel.values[e, i].tolist()))
                for i in range(len(panel.items))
                if panel.answered[e, i]
            ),
        )
        for e, name in enumerate(panel.experts)
    ]
    file = StudyFile(
        schema=1,
        id=slugs([path.stem], "studie")[0],
        title=Text(nl=path.stem),
        statement=Text(
            nl=f"Ingelezen uit het Excalibur-bestand {path.name}; eenheden en redenen staan daar niet in.",
            en=f"Read from the Excalibur file {path.name}, which holds no units and no reasons.",
        ),
        probabilities=tuple(panel.probabilities.tolist()),
        questions=tuple(questions),
    )
    parts = [path, *(p for p in (path.with_suffix(".rls"), path.with_suffix(".RLS")) if p.is_file())]
    return Study(
        file=file,
        protocol=load_protocol("one-round"),
        experts=tuple(sorted(experts, key=lambda e: e.id)),
        content_hash=content_hash((p.name, p.read_bytes()) for p in parts),
    )


def export_excalibur(study: Study, target: Path) -> tuple[Problem, ...]:
    """Write the quantile answers as they stand after the last round to ``target`` and the ``.rls`` beside it.

    Returns:
        What was lost on the way, as warnings: shortened names, and questions that Excalibur cannot hold.
    """
    panel = study.panel()
    texts = tuple(study.question(item).text.nl for item in panel.items)
    warnings = list(write_excalibur(ExcaliburStudy(panel, texts), target, target.with_suffix(".rls")))
    left_out = [q.id for q in (*study.number_questions, *study.label_questions)]
    if left_out:
        warnings.append(
            Problem(
                target.name,
                Text(
                    nl=f"zonder {', '.join(left_out)}: Excalibur kent alleen kwantielen.",
                    en=f"without {', '.join(left_out)}: Excalibur knows quantiles only.",
                ),
                severity="warning",
            )
        )
    return tuple(warnings)


def slugs(names: Iterable[str], fallback: str) -> list[str]:
    """Return an id of lower case letters, digits and hyphens per name, all different."""
    found: list[str] = []
    for i, name in enumerate(names, start=1):
        bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:70] or f"{fallback}-{i}"
        unique, n = slug, 2
        while unique in found:
            unique, n = f"{slug}-{n}", n + 1
        found.append(unique)
    return found
