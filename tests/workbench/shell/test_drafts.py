# SPDX-License-Identifier: EUPL-1.2
"""What somebody types is kept, offered once more, and gone after a good save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from weerbaar.workbench.shell.drafts import draft_of, drafts_of, forget, keep

pytestmark = pytest.mark.django_db


def test_the_last_text_of_a_form_is_the_one_that_is_kept(make_user: Callable[..., Any]) -> None:
    user = make_user()
    keep(user, "scenario:12", {"title_nl": "Over"}, version=3)
    keep(user, "scenario:12", {"title_nl": "Overstroming"}, version=3)
    kept = draft_of(user, "scenario:12")
    assert kept is not None
    assert kept.values == {"title_nl": "Overstroming"}
    assert kept.version == 3


def test_a_draft_is_of_one_person_and_one_form(make_user: Callable[..., Any]) -> None:
    user, other = make_user(), make_user()
    keep(user, "scenario:12", {"a": "b"})
    assert draft_of(other, "scenario:12") is None
    assert draft_of(user, "scenario:1") is None


def test_typing_on_beside_an_offered_draft_keeps_both(make_user: Callable[..., Any]) -> None:
    user = make_user()
    keep(user, "k", {"a": "oud"})
    keep(user, "k", {"a": "nieuw"}, beside=True)
    assert [d.values["a"] for d in drafts_of(user, "k")] == ["nieuw", "oud"]
    forget(user, "k")
    assert drafts_of(user, "k") == []


def test_forgetting_what_is_not_there_is_no_error(client_of: Callable[..., Client]) -> None:
    forget(client_of("reader").user, "nergens")  # type: ignore[attr-defined]
