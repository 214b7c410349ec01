# SPDX-License-Identifier: EUPL-1.2
"""Is the round complete? A list of checks, each with the place where it is put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from weerbaar.base import Text
from weerbaar.workbench.library.models import ReviewState, Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.rounds.standing import questions
from weerbaar.workbench.scoring.models import Answer


@dataclass(frozen=True)
class Check:
    """One check.

    Attributes:
        found: how many things are not in order; 0 is good.
        good, wrong: the outcome in words.
        page: name of the address where it is put right.
        query: of that address, with ``?``.
        names: the first few things that are not in order.
    """

    found: int
    good: Text
    wrong: Text
    page: str
    query: str = ""
    names: tuple[str, ...] = ()

    @property
    def text(self) -> Text:
        """The outcome."""
        return self.wrong if self.found else self.good


_SHOWN = 5


def checks_of(round_: Round, *, level: int) -> list[Check]:
    """Return every check that makes sense in the phase of the round; what is above ``level`` is not looked at."""
    return list(_checks(round_, level))


def _checks(round_: Round, level: int) -> Iterator[Check]:
    active = Scenario.objects.filter(round=round_, status="active", level__lte=level)
    rows = list(active.values_list("slug", "title_nl", "review_state", "sources"))
    bare = list(active.filter(story={}).values_list("title_nl", flat=True))
    yield Check(
        len(bare),
        Text(nl="Elk scenario heeft een verhaallijn.", en="Every scenario has a storyline."),
        _counted(
            len(bare),
            "scenario heeft",
            "scenario’s hebben",
            "nog geen verhaallijn",
            "scenario has",
            "scenarios have",
            "no storyline yet",
        ),
        "scenarios",
        names=tuple(bare[:_SHOWN]),
    )
    rough = [title for _, title, state, _ in rows if state != ReviewState.APPROVED]
    yield Check(
        len(rough),
        Text(nl="Elke tekst is door een tweede persoon goedgekeurd.", en="Every text was approved by a second person."),
        _counted(
            len(rough),
            "tekst is",
            "teksten zijn",
            "nog niet goedgekeurd",
            "text has",
            "texts have",
            "not been approved yet",
        ),
        "scenarios",
        names=tuple(rough[:_SHOWN]),
    )
    cited = {key for *_, sources in rows for key in sources}
    if not round_.is_blind:
        # While people score in secret, a source that is cited tells that somebody answered with it.
        cited |= _cited_in_answers(round_)
    unused = [key for key in round_.sources.values_list("key", flat=True) if key not in cited]
    yield Check(
        len(unused),
        Text(nl="Naar elke bron wordt verwezen.", en="Every source is referred to."),
        _counted(
            len(unused),
            "bron wordt",
            "bronnen worden",
            "nergens genoemd",
            "source is",
            "sources are",
            "not referred to",
        ),
        "sources",
        names=tuple(unused[:_SHOWN]),
    )
    if round_.phase != Phase.SETUP:
        yield from _scoring_checks(round_, level, len(rows))


def _scoring_checks(round_: Round, level: int, scenarios: int) -> Iterator[Check]:
    answers = Answer.objects.filter(panelist__round=round_, scenario__status="active", scenario__level__lte=level)
    idle = round_.panel.filter(~Exists(Answer.objects.filter(panelist=OuterRef("pk")))).count()
    yield Check(
        idle,
        Text(nl="Elke deskundige is begonnen.", en="Every expert has started."),
        _counted(
            idle,
            "deskundige is",
            "deskundigen zijn",
            "nog niet begonnen",
            "expert has",
            "experts have",
            "not started yet",
        ),
        "plenary",
    )
    wanted = scenarios * questions(round_)
    answered = answers.values("scenario", "criterion").distinct().count() if wanted else 0
    open_ = max(wanted - answered, 0)
    yield Check(
        open_,
        Text(nl="Op elke vraag is ten minste één antwoord gegeven.", en="Every question has at least one answer."),
        _counted(
            open_,
            "vraag (scenario × criterium) is",
            "vragen (scenario × criterium) zijn",
            "door niemand beantwoord",
            "question (scenario × criterion) has",
            "questions (scenario × criterion) have",
            "no answer from anybody",
        ),
        "plenary",
    )


def _cited_in_answers(round_: Round) -> set[str]:
    found = Answer.objects.filter(panelist__round=round_, judgement__has_key="sources")
    return {key for sources in found.values_list("judgement__sources", flat=True) for key in sources or ()}


def _counted(n: int, one_nl: str, more_nl: str, rest_nl: str, one_en: str, more_en: str, rest_en: str) -> Text:
    return Text(
        nl=f"{n} {one_nl if n == 1 else more_nl} {rest_nl}.", en=f"{n} {one_en if n == 1 else more_en} {rest_en}."
    )
