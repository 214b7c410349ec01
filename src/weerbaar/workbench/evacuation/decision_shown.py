# SPDX-License-Identifier: EUPL-1.2
"""What to decide when, for whoever decides: rules first, then the table, the figures and the steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from weerbaar.base import euro, number, percentage
from weerbaar.workbench.capabilities.drawing import Drawn, drawn
from weerbaar.workbench.evacuation.models import Question
from weerbaar.workbench.evacuation.question_text import read_question_text
from weerbaar.workbench.evacuation.wording import hours_before, roughly
from weerbaar.workbench.shell.language import language, say, words

if TYPE_CHECKING:
    from weerbaar.evacuation.decision import Policy
    from weerbaar.evacuation.decision import Question as Asked

_FACTORS = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
"""Values of a life in the trade-off, as shares of the one that was chosen."""
_LEAST = 0.0005
"""States that come about less often are left out, as in the table."""


@dataclass(frozen=True, eq=False)
class Decided:
    """The question and what follows from it.

    Attributes:
        asked: the question.
        policy: the best one at the value of a life that is asked about.
        steps: the best one for other values.
    """

    asked: Asked
    policy: Policy
    steps: tuple[Policy, ...]


def decided(row: Question, value_of_life_eur: float | None = None) -> Decided:
    """Return what follows from a question; with another value of a life where one is given.

    Raises:
        WeerbaarError: the text cannot be read any more, or the question does not fit together.
    """
    from weerbaar.evacuation.decision import decide_when, trade_off

    asked = read_question_text(row.content, row.forecast_csv)
    value = asked.value_of_life_eur if value_of_life_eur is None else value_of_life_eur
    parts = (asked.forecast, asked.options, asked.nothing)
    scale = value or asked.value_of_life_eur or 1.0
    return Decided(asked, decide_when(*parts, value), trade_off(*parts, [factor * scale for factor in _FACTORS]))


def shown(found: Decided) -> dict[str, Any]:
    """Return a decision in words and numbers."""
    from weerbaar.evacuation.decision import decision_table, fixed_decisions

    lang, policy = language(), found.policy
    low, high = (number(float(np.quantile(policy.deaths, p)), lang, 1) for p in (0.05, 0.95))
    waiting = float(policy.forecast.initial @ policy.value_of_waiting_eur[0])
    return {
        "name": words(found.asked.name),
        "note": found.asked.note,
        "people": roughly(found.asked.people),
        "value_of_life": euro(policy.value_of_life_eur, lang, 3),
        "false_alarm": percentage(policy.false_alarm, lang),
        "in_time": percentage(policy.in_time, lang),
        "too_late": percentage(policy.too_late, lang),
        "flood": percentage(float(policy.forecast.initial @ policy.forecast.flood_probability()[0]), lang),
        "deaths": number(float(policy.deaths.mean()), lang, 1),
        "deaths_range": f"{low} – {high}",
        "cost": euro(float(policy.cost_eur.mean()), lang, 3),
        "waiting": euro(abs(waiting), lang),
        "waiting_pays": waiting >= 0,
        "rules": rules(policy),
        "rows": [
            {
                "hours": hours_before(one.hours_before),
                "state": one.state,
                "state_probability": percentage(one.state_probability, lang),
                "flood_probability": percentage(one.flood_probability, lang),
                "decision": one.decision,
                "waits": one.waits,
                "margin": euro(one.margin_eur, lang),
                "next_best": one.next_best,
            }
            for one in decision_table(policy)
        ],
        "fixed": [
            {
                "hours": hours_before(one.hours_before),
                "decision": one.decision,
                "pays_from": say("nooit", "never") if one.pays_from is None else percentage(one.pays_from, lang),
                "deaths": number(one.deaths, lang, 1),
                "cost": euro(one.cost_eur, lang),
                "extra": euro(max(one.extra_loss_eur, 0.0), lang),
            }
            for one in fixed_decisions(policy)
        ],
    }


def rules(policy: Policy) -> list[dict[str, Any]]:
    """Return what to do at each moment in the states in which nothing was decided before."""
    undecided = reached = policy.forecast.initial.copy()
    found = []
    for moment, before in enumerate(policy.forecast.hours_before.tolist()):
        last = moment == len(policy.forecast.hours_before) - 1
        lines = []
        for state, name in enumerate(policy.forecast.states):
            if undecided[state] < _LEAST:
                continue
            choice = int(policy.choice[moment, state])
            wait = say("niet evacueren", "no evacuation") if last else say("nog wachten", "wait")
            what = words(policy.options[choice].name) if choice >= 0 else wait
            lines.append({"state": words(name), "what": what, "acts": choice >= 0})
        if lines:
            acts = any(line["acts"] for line in lines)
            decided_before = bool(np.any((undecided < _LEAST) & (reached >= _LEAST)))
            found.append({"hours": hours_before(before), "lines": lines, "acts": acts, "decided": decided_before})
        undecided = np.where(policy.choice[moment] < 0, undecided, 0.0)
        if moment < len(policy.forecast.transitions):
            undecided = undecided @ policy.forecast.transitions[moment]
            reached = reached @ policy.forecast.transitions[moment]
    return found


def charts(policy: Policy, steps: Sequence[Policy]) -> list[Drawn]:
    """Return what to decide when, and lives against money, as figures."""
    from weerbaar.figures import decision_chart, trade_off_chart

    found = [
        drawn(lambda lang, width: decision_chart(policy, lang, width)),
        drawn(lambda lang, width: trade_off_chart(steps, lang, width)),
    ]
    return [one for one in found if one is not None]
