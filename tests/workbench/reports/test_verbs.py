# SPDX-License-Identifier: EUPL-1.2
"""Making documents, signing, withdrawing and checking."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory

from tests.workbench.conftest import MakeUser
from tests.workbench.reports.publications import RECORD, documents, make_ready
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.reports import store, verbs
from weerbaar.workbench.reports.models import Publication, PublishedFile
from weerbaar.workbench.reports.obstacles import NotReadyError
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


def by(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().post("/")
    request.user = user
    return request


def test_the_same_question_is_made_once_and_at_the_level_of_who_asks(round_: Round, make_user: MakeUser) -> None:
    round_.scenarios.first().change(1, level=Level.SECRET)
    low, high = make_user("analyst", round_), make_user("analyst", round_, clearance=Level.SECRET)
    first = verbs.render(by(low), round_)
    assert verbs.render(by(low), round_).pk == first.pk
    assert first.level == Level.INTERNAL
    assert verbs.render(by(high), round_).level == Level.SECRET
    assert verbs.render(by(high), round_, level=Level.DEPARTMENTAL).pk == first.pk
    assert verbs.render(by(low), round_, format="pdf").pk != first.pk


def test_who_makes_no_reports_gets_none(round_: Round, make_user: MakeUser) -> None:
    round_.change(1, phase=Phase.SCORING)
    round_.refresh_from_db()
    for user in (make_user("expert", round_), make_user(), AnonymousUser()):
        with pytest.raises(PermissionDenied):
            verbs.render(by(user), round_)


def test_signing_freezes_an_edition_per_level(round_: Round, make_user: MakeUser) -> None:
    round_.scenarios.first().change(1, level=Level.SECRET)
    decider = make_user("decider", round_, clearance=Level.SECRET)
    make_ready(round_)
    made = verbs.sign(by(decider), round_, "  Besproken in de stuurgroep. ")
    assert (made.number, made.reason, made.signer) == (1, "Besproken in de stuurgroep.", str(decider))
    assert Round.objects.get().phase == round_.phase == Phase.SIGNED
    assert [e.level for e in made.editions.all()] == [Level.INTERNAL, Level.SECRET]
    for edition in made.editions.all():
        assert {f.name: store.get(f.sha256) for f in edition.files.all()} == documents(edition.level)
        assert {"id": edition.run_id, **edition.record} == RECORD
    entry = Entry.objects.get(action="publication.signed")
    assert entry.level == Level.SECRET
    assert entry.details["number"] == 1
    assert len(entry.details["files"]) == 2 * len(documents(0))


@pytest.mark.parametrize("case", ["no documents", "stale", "seen another", "no reason", "files gone"])
def test_nothing_is_signed_when_something_is_in_the_way(case: str, round_: Round, make_user: MakeUser) -> None:
    decider = make_user("decider", round_)
    seen, reason = round_.inputs, "Akkoord"
    if case != "no documents":
        make_ready(round_)
    if case in {"stale", "seen another"}:
        round_.touch()
    if case == "stale":
        seen += 1
    if case == "no reason":
        reason = " "
    if case == "files gone":
        from weerbaar.workbench.jobs import store as results
        from weerbaar.workbench.jobs.models import Job

        (results.folder() / Job.objects.get().result).unlink()
    with pytest.raises(NotReadyError) as caught:
        verbs.sign(by(decider), round_, reason, inputs=seen)
    assert caught.value.reasons
    assert not Publication.objects.exists()
    assert Round.objects.get().phase == Phase.CLOSED


def test_only_a_decider_signs(round_: Round, make_user: MakeUser) -> None:
    make_ready(round_)
    for role in ("administrator", "analyst", "facilitator", "reader", "auditor", "expert"):
        with pytest.raises(PermissionDenied):
            verbs.sign(by(make_user(role, round_)), round_, "Akkoord")


def test_what_was_withdrawn_stays_and_the_round_can_be_signed_anew(round_: Round, make_user: MakeUser) -> None:
    request = by(make_user("decider", round_))
    make_ready(round_)
    first = verbs.sign(request, round_, "Akkoord")
    gone = verbs.withdraw(request, first, "Verkeerd gewicht")
    assert gone.reason == "Verkeerd gewicht"
    assert Round.objects.get().phase == Phase.CLOSED
    with pytest.raises(NotReadyError):
        verbs.withdraw(request, first, "Nog eens")
    round_.refresh_from_db()
    second = verbs.sign(request, round_, "Nu goed")
    assert second.number == 2
    assert Publication.objects.get(number=1).withdrawn == gone
    assert Publication.objects.get(number=2).withdrawn is None
    assert PublishedFile.objects.filter(edition__publication=first).count() == len(documents(1))


def test_checking_tells_what_changed_and_logs_it(round_: Round, make_user: MakeUser) -> None:
    make_ready(round_)
    made = verbs.sign(by(make_user("decider", round_)), round_, "Akkoord")
    auditor = by(make_user("auditor", round_))
    assert {state for _, state in verbs.verify(auditor, made)} == {store.Found.WHOLE}
    victim = PublishedFile.objects.get(name="results.json")
    place = store.place_of(victim.sha256)
    before = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(b"[]")
    outcome = {file.name: state for file, state in verbs.verify(auditor, made)}
    place.write_bytes(before)
    assert outcome["results.json"] is store.Found.CHANGED
    assert outcome["dossier.zip"] is store.Found.WHOLE
    assert Entry.objects.filter(action="publication.verified").last().details["wrong"] == ["1/results.json: changed"]


def test_documents_for_signing_are_asked_per_level(round_: Round, make_user: MakeUser) -> None:
    round_.scenarios.first().change(1, level=Level.SECRET)
    decider = make_user("decider", round_, clearance=Level.SECRET)
    jobs = verbs.prepare_signing(by(decider), round_)
    assert [job.level for job in jobs] == [Level.INTERNAL, Level.SECRET]
    with pytest.raises(PermissionDenied):
        verbs.prepare_signing(by(make_user("analyst", round_)), round_)
