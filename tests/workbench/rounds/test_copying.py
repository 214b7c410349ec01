# SPDX-License-Identifier: EUPL-1.2
"""A round that starts from an earlier one takes its texts and people along, and none of its answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workbench.rounds.made_round import BASIS, answer, small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import Attachment, ReviewState
from weerbaar.workbench.rounds.verbs import make_round, seat
from weerbaar.workbench.scoring.models import Answer

pytestmark = pytest.mark.django_db
MakeUser = Callable[..., User]


def test_texts_sources_and_panel_go_along_and_answers_stay(make_user: MakeUser) -> None:
    earlier = small_round(title_nl="Eerder")
    expert = make_user(name="dirk")
    answer(seat(earlier, expert))
    earlier.panel.create(slug="ingelezen", number=9, name_nl="Ingelezen werkgroep")
    Attachment.objects.create(
        scenario=earlier.scenarios.get(slug="pandemie"),
        name="kaart.pdf",
        media_type="application/pdf",
        size=3,
        sha256="a" * 64,
    )
    new = make_round(None, **BASIS, copy_from=earlier)
    assert set(new.scenarios.values_list("slug", "review_state")) == {
        ("dijkdoorbraak", ReviewState.DRAFT),
        ("pandemie", ReviewState.DRAFT),
    }
    assert new.scenarios.get(slug="pandemie").story == {"incident": {"nl": "Er breekt iets.", "en": ""}}
    assert list(new.sources.values_list("key", flat=True)) == ["knmi", "rivm"]
    assert list(new.panel.values_list("user__username", flat=True)) == ["dirk"]
    assert new.grants.filter(user=expert, role="expert").exists()
    assert Attachment.objects.get(scenario__round=new).sha256 == "a" * 64
    assert not Answer.objects.filter(panelist__round=new).exists()
    assert (new.previous, new.earlier) == (earlier, [earlier.slug])


def test_approved_texts_stay_approved_where_that_is_asked(db: None) -> None:
    new = make_round(None, **BASIS, copy_from=small_round(title_nl="Eerder"), keep_approval=True)
    assert new.scenarios.get(slug="dijkdoorbraak").review_state == ReviewState.APPROVED
    assert new.scenarios.get(slug="pandemie").review_state == ReviewState.DRAFT


def test_what_is_above_somebodys_clearance_stays_behind_with_the_links_to_it(make_user: MakeUser) -> None:
    earlier = small_round(title_nl="Eerder")
    earlier.scenarios.get(slug="pandemie").change(1, level=Level.SECRET)
    new = make_round(make_user(clearance=Level.INTERNAL), **BASIS, copy_from=earlier)
    only = new.scenarios.get()
    assert (only.slug, only.links) == ("dijkdoorbraak", [])


def test_weights_go_along_only_with_the_same_method(db: None) -> None:
    earlier = small_round(title_nl="Eerder")
    earlier.change(1, weight_profile="eigen", weight_profiles=[{"id": "eigen"}])
    same = make_round(None, **BASIS, copy_from=earlier)
    other = make_round(None, **{**BASIS, "method": "nl-anv-2022"}, copy_from=earlier)
    assert (same.weight_profile, other.weight_profile) == ("eigen", "")
    assert (len(same.weight_profiles), len(other.weight_profiles)) == (1, 0)
