# SPDX-License-Identifier: EUPL-1.2
"""From one phase to the next: which step there is, what stands in its way, and what needs a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from weerbaar.base import Text
from weerbaar.workbench.library.models import ReviewState, Scenario
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Answer


@dataclass(frozen=True)
class Obstacle:
    """Something that is not ready.

    Attributes:
        blocks: the step cannot be taken at all; otherwise it can, with a reason.
        page: name of the address where it is put right.
    """

    text: Text
    blocks: bool = False
    page: str = "round"


@dataclass(frozen=True)
class Step:
    """A change of phase.

    Attributes:
        name: of the verb (``open_scoring``).
        start: phases from which it can be taken.
        end: phase it leads to.
        title: what the button says.
        effect: what happens to whom.
    """

    name: str
    start: frozenset[Phase]
    end: Phase
    title: Text
    effect: Text
    back: bool = False


STEPS = {
    step.name: step
    for step in (
        Step(
            "open_scoring",
            frozenset({Phase.SETUP}),
            Phase.SCORING,
            Text(nl="Beoordelen openen", en="Open scoring"),
            Text(
                nl="De deskundigen kunnen de scenario’s beoordelen, elk voor zich.",
                en="The experts can score the scenarios, each on their own.",
            ),
        ),
        Step(
            "give_feedback",
            frozenset({Phase.SCORING}),
            Phase.FEEDBACK,
            Text(nl="Terugkoppeling geven", en="Give feedback"),
            Text(
                nl="De deskundigen zien zonder namen hoe de groep oordeelt, en kunnen hun oordeel herzien.",
                en="The experts see, without names, how the group judges, and can revise their judgements.",
            ),
        ),
        Step(
            "close_scoring",
            frozenset({Phase.SCORING, Phase.FEEDBACK}),
            Phase.CLOSED,
            Text(nl="Beoordelen sluiten", en="Close scoring"),
            Text(
                nl="De oordelen liggen vast. Iedereen in de ronde kan de resultaten zien.",
                en="The judgements are final. Everybody in the round can see the results.",
            ),
        ),
        Step(
            "reopen",
            frozenset({Phase.SCORING, Phase.FEEDBACK, Phase.CLOSED}),
            Phase.SETUP,
            Text(nl="Eén fase terug", en="One phase back"),
            Text(
                nl="De ronde gaat één fase terug. Wat er staat, blijft staan.",
                en="The round goes one phase back. What is there stays.",
            ),
            back=True,
        ),
    )
}
_ONE_BACK = {Phase.SCORING: Phase.SETUP, Phase.FEEDBACK: Phase.SCORING, Phase.CLOSED: Phase.FEEDBACK}


def end_of(step: Step, round_: Round) -> Phase:
    """Return the phase in which a step from here ends."""
    return _ONE_BACK[Phase(round_.phase)] if step.back else step.end


def steps_from(round_: Round) -> list[Step]:
    """Return the steps that can be thought of in this phase, forward ones first."""
    return [step for step in STEPS.values() if round_.phase in step.start]


def obstacles(step: Step, round_: Round) -> list[Obstacle]:
    """Return what is not ready for a step; what blocks first."""
    if round_.phase == Phase.SIGNED:
        text = Text(
            nl="De ronde is vastgesteld. De beslisser kan de vaststelling intrekken; dat staat bij Rapporten.",
            en="The round has been signed off. The decider can withdraw that, under Reports.",
        )
        return [Obstacle(text, blocks=True)]
    if round_.phase not in step.start:
        here = Phase(round_.phase).text
        text = Text(
            nl=f"Dit kan niet in de fase ‘{here.nl}’. Ververs de pagina.",
            en=f"This is not possible in the phase ‘{here.en}’. Refresh the page.",
        )
        return [Obstacle(text, blocks=True)]
    return sorted(_READY[step.name](round_), key=lambda found: not found.blocks)


def _before_scoring(round_: Round) -> Iterator[Obstacle]:
    states = list(Scenario.objects.filter(round=round_, status="active").values_list("review_state", flat=True))
    if not states:
        yield Obstacle(
            Text(nl="Er is nog geen actief scenario.", en="There is no active scenario yet."), True, "scenarios"
        )
    rough = sum(state != ReviewState.APPROVED for state in states)
    if rough:
        yield Obstacle(
            Text(
                nl=f"Van {rough} van de {len(states)} scenario’s is de tekst niet goedgekeurd.",
                en=f"The text of {rough} of the {len(states)} scenarios has not been approved.",
            ),
            page="scenarios",
        )
    if not round_.panel.filter(user__isnull=False).exists() and not round_.grants.filter(role="expert").exists():
        yield Obstacle(
            Text(nl="Er is nog geen deskundige aangewezen.", en="No expert has been appointed yet."),
            True,
            "round-people",
        )
    yield from _no_deadline(round_, "score_by", Text(nl="beoordelen", en="scoring"))


def _before_feedback(round_: Round) -> Iterator[Obstacle]:
    yield from _unanswered(round_)
    yield from _no_deadline(round_, "revise_by", Text(nl="herzien", en="revision"))


def _before_closing(round_: Round) -> Iterator[Obstacle]:
    yield from _unanswered(round_)
    if round_.phase == Phase.SCORING:
        yield Obstacle(
            Text(
                nl="De deskundigen hebben geen terugkoppeling gehad.",
                en="The experts have had no feedback.",
            )
        )


def _before_going_back(round_: Round) -> Iterator[Obstacle]:
    yield Obstacle(
        Text(
            nl="Een fase teruggaan vraagt altijd om een reden; die staat in het logboek.",
            en="Going back a phase always asks for a reason, which is kept in the log.",
        )
    )


def _unanswered(round_: Round) -> Iterator[Obstacle]:
    panel = round_.panel.count()
    started = Answer.objects.filter(panelist__round=round_).values("panelist").distinct().count()
    if not started:
        yield Obstacle(Text(nl="Er is nog geen oordeel gegeven.", en="No judgement has been given yet."), True)
    elif started < panel:
        yield Obstacle(
            Text(
                nl=f"{panel - started} van de {panel} deskundigen zijn nog niet begonnen.",
                en=f"{panel - started} of the {panel} experts have not started.",
            )
        )


def _no_deadline(round_: Round, field: str, what: Text) -> Iterator[Obstacle]:
    due = getattr(round_, field)
    if due is None:
        text = Text(nl=f"Er is geen uiterste datum voor het {what.nl}.", en=f"There is no deadline for the {what.en}.")
        yield Obstacle(text, page="round-settings")
    elif due < timezone.now():
        text = Text(
            nl=f"De uiterste datum voor het {what.nl} is verstreken.", en=f"The deadline for the {what.en} has passed."
        )
        yield Obstacle(text, page="round-settings")


_READY: dict[str, Callable[[Round], Iterator[Obstacle]]] = {
    "open_scoring": _before_scoring,
    "give_feedback": _before_feedback,
    "close_scoring": _before_closing,
    "reopen": _before_going_back,
}
