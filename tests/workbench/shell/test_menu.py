# SPDX-License-Identifier: EUPL-1.2
"""The menu shows what somebody may open, and nothing that is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.menu import address_of, menu_of, site_menu

pytestmark = pytest.mark.django_db


def test_each_sees_what_the_role_allows(round_: Round, make_user: Callable[..., User]) -> None:
    def labels(role: str) -> list[str]:
        return [item.label for item in menu_of(make_user(role, round_), round_, "")]

    assert "Instellingen" in labels("administrator")
    assert "Instellingen" not in labels("analyst")
    assert labels("reader")[0] == "Overzicht"
    assert menu_of(make_user(), round_, "") == []
    assert menu_of(make_user("reader"), None, "") == []


def test_the_page_that_is_open_is_marked(round_: Round, make_user: Callable[..., User]) -> None:
    user = make_user("administrator", round_)
    there = f"/rondes/{round_.slug}/instellingen"
    assert [i.label for i in menu_of(user, round_, there) if i.current] == ["Instellingen"]
    assert [i.label for i in site_menu(user, "/rondes") if i.current] == ["Rondes"]


@pytest.mark.parametrize(
    ("page", "line"),
    [("", "Overzicht"), ("fase", "Overzicht"), ("scenarios/a/bewerken", "Scenario’s"), ("rekenwerk/", "Resultaten")],
)
def test_a_page_without_a_line_of_its_own_is_somewhere(
    round_: Round, make_user: Callable[..., User], page: str, line: str
) -> None:
    menu = menu_of(make_user("administrator", round_), round_, f"/rondes/{round_.slug}/{page}")
    assert [i.label for i in menu if i.current] == [line]


def test_an_address_that_is_not_there_is_empty() -> None:
    assert address_of("no-such-page") == ""
    assert address_of("round", round_slug="x") == "/rondes/x/"
