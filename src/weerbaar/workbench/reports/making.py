# SPDX-License-Identifier: EUPL-1.2
"""Make documents: one in one format, or all of a round for its decider. No Django: another process does this."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from weerbaar.base import Text, WeerbaarError
from weerbaar.dossier import Dossier
from weerbaar.workbench.reports.analysed import Analysed
from weerbaar.workbench.reports.documents import DEFAULT_DRAWS, DOCUMENTS, FORMATS, OUTCOMES, SEED, Question

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment
    from weerbaar.report import CapabilityResults, Report

Progress = Callable[[float], None]
DOSSIER_FILE = "dossier.zip"
RESULTS_FILE = "results.json"
RECORD_FILE = "run-record.json"
_ASSESSING = 0.5
"""Share of the work after which the round has been assessed."""
_NO_ANNEXES = Text(
    nl="Dit stuk is zonder bijlagen gemaakt. Verwijzingen naar een bijlage slaan op het volledige rapport.",
    en="This document was made without annexes. References to an annex are to the full report.",
)


class NoTablesError(WeerbaarError):
    """A document without tables has no file of tables."""


@dataclass(frozen=True)
class Material:
    """All that a document is made of; it travels to another process.

    Attributes:
        notes: what the reader must know about what is left out.
    """

    dossier: Dossier
    earlier: tuple[Dossier, ...]
    analysed: Analysed | None
    marking: Text | None
    notes: tuple[Text, ...]
    question: Question


def make(material: Material, progress: Progress) -> bytes:
    """Return the document that was asked for, as a file."""
    from weerbaar.assessment import results_json

    question = material.question
    assessment, results = _results(material, question, progress)
    if question.format == OUTCOMES:
        return results_json(assessment)
    content = _file(_report(material, assessment, results, question), question.format)
    progress(1.0)
    return content


def make_publication(material: Material, progress: Progress) -> bytes:
    """Return a zip with every document in both languages, the results, their run record and the dossier."""
    from weerbaar.assessment import results_json
    from weerbaar.workbench.reports.archive import archive_of, dossier_archive

    assessment, results = _results(material, material.question, progress)
    record = assessment.run_record
    files = {
        DOSSIER_FILE: dossier_archive(material.dossier),
        RESULTS_FILE: results_json(assessment),
        RECORD_FILE: json.dumps({"id": record.id, **record.as_dict()}, indent=2, ensure_ascii=False).encode(),
    }
    formats = [name for name in FORMATS if name != OUTCOMES]
    questions = [
        Question(document.name, lang, format_)
        for document in DOCUMENTS.values()
        if results is not None or not document.needs_analysis
        for lang in ("nl", "en")
        for format_ in formats
    ]
    report: Report | None = None
    for number, question in enumerate(questions):
        if number % len(formats) == 0:
            report = _report(material, assessment, results, question)
        name = f"{question.lang}/{question.file_name(material.dossier.round.id)}"
        with contextlib.suppress(NoTablesError):
            files[name] = _file(report, question.format)  # type: ignore[arg-type]
        progress(_ASSESSING + (1 - _ASSESSING) * (number + 1) / len(questions))
    return archive_of(files)


def _results(material: Material, question: Question, progress: Progress) -> tuple[Assessment, CapabilityResults | None]:
    from weerbaar.assessment import assess
    from weerbaar.report import with_analysis

    assessment = assess(
        material.dossier,
        draws=question.draws or DEFAULT_DRAWS,
        seed=SEED,
        weights=question.weights,
        earlier=material.earlier,
        progress=lambda share: progress(share * _ASSESSING),
    )
    if material.analysed is None:
        return assessment, None
    results = material.analysed.results()
    return with_analysis(assessment, results), results


def _report(
    material: Material, assessment: Assessment, results: CapabilityResults | None, question: Question
) -> Report:
    from weerbaar.report import Note, Run

    report = _written(material.dossier, assessment, results, question)
    notes = list(material.notes)
    sections = report.sections
    if not question.annexes:
        first = next((i for i, s in enumerate(sections) if s.number.startswith(("Bijlage", "Annex"))), None)
        if first is not None:
            sections = sections[:first]
            notes.append(_NO_ANNEXES)
    title = Text(nl="Over dit stuk", en="About this document").in_(report.lang)
    said = tuple((Run(note.in_(report.lang)),) for note in notes)
    front = (Note("info", title, said), *report.front) if notes else report.front
    return replace(report, marking=material.marking, sections=sections, front=front)


def _written(dossier: Dossier, assessment: Assessment, results: CapabilityResults | None, question: Question) -> Report:
    from weerbaar.report import advice_report, capability_sheets, eu_summary, fact_sheets, findings_report, letter_core

    lang = question.lang
    if question.document == "findings":
        return findings_report(dossier, assessment, lang, capability=results)
    if question.document == "letter":
        return letter_core(dossier, assessment, lang, capability=results)
    if question.document == "fact-sheets":
        return fact_sheets(dossier, assessment, lang)
    if results is None:
        raise ValueError(f"{question.document} needs a capability analysis")
    if question.document == "advice":
        return advice_report(assessment, results, lang)
    if question.document == "capability-sheets":
        return capability_sheets(results, lang)
    return eu_summary(assessment, results, lang)


def _file(report: Report, format_: str) -> bytes:
    from weerbaar.report import render_docx, render_html, render_pdf, tables_csv
    from weerbaar.workbench.reports.archive import archive_of

    if format_ == "html":
        return render_html(report).encode()
    if format_ == "pdf":
        return render_pdf(report)
    if format_ == "docx":
        return render_docx(report)
    tables = tables_csv(report)
    if not tables:
        raise NoTablesError(Text(nl="Dit stuk heeft geen tabellen.", en="This document has no tables."))
    return archive_of(tables)
