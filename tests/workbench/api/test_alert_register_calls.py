# SPDX-License-Identifier: EUPL-1.2
"""The register for programs: uses of the own regions, the letter's sentence, quality, the chain, and older uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.alerts.uses import ELSEWHERE
from tests.workbench.api.alert_desk import begun, program_in_region
from tests.workbench.api.programs import Program
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.models import Event
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.api.alert_register_calls import content_of
from weerbaar.workbench.audit.models import Entry

pytestmark = pytest.mark.django_db
OLDER = (
    b"datum;regio;soort;tekst;afmelding\n"
    b"2013-01-05;VR20;fire-smoke;Brand in Moerdijk. Sluit ramen en deuren.;ja\n"
    b"2013-03-06;VR20;fire-smoke;;nee\n"
    b"2014-05-07;VR04;flood;Hoog water in Deventer.;\n"
)
PLACE = "/alerts/register"


@pytest.fixture
def manager(make_user: Callable[..., User]) -> Program:
    return Program(make_user(Role.ADMINISTRATOR, name="beheer"))


@pytest.fixture
def officer(make_user: Callable[..., User]) -> Program:
    return program_in_region(make_user(name="piet"), Role.ALERT_OFFICER)


def test_older_uses_are_taken_over_whole_or_not_at_all(manager: Program, officer: Program) -> None:
    assert officer.upload(f"{PLACE}/imports", "ouder.csv", OLDER).status_code == 403
    wrong = manager.upload(f"{PLACE}/imports", "ouder.csv", OLDER + b"2014-13-01;VR99;regen;;\n")
    assert (wrong.status_code, {error["field"] for error in wrong.data["errors"]}) == (
        400,
        {"date", "region", "incident"},
    )
    assert not Event.objects.exists()
    taken = manager.upload(f"{PLACE}/imports", "ouder.csv", OLDER)
    assert (taken.status_code, taken.data) == (201, {"added": 3})
    assert manager.upload(f"{PLACE}/imports", "ouder.csv", OLDER).status_code == 400
    with pytest.raises(RequestDataTooBig):
        content_of(SimpleUploadedFile("groot.csv", b"12345"), 4)  # type: ignore[arg-type]


def test_uses_and_the_sentence_are_those_of_the_own_regions(manager: Program, officer: Program) -> None:
    manager.upload(f"{PLACE}/imports", "ouder.csv", OLDER)
    draft = begun(officer)["use"]
    own = officer.get(f"{PLACE}/uses").data
    assert [use["use"] for use in own["items"]] == [draft, "2013-03-06-VR20-1", "2013-01-05-VR20-1"]
    assert (own["items"][0]["day"], own["items"][2]["imported"], own["items"][2]["allClear"]) == (
        None,
        True,
        "nl-alert",
    )
    assert officer.get(f"{PLACE}/uses?from=2013-02-01&until=2013-12-31&status=actual").data["total"] == 1
    assert officer.get(f"{PLACE}/uses?kind=flood").data["total"] == 0
    assert manager.get(f"{PLACE}/uses?region=VR04").data["total"] == 1

    told = manager.get(f"{PLACE}/sentence?from=2013-12-31&until=2013-01-01").data
    assert (told["first"], told["last"], told["incidents"], told["regions"]) == (
        "2013-01-01",
        "2013-12-31",
        2,
        ["VR20"],
    )
    assert told["sentence"]["nl"].startswith("In 2013 is NL-Alert tweemaal ingezet (door één veiligheidsregio)")
    whole = manager.get(f"{PLACE}/sentence").data
    assert (whole["incidents"], whole["first"]) == (3, "2012-11-08")
    assert whole["published"]
    assert officer.get(f"{PLACE}/sentence").data["incidents"] == 2
    assert manager.get(f"{PLACE}/sentence?region=VR04").data["incidents"] == 1


def test_quality_by_region_and_year(manager: Program) -> None:
    manager.upload(f"{PLACE}/imports", "ouder.csv", OLDER)
    found = manager.get(f"{PLACE}/quality").data
    total = next(row for row in found["rows"] if row["region"] is None and row["year"] is None)
    assert (total["complete"]["count"], total["complete"]["total"], total["withoutText"]) == (0, 2, 1)
    assert total["parts"]["where"] == {"count": 2, "total": 2, "low": pytest.approx(0.342, abs=1e-3), "high": 1.0}
    rates = {rate["year"]: rate for rate in found["allClears"]}
    assert (rates[2013]["byAlert"]["count"], rates[2013]["byAlert"]["total"], rates[2014]["unknown"]) == (1, 2, 1)
    assert found["published"]
    assert found["publishedAllClears"]


def test_the_chain_shows_tampering(manager: Program) -> None:
    manager.upload(f"{PLACE}/imports", "ouder.csv", OLDER)
    found = manager.get(f"{PLACE}/chain").data
    head = DatabaseStore().head
    assert (found["number"], found["hash"], found["whole"], found["fault"]) == (3, head.hash, True, None)
    Event.objects.filter(number=2).update(by="een ander")
    found = manager.get(f"{PLACE}/chain").data
    assert not found["whole"]
    assert found["fault"]["nl"]


def test_exports_stand_in_the_log(manager: Program, officer: Program) -> None:
    manager.upload(f"{PLACE}/imports", "ouder.csv", OLDER)
    uses = officer.get(f"{PLACE}/export?from=2013-01-01").content.decode("utf-8-sig")
    assert len(uses.splitlines()) == 3
    assert "VR04" not in uses
    assert officer.get(f"{PLACE}/export?form=quality").content.decode("utf-8-sig").startswith("veiligheidsregio;jaar")
    assert officer.get(f"{PLACE}/export?form=alles").status_code == 400
    assert Entry.objects.filter(action="alert-register.exported").count() == 2


def test_who_has_no_part_in_alerts_reads_nothing(make_user: Callable[..., User]) -> None:
    outsider = Program(make_user(Role.ANALYST))
    for name in ("uses", "sentence", "quality", "chain", "export"):
        assert outsider.get(f"{PLACE}/{name}").status_code == 403
    stranger = program_in_region(make_user(name="els"), Role.ALERT_OFFICER, number=ELSEWHERE)
    assert stranger.get(f"{PLACE}/uses").data["total"] == 0
