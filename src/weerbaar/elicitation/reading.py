# SPDX-License-Identifier: EUPL-1.2
"""Read a whole study, or say everything that is wrong with it: a folder, an Excalibur pair or a shipped example."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from weerbaar.base import (
    FileModel,
    InputError,
    Placed,
    Problem,
    Text,
    YamlSource,
    content_hash,
    inside,
    parse_yaml,
    read_text,
    validate,
    validate_header,
    validate_items,
)
from weerbaar.elicitation.examples import ANSWER_FOLDER, STUDY_FILE, locate
from weerbaar.elicitation.file_model import QUESTION_KINDS, Answer, ExpertFile, StudyFile
from weerbaar.elicitation.protocol import OWN, OWN_FILE, Protocol, load_protocol
from weerbaar.elicitation.study import MAX_EXPERTS, MAX_QUESTIONS, Study

MAX_FILE_BYTES = 2_000_000

ModelT = TypeVar("ModelT", bound=FileModel)


@dataclass
class Reading:
    """Everything that could be read of a study, and everything that was wrong so far."""

    name: str
    file: Placed[StudyFile] | None = None
    """As it stands, when nothing in it is wrong."""
    readable: Placed[StudyFile] | None = None
    """With the questions that could be read, so that a mistake in one does not hide mistakes in the answers."""
    unreadable: frozenset[str] = frozenset()
    """Ids of the other questions; nothing is said of answers to these."""
    protocol: Protocol | None = None
    experts: list[Placed[ExpertFile]] = field(default_factory=list)
    answers: list[list[Placed[Answer]]] = field(default_factory=list)
    """Per expert, in the same order; the experts themselves are held without."""
    contents: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def study(self) -> Study:
        """Return the study; only to be called when there are no errors.

        Raises:
            ValueError: the study itself could not be read.
        """
        if self.file is None or self.protocol is None:
            raise ValueError("a study without study.yaml")
        pairs = zip(self.experts, self.answers, strict=True)
        experts = [e.value.model_copy(update={"answers": tuple(a.value for a in answers)}) for e, answers in pairs]
        return Study(
            file=self.file.value,
            protocol=self.protocol,
            experts=tuple(sorted(experts, key=lambda e: e.id)),
            content_hash=content_hash(self.contents.items()),
            lines={q.id: self.file.source.line(("questions", i)) or 0 for i, q in enumerate(self.file.value.questions)},
        )


def load_study(name_or_path: str | Path) -> Study:
    """Return a study in which everything has been checked.

    Args:
        name_or_path: a folder with ``study.yaml``, an Excalibur file ``.dtt`` (its ``.rls`` is found beside it), or
            the name of a shipped example.

    Raises:
        InputError: carries every error in every file, and no warnings; warnings alone do not stop it.
    """
    return study_and_warnings(name_or_path)[0]


def study_and_warnings(name_or_path: str | Path) -> tuple[Study, list[Problem]]:
    """Return a study as :func:`load_study` does, and the warnings about it.

    Raises:
        InputError: carries every error in every file, and no warnings.
    """
    found, problems = _examine(name_or_path)
    errors = [p for p in problems if p.severity == "error"]
    if errors or found is None:
        raise InputError(errors)
    return found, problems


def check_study(name_or_path: str | Path) -> list[Problem]:
    """Return every error and warning of a study, in the order of its files and lines."""
    try:
        return _examine(name_or_path)[1]
    except InputError as error:
        return list(error.problems)


def _examine(name_or_path: str | Path) -> tuple[Study | None, list[Problem]]:
    from weerbaar.elicitation.checking import all_problems

    path = locate(name_or_path)
    if path.suffix.lower() == ".dtt":
        from weerbaar.elicitation.excalibur import read_excalibur
        from weerbaar.elicitation.excalibur_study import study_of_excalibur

        read = read_excalibur(path)
        return study_of_excalibur(read, path), list(read.warnings)
    reading = read_folder(path)
    problems = all_problems(reading)
    return (None if any(p.severity == "error" for p in problems) else reading.study()), problems


def read_folder(root: Path) -> Reading:
    """Return everything that can be read in a folder, with every problem met on the way.

    Raises:
        InputError: there are too many questions to read on.
    """
    reading = Reading(str(root))
    source = _source(reading, root, STUDY_FILE)
    if source is not None and _has_too_many_questions(source):
        # Nothing else is read: the answers would be as long, for every expert.
        raise InputError([_too_many_questions(source)])
    if source is not None:
        reading.file = _study_file(reading, source)
    _read_protocol(reading, root)
    for name in _answer_files(reading, root):
        source = _source(reading, root, name)
        if source is None:
            continue
        header = validate_header(ExpertFile, source, ("answers",), reading.problems)
        answers = [
            Placed(answer, source, at) for answer, at in validate_items(Answer, source, "answers", reading.problems)
        ]
        if header is not None:
            reading.experts.append(Placed(header, source))
            reading.answers.append(answers)
    return reading


def _has_too_many_questions(source: YamlSource) -> bool:
    listed = source.data.get("questions") if isinstance(source.data, dict) else None
    return isinstance(listed, list) and len(listed) > MAX_QUESTIONS


def _too_many_questions(source: YamlSource) -> Problem:
    number = len(source.data["questions"])
    return Problem(
        source.name,
        Text(
            nl=f"{number} vragen; ten hoogste {MAX_QUESTIONS} zijn toegestaan.",
            en=f"{number} questions; at most {MAX_QUESTIONS} are allowed.",
        ),
        Text(nl="Maak er meer dan één studie van.", en="Make more than one study of it."),
        line=source.line(("questions",)),
        field="questions",
    )


def _source(reading: Reading, root: Path, name: str) -> YamlSource | None:
    try:
        text = read_text(inside(root, name), name, MAX_FILE_BYTES)
        reading.contents[name] = text.encode()
        return parse_yaml(text, name)
    except InputError as error:
        reading.problems.extend(error.problems)
        return None


def _study_file(reading: Reading, source: YamlSource) -> Placed[StudyFile] | None:
    try:
        reading.readable = Placed(validate(StudyFile, source), source)
        return reading.readable
    except InputError as error:
        reading.problems.extend(error.problems)
    listed = source.data.get("questions") if isinstance(source.data, dict) else None
    if isinstance(listed, list):
        sound = [i for i in range(len(listed)) if _question_is_sound(source, i)]
        ids = (q.get("id") for i, q in enumerate(listed) if i not in sound and isinstance(q, dict))
        reading.unreadable = frozenset(str(x) for x in ids)
        data = {**source.data, "questions": [listed[i] for i in sound]}
        with contextlib.suppress(InputError):
            reading.readable = Placed(validate(StudyFile, YamlSource(source.name, data, source.lines)), source)
    return None


def _question_is_sound(source: YamlSource, index: int) -> bool:
    data = source.data["questions"][index]
    kind = data.get("kind") if isinstance(data, dict) else None
    model = QUESTION_KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return False
    try:
        validate(model, source, ("questions", index))
    except InputError:
        return False
    return True


def _read_protocol(reading: Reading, root: Path) -> None:
    if reading.readable is None:
        return
    wanted = reading.readable.value.protocol
    if wanted == OWN:
        source = _source(reading, root, OWN_FILE)
        if source is not None:
            try:
                reading.protocol = validate(Protocol, source)
            except InputError as error:
                reading.problems.extend(error.problems)
        return
    try:
        reading.protocol = load_protocol(wanted)
    except InputError as error:
        [found] = error.problems
        reading.problems.append(
            reading.readable.problem(("protocol",), found.message.nl, found.message.in_("en"), found.hint, value=wanted)
        )


def _answer_files(reading: Reading, root: Path) -> list[str]:
    folder = root / ANSWER_FOLDER
    try:
        if inside(root, ANSWER_FOLDER) and not folder.is_dir():
            reading.problems.append(
                Problem(
                    ANSWER_FOLDER,
                    Text(nl="deze map ontbreekt; er zijn geen antwoorden.", en="no such folder; there are no answers."),
                    Text(
                        nl="Maak per deskundige een bestand answers/<id>.yaml.",
                        en="Make a file answers/<id>.yaml per expert.",
                    ),
                )
            )
            return []
        # A name on disk need not be valid text, and messages hold it.
        names = sorted(
            p.name.encode(errors="surrogateescape").decode(errors="replace")
            for p in folder.iterdir()
            if not p.name.startswith(".")
        )
    except InputError as error:
        reading.problems.extend(error.problems)
        return []
    wanted = [f"{ANSWER_FOLDER}/{n}" for n in names if n.endswith(".yaml")]
    reading.problems += [
        Problem(
            f"{ANSWER_FOLDER}/{n}",
            Text(nl="wordt niet gelezen: geen .yaml.", en="is not read: no .yaml."),
            Text(nl="Geef het de uitgang .yaml of haal het weg.", en="Give it the ending .yaml or take it away."),
            severity="warning",
        )
        for n in names
        if not n.endswith(".yaml") and n.lower() != "readme.md"
    ]
    if len(wanted) > MAX_EXPERTS:
        reading.problems.append(
            Problem(
                ANSWER_FOLDER,
                Text(
                    nl=f"{len(wanted)} bestanden; ten hoogste {MAX_EXPERTS} deskundigen zijn toegestaan.",
                    en=f"{len(wanted)} files; at most {MAX_EXPERTS} experts are allowed.",
                ),
            )
        )
        return []
    return wanted
