# SPDX-License-Identifier: EUPL-1.2
"""The composer without script: fill in, check, repair, save, offer; and two people at once."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.alerts.uses import in_region
from tests.workbench.alerts.writing import SQUARE, asked_by, begun, posted, sound
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.compose import Draft
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.alerts import draft_verbs
from weerbaar.workbench.alerts.forms import LONGEST_AREA
from weerbaar.workbench.alerts.models import Event, Use
from weerbaar.workbench.shell import drafts

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture
def client(make_user: MakeUser, client_of: ClientOf) -> Client:
    return client_of(in_region(make_user(), Role.ALERT_OFFICER))


@pytest.fixture
def use(client: Client) -> Use:
    return begun(client.user)  # type: ignore[attr-defined]


def _page(use: Use) -> str:
    return f"/nl-alert/{use.use}/opstellen/"


def test_the_template_puts_both_texts_together(client: Client, use: Use) -> None:
    values = {name: text["nl"] for name, text in use.template["fields"].items()}
    form = posted(use, do="fill", f_place="Moerdijk", **{f"f_{name}": value for name, value in values.items()})
    page = client.post(_page(use), form)
    assert page.status_code == 200
    assert "Brand met veel rook in Moerdijk." in page.context["form"].data["nl"]
    assert "Fire with a lot of smoke in Moerdijk." in page.context["form"].data["en"]
    assert page.context["form"].data["area_nl"] == "Moerdijk"
    assert Use.objects.get().version == 1
    missing = client.post(_page(use), posted(use, do="fill"))
    assert "vul in: plaats." in missing.context["problems"]


def test_saving_and_offering(client: Client, use: Use) -> None:
    drafts.keep(client.user, f"alert-{use.use}", {"nl": "half"})  # type: ignore[attr-defined]
    said = sound(use)
    form = posted(use, nl=said.texts.nl, en=said.texts.en, area_nl="Zevenbergen", phones="0900-8844, 112")
    assert client.post(_page(use), form | {"do": "save"}).status_code == 302
    use.refresh_from_db()
    draft = Draft.model_validate(use.draft)
    assert (draft.texts, draft.phones, use.least_share) == (said.texts, ("0900-8844", "112"), 0.25)
    assert draft.area.polygons == said.area.polygons
    assert drafts.draft_of(client.user, f"alert-{use.use}") is None  # type: ignore[attr-defined]
    offered = posted(use, nl=said.texts.nl, en=said.texts.en, phones="", do="offer")
    assert client.post(_page(use), offered).status_code == 302
    assert Use.objects.get().state == "waiting"
    assert "wacht op goedkeuring" in client.get(_page(use)).content.decode()


def test_what_cannot_be_offered_or_read_stays_on_the_page(client: Client, use: Use) -> None:
    page = client.post(_page(use), posted(use, nl="Er is brand.", do="offer"))
    assert page.status_code == 422
    assert "herstel die eerst" in page.content.decode()
    page = client.post(_page(use), posted(use, nl="Er is brand.", area="51.6 noord", do="save"))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"area"}
    assert "Er is brand." in page.content.decode()
    assert Use.objects.get().version == 1


def test_two_people_at_once(client: Client, use: Use) -> None:
    draft_verbs.save(asked_by(client.user), use, version=1, draft=sound(use))  # type: ignore[attr-defined]
    use.refresh_from_db()
    page = client.post(_page(use), posted(use, version="1", nl="Iets anders.", do="save"))
    assert page.status_code == 409
    assert "Iets anders." in page.content.decode()
    assert Draft.model_validate(Use.objects.get().draft).texts == sound(use).texts


def test_a_button_pressed_twice(client: Client, use: Use) -> None:
    said = sound(use)
    for do in ("save", "offer"):
        sent = posted(use, nl=said.texts.nl, en=said.texts.en, phones="", do=do)
        assert [client.post(_page(use), sent).status_code for _ in range(2)] == [302, 302]
        use.refresh_from_db()
    assert use.state == "waiting"
    assert Event.objects.filter(use=use.use).count() == 3


def test_a_moment_out_of_all_time_is_told(client: Client, use: Use) -> None:
    page = client.post(_page(use), posted(use, starts="0001-01-01T00:00", expires="9999-12-31T23:59", do="save"))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"starts", "expires"}


def test_the_buttons_that_change_what_stands_there(client: Client, use: Use) -> None:
    def after(**values: str) -> dict[str, str]:
        return client.post(_page(use), posted(use, **values)).context["form"].data

    crossing = "51.6,4.5 51.7,4.7 51.7,4.5 51.6,4.7"
    assert "MultiPolygon" in after(do="repair", area=crossing)["area"]
    assert after(do="replace:’", nl="Blijf in ’t huis")["nl"] == "Blijf in 't huis"
    assert after(do="share:40")["least_share"] == "40"
    assert after(do="place", place="NL")["area"] == "NL"
    assert after(do="check", nl="Brand")["nl"] == "Brand"
    assert Use.objects.get().version == 1


def test_a_file_with_an_area(client: Client, use: Use) -> None:
    def upload(content: bytes) -> object:
        file = SimpleUploadedFile("gebied.geojson", content)
        return client.post(_page(use), posted(use, do="upload") | {"upload": file}).context

    shape = b'{"type": "Polygon", "coordinates": [[[4.5, 51.6], [4.7, 51.6], [4.7, 51.7], [4.5, 51.6]]]}'
    context = upload(shape)
    assert context["panel"].area.km2 == pytest.approx(76.97, rel=0.01)  # type: ignore[index]
    assert upload(b"\xff\xfe\x00")["problems"]  # type: ignore[index]
    for wrong in (b"", b" \n", b"51.6,4.5\x00", b'{"type": "Polygon", "coordinates": ' + b"[" * 20_000):
        context = upload(wrong)
        assert len(context["problems"]) == 1  # type: ignore[index]
        # What stood in the field is still there.
        assert context["form"].data["area"] == SQUARE  # type: ignore[index]
    assert client.post(_page(use), posted(use, do="upload")).context["problems"]

    def comb(teeth: int) -> bytes:
        top = [[4.4 + n * 3e-5, 51.6 + n % 2 / 20] for n in range(teeth)]
        return json.dumps({"type": "Polygon", "coordinates": [[*top, [4.4, 51.5], top[0]]]}, indent=4).encode()

    # A file takes more room than its points do.
    assert len(comb(3_000)) > LONGEST_AREA
    context = upload(comb(3_000))
    assert context["problems"] == []  # type: ignore[index]
    assert context["form"].data["area"].count("\n") == 3_001  # type: ignore[index]
    (said,) = upload(comb(16_000))["problems"]  # type: ignore[index]
    assert said.startswith("gebied.geojson: 16002 punten is te veel")


def test_an_exercise_looks_like_one(client: Client) -> None:
    row = begun(client.user, status="exercise", template_id="")  # type: ignore[attr-defined]
    page = client.get(_page(row)).content.decode()
    assert "OEFENING" in page
    assert "exercise-band" in page
    assert [level for level, _ in client.get(_page(row)).context["form"].fields["level"].choices] == ["exercise"]


def test_versions_show_what_changed(client: Client, use: Use) -> None:
    said = sound(use)
    draft_verbs.save(asked_by(client.user), use, version=1, draft=said)  # type: ignore[attr-defined]
    again = said.model_copy(update={"texts": type(said.texts)(nl=said.texts.nl.replace("Zevenbergen", "Klundert"))})
    draft_verbs.save(asked_by(client.user), use, version=2, draft=again)  # type: ignore[attr-defined]
    page = client.get(f"/nl-alert/{use.use}/versies/")
    assert [one["number"] for one in page.context["versions"]] == [3, 2, 1]
    assert "<ins>" in page.content.decode()
    assert "gebied" in page.context["versions"][1]["others"]
    draft_verbs.save(asked_by(client.user), use, version=3, draft=again)  # type: ignore[attr-defined]
    assert page.content.decode().count("zijn gelijk gebleven") == 0
    assert client.get(f"/nl-alert/{use.use}/versies/").content.decode().count("zijn gelijk gebleven") == 1


def test_dropping_and_following_up(client: Client, use: Use) -> None:
    assert client.post(f"/nl-alert/{use.use}/vervolg/", {"what": "all-clear"}).status_code == 302
    assert Use.objects.count() == 1
    assert client.post(f"/nl-alert/{use.use}/vervallen/", {"reason": ""}).url == _page(use)
    assert client.post(f"/nl-alert/{use.use}/vervallen/", {"reason": "loos alarm"}).url == "/nl-alert/"
    assert Use.objects.get().state == "ended"
    assert client.get(_page(use)).status_code == 302


def test_only_who_writes_alerts_there_opens_it(use: Use, make_user: MakeUser, client_of: ClientOf) -> None:
    assert client_of(in_region(make_user(), Role.ALERT_APPROVER)).get(_page(use)).status_code == 403
    assert client_of(in_region(make_user(), Role.ALERT_OFFICER, 4)).get(_page(use)).status_code == 404
