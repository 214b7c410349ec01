# SPDX-License-Identifier: EUPL-1.2
"""Rounds out and files in: who may, what is logged, and all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.conftest import MakeUser
from tests.workbench.exchange.files import by, changed_zip, example
from weerbaar.base import InputError
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Region
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.exchange import merging, verbs
from weerbaar.workbench.exchange.merging import Chosen, everything
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.reports.archive import dossier_archive
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_round(round_: Round) -> Round:
    round_.change(1, phase=Phase.SCORING)
    round_.refresh_from_db()
    return round_


def test_an_export_is_logged_with_its_level(round_: Round, make_user: MakeUser) -> None:
    made = verbs.export_round(by(make_user("analyst", round_)), round_, form="csv")
    assert made.name == f"{round_.slug}.csv"
    assert made.content.startswith(b"\xef\xbb\xbfscenario")
    entry = Entry.objects.get(action="round.exported")
    assert entry.details == {"form": "csv", "names": False, "octets": len(made.content)}
    assert entry.level == Level.INTERNAL


def test_names_leave_only_with_who_may_see_the_panel(round_: Round, make_user: MakeUser, tmp_path: Path) -> None:
    with pytest.raises(PermissionDenied):
        verbs.export_round(by(make_user("analyst", round_)), round_, names=True)
    with pytest.raises(PermissionDenied):
        verbs.export_round(by(make_user("expert", round_)), round_)
    for names, expected in ((True, {p.slug for p in round_.panel.all()}), (False, None)):
        made = verbs.export_round(by(make_user("facilitator", round_)), round_, names=names)
        (tmp_path / "a.zip").write_bytes(made.content)
        found = {s.id for s in load_dossier(tmp_path / "a.zip").judgements}
        assert found == expected if expected else {i.split("-")[0] for i in found} == {"deskundige"}


def test_a_dossier_becomes_a_round_of_its_own_name_and_level(make_user: MakeUser) -> None:
    request = by(make_user("analyst"))
    upload = verbs.check_upload(request, None, name="a.zip", content=dossier_archive(example()))
    assert upload.problems == []
    made = verbs.import_round(request, upload, slug="nieuw-2012", level=Level.OPEN)
    assert (made.slug, made.level, made.created_by) == ("nieuw-2012", Level.OPEN, request.user)
    there, back = example(), dossier_of(made, names=True)
    assert back.judgements == there.judgements
    assert back.round.id == "nieuw-2012"
    assert not Upload.objects.exists()
    assert Entry.objects.get(action="round.imported").details["scenarios"] == len(there.scenarios)


def test_an_address_that_is_in_use_is_refused_and_nothing_is_made(round_: Round, make_user: MakeUser) -> None:
    request = by(make_user("analyst"))
    upload = verbs.check_upload(request, None, name="a.zip", content=dossier_archive(example()))
    with pytest.raises(InputError, match="in use already"):
        verbs.import_round(request, upload, slug=round_.slug, level=Level.OPEN)
    assert Round.objects.count() == 1
    assert Upload.objects.exists()


def test_who_works_for_a_region_takes_in_for_that_region_only(make_user: MakeUser) -> None:
    own, other = Region.objects.all()[:2]
    user = make_user()
    Grant.objects.create(user=user, role="analyst", region=own)
    request = by(user)
    upload = verbs.check_upload(request, None, name="a.zip", content=dossier_archive(example()))
    for wrong in (other, None):
        with pytest.raises(PermissionDenied):
            verbs.import_round(request, upload, slug="nieuw", level=Level.OPEN, region=wrong)
    with pytest.raises(PermissionDenied):
        verbs.import_round(request, upload, slug="nieuw", level=Level.SECRET, region=own)
    assert verbs.import_round(request, upload, slug="nieuw", level=Level.OPEN, region=own).region == own


def test_who_may_take_nothing_in_cannot_even_try(round_: Round, make_user: MakeUser) -> None:
    for role in ("facilitator", "expert", "decider", "reader", "auditor"):
        for into in (round_, None):
            with pytest.raises(PermissionDenied):
                verbs.check_upload(by(make_user(role)), into, name="a.zip", content=b"x")


def test_a_file_with_errors_keeps_its_report_and_changes_nothing(open_round: Round, make_user: MakeUser) -> None:
    request = by(make_user("analyst"))
    content = changed_zip("label: B", "label: Q")
    upload = verbs.check_upload(request, open_round, name="a.zip", content=content)
    assert upload.problems[0]["value"] == "Q"
    with pytest.raises(InputError):
        verbs.merge_into(request, upload, open_round, Chosen(header=True))
    assert Round.objects.get().inputs == open_round.inputs
    assert verbs.check_upload(request, open_round, name="leeg.zip", content=b"").pk is None


def test_taking_in_is_all_or_nothing(open_round: Round, make_user: MakeUser, monkeypatch: pytest.MonkeyPatch) -> None:
    request = by(make_user("administrator"))
    title = open_round.scenarios.first().title_nl
    content = changed_zip(title, "Nieuwe titel")
    upload = verbs.check_upload(request, open_round, name="a.zip", content=content)
    plan = verbs.plan_for(upload, open_round, request.user)
    before = (open_round.inputs, list(open_round.scenarios.values_list("title_nl", "version")))

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("halverwege")

    with monkeypatch.context() as broken:
        broken.setattr(merging, "round_fields", fails)
        broken.setattr(verbs.log, "record", fails)
        with pytest.raises(RuntimeError):
            verbs.merge_into(request, upload, open_round, everything(plan))
    assert (Round.objects.get().inputs, list(open_round.scenarios.values_list("title_nl", "version"))) == before
    upload = Upload.objects.get()
    taken = verbs.merge_into(request, upload, open_round, everything(plan), inputs=open_round.inputs)
    assert taken.scenarios_changed == 1
    assert open_round.inputs == before[0] + 1
    assert Entry.objects.get(action="round.merged").details["scenarios_changed"] == 1
    assert not Upload.objects.exists()


def test_a_closed_round_takes_nothing_in(round_: Round, make_user: MakeUser) -> None:
    with pytest.raises(verbs.NotNowError):
        verbs.check_upload(by(make_user("analyst")), round_, name="a.zip", content=b"x")


def test_a_change_since_the_choice_stops_it(open_round: Round, make_user: MakeUser) -> None:
    request = by(make_user("analyst"))
    upload = verbs.check_upload(request, open_round, name="a.zip", content=dossier_archive(example()))
    seen = open_round.inputs
    open_round.touch()
    with pytest.raises(verbs.NotNowError, match="nothing was taken over"):
        verbs.merge_into(request, upload, open_round, Chosen(header=True), inputs=seen)


def test_an_upload_is_for_its_owner_only(open_round: Round, make_user: MakeUser) -> None:
    owner, other = by(make_user("analyst")), by(make_user("analyst"))
    upload = verbs.check_upload(owner, open_round, name="a.zip", content=dossier_archive(example()))
    with pytest.raises(PermissionDenied):
        verbs.merge_into(other, upload, open_round, Chosen(header=True))
    with pytest.raises(PermissionDenied):
        verbs.discard_upload(other, upload)
    verbs.discard_upload(owner, upload)
    assert not Upload.objects.exists()


def test_a_filled_csv_goes_in_and_comes_out(open_round: Round, make_user: MakeUser) -> None:
    request = by(make_user("analyst"))
    content = verbs.export_round(request, open_round, form="csv").content.decode("utf-8-sig")
    lines = content.splitlines(keepends=True)
    index = next(i for i, line in enumerate(lines[1:], 1) if ";deskundige-1;B;" in line)
    lines[index] = lines[index].replace(";deskundige-1;B;", ";deskundige-1;E;")
    cells = lines[index].split(";")
    lines[index] = ";".join([*cells[:4], "", "", *cells[6:]])
    upload = verbs.check_upload(request, open_round, name="a.csv", content="".join(lines).encode())
    assert upload.problems == []
    plan = verbs.plan_for(upload, open_round, request.user)
    assert [(e.id, len(e.changed), len(e.new), len(e.gone)) for e in plan.experts] == [("deskundige-1", 1, 0, 0)]
    verbs.merge_into(request, upload, open_round, everything(plan))
    answer = Answer.objects.get(version=2)
    assert (answer.panelist.number, answer.label) == (1, "E")
