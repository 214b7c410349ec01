# SPDX-License-Identifier: EUPL-1.2
"""What the forms about people offer and refuse."""

from __future__ import annotations

from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.forms import GrantForm, PersonForm, RoundPeopleForm, levels
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Round


def test_nobody_is_offered_a_clearance_above_the_own(make_user: MakeUser) -> None:
    form = PersonForm(by=make_user(clearance=Level.DEPARTMENTAL))
    assert [value for value, _ in form.fields["clearance"].choices] == [0, 1, 2]
    assert levels(1) == [(0, "Openbaar"), (1, "Intern gebruik")]


def test_a_name_is_of_letters_digits_and_a_few_signs(make_user: MakeUser) -> None:
    given = {"username": "k i m", "clearance": "0", "language": "nl"}
    assert "username" in PersonForm(given, by=make_user()).errors


def test_a_role_can_be_given_in_rounds_that_the_administrator_may_see(make_user: MakeUser, round_: Round) -> None:
    def rounds(clearance: int) -> list[str]:
        choices = GrantForm(by=make_user(clearance=clearance)).fields["where"].choices
        return [value for value, _ in list(choices)[1][1]]

    assert rounds(Level.INTERNAL) == [f"round:{round_.pk}"]
    assert rounds(Level.OPEN) == []
    form = GrantForm({"role": "reader", "where": f"round:{round_.pk}"}, by=make_user())
    assert form.is_valid()
    assert form.place == (round_, None)


def test_names_and_addresses_become_people_each_once(make_user: MakeUser) -> None:
    an, bo = make_user(name="an"), make_user(name="bo")
    make_user(name="weg", is_active=False)
    form = RoundPeopleForm({"people": "An\n\nbo@voorbeeld.nl, an", "role": "expert"})
    assert form.is_valid()
    assert form.cleaned_data["people"] == [an, bo]
    wrong = RoundPeopleForm({"people": "weg, wie", "role": "expert"})
    assert "weg, wie" in str(wrong.errors["people"])
