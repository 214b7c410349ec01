# SPDX-License-Identifier: EUPL-1.2
"""A capability analysis from disk: header, the round it builds on, and what it says of needs, measures and choice."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import InputError, Placed, Problem, content_hash
from weerbaar.capability.analysis_file import ANALYSIS_FILE, AnalysisFile
from weerbaar.capability.context import Context
from weerbaar.capability.folder import Folder, find
from weerbaar.capability.measures import ChoiceFile, MeasureFile, read_choice, read_measures
from weerbaar.capability.needs import PRESENT_FILE, Needs, published_lines, read_capabilities, read_needs
from weerbaar.dossier import Dossier, Heading, load_dossier_beside
from weerbaar.method import Method, load_method

_USUAL_PROFILE = "equal"
"""The profile that a round has when neither it nor its method gives any."""


@dataclass(frozen=True)
class Analysis:
    """A capability analysis, checked and complete.

    Attributes:
        header: ``analysis.yaml``.
        dossier, method: the round it builds on, and the method of that round.
        needs, measures, choice: None where the folder does not hold their files.
        content_hash: sha256 over the files of the folder that were read and those of the round, without the numbers
            of confidential lines; it may be published, for nobody can try out numbers on it.
        path: the header's file.
        warnings: what does not stop the analysis.
        confidential_hash: sha256 over the same files as they are; it stays where the confidential numbers stay. None
            where nothing is confidential.
    """

    header: AnalysisFile
    dossier: Dossier
    method: Method
    needs: Needs | None
    measures: MeasureFile | None
    choice: ChoiceFile | None
    content_hash: str
    path: Path
    warnings: tuple[Problem, ...] = ()
    confidential_hash: str | None = None


def load_analysis(name_or_path: str | Path, *, dossier: Dossier | None = None) -> Analysis:
    """Return a capability analysis.

    Args:
        name_or_path: a folder that holds ``analysis.yaml``, that file, or the name of a shipped example.
        dossier: the round it builds on, where that is at hand already; the name in the header is not looked for then.

    Raises:
        InputError: with every problem in every file.
    """
    analysis, problems = _read(name_or_path, dossier)
    errors = [p for p in problems if p.severity == "error"]
    if errors or analysis is None:
        raise InputError(errors)
    return analysis


def read_header(name_or_path: str | Path) -> AnalysisFile:
    """Return what ``analysis.yaml`` says, without reading the rest: what an analysis is called and builds on.

    Args:
        name_or_path: as :func:`load_analysis` takes it.

    Raises:
        InputError: with every problem in that file.
    """
    path = find(name_or_path, (ANALYSIS_FILE,))
    folder = Folder(path.parent)
    sheet = folder.read(path.name, AnalysisFile, {"headings": Heading})
    if sheet is None or sheet.header is None or folder.problems:
        raise InputError(_in_order(folder.problems))
    return sheet.whole()


def check_analysis(name_or_path: str | Path, *, dossier: Dossier | None = None) -> list[Problem]:
    """Return every error and warning of a capability analysis, file by file in the order of the lines.

    Args:
        name_or_path, dossier: as :func:`load_analysis` takes them.
    """
    try:
        return _read(name_or_path, dossier)[1]
    except InputError as error:
        return list(error.problems)


def _read(name_or_path: str | Path, given: Dossier | None) -> tuple[Analysis | None, list[Problem]]:
    path = find(name_or_path, (ANALYSIS_FILE,))
    folder = Folder(path.parent)
    sheet = folder.read(path.name, AnalysisFile, {"headings": Heading})
    if sheet is None or sheet.header is None:
        return None, _in_order(folder.problems)
    folder.refuse_duplicates(sheet.lists["headings"])
    entry = sheet.header
    header = sheet.whole()
    dossier = given or _dossier(folder, entry)
    if dossier is None:
        return None, _in_order(folder.problems)
    method = load_method(dossier.round.method)
    _check_profile(folder, entry, dossier, method)
    capabilities = read_capabilities(folder)
    context = Context(
        dossier,
        method,
        header,
        tuple(c.value.id for c in capabilities),
        tuple(h.id for h in header.headings),
    )
    needs = read_needs(folder, context, capabilities, datetime.date(header.first_year, 1, 1))
    measures = read_measures(folder, context)
    choice = read_choice(folder, context, measures)
    problems = _in_order(folder.problems)
    whole = {**folder.contents, "dossier": dossier.content_hash.encode()}
    secret = needs is not None and any(line.confidential for line in needs.present)
    public = whole | {PRESENT_FILE: published_lines(needs.present)} if needs is not None and secret else whole
    analysis = Analysis(
        header=header,
        dossier=dossier,
        method=method,
        needs=needs,
        measures=measures,
        choice=choice,
        content_hash=content_hash(public.items()),
        path=path,
        warnings=tuple(p for p in problems if p.severity == "warning"),
        confidential_hash=content_hash(whole.items()) if secret else None,
    )
    return analysis, problems


def _dossier(folder: Folder, entry: Placed[AnalysisFile]) -> Dossier | None:
    """Return the round that the header names: a folder beside this one, or a shipped example."""
    name = entry.value.dossier
    try:
        return load_dossier_beside(folder.root, name)
    except InputError as error:
        for found in error.problems:
            # That there is none of this name is a mistake of the header, and so gets its line.
            known = entry.problem(("dossier",), found.message.nl, found.message.en, found.hint, value=name)
            folder.problems.append(known if found.file == name else found)
        return None


def _check_profile(folder: Folder, entry: Placed[AnalysisFile], dossier: Dossier, method: Method) -> None:
    wanted = entry.value.profile
    if wanted is None:
        return
    known = [p.id for p in method.weight_profiles] + [p.id for p in dossier.round.weight_profiles]
    known = known or [_USUAL_PROFILE]
    folder.refuse_unknown(entry, ("profile",), wanted, known, "gewichtenprofiel", "weight profile")


def _in_order(problems: list[Problem]) -> list[Problem]:
    """The files in the order in which they were read, each from top to bottom."""
    files = list(dict.fromkeys(p.file for p in problems))
    return sorted(problems, key=lambda p: (files.index(p.file), p.line or 0))
