# SPDX-License-Identifier: EUPL-1.2
"""Between the documents of a round and the files that the library reads; what was read once is remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import models
from django.db.models import Q

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.capabilities.folders import on_disk
from weerbaar.workbench.capabilities.kinds import BY_NAME, OF_ANALYSIS
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.withholding import cleared, without
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer

if TYPE_CHECKING:
    from weerbaar.capability import Analysis
    from weerbaar.capability.agenda import Agenda
    from weerbaar.capability.assistance import Situation
    from weerbaar.capability.cooperation import Approaches
    from weerbaar.capability.cooperation import Register as Cooperation
    from weerbaar.capability.guideline import CheckedList
    from weerbaar.capability.register import Register
    from weerbaar.capability.training import Training
    from weerbaar.dossier import Dossier

ResultT = TypeVar("ResultT")
_MOST_MADE = 100
"""Results kept for one state of the documents: figures of many days, plans of many questions."""
_FILES_OF_ANALYSIS = frozenset(BY_NAME[kind].file for kind in OF_ANALYSIS)


class _Shelf:
    """What was made from documents."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}
        self._lock = RLock()

    def once(self, key: str, make: Callable[[], ResultT]) -> ResultT:
        with self._lock:
            if key not in self._made:
                while len(self._made) >= _MOST_MADE:
                    self._made.pop(next(iter(self._made)))
                try:
                    self._made[key] = make()
                except InputError as error:
                    self._made[key] = error
            found = self._made[key]
        if isinstance(found, InputError):
            raise InputError(found.problems)
        return cast(ResultT, found)


@lru_cache(maxsize=16)
def _shelf(round_slug: str, dossier: str, digest: str, is_cleared: bool) -> _Shelf:
    """Return the shelf of these documents on this round: the same content comes to the same, whoever asks."""
    return _Shelf()


class Desk:
    """The documents of a round as somebody of one clearance may use them, read when they are asked for.

    Attributes:
        round_slug: of the round.
        level: clearance that all of it keeps to.
        texts: name of a file to its text, without entries about scenarios above that clearance.
        kinds: kinds that are there.
        marks: kinds with confidential lines.
        digest: over the texts; the same texts have the same one.
        hidden: ids of scenarios above that clearance; ``scenario_level`` is the highest of the others.
        withdrawn: ids of scenarios that were withdrawn; entries about them are left out of ``texts`` as well.
        scenarios: ids of the others.
        answer_level: highest of the answers about those others that this clearance takes in.
    """

    def __init__(self, round_: Round, level: int) -> None:
        self.round_slug = round_.slug
        self.level = level
        out = Q(status=WITHDRAWN)
        scenarios = list(round_.scenarios.exclude(out).values_list("slug", "level"))
        self.withdrawn = frozenset(round_.scenarios.filter(out).values_list("slug", flat=True))
        self.hidden = frozenset(slug for slug, its in scenarios if its > level)
        self.scenarios = frozenset(slug for slug, _ in scenarios) - self.hidden
        self.scenario_level = max((its for _, its in scenarios if its <= level), default=0)
        answers = Answer.objects.filter(scenario__round=round_, scenario__level__lte=level, level__lte=level)
        answers = answers.exclude(scenario__status=WITHDRAWN)
        self.answer_level = answers.aggregate(models.Max("level"))["level__max"] or 0
        rows = list(round_.documents.filter(level__lte=level))
        self.texts: Mapping[str, str] = {
            row.name: without(row.content, row.name, self.hidden | self.withdrawn) for row in rows
        }
        self.kinds = frozenset(row.kind for row in rows)
        self.marks = frozenset(row.kind for row in rows if row.confidential)
        self.levels: Mapping[str, int] = {row.kind: row.level for row in rows}
        self.digest = digest_of(self.texts)
        self._round = round_

    # Only where it is asked for: while people score, every answer makes another dossier of thousands of judgements.
    @cached_property
    def dossier(self) -> Dossier:
        """The round, without the hidden scenarios."""
        return dossier_of(self._round, level=self.level)

    @cached_property
    def _shelf(self) -> _Shelf:
        return _shelf(self.round_slug, self.dossier.content_hash, self.digest, self.cleared)

    @cached_property
    def _analysis_shelf(self) -> _Shelf:
        return _shelf(self.round_slug, self.dossier.content_hash, digest_of(self.analysis_texts), self.cleared)

    @property
    def cleared(self) -> bool:
        """Whether confidential lines may be shown."""
        return cleared(self.level)

    @property
    def analysis_texts(self) -> dict[str, str]:
        """The documents that the analysis rests on."""
        return {name: text for name, text in self.texts.items() if name in _FILES_OF_ANALYSIS}

    @property
    def analysis_level(self) -> int:
        """Level of what the analysis rests on: people for whom that is the same, share what is computed from it.

        Confidential lines do not count: the choice and the advice are made without them.
        """
        own = (self.levels[kind] for kind in OF_ANALYSIS if kind in self.levels)
        return max([self.scenario_level, self.answer_level, *own])

    def marking(self, *kinds: str) -> int:
        """Return the level of a page that shows what these documents come to, with the scenarios of the round."""
        levels = [self.levels[kind] for kind in kinds if kind in self.levels]
        told = self.cleared and any(kind in self.marks for kind in kinds)
        return max([self.scenario_level, *levels, Level.DEPARTMENTAL if told else 0])

    def once(self, key: str, make: Callable[[], ResultT]) -> ResultT:
        """Return what ``make`` gives, made once for these documents; an error of the input is remembered too."""
        return self._shelf.once(key, make)

    def once_of_analysis(self, key: str, make: Callable[[], ResultT]) -> ResultT:
        """As :meth:`once`, of what rests on the analysis alone: kept when the register or the agenda changes."""
        return self._analysis_shelf.once(key, make)

    @cached_property
    def by_name(self) -> Dossier:
        """The round with its experts by name: only for comparing it with how it was, never for showing."""
        return dossier_of(self._round, level=self.level, names=True)

    @property
    def analysis(self) -> Analysis:
        """The analysis on the round as it is now.

        Raises:
            InputError: with every problem; also where there is no analysis yet.
        """
        return self.once_of_analysis("analysis", lambda: analysis_from(self.texts, self.dossier))

    @property
    def register(self) -> Register:
        """The register.

        Raises:
            InputError: there is none, or it has errors.
        """

        def read() -> Register:
            from weerbaar.capability.register import parse_register

            return parse_register(self._text("register"), BY_NAME["register"].file)[0]

        return self.once("register", read)

    @property
    def agenda(self) -> Agenda:
        """The agenda.

        Raises:
            InputError: there is none, or it has errors.
        """

        def read() -> Agenda:
            from weerbaar.capability.agenda import load_agenda

            return self._from_disk("agenda", load_agenda)

        return self.once("agenda", read)

    @property
    def cooperation(self) -> Cooperation:
        """Agreements and units: of the round, or the shipped inventory where it has none.

        Raises:
            InputError: they have errors.
        """

        def read() -> Cooperation:
            from weerbaar.capability.cooperation import load_cooperation

            return self._from_disk("cooperation", load_cooperation) if self.has("cooperation") else load_cooperation()

        return self.once("cooperation", read)

    @property
    def approaches(self) -> Approaches:
        """How countries assess: of the round, or the shipped table.

        Raises:
            InputError: it has errors.
        """

        def read() -> Approaches:
            from weerbaar.capability.cooperation import load_approaches

            there = self.has("approaches")
            return self._from_disk("approaches", load_approaches) if there else load_approaches("approaches")

        return self.once("approaches", read)

    @property
    def assistance(self) -> Situation:
        """What assistance is planned for.

        Raises:
            InputError: there is none, or it has errors.
        """

        def read() -> Situation:
            from weerbaar.capability.assistance import load_assistance

            return self._from_disk("assistance", load_assistance)

        return self.once("assistance", read)

    @property
    def checklist(self) -> CheckedList:
        """The answers to a guideline.

        Raises:
            InputError: there are none, or they have errors.
        """

        def read() -> CheckedList:
            from weerbaar.capability.guideline import load_checklist

            return self._from_disk("guideline", load_checklist)

        return self.once("guideline", read)

    @property
    def training(self) -> Training:
        """Campaigns and courses.

        Raises:
            InputError: there are none, or they have errors.
        """

        def read() -> Training:
            from weerbaar.capability.training import load_training

            return self._from_disk("training", load_training)

        return self.once("training", read)

    def has(self, kind: str) -> bool:
        """Whether there is a document of this kind."""
        return kind in self.kinds

    def _text(self, kind: str) -> str:
        if not self.has(kind):
            raise InputError([_missing(kind)])
        return self.texts[BY_NAME[kind].file]

    def _from_disk(self, kind: str, load: Callable[[Path], ResultT]) -> ResultT:
        self._text(kind)
        with on_disk(self.texts) as folder:
            return load(folder / BY_NAME[kind].file)


def desk_of(round_: Round, level: int) -> Desk:
    """Return the documents of a round for somebody of this clearance.

    Who may see all there is, shares one desk: a higher clearance than that makes no difference.

    Args:
        round_: the round, as it is in the database.
        level: clearance of who asks.
    """
    rows = list(round_.documents.values_list("pk", "version", "changed", "level", "confidential"))
    highest = round_.scenarios.aggregate(models.Max("level"))["level__max"] or 0
    marked = Level.DEPARTMENTAL if any(confidential for *_, confidential in rows) else 0
    enough = min(level, max([highest, marked, *(its for *_, its, _ in rows)]))
    state = tuple((pk, version, changed.isoformat()) for pk, version, changed, its, _ in rows if its <= level)
    return _desk(round_.pk, round_.inputs, round_.version, int(enough), state)


@lru_cache(maxsize=12)
def _desk(pk: int, inputs: int, version: int, level: int, state: tuple[tuple[int, int, str], ...]) -> Desk:
    """As above; all but the first and ``level`` are there to tell one state from another."""
    return Desk(Round.objects.get(pk=pk), level)


def digest_of(texts: Mapping[str, str]) -> str:
    """Return a short fingerprint of documents."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(f"{name}\0{texts[name]}\0".encode())
    return digest.hexdigest()[:32]


def analysis_from(texts: Mapping[str, str], dossier: Dossier) -> Analysis:
    """Return the analysis that documents make with a round.

    Raises:
        InputError: with every problem.
    """
    from weerbaar.capability import load_analysis

    with on_disk(_of_analysis(texts)) as folder:
        return load_analysis(folder, dossier=dossier)


def _of_analysis(texts: Mapping[str, str]) -> dict[str, str]:
    if BY_NAME["analysis"].file not in texts:
        raise InputError([_missing("analysis")])
    return {name: text for name, text in texts.items() if name in _FILES_OF_ANALYSIS}


def problems_of(kind: str, texts: Mapping[str, str], dossier: Dossier) -> tuple[Problem, ...]:
    """Return what is wrong with a document among the others, and with others because of it; warnings too.

    Args:
        kind: of the document; those of the analysis are checked together.
        texts: every document, as it would be.
        dossier: of the round.
    """
    try:
        if kind in OF_ANALYSIS:
            return _problems_of_analysis(texts, dossier)
        with on_disk(texts) as folder:
            return tuple(_LOADERS[kind](folder / BY_NAME[kind].file))
    except InputError as error:
        return error.problems


def _problems_of_analysis(texts: Mapping[str, str], dossier: Dossier) -> tuple[Problem, ...]:
    from weerbaar.capability import check_analysis

    with on_disk(_of_analysis(texts)) as folder:
        found = list(check_analysis(folder, dossier=dossier))
        weights = folder / BY_NAME["weights"].file
        if weights.is_file() and not any(p.severity == "error" for p in found):
            from weerbaar.assessment import admissible_weights
            from weerbaar.method import load_method

            method = load_method(dossier.round.method)
            if method.aggregation.rule == "weighted_sum":
                admissible_weights(dossier, method, weights)
    return tuple(found)


def _register(path: Path) -> tuple[Problem, ...]:
    from weerbaar.capability.register import register_and_warnings

    return register_and_warnings(path)[1]


def _agenda(path: Path) -> tuple[Problem, ...]:
    from weerbaar.capability.agenda import load_agenda

    load_agenda(path)
    return ()


def _cooperation(path: Path) -> tuple[Problem, ...]:
    from weerbaar.capability.cooperation import load_cooperation

    load_cooperation(path)
    return ()


def _approaches(path: Path) -> tuple[Problem, ...]:
    from weerbaar.capability.cooperation import load_approaches

    load_approaches(path)
    return ()


def _assistance(path: Path) -> tuple[Problem, ...]:
    from weerbaar.capability.assistance import load_assistance

    load_assistance(path)
    return ()


def _guideline(path: Path) -> tuple[Problem, ...]:
    from weerbaar.capability.guideline import load_checklist

    return load_checklist(path).warnings


def _training(path: Path) -> tuple[Problem, ...]:
    from weerbaar.capability.training import load_training

    load_training(path)
    return ()


_LOADERS: dict[str, Callable[[Path], tuple[Problem, ...]]] = {
    "register": _register,
    "agenda": _agenda,
    "cooperation": _cooperation,
    "approaches": _approaches,
    "assistance": _assistance,
    "guideline": _guideline,
    "training": _training,
}


def _missing(kind: str) -> Problem:
    title = BY_NAME[kind].title
    return Problem(
        BY_NAME[kind].file,
        Text(nl="dit document is er nog niet.", en="this document does not exist yet."),
        Text(
            nl=f"Maak eerst het document {title.nl} of neem het op in wat u inleest.",
            en=f"Make the document {title.in_('en')} first, or take it up in what you read in.",
        ),
    )


def document_of(round_: Round, kind: str, level: int) -> Document | None:
    """Return the document of a kind; None where there is none, or none that this clearance may know of."""
    return round_.documents.filter(kind=kind, level__lte=level).first()
