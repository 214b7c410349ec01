# SPDX-License-Identifier: EUPL-1.2
"""What taking a file in would change: per scenario and per expert, so that somebody can choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from weerbaar.base import Problem, Text
from weerbaar.dossier import Change, Dossier, Judgement, JudgementSet, ScenarioChange, compare_dossiers
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.conversion import numbered

Key = tuple[str, str]
"""Scenario and criterion."""
_NUMBERED = re.compile(r"deskundige-([1-9][0-9]{0,5})")


@dataclass(frozen=True)
class TextChange:
    """What happens to the text of a scenario."""

    scenario: ScenarioChange
    changes: tuple[Change, ...]

    @property
    def is_new(self) -> bool:
        """Whether the round does not have it yet."""
        return self.scenario.state == "new"


@dataclass
class ExpertChange:
    """What happens to the judgements of an expert.

    Attributes:
        is_new: whether the round does not know this expert yet.
        new, changed, gone: scenario and criterion of the judgements that come, change, or are not in the file.
    """

    id: str
    name: Text
    is_new: bool
    new: set[Key] = field(default_factory=set)
    changed: set[Key] = field(default_factory=set)
    gone: set[Key] = field(default_factory=set)

    @property
    def any(self) -> bool:
        """Whether anything comes or changes."""
        return bool(self.new or self.changed or self.gone)


@dataclass(frozen=True)
class Plan:
    """What a file would change in a round.

    Attributes:
        base: the round as whoever takes it in may see it.
        found: the file, its experts named as in ``base``.
        texts: scenarios that are new or whose text changes.
        gone: scenarios of the round that are not in the file; they stay.
        experts: experts with a judgement that comes, changes or goes.
        header: whether the data of the round itself differ.
        names: whether the experts bear their own names; otherwise numbers.
        known: id of an expert to the number of the row in the panel; who is not in it, is new.
        by_number: ids of experts whom the file names by their number.
        doubts: warnings about experts of whom it is not certain who they are.
    """

    base: Dossier
    found: Dossier
    texts: tuple[TextChange, ...]
    gone: tuple[ScenarioChange, ...]
    experts: tuple[ExpertChange, ...]
    header: bool
    names: bool
    known: Mapping[str, int] = field(default_factory=dict)
    by_number: frozenset[str] = frozenset()
    doubts: tuple[Problem, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the file says what the round says already."""
        return not (self.texts or self.header or any(e.any for e in self.experts))


def plan_of(base: Dossier, found: Dossier, round_: Round, *, names: bool) -> Plan:
    """Return what taking ``found`` in would change in a round.

    Args:
        base: the round, as :func:`weerbaar.workbench.rounds.conversion.dossier_of` gives it.
        found: what the file holds.
        round_: the round.
        names: whether the experts of ``base`` bear their own names.
    """
    whose = with_known_experts(found, round_, names=names)
    aligned = whose.dossier
    compared = compare_dossiers(base, aligned)
    texts = []
    for scenario in compared.scenarios:
        changes = tuple(c for c in scenario.changes if c.cause == "text")
        if scenario.state == "new" or (scenario.state == "changed" and changes):
            texts.append(TextChange(scenario, changes))
    return Plan(
        base,
        aligned,
        tuple(texts),
        compared.with_state("gone"),
        tuple(_expert_changes(base, aligned)),
        _header_differs(base, aligned),
        names,
        whose.known,
        whose.by_number,
        whose.doubts,
    )


def _header_differs(base: Dossier, found: Dossier) -> bool:
    skipped = {"scenarios", "judgements", "sources", "content_hash"}
    return base.model_dump(mode="json", exclude={*skipped, "round"}) != found.model_dump(
        mode="json", exclude={*skipped, "round"}
    ) or base.round.model_dump(mode="json", exclude={"id"}) != found.round.model_dump(mode="json", exclude={"id"})


def _expert_changes(base: Dossier, found: Dossier) -> list[ExpertChange]:
    before, after = {s.id: s for s in base.judgements}, {s.id: s for s in found.judgements}
    changes = []
    for id_ in sorted(before.keys() | after.keys()):
        old, new = _by_key(before.get(id_)), _by_key(after.get(id_))
        known = before.get(id_) or after[id_]
        change = ExpertChange(
            id_,
            known.name,
            id_ not in before,
            set(new.keys() - old.keys()),
            {key for key in new.keys() & old.keys() if new[key] != old[key]},
            set(old.keys() - new.keys()),
        )
        if change.any:
            changes.append(change)
    return changes


def _by_key(found: JudgementSet | None) -> dict[Key, Judgement]:
    return {} if found is None else {(j.scenario, j.criterion): j for j in found.judgements}


@dataclass(frozen=True)
class Aligned:
    """A file, its experts named as in the round.

    Attributes:
        dossier: the file.
        known: id of an expert to the number of the row of that expert in the panel; who is not in it, is new.
        by_number: ids of experts whom the file names by their number.
        doubts: warnings about experts of whom it is not certain who they are.
    """

    dossier: Dossier
    known: dict[str, int]
    by_number: frozenset[str]
    doubts: tuple[Problem, ...]


def with_known_experts(found: Dossier, round_: Round, *, names: bool) -> Aligned:
    """Return a dossier whose experts bear their ids in the round: their own names, or numbers.

    Somebody is known by what identifies: the name in the address of the expert, or the account. A number in the place
    of a name ("deskundige-4") means something in the round that gave it only: in a file of this round it leads back
    to that expert, in a file of another round to nobody.
    """
    panel = list(round_.panel.select_related("user"))
    by_slug = {row.slug: row for row in panel}
    by_account = {row.user.username.lower(): row for row in panel if row.user is not None}
    by_number = {row.number: row for row in panel}
    of_this_round = found.round.id == round_.slug
    sets: dict[str, JudgementSet] = {}
    known: dict[str, int] = {}
    through_number: set[str] = set()
    doubts: list[Problem] = []
    for entry in found.judgements:
        numbered_id = _NUMBERED.fullmatch(entry.id)
        number = int(numbered_id[1]) if numbered_id is not None else None
        person = by_slug.get(entry.id) or by_account.get(entry.id)
        id_ = entry.id
        if number is not None:
            same_number = by_number.get(number)
            pseudonym = entry.name == numbered(number) or entry.name.nl == entry.id
            if pseudonym and not of_this_round:
                id_ = f"{found.round.id}-{entry.id}"[:80]
                person = by_slug.get(id_)
                doubts.append(_doubt(entry.id, *_OF_ANOTHER_ROUND))
            elif pseudonym and person is not None and same_number is not None and person != same_number and names:
                doubts.append(_doubt(entry.id, *_TWO_PEOPLE))
                continue
            elif pseudonym:
                person = same_number or person
            elif person is None and same_number is not None:
                # A name of its own, that would be taken for the number of somebody else.
                id_ = f"{found.round.id}-{entry.id}"[:80]
                person = by_slug.get(id_)
        if person is not None:
            through = number is not None and person is by_number.get(number)
            id_ = person.slug if names else f"deskundige-{person.number}"
            known[id_] = person.pk
            if through:
                through_number.add(id_)
        # What came under the other name of somebody replaces what the round has.
        if id_ not in sets or id_ != entry.id:
            sets[id_] = entry.model_copy(update={"id": id_})
    ordered = tuple(sets[id_] for id_ in sorted(sets))
    return Aligned(found.model_copy(update={"judgements": ordered}), known, frozenset(through_number), tuple(doubts))


def by_number_only(plan: Plan, round_: Round) -> tuple[Problem, ...]:
    """Return a warning for every expert whom a table names by a number only: it does not say of which round."""
    numbers = {row.pk: row.number for row in round_.panel.all()}
    return tuple(
        _doubt(f"deskundige-{numbers[plan.known[expert.id]]}", *_NUMBER_IN_A_TABLE)
        for expert in plan.experts
        if expert.any and expert.id in plan.known and expert.id in plan.by_number
    )


def _doubt(expert: str, nl: str, en: str, hint_nl: str, hint_en: str) -> Problem:
    message, hint = Text(nl=nl, en=en), Text(nl=hint_nl, en=hint_en)
    return Problem("judgements", message, hint, field="expert", value=expert, severity="warning")


_OF_ANOTHER_ROUND = (
    "dit nummer komt uit een andere ronde en zegt niet wie het is; het wordt een nieuwe deskundige.",
    "this number is of another round and does not say who it is; it becomes a new expert.",
    "Is het iemand uit deze ronde? Voer dan uit met namen, en lees dat bestand in.",
    "Is it somebody of this round? Then export with names, and read that file in.",
)
_TWO_PEOPLE = (
    "dit kan twee mensen uit het panel zijn: de naam van de een is het nummer van de ander. Niet overgenomen.",
    "this can be two people of the panel: the name of one is the number of the other. Not taken over.",
    "Geef deze deskundige in het bestand een andere naam.",
    "Give this expert another name in the file.",
)
_NUMBER_IN_A_TABLE = (
    "de tabel noemt deze deskundige met een nummer; dat wordt gelezen als het nummer in deze ronde.",
    "the table names this expert by a number; it is read as the number in this round.",
    "Komt de tabel uit een andere ronde? Neem deze deskundige dan niet over.",
    "Is the table of another round? Then do not take this expert over.",
)
