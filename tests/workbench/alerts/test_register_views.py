# SPDX-License-Identifier: EUPL-1.2
"""The register as people of a region see it, its sentence, its numbers, its chain, and older uses taken over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.alerts.offered import offered, on_air
from tests.workbench.alerts.uses import in_region
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.models import Event
from weerbaar.workbench.alerts.register_views import visible_uses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
PAGE = "/nl-alert/register/"
OLDER = (
    "datum;regio;soort;tekst;afmelding\n"
    "2013-01-05;VR20;fire-smoke;NL-Alert 05-01-2013 12:00. Veiligheidsregio: brand in Breda. Sluit ramen.;ja\n"
    "2013-03-07;VR04;fire-smoke;;nee\n"
)


def _file(text: str = OLDER, name: str = "ouder.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/csv")


def test_the_sentence_of_the_letter_and_the_uses_of_a_period(
    manager: User, officer: User, approver: User, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(manager)
    assert client.post(f"{PAGE}overnemen/", {"file": _file()}).status_code == 302
    on_air(officer, approver, monkeypatch)
    text = client.get(PAGE, {"van": "2012-11-08", "tot": "2013-06-30"}).content.decode()
    assert "tweemaal ingezet (door twee veiligheidsregio’s), steeds bij branden met veel rook" in text
    assert "12 inzetten" in text  # what the letter itself counted
    assert "2013-01-05-VR20-1" in text
    assert "VR20-1</a>" not in text
    assert "2013-03-07-VR04-1" not in client.get(PAGE, {"regio": "VR20"}).content.decode()
    assert "driemaal ingezet" in client.get(PAGE).content.decode()
    turned = client.get(PAGE, {"van": "2013-06-30", "tot": "2012-11-08"})
    assert "tweemaal ingezet" in turned.content.decode()
    assert client.get(PAGE, {"van": "onzin", "status": "exercise"}).status_code == 200


def test_what_was_never_sent_is_in_the_period_in_which_it_was_begun(
    officer: User, client_of: Callable[..., Client]
) -> None:
    offered(officer, "VR20-7")
    client = client_of(officer)
    assert "VR20-7</a>" in client.get(PAGE).content.decode()
    assert "VR20-7</a>" not in client.get(PAGE, {"van": "2012-11-08", "tot": "2013-06-30"}).content.decode()


def test_of_other_regions_nothing(
    manager: User, officer: User, make_user: Callable[..., User], client_of: Callable[..., Client]
) -> None:
    client_of(manager).post(f"{PAGE}overnemen/", {"file": _file()})
    text = client_of(officer).get(PAGE).content.decode()
    assert "2013-01-05-VR20-1" in text
    assert "2013-03-07-VR04-1" not in text
    assert "overnemen" not in text
    assert list(visible_uses(in_region(make_user(), Role.ALERT_APPROVER, 4))) == ["2013-03-07-VR04-1"]
    assert client_of(officer).post(f"{PAGE}overnemen/", {"file": _file()}).status_code == 403


def test_every_mistake_in_a_file_is_told_and_nothing_is_taken_over(
    manager: User, client_of: Callable[..., Client]
) -> None:
    client = client_of(manager)
    wrong = client.post(f"{PAGE}overnemen/", {"file": _file("datum;regio;soort\n2013-13-01;VR99;iets\n")})
    assert wrong.status_code == 422
    assert wrong.content.decode().count("ouder.csv") >= 3
    assert client.post(f"{PAGE}overnemen/").status_code == 400
    assert not Event.objects.exists()
    client.post(f"{PAGE}overnemen/", {"file": _file()})
    again = client.post(f"{PAGE}overnemen/", {"file": _file()})
    assert "staat al in het register" in again.content.decode()
    assert Event.objects.count() == 2


def test_quality_beside_what_was_published(
    manager: User, officer: User, approver: User, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(manager)
    client.post(f"{PAGE}overnemen/", {"file": _file()})
    on_air(officer, approver, monkeypatch)
    text = client.get(f"{PAGE}kwaliteit/").content.decode()
    assert "44% (2018–2022)" in text
    assert "1 zonder tekst" in text
    assert "0 van 0" not in text
    assert "<td>1 van 2</td>" in text  # all-clear given in 2013
    assert "Midden- en West-Brabant" in text
    table = client.get(f"{PAGE}kwaliteit.csv")
    assert table.content.decode("utf-8-sig").startswith("veiligheidsregio")
    uses = client.get(f"{PAGE}inzetten.csv", {"van": "2012-11-08", "tot": "2013-06-30"})
    assert uses.content.decode("utf-8-sig").count("2013-0") >= 2
    assert client.get(f"{PAGE}anders.csv").status_code == 404


def test_the_chain_shows_its_head_and_a_fault(manager: User, client_of: Callable[..., Client]) -> None:
    client = client_of(manager)
    client.post(f"{PAGE}overnemen/", {"file": _file()})
    sound = client.get(f"{PAGE}keten/")
    assert sound.status_code == 200
    assert f"2:{Event.objects.get(pk=2).digest}" in sound.content.decode()
    Event.objects.filter(pk=1).update(by="iemand anders")
    broken = client.get(f"{PAGE}keten/")
    assert broken.status_code == 409
    assert "is gewijzigd" in broken.content.decode()


def test_a_page_reads_only_what_is_new(
    manager: User, client_of: Callable[..., Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = client_of(manager)
    rows = "".join(f"{2013 + i // 75}-{i % 12 + 1:02d}-05;VR{i % 25 + 1:02d};fire-smoke\n" for i in range(150))
    client.post(f"{PAGE}overnemen/", {"file": _file("datum;regio;soort\n" + rows)})
    client.get(PAGE)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = client.get(PAGE)
    assert "Inzetten in deze periode: 150" in page.content.decode()
    assert page.content.decode().count('<th scope="row">') == 50
