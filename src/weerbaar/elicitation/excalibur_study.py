# SPDX-License-Identifier: EUPL-1.2
"""Between a study of ours and the file pair of Excalibur (``.dtt`` answers, ``.rls`` realizations).

Excalibur knows quantiles only. Probabilities that were asked as quantiles are items of their own; labels, probabilities
in one number, reasons and rounds have no place there, and a study that comes from it has one round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from weerbaar.base import InputError, Problem, Text, content_hash, output_folder
from weerbaar.elicitation.excalibur import ExcaliburStudy, write_excalibur
from weerbaar.elicitation.excalibur_reading import rls_beside
from weerbaar.elicitation.file_model import MOST_PROBABILITIES, Answer, ExpertFile, QuantileQuestion, StudyFile
from weerbaar.elicitation.panel import Panel
from weerbaar.elicitation.protocol import load_protocol
from weerbaar.elicitation.study import DECISION_MAKER, EQUAL_WEIGHTS, Study
from weerbaar.elicitation.writing import not_there_yet


def study_of_excalibur(read: ExcaliburStudy, path: Path) -> Study:
    """Return what an Excalibur pair says as a study of one round.

    An answer that Excalibur marks as missing becomes a question that was not put to that expert, because the file does
    not say which of the two it was.

    Args:
        read: the pair as it was read.
        path: the ``.dtt`` file; its name becomes the title.

    Raises:
        InputError: percentages that a study of ours cannot ask for.
    """
    panel = read.panel
    _check_probabilities(panel, path)
    item_ids = slugs(panel.items, "vraag")
    expert_ids = slugs(panel.experts, "deskundige", taken=(DECISION_MAKER, EQUAL_WEIGHTS))
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
    beside = rls_beside(path)
    parts = [path] if beside is None else [path, beside]
    return Study(
        file=file,
        protocol=load_protocol("one-round"),
        experts=tuple(sorted(experts, key=lambda e: e.id)),
        content_hash=content_hash((p.name, p.read_bytes()) for p in parts),
    )


def _check_probabilities(panel: Panel, path: Path) -> None:
    asked = panel.probabilities.tolist()
    if 2 <= len(asked) <= MOST_PROBABILITIES and asked[0] <= 0.5 <= asked[-1]:
        return
    raise InputError(
        [
            Problem(
                path.name,
                Text(
                    nl=f"een studie vraagt 2 tot {MOST_PROBABILITIES} kwantielen, van ten hoogste tot ten minste 50%.",
                    en=f"a study asks for 2 to {MOST_PROBABILITIES} quantiles, from at most to at least 50%.",
                ),
                line=1,
                value=" ".join(f"{100 * p:g}" for p in asked),
            )
        ]
    )


def export_excalibur(study: Study, target: Path) -> tuple[Problem, ...]:
    """Write the quantile answers as they stand after the last round to ``target`` and the ``.rls`` beside it.

    Returns:
        What was lost on the way, as warnings: shortened names, and questions that Excalibur cannot hold.

    Raises:
        InputError: one of the two files exists, nobody gave quantiles, or the files cannot hold an answer; nothing is
            written.
        OSError: it cannot be written.
    """
    rls = target.with_suffix(".rls")
    not_there_yet(target, rls)
    if not study.has_quantiles:
        raise InputError(
            [
                Problem(
                    target.name,
                    Text(
                        nl="niemand gaf kwantielen, en Excalibur kent niets anders; er is niets geschreven.",
                        en="nobody gave quantiles, and Excalibur knows nothing else; nothing was written.",
                    ),
                )
            ]
        )
    panel = study.panel()
    texts = tuple(study.question(item).text.nl for item in panel.items)
    with output_folder(target.parent) as work:
        warnings = list(write_excalibur(ExcaliburStudy(panel, texts), work / target.name, work / rls.name))
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


def slugs(names: Iterable[str], fallback: str, taken: Sequence[str] = ()) -> list[str]:
    """Return an id of lower case letters, digits and hyphens per name, all different and none of ``taken``."""
    found: list[str] = []
    for i, name in enumerate(names, start=1):
        bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:70] or f"{fallback}-{i}"
        unique, n = slug, 2
        while unique in found or unique in taken:
            unique, n = f"{slug}-{n}", n + 1
        found.append(unique)
    return found
