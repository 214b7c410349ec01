# SPDX-License-Identifier: EUPL-1.2
"""Every action belongs to one scope, and scopes only leave things out."""

from __future__ import annotations

from collections import Counter

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.scopes import ACTIONS, Scope, actions_of


def test_every_action_has_exactly_one_scope() -> None:
    counts = Counter(action for actions in ACTIONS.values() for action in actions)
    assert counts == Counter(dict.fromkeys(Action, 1))
    assert set(ACTIONS) == set(Scope)


def test_reading_always_belongs_to_it_and_unknown_names_mean_nothing() -> None:
    assert actions_of([]) == ACTIONS[Scope.READ]
    assert actions_of(["score", "alles"]) == ACTIONS[Scope.READ] | {Action.SCORE}


def test_every_scope_has_words_in_both_languages() -> None:
    assert len({scope.text.nl for scope in Scope}) == len({scope.text.in_("en") for scope in Scope}) == len(Scope)
