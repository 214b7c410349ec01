# SPDX-License-Identifier: EUPL-1.2
"""Each reason for which a scenario must be looked at again, one at a time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.capability.agenda.agendas import SCENARIOS, agenda_of, day, signal, theme
from weerbaar.capability.agenda import Reviewed, ScenarioStatus, dossiers_of, load_agenda, staleness, stamp
from weerbaar.capability.agenda.staleness import next_review
from weerbaar.dossier import Dossier, load_dossier

CYBER = SCENARIOS[0]


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier("voorbeeld-2012")


@pytest.fixture(scope="module")
def reviewed(dossier: Dossier) -> Reviewed:
    return stamp(dossier, CYBER, day("2013-10-14"))


def status(dossier: Dossier, on: str, *themes: str, signals: str = "") -> ScenarioStatus:
    (found,) = staleness(agenda_of(*themes, signals=signals), {"voorbeeld-2012": dossier}, day(on))
    return found


def kinds(found: ScenarioStatus) -> list[str]:
    return [r.kind for r in found.reasons]


def test_fresh_when_nothing_changed_and_no_day_has_come(dossier: Dossier, reviewed: Reviewed) -> None:
    found = status(dossier, "2015-04-14", theme(reviewed=reviewed, rhythm="review_every_months: 18"))
    assert (found.status, found.reasons, str(found.due)) == ("fresh", (), "2015-04-14")


def test_stale_the_day_after_the_review_was_due(dossier: Dossier, reviewed: Reviewed) -> None:
    found = status(dossier, "2015-04-15", theme(reviewed=reviewed, rhythm="review_every_months: 18"))
    assert (found.status, kinds(found)) == ("stale", ["due"])
    assert found.reasons[0].words.nl == "herbeoordeling was 14 april 2015"


def test_an_agreed_month_has_passed_when_it_is_over(dossier: Dossier, reviewed: Reviewed) -> None:
    agreed = theme(reviewed=reviewed, rhythm="reviews: [2015-03, 2016]")
    assert status(dossier, "2015-03-31", agreed).status == "fresh"
    assert kinds(status(dossier, "2015-04-01", agreed)) == ["due"]


def test_before_the_start_a_scenario_is_planned_and_after_it_never_reviewed(dossier: Dossier) -> None:
    assert status(dossier, "2013-09-30", theme()).status == "planned"
    found = status(dossier, "2013-10-01", theme())
    assert (found.status, kinds(found)) == ("stale", ["never"])
    assert found.reasons[0].words.en == "not reviewed yet; the start was September 2013"


def test_a_review_that_is_still_to_come_does_not_count(dossier: Dossier, reviewed: Reviewed) -> None:
    found = status(dossier, "2013-10-13", theme(reviewed=reviewed))
    assert (kinds(found), found.reviewed_on) == (["never"], None)


@pytest.mark.parametrize("part", ["storyline", "judgements", "likelihood", "published", "sources"])
def test_each_part_that_changed_is_named(dossier: Dossier, reviewed: Reviewed, part: Any) -> None:
    other = reviewed.fingerprint.model_copy(update={part: "0" * 16})
    found = status(dossier, "2014-01-01", theme(reviewed=reviewed.model_copy(update={"fingerprint": other})))
    assert (found.status, kinds(found)) == ("stale", [part])


def test_another_version_and_another_file_of_the_method_are_two_things(dossier: Dossier, reviewed: Reviewed) -> None:
    def said(**fields: str) -> str:
        then = reviewed.model_copy(update={"method": reviewed.method.model_copy(update=fields)})
        found = status(dossier, "2014-01-01", theme(reviewed=then))
        assert kinds(found) == ["method"]
        return found.reasons[0].words.nl

    now = f"{reviewed.method.id} {reviewed.method.version}"
    assert said(version="0.9") == f"de methode is {now}, was {reviewed.method.id} 0.9"
    assert said(id="eu-2016") == f"de methode is {now}, was eu-2016 {reviewed.method.version}"
    assert "veranderd bij dezelfde versie" in said(fingerprint="0" * 16)


def test_a_signal_waits_until_it_is_settled_or_considered(dossier: Dossier, reviewed: Reviewed) -> None:
    plain = theme(reviewed=reviewed)
    assert kinds(status(dossier, "2014-04-07", plain, signals=signal())) == []
    found = status(dossier, "2014-04-08", plain, signals=signal())
    assert (kinds(found), found.reasons[0].signal) == (["signal"], "sein")
    assert found.reasons[0].words.nl == "signaal van 8 april 2014: Een sein"
    settled = signal(more=", settled_on: 2014-05-01")
    assert kinds(status(dossier, "2014-04-30", plain, signals=settled)) == ["signal"]
    assert kinds(status(dossier, "2014-05-01", plain, signals=settled)) == []
    seen = theme(reviewed=reviewed.model_copy(update={"signals": ("sein",)}))
    assert kinds(status(dossier, "2014-06-01", seen, signals=signal())) == []


def test_a_signal_from_before_the_review_that_it_did_not_consider_still_waits(
    dossier: Dossier, reviewed: Reviewed
) -> None:
    found = status(dossier, "2014-01-01", theme(reviewed=reviewed), signals=signal(on="2013-10-01"))
    assert kinds(found) == ["signal"]


def test_after_a_stamp_everything_is_fresh_again(dossier: Dossier) -> None:
    again = stamp(dossier, CYBER, day("2014-05-01"), ("sein",))
    found = status(dossier, "2014-05-01", theme(reviewed=again, rhythm="review_every_months: 6"), signals=signal())
    assert (found.status, str(found.due)) == ("fresh", "2014-11-01")


def test_without_a_rhythm_no_day_is_due(reviewed: Reviewed) -> None:
    (bare,) = agenda_of(theme(reviewed=reviewed)).themes
    assert next_review(bare, reviewed) is None


def test_the_shipped_example_shows_each_status() -> None:
    """When this fails because the illustrative round changed, stamp its first and third scenario again."""
    agenda = load_agenda("voorbeeld-capaciteiten")
    found = {s.scenario.scenario: s for s in staleness(agenda, dossiers_of(agenda), day("2014-10-01"))}
    assert {name: (s.status, kinds(s)) for name, s in found.items()} == {
        "cyberhacktivisme": ("stale", ["signal"]),
        "grootschalige-onlusten": ("stale", ["likelihood"]),
        "gewelddadige-eenling": ("fresh", []),
        "wapenbeheersing-falende-staat": ("planned", []),
    }
