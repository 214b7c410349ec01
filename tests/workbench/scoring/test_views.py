# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.workbench.scoring.panels import crowd, expert, facilitator, go_to, open_round, say
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Answer, Panelist
from weerbaar.workbench.shell.drafts import draft_of, keep

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]

SHEET = "/rondes/ronde-2027/beoordelen/scenario-0/"


@pytest.fixture
def open_(db: None) -> Round:
    return open_round()


def typed(criterion: str, **values: str) -> dict[str, str]:
    return {f"{criterion}:{name.replace('__', ':')}": value for name, value in values.items()}


def voices(round_: Round, *labels: str) -> list[User]:
    """Experts who say something of 1.1, each with a reason that can be told apart."""
    people = [expert(round_, f"stem{n}", first_name=f"Voornaam{n}") for n in range(len(labels))]
    for n, (user, label) in enumerate(zip(people, labels, strict=True)):
        say(user, round_, "1.1", {"label": label, "reason": f"Geheime reden {n}"})
    return people


def test_the_overview_shows_what_is_left_and_keeps_the_filter(open_: Round, client_of: LogIn) -> None:
    anna = expert(open_, "anna")
    say(anna, open_, "1.1", "A")
    page = client_of(anna).get("/rondes/ronde-2027/beoordelen/?thema=Thema+1").content.decode()
    assert "Scenario 1" in page
    assert f'href="{SHEET}?thema=Thema+1#veld-1-2"' in page
    assert not Panelist.objects.exclude(user=anna).exists()


def test_looking_makes_no_seat(open_: Round, client_of: LogIn) -> None:
    client = client_of(expert(open_, "anna"))
    assert client.get("/rondes/ronde-2027/beoordelen/").status_code == client.get(SHEET).status_code == 200
    assert not Panelist.objects.exists()


@pytest.mark.parametrize("criterion", ["1.1", "likelihood"])
def test_one_question_is_stored_by_itself(open_: Round, client_of: LogIn, criterion: str) -> None:
    anna = expert(open_, "anna")
    client = client_of(anna)
    data = {"do": f"save {criterion}", **typed(criterion, way="label", label="C", lower="B", version="0")}
    answer = client.post(f"{SHEET}{criterion}/", data, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'name="{criterion}:version" value="1"' in page
    assert 'hx-swap-oob="true"' in page
    assert "<strong>1</strong> van 11" in page
    assert Answer.objects.get().judgement == {"label": "C", "lower": "B"}
    again = client.post(f"{SHEET}{criterion}/", data)
    assert again.status_code == 200
    assert Answer.objects.get().version == 1


def test_a_second_window_gets_the_conflict_in_place(open_: Round, client_of: LogIn) -> None:
    anna = expert(open_, "anna")
    say(anna, open_, "1.1", "B")
    say(anna, open_, "1.1", "D", version=1)
    client = client_of(anna)
    data = {"do": "save 1.1", **typed("1.1", way="label", label="A", reason="Mijn tekst", version="1")}
    answer = client.post(f"{SHEET}1.1/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "D zeer ernstig" in page
    assert "Mijn tekst" in page
    assert Answer.objects.get().label == "D"
    data["1.1:version"] = re.search(r'name="1.1:version" value="(\d+)"', page)[1]  # type: ignore[index]
    assert client.post(f"{SHEET}1.1/", data).status_code == 200
    assert Answer.objects.get().label == "A"


def test_what_is_wrong_is_told_in_place_and_what_was_typed_stays(open_: Round, client_of: LogIn) -> None:
    data = {"do": "save 2.1", **typed("2.1", way="quantities", q__deaths__best="veel", reason="Mijn tekst")}
    answer = client_of(expert(open_, "anna")).post(f"{SHEET}2.1/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "moet een getal zijn" in page
    assert 'value="veel"' in page
    assert "Mijn tekst" in page
    assert not Answer.objects.exists()


def test_without_script_everything_that_changed_is_stored_at_once(open_: Round, client_of: LogIn) -> None:
    anna = expert(open_, "anna")
    say(anna, open_, "1.1", {"label": "B", "reason": "Blijft."})
    client = client_of(anna)
    data = {
        "do": "save-all",
        **typed("1.1", way="label", label="B", reason="Blijft.", version="1"),
        **typed("1.2", way="label", label="X", version="0"),
        **typed("2.1", way="quantities", q__deaths__best="120", version="0"),
        **typed("5.3", way="missing", version="0"),
        **typed("5.2", way="label", version="0"),
    }
    key = "beoordelen:ronde-2027:scenario-0:1"
    keep(anna, key, data)
    answer = client.post(f"{SHEET}?toon=open", data)
    assert (answer.status_code, answer["Location"]) == (302, f"{SHEET}?toon=open")
    found = {a.criterion: (a.label, a.version) for a in Answer.objects.all()}
    assert found == {"1.1": ("B", 1), "1.2": ("X", 1), "2.1": ("C", 1), "5.3": ("", 1)}
    assert draft_of(anna, key) is None
    following = client.post(SHEET, {**data, "do": "save-next", "1.2:version": "1", "2.1:version": "1"})
    assert following["Location"] == "/rondes/ronde-2027/beoordelen/scenario-1/"


def test_of_a_whole_form_the_sound_part_is_stored_and_the_rest_comes_back(open_: Round, client_of: LogIn) -> None:
    data = {
        "do": "save-all",
        **typed("1.1", way="label", label="A", version="0"),
        **typed("1.2", way="label", label="B", lower="D", version="0"),
    }
    answer = client_of(expert(open_, "anna")).post(SHEET, data)
    assert answer.status_code == 422
    assert 'href="#veld-1-2"' in answer.content.decode()
    assert [a.criterion for a in Answer.objects.all()] == ["1.1"]


@pytest.mark.parametrize(("deaths", "label"), [("9", "A"), ("10", "B"), ("1 duizend", "D"), ("10000", "E")])
def test_the_label_follows_while_numbers_are_typed(open_: Round, client_of: LogIn, deaths: str, label: str) -> None:
    client = client_of(expert(open_, "anna"))
    answer = client.get(f"{SHEET}2.1/label", typed("2.1", q__deaths__best=deaths))
    assert f"doden → {label}" in answer.content.decode()
    assert not Answer.objects.exists()


def test_the_reading_says_what_is_wrong_or_converts_a_probability(open_: Round, client_of: LogIn) -> None:
    client = client_of(expert(open_, "anna"))
    wrong = client.get(f"{SHEET}2.1/label", typed("2.1", q__deaths__best="-3")).content.decode()
    assert "niet negatief" in wrong
    likely = client.get(f"{SHEET}likelihood/label", typed("likelihood", p__best="10", window="10")).content.decode()
    assert "5,13% in 5 jaar" in likely
    assert client.get(f"{SHEET}9.9/label").status_code == 404


def test_blind_means_that_no_page_of_an_expert_knows_anybody_else(open_: Round, client_of: LogIn) -> None:
    voices(open_, "A", "B", "E", "E")
    anna = expert(open_, "anna")
    say(anna, open_, "1.1", "C")
    client = client_of(anna)
    for address in ("/rondes/ronde-2027/beoordelen/", SHEET, "/mijn-werk"):
        page = client.get(address).content.decode()
        assert "Geheime reden" not in page
        assert "Voornaam" not in page
        assert "De groep" not in page
        assert "Deskundige " not in page


def test_with_the_feedback_comes_the_group_without_names(open_: Round, client_of: LogIn) -> None:
    people = voices(open_, "A", "B", "E", "E")
    go_to(open_, Phase.FEEDBACK)
    page = client_of(people[0]).get(SHEET).content.decode()
    assert page.count("Geheime reden") == 4
    assert "Voornaam" not in page.replace(str(people[0]), "")
    numbers = [p.number for p in Panelist.objects.exclude(user=people[0])]
    assert all(f"Deskundige {n}" in page for n in numbers)
    assert "Minder dan 3 anderen" in page


def test_standing_by_and_withdrawing(open_: Round, client_of: LogIn) -> None:
    anna = expert(open_, "anna")
    say(anna, open_, "1.1", "C")
    go_to(open_, Phase.FEEDBACK)
    client = client_of(anna)
    assert "Ik blijf bij mijn oordeel" in client.get(SHEET).content.decode()
    client.post(f"{SHEET}1.1/", {"do": "stand-by 1.1", "1.1:version": "0"})
    assert Answer.objects.get(turn=2).label == "C"
    client.post(SHEET, {"do": "withdraw 1.1", "1.1:version": "1"})
    assert not Answer.objects.filter(turn=2).exists()


def test_after_closing_nothing_changes_and_the_page_says_why(open_: Round, client_of: LogIn) -> None:
    anna = expert(open_, "anna")
    say(anna, open_, "1.1", "C")
    go_to(open_, Phase.CLOSED)
    client = client_of(anna)
    data = {"do": "save 1.1", **typed("1.1", way="label", label="E", version="1")}
    for address in (f"{SHEET}1.1/", SHEET):
        answer = client.post(address, data)
        assert answer.status_code == 409
        assert "gesloten" in answer.content.decode()
    assert "<textarea" not in client.get(SHEET).content.decode()
    assert Answer.objects.get().label == "C"


def test_scenarios_above_the_clearance_are_not_there(open_: Round, client_of: LogIn) -> None:
    open_.scenarios.filter(slug="scenario-0").update(level=2)
    low, high = client_of(expert(open_, "laag")), client_of(expert(open_, "hoog", clearance=2))
    assert low.get(SHEET).status_code == 404
    assert "Scenario 0" not in low.get("/rondes/ronde-2027/beoordelen/").content.decode()
    page = high.get(SHEET).content.decode()
    assert "Departementaal Vertrouwelijk" in page
    assert Entry.objects.filter(action="scenario.read", level=2).count() == 1


def test_who_does_not_score_is_refused(open_: Round, client_of: LogIn) -> None:
    client = client_of(facilitator(open_))
    assert client.get(SHEET).status_code == 403
    assert client.post(f"{SHEET}1.1/", typed("1.1", label="A")).status_code == 403


def test_english_pages_speak_english(open_: Round, client_of: LogIn) -> None:
    client = client_of(expert(open_, "anna", language="en"))
    page = client.get(SHEET, headers={"Accept-Language": "en"}).content.decode()
    assert "Best judgement" in page
    assert "Beste oordeel" not in page


def test_many_answers_ask_no_more_of_the_database(client_of: LogIn, django_assert_max_num_queries: Any) -> None:
    """The bounds are far below the number of scenarios: a query for each of them would be seen."""
    round_ = open_round(scenarios=40)
    crowd(round_, 4)
    assert Answer.objects.count() == 40 * 11 * 4
    client, lead = client_of(expert(round_, "anna")), client_of(facilitator(round_))
    go_to(round_, Phase.FEEDBACK)
    with django_assert_max_num_queries(15):
        assert client.get("/rondes/ronde-2027/beoordelen/").status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get(SHEET).status_code == 200
    with django_assert_max_num_queries(25):
        assert lead.get("/rondes/ronde-2027/begeleiden/").status_code == 200
