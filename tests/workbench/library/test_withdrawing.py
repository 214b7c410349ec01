# SPDX-License-Identifier: EUPL-1.2
"""A scenario that is withdrawn is nowhere any more, and all of it is back once it is restored."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.workbench.library.addresses import at
from weerbaar.base import InputError
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.exchange.merging import Chosen
from weerbaar.workbench.exchange.verbs import check_upload, export_round, look, merge_into
from weerbaar.workbench.library import verbs
from weerbaar.workbench.library.conversion import scenario_of
from weerbaar.workbench.library.listing import Filters, scenarios
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario
from weerbaar.workbench.library.rules import RefusedError, may_review, may_submit
from weerbaar.workbench.library.search import ranked, readable, terms_of
from weerbaar.workbench.library.withdrawing import restore_scenario, withdraw_scenario, withdrawal_of
from weerbaar.workbench.reports.levels import levels_in
from weerbaar.workbench.results.levels import level_for
from weerbaar.workbench.rounds.comparison import compare_rounds
from weerbaar.workbench.rounds.conversion import dossier_of, round_from
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.rounds.phases import STEPS, obstacles
from weerbaar.workbench.rounds.quality import checks_of
from weerbaar.workbench.scoring.panel import scenarios_for
from weerbaar.workbench.shell.versioned import StaleVersionError

As = Callable[[User], Any]
SLUG = "cyberhacktivisme"


@pytest.fixture
def judged(db: None) -> Round:
    """The illustrative round with its judgements, in which people score."""
    return round_from(load_dossier("voorbeeld-2012"), phase=Phase.SCORING)


@pytest.fixture
def one(judged: Round) -> Scenario:
    return judged.scenarios.get(slug=SLUG)


def _now(row: Scenario) -> Scenario:
    return Scenario.objects.get(pk=row.pk)


def test_it_is_gone_from_everything_and_comes_back_as_it_was(
    judged: Round, one: Scenario, writer: User, second: User, acting: As
) -> None:
    def seen() -> dict[str, bool]:
        round_ = Round.objects.get(pk=judged.pk)
        dossier = dossier_of(round_)
        return {
            "list": SLUG in {r.slug for r in scenarios(writer, round_, Filters())},
            "scoring": scenarios_for(second, round_).filter(slug=SLUG).exists(),
            "dossier": SLUG in {s.id for s in dossier.scenarios},
            "judgements": SLUG in {j.scenario for found in dossier.judgements for j in found.judgements},
            "links": SLUG in {link.scenario for s in dossier.scenarios for link in s.links},
            "export": SLUG in export_round(acting(second), round_, form="csv").content.decode(),
            "search": one.pk in {pk for pk, _ in ranked(writer, terms_of("hacktivisme"), readable(writer))},
        }

    answers = json.dumps(sorted(one.answers.values_list("pk", flat=True)))
    before, whole = seen(), dossier_of(judged)
    other = judged.scenarios.exclude(pk=one.pk).first()
    assert other is not None
    other.change(other.version, links=[*other.links, {"scenario": SLUG, "probability": 0.5}])
    judged.touch()
    judged.refresh_from_db()
    before = seen()
    whole = dossier_of(judged)
    assert all(before.values())
    gone = withdraw_scenario(acting(writer), one, version=one.version, reason=" Dubbel met een ander. ")
    assert gone.status == WITHDRAWN
    assert not any(seen().values())
    assert [r.slug for r in scenarios(writer, judged, Filters(status=WITHDRAWN))] == [SLUG]
    found = withdrawal_of(_now(one))
    assert found is not None
    assert (found.by, found.reason, found.status) == (writer, "Dubbel met een ander.", "active")
    back = restore_scenario(acting(writer), gone, version=gone.version)
    assert (back.status, back.review_state, back.version) == ("active", one.review_state, one.version + 2)
    assert withdrawal_of(back) is None
    assert all(seen().values())
    assert dossier_of(Round.objects.get(pk=judged.pk)).content_hash == whole.content_hash
    assert json.dumps(sorted(back.answers.values_list("pk", flat=True))) == answers
    told = Entry.objects.filter(action__in=["scenario.withdrawn", "scenario.restored"]).order_by("sequence")
    assert [(entry.action, entry.details["reason"]) for entry in told] == [
        ("scenario.withdrawn", "Dubbel met een ander."),
        ("scenario.restored", ""),
    ]


def test_it_counts_in_no_check_and_in_no_level(
    judged: Round, one: Scenario, writer: User, acting: As, make_user: Callable[..., User]
) -> None:
    Scenario.objects.filter(pk=one.pk).update(review_state=ReviewState.DRAFT, level=2, story={})
    judge = make_user(Role.ANALYST, clearance=2)
    assert level_for(judge, judged) == 2
    assert 2 in levels_in(judged)
    bare = [check.found for check in checks_of(judged, level=2)][:2]
    Scenario.objects.filter(pk=one.pk).update(status=WITHDRAWN)
    assert level_for(judge, judged) == judged.level
    assert levels_in(judged) == [judged.level]
    assert [check.found for check in checks_of(judged, level=2)][:2] == [n - 1 for n in bare]


def test_only_with_a_reason_the_newest_version_and_in_an_open_round(
    judged: Round, one: Scenario, writer: User, acting: As, make_user: Callable[..., User]
) -> None:
    with pytest.raises(RefusedError, match="reason"):
        withdraw_scenario(acting(writer), one, version=one.version, reason="  ")
    with pytest.raises(StaleVersionError):
        withdraw_scenario(acting(writer), one, version=one.version - 1, reason="Vervalt.")
    with pytest.raises(PermissionDenied):
        withdraw_scenario(acting(make_user(Role.FACILITATOR)), one, version=one.version, reason="Vervalt.")
    with pytest.raises(RefusedError, match="not been withdrawn"):
        restore_scenario(acting(writer), one, version=one.version)
    gone = withdraw_scenario(acting(writer), one, version=one.version, reason="Vervalt.")
    with pytest.raises(RefusedError, match="withdrawn"):
        withdraw_scenario(acting(writer), gone, version=gone.version, reason="Nog eens.")
    with pytest.raises(StaleVersionError):
        restore_scenario(acting(writer), gone, version=gone.version - 1)
    for phase in (Phase.CLOSED, Phase.SIGNED):
        Round.objects.filter(pk=judged.pk).update(phase=phase)
        with pytest.raises(RefusedError, match="closed"):
            restore_scenario(acting(writer), gone, version=gone.version)
        with pytest.raises(RefusedError, match="closed"):
            withdraw_scenario(acting(writer), gone, version=gone.version, reason="Vervalt.")
    assert _now(one).status == WITHDRAWN


def test_nobody_writes_or_reviews_it_meanwhile(row: Scenario, writer: User, second: User, acting: As) -> None:
    verbs.submit_for_review(acting(writer), row, version=row.version)
    gone = withdraw_scenario(acting(writer), row, version=row.version + 1, reason="Vervalt.")
    changed = scenario_of(gone).model_copy(update={"vital": ("drinkwater",)})
    for act in (
        lambda: verbs.change_scenario(acting(writer), gone, version=gone.version, scenario=changed),
        lambda: verbs.restore_version(acting(writer), gone, version=gone.version, restore=1),
        lambda: verbs.submit_for_review(acting(writer), gone, version=gone.version),
        lambda: verbs.review(acting(second), gone, version=gone.version, approved=True),
    ):
        with pytest.raises(RefusedError, match="withdrawn"):
            act()
    assert not may_review(second, gone)
    assert not may_submit(writer, gone)
    back = restore_scenario(acting(writer), gone, version=gone.version)
    assert back.review_state == ReviewState.IN_REVIEW
    assert may_review(second, back) is (back.author_id != second.pk)


def test_an_old_version_does_not_withdraw_it_again(row: Scenario, writer: User, acting: As) -> None:
    gone = withdraw_scenario(acting(writer), row, version=row.version, reason="Vervalt.")
    back = restore_scenario(acting(writer), gone, version=gone.version)
    content = scenario_of(back).model_copy(update={"vital": ("drinkwater",)})
    newer = verbs.change_scenario(acting(writer), back, version=back.version, scenario=content)
    restored = verbs.restore_version(acting(writer), newer, version=newer.version, restore=gone.version)
    assert (restored.status, restored.vital) == ("active", row.vital)


def test_what_links_to_it_can_be_written_and_keeps_the_link(row: Scenario, writer: User, acting: As) -> None:
    other = row.round.scenarios.exclude(pk=row.pk).first()
    assert other is not None
    other = other.change(other.version, links=[{"scenario": row.slug, "probability": 0.5}])
    withdraw_scenario(acting(writer), row, version=row.version, reason="Vervalt.")
    content = scenario_of(other).model_copy(update={"vital": ("drinkwater",), "links": ()})
    changed = verbs.change_scenario(acting(writer), other, version=other.version, scenario=content)
    assert [link["scenario"] for link in changed.links] == [row.slug]
    rest = row.round.scenarios.exclude(pk__in=[row.pk, other.pk])
    third = next(found for found in rest if row.slug not in [link["scenario"] for link in found.links])
    wished = scenario_of(third).model_copy(update={"links": scenario_of(other).links, "vital": ("drinkwater",)})
    changed = verbs.change_scenario(acting(writer), third, version=third.version, scenario=wished)
    assert row.slug not in [link["scenario"] for link in changed.links], "nothing new leads to it"


def test_a_file_does_not_bring_it_back_or_take_its_links(
    judged: Round, one: Scenario, writer: User, acting: As
) -> None:
    whole = export_round(acting(writer), judged).content
    other = judged.scenarios.get(slug="grootschalige-onlusten")
    assert [link["scenario"] for link in other.links] == [SLUG]
    gone = withdraw_scenario(acting(writer), one, version=one.version, reason="Vervalt.")
    judged.refresh_from_db()
    upload = check_upload(acting(writer), judged, name="ronde.zip", content=whole)
    _, plan = look(upload, judged, writer)
    assert plan is not None
    assert [text.scenario.id for text in plan.texts] == [SLUG, other.slug]
    with pytest.raises(InputError, match="Restore it first"):
        merge_into(acting(writer), upload, judged, Chosen(scenarios=frozenset({SLUG})))
    assert _now(one).version == gone.version
    merge_into(acting(writer), upload, judged, Chosen(scenarios=frozenset({other.slug})))
    assert _now(other).links == other.links
    assert not judged.panel.filter(answers__scenario=one, answers__turn=2).exists()


def test_a_new_round_and_a_comparison_go_without_it(judged: Round, one: Scenario, writer: User, acting: As) -> None:
    Grant.objects.create(user=writer, role=Role.READER)
    withdraw_scenario(acting(writer), one, version=one.version, reason="Vervalt.")
    judged.refresh_from_db()
    other = round_from(load_dossier("voorbeeld-2012"), slug="ander")
    found = compare_rounds(other, judged, writer)
    assert [scenario.id for scenario in found.scenarios if scenario.state == "gone"] == [SLUG]


def test_a_round_with_only_withdrawn_scenarios_does_not_open(row: Scenario, writer: User, acting: As) -> None:
    for scenario in row.round.scenarios.all():
        withdraw_scenario(acting(writer), scenario, version=scenario.version, reason="Vervalt.")
    found = obstacles(STEPS["open_scoring"], Round.objects.get(pk=row.round_id))
    assert "geen actief scenario" in found[0].text.nl


def test_its_page_says_why_and_restores_it(row: Scenario, writer: User, pages: Client, acting: As) -> None:
    withdraw_scenario(acting(writer), row, version=row.version, reason="Dubbel.")
    assert SLUG not in pages.get(f"/rondes/{row.round.slug}/scenarios/").content.decode()
    assert SLUG in pages.get(f"/rondes/{row.round.slug}/scenarios/?status=withdrawn").content.decode()
    page = pages.get(at("scenario", row)).content.decode()
    assert "Dit scenario is ingetrokken" in page
    assert "Reden: Dubbel." in page
    assert at("scenario-edit", row) not in page
    assert pages.get(at("scenario-edit", row)).status_code == 302
