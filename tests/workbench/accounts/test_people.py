# SPDX-License-Identifier: EUPL-1.2
"""The pages about people, as administrators use them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.accounts.login import log_in
from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Region, Role, User
from weerbaar.workbench.rounds.models import Round

ClientOf = Callable[..., Client]


@pytest.fixture
def chief(client_of: ClientOf) -> Client:
    return client_of(Role.ADMINISTRATOR, clearance=Level.DEPARTMENTAL)


def _text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_new_person_gets_a_password_that_is_shown_once(chief: Client) -> None:
    page = chief.post(
        "/beheer/mensen/nieuw",
        {"username": "kim", "first_name": "Kim", "last_name": "Vos", "email": "", "clearance": "1", "language": "nl"},
    )
    password = re.search(r'class="one-time">([^<]+)<', _text(page))
    assert password is not None
    assert page.headers["Cache-Control"] == "private, no-store"
    person = User.objects.get(username="kim")
    assert password[1] not in _text(chief.get(f"/beheer/mensen/{person.pk}"))
    assert password[1] not in str(dict(chief.session))
    assert log_in(Client(), "kim", password[1]).status_code == 302


def test_a_role_held_twice_is_named_once(chief: Client, make_user: MakeUser, round_: Round) -> None:
    person = make_user(Role.ANALYST, round_, name="kim")
    Grant.objects.create(user=person, role=Role.ANALYST)
    Grant.objects.create(user=person, role=Role.READER)
    row = next(row for row in _text(chief.get("/beheer/mensen")).split("<tr>") if ">kim" in row)
    assert re.findall(r'class="badge">([^<]+)<', row) == ["analist", "lezer"]


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_made(chief: Client, make_user: MakeUser) -> None:
    make_user(name="Kim")
    given = {"username": "KIM", "email": "kim@VOORBEELD.nl", "clearance": "4", "language": "nl"}
    page = chief.post("/beheer/mensen/nieuw", given)
    assert page.status_code == 400
    assert set(page.context["form"].errors) == {"username", "email", "clearance"}
    assert "al in gebruik" in _text(page)
    assert "Iemand anders heeft" in _text(page)
    assert 'aria-describedby="id_username_error"' in _text(page)
    assert User.objects.count() == 2


def test_with_a_provider_a_person_can_be_made_without_password(chief: Client, settings: object) -> None:
    assert "with_password" not in _text(chief.get("/beheer/mensen/nieuw"))
    settings.OIDC_ISSUER = "https://inloggen.example.nl"  # type: ignore[attr-defined]
    given = {"username": "kim", "email": "", "clearance": "1", "language": "nl", "with_password": "0"}
    assert "Nodig om deze persoon te herkennen" in _text(chief.post("/beheer/mensen/nieuw", given))
    page = chief.post("/beheer/mensen/nieuw", {**given, "email": "kim@voorbeeld.nl"})
    assert "one-time" not in _text(page)
    assert not User.objects.get(username="kim").has_usable_password()


def test_people_are_found_by_every_word_by_role_and_by_access(chief: Client, make_user: MakeUser) -> None:
    make_user(Role.EXPERT, name="kim", first_name="Kim", last_name="Vos", organisation="RIVM")
    make_user(Role.READER, name="kees", first_name="Kees", last_name="Vos", organisation="TNO", is_active=False)

    def found(query: str) -> set[str]:
        return {person.username for person in chief.get(f"/beheer/mensen?{query}").context["page"]}

    assert found("q=vos") == {"kim", "kees"}
    assert found("q=vos+rivm") == {"kim"}
    assert found("role=reader") == {"kees"}
    assert found("q=vos&state=in") == {"kim"}
    assert "Niemand gevonden" in _text(chief.get("/beheer/mensen?q=niemand-heet-zo"))


def test_a_long_list_comes_in_pages_with_few_questions_to_the_database(
    chief: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    User.objects.bulk_create(User(username=f"p{n:03}") for n in range(120))
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        page = chief.get("/beheer/mensen?q=p&page=2")
    assert "Bladzijde 2 van 3" in _text(page)
    assert "?q=p&amp;page=3" in _text(page)


def test_details_are_changed(chief: Client, make_user: MakeUser) -> None:
    person = make_user(name="kim")
    given = {
        "first_name": "Kim",
        "last_name": "",
        "email": "",
        "organisation": "TNO",
        "clearance": "2",
        "language": "en",
    }
    answer = chief.post(f"/beheer/mensen/{person.pk}", given)
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.first_name, person.organisation, person.clearance, person.language) == ("Kim", "TNO", 2, "en")
    assert person.username == "kim"


def test_somebody_who_may_see_more_cannot_be_changed(chief: Client, make_user: MakeUser) -> None:
    person = make_user(name="kim", clearance=Level.SECRET)
    given = {"first_name": "Anders", "clearance": "4", "language": "nl"}
    page = chief.post(f"/beheer/mensen/{person.pk}", given)
    assert page.status_code == 400
    assert "meer vertrouwelijks" in _text(page)
    answer = chief.post(f"/beheer/mensen/{person.pk}/wachtwoord", follow=True)
    assert "meer vertrouwelijks" in _text(answer)


def test_roles_are_given_everywhere_by_region_and_by_round(chief: Client, make_user: MakeUser, round_: Round) -> None:
    person = make_user(name="kim")
    region = Region.objects.get(name="Zeeland")
    for where in ("", f"region:{region.pk}", f"round:{round_.pk}"):
        assert chief.post(f"/beheer/mensen/{person.pk}/rollen", {"role": "reader", "where": where}).status_code == 302
    page = _text(chief.get(f"/beheer/mensen/{person.pk}"))
    for place in ("overal", "alle rondes van Zeeland", round_.title_nl):
        assert f"<td>{place}</td>" in page
    again = chief.post(f"/beheer/mensen/{person.pk}/rollen", {"role": "reader", "where": ""})
    assert again.status_code == 400
    assert "heeft deze rol al" in _text(again)
    grant = person.grants.get(region=region)
    chief.post(f"/beheer/mensen/{person.pk}/rollen/{grant.pk}/weg")
    assert person.grants.count() == 2


def test_writing_and_deciding_takes_a_tick(chief: Client, make_user: MakeUser) -> None:
    person = make_user(Role.ANALYST, name="kim")
    given = {"role": "decider", "where": ""}
    page = chief.post(f"/beheer/mensen/{person.pk}/rollen", given)
    assert page.status_code == 400
    assert "vierogenprincipe" in _text(page)
    assert 'name="both"' in _text(page)
    assert chief.post(f"/beheer/mensen/{person.pk}/rollen", {**given, "both": "on"}).status_code == 302


def test_a_round_that_the_administrator_may_not_see_is_not_named(
    chief: Client, make_user: MakeUser, round_: Round
) -> None:
    person = make_user(Role.READER, round_, name="kim", clearance=Level.DEPARTMENTAL)
    Round.objects.filter(pk=round_.pk).update(level=Level.SECRET)
    page = _text(chief.get(f"/beheer/mensen/{person.pk}"))
    assert round_.title_nl not in page
    assert "een ronde die u niet mag zien" in page
    grant = person.grants.get()
    assert chief.post(f"/beheer/mensen/{person.pk}/rollen/{grant.pk}/weg").status_code == 403


def test_blocking_and_letting_in(chief: Client, make_user: MakeUser) -> None:
    person = make_user(name="kim")
    page = chief.post(f"/beheer/mensen/{person.pk}/blokkeren", follow=True)
    assert "kan niet meer inloggen" in _text(page)
    assert "Weer toelaten" in _text(page)
    chief.post(f"/beheer/mensen/{person.pk}/toelaten")
    person.refresh_from_db()
    assert person.is_active
    oneself = chief.post(f"/beheer/mensen/{chief.user.pk}/blokkeren", follow=True)  # type: ignore[attr-defined]
    assert "U kunt uzelf niet blokkeren" in _text(oneself)


def test_the_administrator_of_a_round_adds_several_people_at_once(
    client_of: ClientOf, make_user: MakeUser, round_: Round
) -> None:
    local = client_of(Role.ADMINISTRATOR, round_)
    for name in ("an", "bo", "ci"):
        make_user(name=name)
    address = f"/rondes/{round_.slug}/mensen"
    assert local.post(address, {"people": "an\nbo@voorbeeld.nl, AN", "role": "expert"}).status_code == 302
    assert set(round_.grants.filter(role="expert").values_list("user__username", flat=True)) == {"an", "bo"}
    page = local.post(address, {"people": "ci\nniemand, onbekend", "role": "expert"})
    assert page.status_code == 400
    assert "niemand, onbekend" in _text(page)
    half = local.post(address, {"people": "ci\nan", "role": "expert"})
    assert half.status_code == 400
    assert "heeft deze rol al" in _text(half)
    assert not round_.grants.filter(user__username="ci").exists(), "all of them or none"
    grant = round_.grants.get(user__username="bo")
    local.post(f"{address}/{grant.pk}/weg")
    assert not round_.grants.filter(user__username="bo").exists()
    assert local.get("/beheer/mensen").status_code == 403


def test_a_role_of_elsewhere_is_shown_but_not_removed_from_a_round(client_of: ClientOf, round_: Round) -> None:
    local = client_of(Role.ADMINISTRATOR, round_)
    everywhere = client_of(Role.AUDITOR).user  # type: ignore[attr-defined]
    page = _text(local.get(f"/rondes/{round_.slug}/mensen"))
    assert str(everywhere) in page
    grant = Grant.objects.get(user=everywhere)
    assert local.post(f"/rondes/{round_.slug}/mensen/{grant.pk}/weg").status_code == 404


def test_too_many_new_people_in_a_minute_is_refused(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.workbench.accounts.pace.cache.get", lambda key, default: 60)
    page = chief.post("/beheer/mensen/nieuw", {"username": "kim"})
    assert page.status_code == 429
    assert "Even wachten" in _text(page)
    assert chief.get("/beheer/mensen/nieuw").status_code == 200
