# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from weerbaar.workbench.accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_matrix_and_a_line_per_capability(
    browser_of: Callable[[User], Any], decider: User, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(decider)
    text = browser("tekorten/").content.decode()
    assert text.count("<svg xmlns") == 2
    assert text.count('<th scope="row"><a href=') == 18
    assert "vertrouwelijk" in text
    with django_assert_max_num_queries(25):
        browser("tekorten/")
    shown = browser("tekorten/?stand=sufficient").content.decode()
    assert 0 < shown.count('<th scope="row"><a href=') < 18


def test_one_capability_in_both_languages(browser_of: Callable[[User], Any], analyst: User) -> None:
    browser = browser_of(analyst)
    text = browser("tekorten/samenwerking-cybersecurity/").content.decode()
    assert "Per scenario" in text
    assert "Nieuwe versie van het Nationaal Crisisplan-ICT" in text
    analyst.language = "en"
    analyst.save()
    english = browser("tekorten/samenwerking-cybersecurity/").content.decode()
    assert "Who holds what" in english
    assert browser("tekorten/bestaat-niet/").status_code == 404


def test_confidential_numbers_are_not_on_the_page_of_others(
    browser_of: Callable[[User], Any], decider: User, analyst: User
) -> None:
    from weerbaar.workbench.capabilities.computing import gaps_of
    from weerbaar.workbench.capabilities.conversion import desk_of
    from weerbaar.workbench.rounds.models import Round

    withheld = gaps_of(desk_of(Round.objects.get(), 1)).withheld[0]
    other = browser_of(decider)(f"tekorten/{withheld}/").content.decode()
    own = browser_of(analyst)(f"tekorten/{withheld}/").content.decode()
    assert "vertrouwelijk" in other
    assert ">vertrouwelijk<" not in own
