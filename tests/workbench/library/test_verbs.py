# SPDX-License-Identifier: EUPL-1.2
"""Every write: what it stores, what it refuses, and what it leaves in the log."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from weerbaar.base import InputError
from weerbaar.dossier import Scenario as Content
from weerbaar.dossier import Source as SourceContent
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library import verbs
from weerbaar.workbench.library.attachment_store import place_of
from weerbaar.workbench.library.conversion import scenario_of
from weerbaar.workbench.library.models import Attachment, ReviewState, Scenario, Source
from weerbaar.workbench.library.rules import RefusedError
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Phase, Reach, Round, Task
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db
As = Callable[[User], Any]


def with_text(row: Scenario, section: str, nl: str) -> Content:
    """Return the scenario with one section rewritten."""
    data = scenario_of(row).model_dump(mode="json")
    data["storyline"][section]["nl"] = nl
    return Content.model_validate(data)


def with_fields(row: Scenario, **fields: Any) -> Content:
    """Return the scenario with other facts."""
    return Content.model_validate({**scenario_of(row).model_dump(mode="json"), **fields})


def inputs(round_: Round) -> int:
    return Round.objects.get(pk=round_.pk).inputs


def content(slug: str = "nieuw", **fields: Any) -> Content:
    return Content.model_validate({"id": slug, "title": {"nl": "Nieuw"}, "kind": "hazard", **fields})


def test_a_new_scenario_is_a_draft_of_its_writer(open_round: Round, writer: User, acting: As) -> None:
    before = inputs(open_round)
    row = verbs.create_scenario(acting(writer), open_round, scenario=content())
    assert (row.author, row.review_state, row.version) == (writer, ReviewState.DRAFT, 1)
    assert row.history.get().history_user == writer
    assert inputs(open_round) > before
    entry = Entry.objects.get(action="scenario.created")
    assert (entry.actor, entry.object_id, entry.round_slug) == ("anna", str(row.pk), open_round.slug)
    with pytest.raises(InputError) as error:
        verbs.create_scenario(acting(writer), open_round, scenario=content())
    assert [p.field for p in error.value.problems] == ["id"]


def test_a_change_is_a_version_with_writer_and_reason(row: Scenario, writer: User, acting: As) -> None:
    before = inputs(row.round)
    dossier_of(row.round)
    now = verbs.change_scenario(
        acting(writer), row, version=1, scenario=with_text(row, "causes", "Anders."), reason="duidelijker"
    )
    assert now.story["causes"]["nl"] == "Anders."
    old = now.history.get(version=2)
    assert (old.history_user, old.history_change_reason) == (writer, "duidelijker")
    assert inputs(row.round) == before + 1
    # The dossier that is remembered by the number of inputs holds the new text.
    fresh = dossier_of(Round.objects.get(pk=row.round_id))
    assert "Anders." in {s.storyline.causes.nl for s in fresh.scenarios}
    assert Entry.objects.get(action="scenario.changed").details == {
        "fields": ["story"],
        "version": 2,
        "level_before": 0,
    }


def test_nothing_changed_makes_no_version(row: Scenario, writer: User, acting: As) -> None:
    now = verbs.change_scenario(acting(writer), row, version=1, scenario=scenario_of(row))
    assert (now.version, now.history.count()) == (1, 1)
    assert not Entry.objects.exists()


def test_a_second_writer_hears_of_the_first(row: Scenario, writer: User, second: User, acting: As) -> None:
    mine = with_text(row, "causes", "Van mij.")
    verbs.change_scenario(acting(second), row, version=1, scenario=with_text(row, "trigger", "Van een ander."))
    with pytest.raises(StaleVersionError) as error:
        verbs.change_scenario(acting(writer), row, version=1, scenario=mine)
    assert set(error.value.proposed) == {"story"}
    now = verbs.change_scenario(acting(writer), row, version=2, base=1, scenario=mine)
    assert now.story["causes"]["nl"] == "Van mij."
    assert now.story["trigger"]["nl"] == "Van een ander."


def test_four_eyes(row: Scenario, writer: User, second: User, acting: As) -> None:
    row = verbs.change_scenario(acting(writer), row, version=1, scenario=with_text(row, "causes", "Tekst."))
    row = verbs.submit_for_review(acting(writer), row, version=2)
    Grant.objects.create(user=writer, role=Role.ADMINISTRATOR)
    Grant.objects.create(user=writer, role=Role.FACILITATOR)
    writer.is_superuser = True
    del writer._grants_read
    for approved in (True, False):
        with pytest.raises(RefusedError, match="Somebody else"):
            verbs.review(acting(writer), row, version=3, approved=approved, reason="goed")
    row = verbs.review(acting(second), row, version=3, approved=True)
    assert row.review_state == ReviewState.APPROVED
    assert [(r.version, r.reviewer, r.approved) for r in row.reviews.all()] == [(4, second, True)]


def test_returning_needs_a_reason(row: Scenario, writer: User, second: User, acting: As) -> None:
    row = verbs.submit_for_review(acting(writer), row, version=1)
    with pytest.raises(RefusedError, match="reason"):
        verbs.review(acting(second), row, version=2, approved=False, reason="  ")
    row = verbs.review(acting(second), row, version=2, approved=False, reason="Te kort.")
    assert row.review_state == ReviewState.RETURNED
    row = verbs.change_scenario(acting(writer), row, version=3, scenario=with_text(row, "causes", "Langer."))
    assert row.review_state == ReviewState.RETURNED
    assert verbs.submit_for_review(acting(writer), row, version=4).review_state == ReviewState.IN_REVIEW


def test_a_reviewer_approves_what_was_read(row: Scenario, writer: User, second: User, acting: As) -> None:
    row = verbs.submit_for_review(acting(writer), row, version=1)
    changed = verbs.change_scenario(
        acting(writer), row, version=2, scenario=with_text(row, "causes", "Snel iets anders.")
    )
    assert changed.review_state == ReviewState.DRAFT
    row = verbs.submit_for_review(acting(writer), changed, version=3)
    with pytest.raises(StaleVersionError):
        verbs.review(acting(second), row, version=2, approved=True)


def test_a_change_after_approval_is_a_draft_and_the_approved_version_stays(
    row: Scenario, writer: User, second: User, acting: As
) -> None:
    row = verbs.submit_for_review(acting(writer), row, version=1)
    row = verbs.review(acting(second), row, version=2, approved=True)
    row = verbs.change_scenario(acting(second), row, version=3, scenario=with_fields(row, time_horizon_years=3))
    assert (row.review_state, row.author) == (ReviewState.DRAFT, second)
    assert row.history.get(version=3).review_state == ReviewState.APPROVED
    with pytest.raises(RefusedError, match="not in review"):
        verbs.review(acting(writer), row, version=4, approved=True)


def test_a_closed_round_takes_remarks_only(row: Scenario, writer: User, acting: As) -> None:
    row.round.change(row.round.version, phase=Phase.CLOSED)
    by = acting(writer)
    for write in (
        lambda: verbs.create_scenario(by, row.round, scenario=content()),
        lambda: verbs.change_scenario(by, row, version=1, scenario=with_text(row, "causes", "x")),
        lambda: verbs.submit_for_review(by, row, version=1),
        lambda: verbs.restore_version(by, row, version=1, restore=1),
        lambda: verbs.attach(by, row, name="a.txt", file=io.BytesIO(b"x")),
        lambda: verbs.save_source(by, row.round, key="a", source=SourceContent(title="A")),
    ):
        with pytest.raises(RefusedError, match="closed"):
            write()
    verbs.comment(by, row, text="Voor de volgende ronde.")


def test_who_may_not_write_is_refused(row: Scenario, make_user: Callable[..., User], acting: As) -> None:
    for role in (Role.READER, Role.ADMINISTRATOR, Role.AUDITOR, None):
        with pytest.raises(PermissionDenied):
            verbs.change_scenario(acting(make_user(role)), row, version=1, scenario=with_text(row, "causes", "x"))
    with pytest.raises(PermissionDenied):
        verbs.comment(acting(make_user(Role.READER)), row, text="x")


def test_a_level_goes_up_to_ones_own_clearance(row: Scenario, writer: User, acting: As) -> None:
    with pytest.raises(PermissionDenied):
        verbs.change_scenario(acting(writer), row, version=1, scenario=scenario_of(row), level=Level.SECRET)
    now = verbs.change_scenario(acting(writer), row, version=1, scenario=scenario_of(row), level=Level.INTERNAL)
    assert now.level == Level.INTERNAL
    assert Entry.objects.get(action="scenario.changed").level == Level.INTERNAL


def test_hidden_links_survive_a_change(row: Scenario, writer: User, acting: As) -> None:
    secret = row.round.scenarios.get(slug="grootschalige-onlusten").change(1, level=Level.SECRET)
    row = row.change(1, links=[{"scenario": secret.slug}])
    shown = with_fields(row, links=[{"scenario": "gewelddadige-eenling"}])
    now = verbs.change_scenario(acting(writer), row, version=2, scenario=shown)
    assert [link["scenario"] for link in now.links] == ["gewelddadige-eenling", secret.slug]


def test_an_old_version_returns_as_a_new_one(row: Scenario, writer: User, second: User, acting: As) -> None:
    first = row.story["causes"]["nl"]
    row = verbs.change_scenario(acting(writer), row, version=1, scenario=with_text(row, "causes", "Mislukt."))
    row = verbs.restore_version(acting(second), row, version=2, restore=1)
    assert (row.version, row.author, row.story["causes"]["nl"]) == (3, second, first)
    assert row.history.get(version=2).story["causes"]["nl"] == "Mislukt."
    with pytest.raises(RefusedError, match="equals"):
        verbs.restore_version(acting(second), row, version=3, restore=1)


def test_restoring_never_lowers_the_level(row: Scenario, writer: User, acting: As) -> None:
    row = verbs.change_scenario(
        acting(writer), row, version=1, scenario=with_text(row, "causes", "x"), level=Level.INTERNAL
    )
    assert verbs.restore_version(acting(writer), row, version=2, restore=1).level == Level.INTERNAL


def test_remarks_answers_and_mentions(row: Scenario, writer: User, second: User, acting: As) -> None:
    remark, unknown = verbs.comment(acting(writer), row, text="Klopt dit, @bert en @niemand?", section="causes")
    assert unknown == ["niemand"]
    task = Task.objects.get(user=second)
    assert task.address.endswith(f"/scenarios/{row.slug}/#opmerking-{remark.pk}")
    answer, _ = verbs.comment(acting(second), row, text="Ja.", parent=remark, section="trigger")
    assert (answer.parent, answer.section) == (remark, "causes")
    deeper, _ = verbs.comment(acting(writer), row, text="Mooi.", parent=answer)
    assert deeper.parent == remark
    task.refresh_from_db()
    assert task.done is not None
    closed = verbs.resolve_comment(acting(writer), answer)
    assert (closed.pk, closed.resolved_by) == (remark.pk, writer)
    assert verbs.resolve_comment(acting(writer), remark, resolved=False).resolved is None
    actions = list(Entry.objects.values_list("action", flat=True))
    assert actions == ["comment.created"] * 3 + ["comment.resolved", "comment.reopened"]


def test_a_remark_has_text_and_a_place(row: Scenario, writer: User, acting: As) -> None:
    for text, section in (("  ", ""), ("x" * 10_001, ""), ("x", "nergens")):
        with pytest.raises(RefusedError):
            verbs.comment(acting(writer), row, text=text, section=section)
    other = row.round.scenarios.exclude(pk=row.pk).first()
    elsewhere, _ = verbs.comment(acting(writer), other, text="x")
    with pytest.raises(RefusedError):
        verbs.comment(acting(writer), row, text="x", parent=elsewhere)
    assert verbs.comment(acting(writer), row, text="x", version=99)[0].version == 1


def test_attachments(row: Scenario, writer: User, second: User, acting: As, data_folder: Path) -> None:
    by = acting(writer)
    file = verbs.attach(by, row, name="map/Nota.txt", file=io.BytesIO(b"inhoud"))
    assert (file.name, file.media_type, file.size) == ("Nota.txt", "text/plain", 6)
    assert place_of(file.sha256).read_bytes() == b"inhoud"
    with pytest.raises(RefusedError, match=r"there already, as Nota\.txt"):
        verbs.attach(by, row, name="anders.txt", file=io.BytesIO(b"inhoud"))
    row = verbs.submit_for_review(by, row, version=1)
    row = verbs.review(acting(second), row, version=2, approved=True)
    verbs.remove_attachment(by, file)
    verbs.remove_attachment(by, file)
    row.refresh_from_db()
    assert row.review_state == ReviewState.DRAFT
    assert place_of(file.sha256).exists()
    again = verbs.attach(by, row, name="nota.txt", file=io.BytesIO(b"inhoud"))
    assert row.attachments.filter(removed__isnull=True).get() == again
    actions = list(Entry.objects.filter(object_kind="attachment").values_list("action", flat=True))
    assert actions == ["attachment.added", "attachment.removed", "attachment.added"]


def test_a_full_disk_leaves_no_row(
    row: Scenario, writer: User, acting: As, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RefusedError, match="disk of the server is full"):
        verbs.attach(acting(writer), row, name="a.txt", file=io.BytesIO(b"x"))
    assert not Attachment.objects.exists()


def test_sources(open_round: Round, writer: User, second: User, acting: As) -> None:
    by = acting(writer)
    row = verbs.save_source(by, open_round, key="brief", source=SourceContent(title="Brief", year=2013))
    with pytest.raises(InputError):
        verbs.save_source(by, open_round, key="brief", source=SourceContent(title="Anders"))
    row = verbs.save_source(by, open_round, key="brief", source=SourceContent(title="De brief"), version=1)
    assert (row.title, row.year, row.version) == ("De brief", None, 2)
    with pytest.raises(StaleVersionError):
        verbs.save_source(acting(second), open_round, key="brief", source=SourceContent(title="x"), version=1)
    assert Source.objects.get(key="brief").title == "De brief"
    assert inputs(open_round) == 3


def test_a_source_is_checked_by_the_library() -> None:
    assert verbs.source_from({"title": "A", "author": "", "year": None, "reference": ""}).title == "A"
    with pytest.raises(InputError):
        verbs.source_from({"title": "A", "year": "gisteren"})


def test_how_far_a_change_of_a_scenario_reaches(row: Scenario) -> None:
    words = {"story": {}, "note_nl": "x", "sources": [], "mark": "assumed", "vital": ["drinkwater"]}
    assert verbs.reach_of(row, words) == Reach.REPORTS
    for field, value in (("title_nl", "Anders"), ("status", "retired"), ("level", 2), ("kind", "threat")):
        assert verbs.reach_of(row, {**words, field: value}) == Reach.RESULTS
    row.links = [{"scenario": "x", "probability": 0.1, "mark": "found"}]
    assert verbs.reach_of(row, {"links": [{"scenario": "x", "probability": 0.1, "mark": "assumed"}]}) == Reach.REPORTS
    assert verbs.reach_of(row, {"links": [{"scenario": "x", "probability": 0.2, "mark": "found"}]}) == Reach.RESULTS
