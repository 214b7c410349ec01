# SPDX-License-Identifier: EUPL-1.2
"""Pooled answers as judgements in a dossier, so that the assessment uses them like those of any other group."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import (
    Distribution,
    InputError,
    Point,
    Problem,
    Text,
    inside,
    output_folder,
    read_text,
)
from weerbaar.dossier import Dossier, Judgement, JudgementSet, check_dossier, load_dossier
from weerbaar.elicitation.file_model import LIKELIHOOD, Feeds, ProbabilityQuestion
from weerbaar.elicitation.result import Elicitation, QuestionResult
from weerbaar.elicitation.writing import plain, yaml_text
from weerbaar.method import Method, label_codes, likelihood_codes, load_method, score_variables

_FOLDER = "judgements"
_MARK = "# weerbaar elicit "
_LOW, _MIDDLE, _HIGH = 0.05, 0.5, 0.95
_PARTS = ("scenarios", _FOLDER)


def judgement_set(elicitation: Elicitation) -> JudgementSet:
    """Return the pooled answers of every question that feeds a dossier, as the judgements of one group.

    A quantity becomes its whole pooled distribution, straight between knots as the assessment reads it. A probability
    keeps its window. A label becomes the median label with the 5 and 95 % labels as range; the pooled probabilities per
    label stay in the results of the elicitation. Questions that feed the same criterion of the same scenario become
    one judgement with several quantities. What nobody with weight answered becomes ``missing``.
    """
    together: dict[tuple[str, str], list[tuple[Feeds, QuestionResult]]] = defaultdict(list)
    for result in elicitation.questions:
        if result.feeds is not None:
            together[result.feeds.scenario, result.feeds.criterion].append((result.feeds, result))
    return JudgementSet(
        schema=1,
        id=elicitation.study_id,
        name=elicitation.title,
        kind="group",
        note=_note(elicitation),
        judgements=tuple(_judgement(elicitation, parts) for parts in together.values()),
    )


@dataclass(frozen=True)
class Addition:
    """A file of judgements that fits in a dossier and is not written yet.

    Attributes:
        folder: of the dossier.
        name: of the file in that folder.
    """

    folder: Path
    name: str
    text: str

    def write(self) -> Path:
        """Write the file and return where it is.

        Raises:
            OSError: it cannot be written.
        """
        with output_folder(self.folder) as work:
            (work / _FOLDER).mkdir()
            (work / self.name).write_text(self.text, encoding="utf-8", newline="\n")
        return self.folder / self.name


def add_to_dossier(elicitation: Elicitation, folder: Path) -> Path:
    """Write the pooled answers to ``judgements/<id of the study>.yaml`` of the dossier in ``folder``.

    Returns:
        The file that was written.

    Raises:
        InputError: see :func:`addition`; nothing is written.
        OSError: it cannot be written.
    """
    return addition(elicitation, folder).write()


def addition(elicitation: Elicitation, folder: Path) -> Addition:
    """Return what :func:`add_to_dossier` writes, with everything checked and nothing written.

    Raises:
        InputError: the dossier has errors, does not know a scenario, criterion or variable that the study feeds, or
            has a file of that name that did not come from this study.
    """
    dossier = load_dossier(dossier_folder(folder))
    method = load_method(dossier.round.method)
    problems = feed_problems(elicitation, dossier, method)
    if problems:
        raise InputError(problems)
    name = f"{_FOLDER}/{elicitation.study_id}.yaml"
    target = inside(folder, name)
    _refuse_other_file(target, name, elicitation, dossier)
    text = _file_text(_with_weight_of(dossier, judgement_set(elicitation)), elicitation)
    _try_out(folder, name, text)
    return Addition(folder, name, text)


def with_judgements(elicitation: Elicitation, dossier: Dossier) -> Dossier:
    """Return the dossier with the pooled answers among its judgements, in place of those of the same study.

    Raises:
        InputError: the dossier does not know a scenario, criterion or variable that the study feeds.
    """
    problems = feed_problems(elicitation, dossier, load_method(dossier.round.method))
    if problems:
        raise InputError(problems)
    others = tuple(s for s in dossier.judgements if s.id != elicitation.study_id)
    own = _with_weight_of(dossier, judgement_set(elicitation))
    sets = tuple(sorted((*others, own), key=lambda s: s.id))
    return dossier.model_copy(update={"judgements": sets})


def _with_weight_of(dossier: Dossier, judged: JudgementSet) -> JudgementSet:
    """Keep how heavily the study counts in the dossier, which is for the analyst to say and not for the study."""
    for earlier in dossier.judgements:
        if earlier.id == judged.id:
            return judged.model_copy(update={"weight": earlier.weight})
    return judged


def feed_problems(elicitation: Elicitation, dossier: Dossier, method: Method) -> list[Problem]:
    """Return what the study feeds and the dossier or its method does not know, each at its line in ``study.yaml``."""
    fed = [(i, r, r.feeds) for i, r in enumerate(elicitation.questions) if r.feeds is not None]
    if not fed:
        return [
            Problem(
                "study.yaml",
                Text(nl="geen enkele vraag voedt een dossier.", en="no question feeds a dossier."),
                Text(
                    nl="Voeg aan een vraag feeds: {scenario: …, criterion: …} toe.",
                    en="Add feeds: {scenario: …, criterion: …} to a question.",
                ),
            )
        ]
    scenarios = [s.id for s in dossier.scenarios]
    criteria = {c.id: score_variables(c) for c in method.criteria}
    problems = []
    for i, result, feeds in fed:
        line = elicitation.lines.get(result.question.id)

        def unknown(
            name: str, value: str, nl: str, en: str, known: Sequence[str], i: int = i, line: int | None = line
        ) -> Problem:
            listed = ", ".join(known)
            return Problem(
                "study.yaml",
                Text(nl=f"{nl} {dossier.round.id}.", en=f"{en} {dossier.round.id}."),
                Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}."),
                line=line,
                field=f"questions[{i}].feeds.{name}",
                value=value,
            )

        if feeds.scenario not in scenarios:
            problems.append(
                unknown(
                    "scenario",
                    feeds.scenario,
                    "dit scenario bestaat niet in dossier",
                    "there is no such scenario in dossier",
                    scenarios,
                )
            )
        if feeds.criterion != LIKELIHOOD and feeds.criterion not in criteria:
            problems.append(
                unknown(
                    "criterion",
                    feeds.criterion,
                    "dit criterium bestaat niet in de methode van dossier",
                    "there is no such criterion in the method of dossier",
                    (*criteria, LIKELIHOOD),
                )
            )
        elif feeds.variable is not None and feeds.variable not in criteria[feeds.criterion]:
            problems.append(
                unknown(
                    "variable",
                    feeds.variable,
                    f"criterium {feeds.criterion} kent deze hoeveelheid niet in de methode van dossier",
                    f"criterion {feeds.criterion} has no such quantity in the method of dossier",
                    criteria[feeds.criterion],
                )
            )
        elif result.pooled is not None and result.pooled.masses:
            order = likelihood_codes(method) if feeds.criterion == LIKELIHOOD else label_codes(method)
            foreign = [label for label, mass in result.pooled.masses if mass > 0 and label not in order]
            if foreign:
                problems.append(
                    unknown(
                        "criterion",
                        ", ".join(foreign),
                        "deze labels bestaan niet in de methode van dossier",
                        "these labels do not exist in the method of dossier",
                        order,
                    )
                )
    return problems


def _judgement(elicitation: Elicitation, parts: Sequence[tuple[Feeds, QuestionResult]]) -> Judgement:
    feeds, first = parts[0]
    reason = _reason(elicitation, [result for _, result in parts])
    common = {"scenario": feeds.scenario, "criterion": feeds.criterion, "reason": reason, "evidence": "expert"}
    if any(result.pooled is None for _, result in parts):
        nobody = "Geen deskundige met gewicht heeft deze vraag beantwoord."
        return Judgement(scenario=feeds.scenario, criterion=feeds.criterion, missing=True, reason=nobody)
    pooled = first.pooled
    if pooled is None:
        raise AssertionError("an answer that is there and is not there")
    if isinstance(first.question, ProbabilityQuestion):
        probability: Distribution = pooled.distribution or Point(value=pooled.probability or 0.0)
        return Judgement(**common, probability=probability, window_years=first.question.window_years)
    if pooled.masses:
        low, label, high = (pooled.label_at(share) for share in (_LOW, _MIDDLE, _HIGH))
        return Judgement(
            **common, label=label, lower=None if low == label else low, upper=None if high == label else high
        )
    quantities = {f.variable or "": r.pooled.distribution for f, r in parts if r.pooled is not None}
    return Judgement(**common, quantities=quantities)


def _reason(elicitation: Elicitation, results: Sequence[QuestionResult]) -> str:
    heard = max(sum(a.weight > 0 for a in r.answers) for r in results)
    asked = max(len(r.answers) for r in results)
    scheme = _SCHEMES[elicitation.weighting].nl
    return (
        f"Samengevoegd antwoord van {asked} deskundigen, van wie {heard} met gewicht ({scheme}); "
        f"studie {elicitation.study_id}, rekenverslag {elicitation.run_record.id}."
    )


_SCHEMES = {
    "performance-optimised": Text(nl="gewichten naar prestatie", en="performance weights"),
    "global": Text(nl="gewichten naar prestatie", en="performance weights"),
    "item": Text(nl="gewichten naar prestatie per vraag", en="performance weights per question"),
    "equal": Text(nl="gelijke gewichten", en="equal weights"),
    "user": Text(nl="eigen gewichten", en="user weights"),
}


def _note(elicitation: Elicitation) -> Text:
    scheme, statement = _SCHEMES[elicitation.weighting], elicitation.statement
    return Text(
        nl=f"Uitkomst van een elicitatie ({scheme.nl}). {statement.nl}",
        en=f"Outcome of an elicitation ({scheme.in_('en')}). {statement.in_('en')}",
    )


def _file_text(judged: JudgementSet, elicitation: Elicitation) -> str:
    head = f"{_MARK}{elicitation.study_id}\n"
    return head + yaml_text(plain(judged))


def dossier_folder(folder: Path) -> Path:
    """Return ``folder`` where it is one; an archive or a shipped example cannot be written in.

    Raises:
        InputError: there is no such folder; says how to make one of an example.
    """
    if folder.is_dir():
        return folder
    raise InputError(
        [
            Problem(
                str(folder),
                Text(
                    nl="is geen map met een dossier; er is niets geschreven.",
                    en="is not a folder with a dossier; nothing was written.",
                ),
                Text(
                    nl=f"Maak eerst een kopie: weerbaar new MAP --example {folder}.",
                    en=f"Make a copy first: weerbaar new FOLDER --example {folder}.",
                )
                if len(folder.parts) == 1
                else Text(nl="Geef de map waarin dossier.yaml staat.", en="Give the folder that holds dossier.yaml."),
            )
        ]
    )


def _refuse_other_file(target: Path, name: str, elicitation: Elicitation, dossier: Dossier) -> None:
    """Only a file that this study wrote before may be replaced."""
    known = any(s.id == elicitation.study_id for s in dossier.judgements)
    ours = target.is_file() and read_text(target, name).startswith(f"{_MARK}{elicitation.study_id}\n")
    if ours or not (known or target.exists()):
        return
    raise InputError(
        [
            Problem(
                name,
                Text(
                    nl="bestaat al en komt niet uit deze studie; er is niets geschreven.",
                    en="exists already and does not come from this study; nothing was written.",
                ),
                Text(
                    nl="Geef de studie een andere id, of verplaats het bestand.",
                    en="Give the study another id, or move the file.",
                ),
            )
        ]
    )


def _try_out(folder: Path, name: str, text: str) -> None:
    """Check the dossier with the new file in a copy, so that a dossier that was sound stays so.

    Raises:
        InputError: carries the errors that the new file would bring.
    """
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / folder.resolve().name
        copy.mkdir()
        for path in folder.glob("*.yaml"):
            shutil.copyfile(path, copy / path.name)
        for part in _PARTS:
            if (folder / part).is_dir():
                shutil.copytree(folder / part, copy / part)
        (copy / _FOLDER).mkdir(exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
        errors = [p for p in check_dossier(copy) if p.severity == "error"]
        if errors:
            raise InputError(errors)
