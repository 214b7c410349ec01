# SPDX-License-Identifier: EUPL-1.2
"""A round is opened as by a page: not there, not allowed, or there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.opening import everywhere, file, open_round, require_more_than_reading, within_scopes
from weerbaar.workbench.rounds.models import Round


def _request(user: Any, *scopes: str) -> Any:
    return SimpleNamespace(user=user, method="GET", auth=SimpleNamespace(scopes=list(scopes)))


def test_what_may_not_be_read_is_not_there_and_what_may_not_be_done_is_refused(make_user: Any, scored: Round) -> None:
    reader = _request(make_user("reader"))
    assert open_round(reader, "open") == scored == reader.round
    with pytest.raises(PermissionDenied):
        open_round(reader, "open", Action.MANAGE, Action.FACILITATE)
    for slug, user in (("open", make_user()), ("nergens", make_user("reader"))):
        with pytest.raises(Http404):
            open_round(_request(user), slug)


def test_one_of_several_actions_is_enough(make_user: Any, scored: Round) -> None:
    assert open_round(_request(make_user("facilitator")), "open", Action.MANAGE, Action.FACILITATE) == scored


def test_a_token_limits_what_may_be_done(make_user: Any, scored: Round) -> None:
    user = make_user("administrator")
    assert everywhere(_request(user), Action.MANAGE_USERS) == user
    user.limited_to = frozenset({Action.READ})
    assert not within_scopes(_request(user), Action.MANAGE)
    for ask in (
        lambda: everywhere(_request(user), Action.MANAGE_USERS),
        lambda: open_round(_request(user), "open", Action.MANAGE),
    ):
        with pytest.raises(PermissionDenied):
            ask()


def test_a_token_for_reading_changes_nothing() -> None:
    require_more_than_reading(_request(None, "read", "score"))
    with pytest.raises(PermissionDenied):
        require_more_than_reading(_request(None, "read", "audit"))


def test_no_browser_runs_a_file() -> None:
    answer = file(b"x", "naam é.html", "text/html")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)
