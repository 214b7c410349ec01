# SPDX-License-Identifier: EUPL-1.2
"""Words about people in templates."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation

from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.models import Grant, Region, Role
from weerbaar.workbench.accounts.templatetags.people import level_words, may_everywhere, place_words, role_words
from weerbaar.workbench.rounds.models import Round


def test_roles_levels_and_places_in_both_languages(round_: Round) -> None:
    region = Region.objects.get(number=19)
    assert (role_words("decider"), level_words(2)) == ("beslisser", "Departementaal Vertrouwelijk")
    assert place_words(Grant()) == "overal"
    assert place_words(Grant(region=region)) == "alle rondes van Zeeland"
    assert place_words(Grant(round=round_)) == round_.title_nl
    with translation.override("en"):
        assert (role_words("decider"), place_words(Grant(region=region))) == ("decider", "all rounds of Zeeland")
        assert place_words(Grant(round=round_)) == (round_.title_en or round_.title_nl)


def test_what_somebody_may_do_everywhere(make_user: MakeUser, round_: Round) -> None:
    request = HttpRequest()
    request.user = make_user(Role.AUDITOR)
    assert may_everywhere({"request": request}, "audit")
    assert not may_everywhere({"request": request}, "manage-users")
    request.user = make_user(Role.AUDITOR, round_)
    assert not may_everywhere({"request": request}, "audit")
    assert not may_everywhere({}, "audit")
