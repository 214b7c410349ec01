# SPDX-License-Identifier: EUPL-1.2
"""Write what was chosen from a file into a round: new versions of rows, with their history; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from weerbaar.base import InputError, Problem, Text
from weerbaar.dossier import Judgement
from weerbaar.dossier import Source as CitedSource
from weerbaar.method import load_method
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.exchange.comparing import ExpertChange, Key, Plan
from weerbaar.workbench.library.conversion import scenario_fields, source_row
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario, Source
from weerbaar.workbench.rounds.conversion import round_fields
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.conversion import central_label, panelist_row, stored_judgement
from weerbaar.workbench.scoring.models import Answer, Panelist

_BATCH = 500


@dataclass(frozen=True)
class Chosen:
    """What is to be taken in.

    Attributes:
        scenarios: ids of scenarios whose text is taken.
        experts: ids of experts whose judgements are taken, as the plan names them.
        header: whether the data of the round are taken: titles, weights, published results, decisions.
        remove: whether judgements that are not in the file are removed from the round, for those experts.
    """

    scenarios: frozenset[str] = frozenset()
    experts: frozenset[str] = frozenset()
    header: bool = False
    remove: bool = False


@dataclass
class Taken:
    """How much was written."""

    scenarios_new: int = 0
    scenarios_changed: int = 0
    judgements_new: int = 0
    judgements_changed: int = 0
    judgements_removed: int = 0
    header: bool = False
    experts_new: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, for the log."""
        return dict(vars(self))


def everything(plan: Plan) -> Chosen:
    """Return the choice of all that a plan holds, without removing anything."""
    return Chosen(
        frozenset(t.scenario.id for t in plan.texts),
        frozenset(e.id for e in plan.experts if e.new or e.changed),
        plan.header,
    )


def merge(round_: Round, plan: Plan, chosen: Chosen, user: User) -> Taken:
    """Write the chosen part of a plan; called inside a transaction that holds the row of the round.

    Raises:
        InputError: what was chosen does not fit the round without what was not chosen.
    """
    taken = Taken()
    rows = {row.slug: row for row in round_.scenarios.all()}
    texts = [t for t in plan.texts if t.scenario.id in chosen.scenarios]
    absent = rows.keys() - {s.id for s in plan.base.scenarios}
    _require_fit(plan, chosen, rows, user)
    if texts or chosen.header:
        _sources(round_, plan.found.sources)
    elif chosen.experts:
        # A judgement that is taken over may cite what the round does not have yet.
        cited = {
            key
            for judged in plan.found.judgements
            if judged.id in chosen.experts
            for judgement in judged.judgements
            for key in judgement.sources
        }
        _sources(round_, {key: source for key, source in plan.found.sources.items() if key in cited})
    for text in texts:
        scenario = plan.found.scenario(text.scenario.id)
        fields = scenario_fields(scenario)
        if scenario.id in rows:
            # Links to what is not there for this person stay as they are, whatever the file says of them.
            kept = [link for link in rows[scenario.id].links if link["scenario"] in absent]
            fields["links"] = [link for link in fields["links"] if link["scenario"] not in absent] + kept
        made = {"author": user, "written": timezone.now(), "review_state": ReviewState.DRAFT}
        row = rows.get(scenario.id)
        if row is None:
            row = Scenario(round=round_, **fields, **made)
            row._history_user = user  # type: ignore[attr-defined]
            row.save()
            rows[row.slug] = row
            taken.scenarios_new += 1
        else:
            rows[row.slug] = row.change(row.version, **fields, **made)
            taken.scenarios_changed += 1
    if chosen.header and plan.header:
        round_.change(round_.version, **round_fields(plan.found))
        taken.header = True
    for expert in plan.experts:
        if expert.id in chosen.experts:
            _judgements(round_, plan, expert, rows, chosen.remove, user, taken)
    return taken


def _sources(round_: Round, found: Mapping[str, CitedSource]) -> None:
    known = {row.key: row for row in round_.sources.all()}
    for key, source in found.items():
        wanted = source_row(round_.pk, key, source)
        row = known.get(key)
        if row is None:
            wanted.save()
        elif any(getattr(row, name) != getattr(wanted, name) for name in _SOURCE_FIELDS):
            Source.objects.filter(pk=row.pk).update(**{name: getattr(wanted, name) for name in _SOURCE_FIELDS})


_SOURCE_FIELDS = ("title", "author", "year", "reference")


def _require_fit(plan: Plan, chosen: Chosen, rows: dict[str, Scenario], user: User) -> None:
    """Refuse a choice that would leave a reference to nothing, or touch what this person may not see."""
    problems = []
    there = rows.keys() | chosen.scenarios
    visible = {s.id for s in plan.base.scenarios}
    for scenario in plan.found.scenarios:
        if scenario.id in chosen.scenarios and scenario.id in rows and scenario.id not in visible:
            out = rows[scenario.id].status == WITHDRAWN and rows[scenario.id].level <= user.clearance
            problems.append(_refusal(scenario.id, *(_OUT if out else _TAKEN)))
        if scenario.id in chosen.scenarios:
            lost = [link.scenario for link in scenario.links if link.scenario not in there]
            problems += [
                _refusal(
                    scenario.id,
                    f"verwijst naar {name}, dat de ronde niet heeft. Neem dat ook over.",
                    f"refers to {name}, which the round does not have. Take that too.",
                )
                for name in lost
            ]
    if chosen.header:
        if rows.keys() - visible:
            above = any(rows[slug].level > user.clearance for slug in rows.keys() - visible)
            problems.append(_refusal("dossier.yaml", *(_HIDDEN if above else _WHILE_OUT)))
        named = {p.scenario for p in plan.found.published}
        named |= {name for decision in plan.found.decisions for name in decision.scenarios}
        named |= {name for capability in plan.found.capabilities for name in capability.scenarios}
        for name in sorted(named - there):
            problems.append(
                _refusal(
                    "dossier.yaml",
                    f"de gegevens van de ronde verwijzen naar scenario {name}. Neem dat ook over.",
                    f"the data of the round refer to scenario {name}. Take that too.",
                )
            )
    if problems:
        raise InputError(problems)


def _refusal(place: str, nl: str, en: str) -> Problem:
    return Problem(place, Text(nl=nl, en=en))


_TAKEN = ("deze naam kan in deze ronde niet worden gebruikt.", "this name cannot be used in this round.")
_OUT = ("dit scenario is ingetrokken. Zet het eerst terug.", "this scenario was withdrawn. Restore it first.")
_WHILE_OUT = (
    "een scenario van de ronde is ingetrokken. Zet het terug voordat u de gegevens van de ronde overneemt.",
    "a scenario of the round was withdrawn. Restore it before you take over the data of the round.",
)
_HIDDEN = (
    "een deel van de ronde kunt u niet zien. Iemand die alles mag zien, kan de gegevens van de ronde overnemen.",
    "a part of the round you cannot see. Somebody who may see all can take over the data of the round.",
)


def _judgements(
    round_: Round,
    plan: Plan,
    expert: ExpertChange,
    rows: dict[str, Scenario],
    remove: bool,
    user: User,
    taken: Taken,
) -> None:
    judged = {s.id: s for s in plan.found.judgements}.get(expert.id)
    panelist = _panelist(round_, expert.id, plan, taken)
    stored: dict[Key, list[Answer]] = {}
    for answer in Answer.objects.filter(panelist=panelist).select_related("scenario").order_by("turn"):
        stored.setdefault((answer.scenario.slug, answer.criterion), []).append(answer)
    _refuse_hidden(expert, stored, user)
    method = load_method(round_.method)
    turn = 2 if round_.phase == Phase.FEEDBACK else 1
    fresh: list[Answer] = []
    changed: list[Answer] = []
    for judgement in () if judged is None else judged.judgements:
        key = (judgement.scenario, judgement.criterion)
        scenario = rows.get(judgement.scenario)
        if scenario is None or scenario.status == WITHDRAWN or (key not in expert.new and key not in expert.changed):
            continue
        answers = stored.get(key, [])
        label = central_label(method, judgement, scenario.kind)
        # The last turn is the one that counts: a lower one would be overruled by what is there.
        last = answers[-1] if answers else None
        if last is not None and last.turn >= turn:
            last.judgement, last.label = stored_judgement(judgement), label
            last.version += 1
            last.changed = timezone.now()
            changed.append(last)
        else:
            fresh.append(_answer(panelist, scenario, judgement, label, turn, last))
    bulk_create_with_history(fresh, Answer, batch_size=_BATCH, default_user=user)
    bulk_update_with_history(
        changed, Answer, ["judgement", "label", "version", "changed"], batch_size=_BATCH, default_user=user
    )
    taken.judgements_new += sum((a.scenario.slug, a.criterion) in expert.new for a in fresh)
    taken.judgements_changed += sum((a.scenario.slug, a.criterion) in expert.changed for a in (*fresh, *changed))
    if remove:
        for key in sorted(expert.gone):
            for answer in stored.get(key, ()):
                answer._history_user = user  # type: ignore[attr-defined]
                answer.delete()
            taken.judgements_removed += 1


def _answer(
    panelist: Panelist, scenario: Scenario, judgement: Judgement, label: str, turn: int, last: Answer | None
) -> Answer:
    return Answer(
        panelist=panelist,
        scenario=scenario,
        criterion=judgement.criterion,
        turn=turn,
        judgement=stored_judgement(judgement),
        label=label,
        level=last.level if last is not None else 0,
    )


def _panelist(round_: Round, id_: str, plan: Plan, taken: Taken) -> Panelist:
    """Return who said it: somebody in the panel, also one who has not answered yet, or else a new member."""
    known = plan.known.get(id_)
    there = round_.panel.filter(**({"slug": id_} if known is None else {"pk": known})).first()
    if there is not None:
        return there
    found = next(s for s in plan.found.judgements if s.id == id_)
    last = round_.panel.order_by("-number").first()
    row = panelist_row(round_, found, last.number + 1 if last else 1)
    row.save()
    taken.experts_new.append(row.slug)
    return row


def _refuse_hidden(expert: ExpertChange, stored: dict[Key, list[Answer]], user: User) -> None:
    touched: Collection[Key] = expert.new | expert.changed | expert.gone
    if any(answer.level > user.clearance for key in touched for answer in stored.get(key, ())):
        raise InputError(
            [
                _refusal(
                    expert.id,
                    "een oordeel van deze deskundige kan hier niet worden overgenomen. Laat deze deskundige weg.",
                    "a judgement of this expert cannot be taken over here. Leave this expert out.",
                )
            ]
        )
