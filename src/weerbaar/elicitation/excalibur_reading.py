# SPDX-License-Identifier: EUPL-1.2
"""Read Excalibur's file pair, and say of every line that cannot be read what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from weerbaar.base import InputError, Problem, Text
from weerbaar.elicitation.excalibur_format import (
    HIGHEST_MARK,
    LOWEST_MARK,
    MISSING,
    NUMBER,
    ExcaliburStudy,
    Lines,
    is_mark,
    read_lines,
)
from weerbaar.elicitation.panel import LARGEST, Float, Panel, too_close, too_large
from weerbaar.elicitation.study import MAX_EXPERTS, MAX_QUESTIONS

_HEADER = re.compile(r"NQ\s*=\s*(\d{1,9})\s+QU\s*=(.*)", re.IGNORECASE)
_RIGHT = re.compile(rf"^(.*?)\s(uni|log)\s+(?={NUMBER})(.*)$", re.IGNORECASE)
# Names end where blanks begin, so that a long row of blanks is walked through once.
_LEFT = re.compile(r"^(\d{1,9})\s+(\S.*?)(?<=\S)\s+(\d{1,9})\s+(\S.*)$")
_TRUTH = re.compile(rf"\s({NUMBER})\s+(uni|log)\b", re.IGNORECASE)
_ITEM = re.compile(r"\s*\d+\s+(\S.*)")


_TOO_LARGE = Text(
    nl=f"te groot om mee te rekenen; ten hoogste {LARGEST:g} is toegestaan.",
    en=f"too large to compute with; at most {LARGEST:g} is allowed.",
)


def read_excalibur(dtt: Path, rls: Path | None = None) -> ExcaliburStudy:
    """Read a study.

    Args:
        dtt: file with the answers.
        rls: file with the realizations; None = the file beside ``dtt`` with the same name, if there is one. Items that
            are not in it are target questions.

    Raises:
        InputError: every mistake in both files, each at its line.
    """
    problems: list[Problem] = []
    answers = _Answers(read_lines(dtt), problems)
    beside = rls or rls_beside(dtt)
    truths = _Truths(read_lines(beside), answers, problems) if beside else None
    if truths is None:
        _warn(
            problems,
            dtt.name,
            Text(
                nl="geen .rls-bestand ernaast: alle vragen zijn doelvragen (zonder bekend antwoord).",
                en="no .rls file beside it: all items are target questions (no known answer).",
            ),
        )
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise InputError(errors)
    return _study(answers, truths, problems)


def _study(answers: _Answers, truths: _Truths | None, problems: Sequence[Problem]) -> ExcaliburStudy:
    experts, items = list(answers.experts), list(answers.items)
    values = np.array([[answers.values[e, q] for q in items] for e in experts])
    realizations = np.full(len(items), np.nan)
    questions = [answers.questions.get(q, "") for q in items]
    if truths is not None:
        for i, q in enumerate(items):
            realizations[i] = truths.values.get(answers.items[q], np.nan)
            questions[i] = truths.questions.get(answers.items[q]) or questions[i]
    panel = Panel(
        tuple(answers.experts.values()),
        tuple(answers.items.values()),
        np.array(answers.probabilities),
        values,
        realizations,
        np.array([answers.scales[q] == "log" for q in items]),
    )
    return ExcaliburStudy(panel, tuple(questions), tuple(problems))


def rls_beside(dtt: Path) -> Path | None:
    """Return the file with realizations of the same name, in whatever case its ending is written."""
    found = [p for p in dtt.parent.iterdir() if p.stem == dtt.stem and p.suffix.lower() == ".rls"]
    return min(found) if found else None


@dataclass
class _Answers:
    """The .dtt file, line by line; experts and items by the number they have in the file."""

    lines: Lines
    problems: list[Problem]
    probabilities: list[float] = field(default_factory=list)
    experts: dict[int, str] = field(default_factory=dict)
    items: dict[int, str] = field(default_factory=dict)
    scales: dict[int, str] = field(default_factory=dict)
    questions: dict[int, str] = field(default_factory=dict)
    values: dict[tuple[int, int], Float] = field(default_factory=dict)
    places: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.lines.filled
        if not rows:
            self._error(None, Text(nl="het bestand is leeg.", en="the file is empty."))
            return
        if not self._header(*rows[0]):
            return
        for number, text in rows[1:]:
            self._line(number, text)
            if len(self.experts) > MAX_EXPERTS or len(self.items) > MAX_QUESTIONS:
                message = Text(
                    nl=f"ten hoogste {MAX_EXPERTS} deskundigen en {MAX_QUESTIONS} vragen zijn toegestaan.",
                    en=f"at most {MAX_EXPERTS} experts and {MAX_QUESTIONS} items are allowed.",
                )
                self._error(number, message)
                return
        self._whole()

    def _header(self, number: int, text: str) -> bool:
        match = _HEADER.search(text)
        if match is None:
            self._error(
                number,
                Text(
                    nl="de eerste regel moet het aantal kwantielen noemen (NQ= 3 QU= 5 50 95).",
                    en="the first line must name the quantiles (NQ= 3 QU= 5 50 95).",
                ),
                value=text.strip(),
            )
            return False
        percentages = match[2].split()
        if not all(re.fullmatch(NUMBER, p) for p in percentages):
            self._error(
                number,
                Text(nl="percentages moeten getallen zijn.", en="percentages must be numbers."),
                value=match[2].strip(),
            )
            return False
        self.probabilities = [float(p) / 100 for p in percentages]
        good = len(percentages) == int(match[1])
        if not good:
            self._error(
                number,
                Text(
                    nl=f"NQ noemt {match[1]} kwantielen, maar QU geeft er {len(percentages)}.",
                    en=f"NQ says {match[1]} quantiles, but QU lists {len(percentages)}.",
                ),
                value=text.strip(),
            )
        ends = [0.0, *self.probabilities, 1.0]
        if any(b <= a for a, b in pairwise(ends)) or not percentages:
            good = False
            self._error(
                number,
                Text(
                    nl="percentages moeten oplopen, boven 0 en onder 100.",
                    en="percentages must ascend, above 0 and below 100.",
                ),
                value=match[2].strip(),
            )
        return good

    def _line(self, number: int, text: str) -> None:
        right = _RIGHT.match(text)
        left = _left(right[1]) if right else None
        if right is None or left is None:
            self._error(
                number,
                Text(
                    nl="hier horen nummer en naam van de deskundige, nummer en naam van de vraag, uni of log, en"
                    " getallen te staan.",
                    en="number and name of the expert, number and name of the item, uni or log, and numbers"
                    " are expected here.",
                ),
                value=text.strip(),
            )
            return
        e, expert, q, item = left
        self._same(number, self.experts, e, expert, f"deskundige nr. {e} heette", f"expert no. {e} was called")
        self._same(number, self.items, q, item, f"vraag nr. {q} heette", f"item no. {q} was called")
        self._same(
            number,
            self.scales,
            q,
            right[2].lower(),
            f"de schaal van vraag {item} was",
            f"the scale of item {item} was",
        )
        if (e, q) in self.values:
            first = self.places[e, q]
            self._error(
                number,
                Text(
                    nl=f"deze deskundige heeft deze vraag al beantwoord op regel {first}.",
                    en=f"this expert already answered this item on line {first}.",
                ),
                field=f"{expert}, {item}",
            )
            return
        self.places[e, q] = number
        self.values[e, q] = np.full(len(self.probabilities), np.nan)
        parts = right[3].split(maxsplit=len(self.probabilities))
        found = parts[: len(self.probabilities)]
        if len(found) < len(self.probabilities) or not all(re.fullmatch(NUMBER, part) for part in found):
            self._error(
                number,
                Text(
                    nl=f"hier horen {len(self.probabilities)} getallen te staan, met een punt als decimaalteken.",
                    en=f"{len(self.probabilities)} numbers are expected here, with a decimal point.",
                ),
                field=f"{expert}, {item}",
                value=" ".join(found),
            )
            return
        said = parts[len(self.probabilities)].strip() if len(parts) > len(self.probabilities) else ""
        if said and not self.questions.get(q):
            self.questions[q] = said
        self._answer(number, e, q, np.array([float(part) for part in found]))

    def _answer(self, number: int, e: int, q: int, values: Float) -> None:
        where = f"{self.experts[e]}, {self.items[q]}"
        shown = " ".join(f"{v:g}" for v in values)
        marked = is_mark(values)
        log_scale = self.scales[q] == "log"
        ascending = bool((np.diff(values) > 0).all())
        if marked.all() and values.size:
            return
        if marked.any() and not ascending:
            _warn(
                self.problems,
                self.lines.name,
                Text(
                    nl="een deel van de kwantielen ontbreekt; het hele antwoord telt als niet gegeven.",
                    en="some of the quantiles are missing; the whole answer counts as not given.",
                ),
                number,
                where,
                shown,
            )
            return
        if too_large(values).any():
            self._error(number, _TOO_LARGE, where, shown)
        elif not ascending:
            self._error(number, Text(nl="kwantielen moeten oplopen.", en="quantiles must ascend."), where, shown)
        elif log_scale and values[0] < 1 / LARGEST:
            self._error(
                number,
                Text(
                    nl="op een logaritmische schaal moeten kwantielen groter dan 0 zijn.",
                    en="quantiles on a logarithmic scale must be above 0.",
                ),
                where,
                shown,
            )
        elif too_close(values, log_scale):
            message = Text(
                nl="kwantielen liggen zo dicht bij elkaar dat ze niet te onderscheiden zijn.",
                en="quantiles are so close to each other that they cannot be told apart.",
            )
            self._error(number, message, where, shown)
        else:
            self.values[e, q] = values

    def _whole(self) -> None:
        """What only shows when all lines are read."""
        if not self.experts:
            self._error(None, Text(nl="het bestand bevat geen antwoorden.", en="the file holds no answers."))
        lines_of: dict[int, list[int]] = {e: [] for e in self.experts}
        silent = set(self.experts)
        for (e, q), line in self.places.items():
            lines_of[e].append(line)
            if not np.isnan(self.values[e, q]).all():
                silent.discard(e)
        # A line with a mistake is no missing answer, so an expert is only blamed for lines that were read.
        mistaken = {p.line for p in self.problems if p.severity == "error"}
        for e, expert in self.experts.items():
            last = max(lines_of[e])
            for q, item in self.items.items():
                if (e, q) not in self.values:
                    self._error(
                        last,
                        Text(
                            nl=f"deskundige {expert} heeft geen regel voor vraag {item}; een ontbrekend antwoord wordt"
                            f" geschreven als {MISSING:g}.",
                            en=f"expert {expert} has no line for item {item}; a missing answer is written as"
                            f" {MISSING:g}.",
                        ),
                        expert,
                    )
            if e in silent and not mistaken & set(lines_of[e]):
                self._error(
                    min(lines_of[e]),
                    Text(
                        nl="deze deskundige heeft geen enkele vraag beantwoord; laat de regels weg.",
                        en="this expert has not answered any item; leave the lines out.",
                    ),
                    expert,
                )
        for names, nl, en in ((self.experts, "deskundigen", "experts"), (self.items, "vragen", "items")):
            for name, count in Counter(names.values()).items():
                if count > 1:
                    self._error(
                        None,
                        Text(nl=f"{count} {nl} heten {name}.", en=f"{count} {en} are called {name}."),
                        value=name,
                    )
        self.experts = dict(sorted(self.experts.items()))
        self.items = dict(sorted(self.items.items()))

    def _same(self, number: int, known: dict[int, str], key: int, found: str, nl: str, en: str) -> None:
        """Complain of a name or scale that is not what an earlier line said."""
        first = known.setdefault(key, found)
        if first != found:
            self._error(number, Text(nl=f"{nl} eerder {first}.", en=f"{en} {first} before."), value=found)

    def _error(self, line: int | None, message: Text, field: str = "", value: str = "") -> None:
        self.problems.append(Problem(self.lines.name, message, line=line, field=field, value=value))


@dataclass
class _Truths:
    """The .rls file; realizations and questions by the name of the item."""

    lines: Lines
    answers: _Answers
    problems: list[Problem]
    values: dict[str, float] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        scales = {self.answers.items[q]: scale for q, scale in self.answers.scales.items()}
        for number, text in self.lines.filled:
            self._line(number, text, scales)
        absent = [name for name in self.answers.items.values() if name not in self.places]
        if absent and self.answers.items:
            shown = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
            _warn(
                self.problems,
                self.lines.name,
                Text(
                    nl=f"{len(absent)} van de vragen staan hier niet in ({shown}); het zijn doelvragen.",
                    en=f"{len(absent)} of the items are not in this file ({shown}); they are target questions.",
                ),
            )
        if not any(not np.isnan(v) for v in self.values.values()):
            _warn(
                self.problems,
                self.lines.name,
                Text(
                    nl="geen enkele vraag heeft een bekend antwoord (ijkvraag); wegen op prestatie kan niet.",
                    en="no item has a known answer (seed question); weighing by performance is not possible.",
                ),
            )

    def _line(self, number: int, text: str, scales: dict[str, str]) -> None:
        found = ((_ITEM.match(text[: m.start()]), m) for m in _TRUTH.finditer(text))
        item, match = next(((i, m) for i, m in found if i is not None), (None, None))
        if item is None or match is None:
            self._error(
                number,
                Text(
                    nl="hier horen nummer en naam van de vraag, een getal en uni of log te staan.",
                    en="number and name of the item, a number, and uni or log are expected here.",
                ),
                value=text.strip(),
            )
            return
        name, value, scale = item[1].strip(), float(match[1]), match[2].lower()
        if name in self.places:
            self._error(
                number,
                Text(
                    nl=f"deze vraag staat ook op regel {self.places[name]}.",
                    en=f"this item is on line {self.places[name]} too.",
                ),
                value=name,
            )
            return
        self.places[name] = number
        self.questions[name] = text[match.end() :].strip()
        self.values[name] = np.nan if LOWEST_MARK <= value <= HIGHEST_MARK else value
        if name not in scales:
            # Without answers every item would be unknown, and the answers have been complained of already.
            if scales:
                self._error(
                    number,
                    Text(
                        nl="deze vraag staat niet in het bestand met antwoorden.",
                        en="this item is not in the file with answers.",
                    ),
                    value=name,
                )
        elif scales[name] != scale:
            _warn(
                self.problems,
                self.lines.name,
                Text(
                    nl=f"hier is de schaal {scale}, bij de antwoorden {scales[name]}; die van de antwoorden geldt.",
                    en=f"the scale is {scale} here and {scales[name]} with the answers; that of the answers holds.",
                ),
                number,
                name,
            )
        if not np.isnan(self.values[name]) and scales.get(name) == "log" and value < 1 / LARGEST:
            self._error(
                number,
                Text(
                    nl="op een logaritmische schaal moet de werkelijke waarde groter dan 0 zijn.",
                    en="the realization on a logarithmic scale must be above 0.",
                ),
                name,
                match[1],
            )
        elif too_large(value):
            self._error(number, _TOO_LARGE, name, match[1])

    def _error(self, line: int | None, message: Text, field: str = "", value: str = "") -> None:
        self.problems.append(Problem(self.lines.name, message, line=line, field=field, value=value))


def _left(text: str) -> tuple[int, str, int, str] | None:
    """Numbers and names at the left of a line: by their columns, or else by what separates them."""
    if text[:5].strip().isdecimal() and text[14:19].strip().isdecimal() and text[5:14].strip() and text[19:].strip():
        return int(text[:5]), text[5:14].strip(), int(text[14:19]), text[19:].strip()
    parts = [part.strip() for part in text.split("\t") if part.strip()]
    if len(parts) == 4 and all(parts[i].isdecimal() and len(parts[i]) < 10 for i in (0, 2)):
        return int(parts[0]), parts[1], int(parts[2]), parts[3]
    match = _LEFT.match(text.strip())
    return (int(match[1]), match[2], int(match[3]), match[4]) if match else None


def _warn(
    problems: list[Problem], name: str, message: Text, line: int | None = None, field: str = "", value: str = ""
) -> None:
    problems.append(Problem(name, message, line=line, field=field, value=value, severity="warning"))
