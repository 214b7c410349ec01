# SPDX-License-Identifier: EUPL-1.2
"""What taking a file in would change: per scenario and per expert, so that somebody can choose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from weerbaar.base import Text
from weerbaar.dossier import Change, Dossier, Judgement, JudgementSet, ScenarioChange, compare_dossiers
from weerbaar.workbench.rounds.models import Round

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
    """

    base: Dossier
    found: Dossier
    texts: tuple[TextChange, ...]
    gone: tuple[ScenarioChange, ...]
    experts: tuple[ExpertChange, ...]
    header: bool
    names: bool

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
    aligned = with_known_experts(found, round_, names=names)
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


def with_known_experts(found: Dossier, round_: Round, *, names: bool) -> Dossier:
    """Return a dossier whose experts bear their ids in the round: their own names, or numbers.

    A file that was exported with numbers in place of names comes back to the same experts, and so does one with names
    for somebody who sees numbers only.
    """
    panel = list(round_.panel.all())
    by_slug, by_number = {p.slug: p for p in panel}, {p.number: p for p in panel}
    sets: dict[str, JudgementSet] = {}
    for entry in found.judgements:
        numbered = _NUMBERED.fullmatch(entry.id)
        person = by_slug.get(entry.id) if names or numbered is None else None
        if person is None and numbered is not None:
            person = by_number.get(int(numbered[1]))
        if person is None:
            person = by_slug.get(entry.id)
        id_ = entry.id if person is None else (person.slug if names else f"deskundige-{person.number}")
        # What came under the other name of somebody replaces what the round has.
        if id_ not in sets or id_ != entry.id:
            sets[id_] = entry.model_copy(update={"id": id_})
    ordered = tuple(sets[id_] for id_ in sorted(sets))
    return found.model_copy(update={"judgements": ordered})
