# SPDX-License-Identifier: EUPL-1.2
"""The kinds of jobs that make documents, and what each takes from the rows of a round."""

from __future__ import annotations

from typing import Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.jobs.registry import Kind
from weerbaar.workbench.reports.documents import DOCUMENTS, Question
from weerbaar.workbench.reports.levels import levels_in, marking_of
from weerbaar.workbench.reports.making import Material, make, make_publication
from weerbaar.workbench.reports.sources import analysed_or_fault, document_state, earlier_rounds
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round

_WITHHELD = Text(
    nl="Een deel van deze ronde is vertrouwelijker dan dit stuk en is weggelaten, met alles wat ernaar verwijst. "
    "Uitkomsten en rangorde gaan alleen over wat hier staat.",
    en="A part of this round is more confidential than this document and was left out, with all that refers to it. "
    "Outcomes and ranks are about what stands here only.",
)
_FAULTY = Text(
    nl="De capaciteitenanalyse van deze ronde bevat fouten en is niet meegenomen.",
    en="The capability analysis of this round has errors and was not used.",
)
_NO_ANALYSIS = Problem(
    "analysis.yaml",
    Text(
        nl="deze ronde heeft geen capaciteitenanalyse met taken; zonder kan dit stuk niet worden gemaakt.",
        en="this round has no capability analysis with tasks; without it this document cannot be made.",
    ),
)


def prepare(round_: Round, level: int, parameters: dict[str, Any]) -> Material:
    """Return what is needed for one document.

    Raises:
        NeedsError: the choice among the measures has to be computed first.
        InputError: the document needs a capability analysis, and there is none without errors.
    """
    return _material(round_, level, Question.of(parameters))


def prepare_publication(round_: Round, level: int, parameters: dict[str, Any]) -> Material:
    """Return what is needed for all documents of a round; raises as :func:`prepare`."""
    return _material(round_, level, Question())


def _material(round_: Round, level: int, question: Question) -> Material:
    present = levels_in(round_)
    document = DOCUMENTS[question.document]
    analysed, fault = analysed_or_fault(round_, level) if document.tells_analysis else (None, None)
    if document.needs_analysis and analysed is None:
        raise fault or InputError([_NO_ANALYSIS])
    withheld = [_WITHHELD] if any(found > level for found in present) else []
    return Material(
        dossier_of(round_, level=level),
        earlier_rounds(round_, level),
        analysed,
        marking_of(max(found for found in present if found <= level)),
        (*withheld, *([_FAULTY] if fault else [])),
        question,
    )


def state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of what a document is made of; of all documents together where none is named."""
    name = str(parameters.get("document", Question().document))
    return document_state(round_, level, DOCUMENTS[name].tells_analysis)


DOCUMENT = Kind("document", Text(nl="Rapport opmaken", en="Write a report"), prepare, make, state)
PUBLICATION = Kind(
    "publication",
    Text(nl="Stukken voor vaststelling", en="Documents for signing"),
    prepare_publication,
    make_publication,
    state,
)
