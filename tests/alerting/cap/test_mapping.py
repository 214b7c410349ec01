# SPDX-License-Identifier: EUPL-1.2
"""From a CAP message to cell broadcasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.cap.alerts import ALERT, AREA, DUTCH, EARLIER, ENGLISH, NOW, with_both
from tests.alerting.cap.test_mapping_table import CMAS
from weerbaar.alerting.cap import Alert, Named
from weerbaar.alerting.cap.mapping import (
    UnknownPracticeError,
    broadcast_text,
    map_to_broadcast,
)
from weerbaar.alerting.cap.values import format_time

SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
URGENCIES = ("Immediate", "Expected", "Future", "Past", "Unknown")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")


def rules(alert: Alert, practice: str = "nl") -> list[tuple[str, str]]:
    return [(f.rule, f.level) for f in map_to_broadcast(alert, practice, NOW).findings]


def test_an_nl_alert_is_one_broadcast_in_two_languages() -> None:
    mapping = map_to_broadcast(ALERT, "nl", NOW)
    (broadcast,) = mapping.broadcasts
    assert (mapping.action, mapping.findings) == ("write", ())
    assert (broadcast.message_identifier, broadcast.additional, broadcast.infos) == (4371, False, (0, 1))
    assert broadcast.text == (
        "Grote brand in Moerdijk. De rook is giftig. Ga naar binnen. Sluit ramen en deuren. https://www.crisis.nl/"
        " *** "
        "Large fire in Moerdijk. The smoke is toxic. Go inside. Close windows and doors. https://www.crisis.nl/"
    )
    assert (broadcast.data_coding, broadcast.pages) == (0x0F, 3)


def test_dutch_goes_first_whatever_the_order_of_the_message() -> None:
    (broadcast,) = map_to_broadcast(replace(ALERT, info=(ENGLISH, DUTCH)), "nl", NOW).broadcasts
    assert broadcast.infos == (1, 0)
    assert broadcast.text.startswith("Grote brand")


def test_under_eu_alert_each_language_has_an_identifier_of_its_own() -> None:
    mapping = map_to_broadcast(ALERT, "eu", NOW)
    assert [(b.message_identifier, b.additional, b.infos, b.data_coding) for b in mapping.broadcasts] == [
        (4371, False, (0,), 0x05),
        (4384, True, (1,), 0x01),
    ]


@pytest.mark.parametrize(("severity", "urgency", "certainty"), list(product(SEVERITIES, URGENCIES, CERTAINTIES)))
def test_cmas_by_severity_urgency_and_certainty(severity: str, urgency: str, certainty: str) -> None:
    alert = replace(ALERT, info=(replace(ENGLISH, severity=severity, urgency=urgency, certainty=certainty),))
    mapping = map_to_broadcast(alert, "cmas", NOW)
    expected = CMAS.get((severity, urgency, certainty))
    assert [b.message_identifier for b in mapping.broadcasts] == ([] if expected is None else [expected])
    assert [f.rule for f in mapping.findings] == ([] if expected else ["3gpp.no-identifier"])


@pytest.mark.parametrize(
    ("alert", "practice", "identifiers"),
    [
        (replace(ALERT, status="Exercise"), "nl", [4381]),
        (replace(ALERT, status="Test"), "nl", [4380]),
        (replace(ALERT, status="Exercise"), "eu", [4381, 4394]),
        (replace(ALERT, status="Test"), "eu", [4380, 4393]),
        (with_both(parameter=(Named("EU-Alert-Level", "1"),)), "nl", [4370]),
        (with_both(parameter=(Named("EU-Alert-Level", "1"),)), "eu", [4370, 4383]),
        (with_both(event="AMBER Alert"), "eu", [4379, 4392]),
        (with_both(severity="Minor", urgency="Future"), "eu", [4396, 4397]),
        (with_both(event_code=(Named("SAME", "CAE"),)), "cmas", [4379, 4392]),
        (with_both(event_code=(Named("SAME", "RMT"),)), "cmas", [4380, 4393]),
        (with_both(parameter=(Named("WEAHandling", "Public Safety"),)), "cmas", [4396, 4397]),
    ],
)
def test_status_event_and_level_choose_the_identifier(alert: Alert, practice: str, identifiers: list[int]) -> None:
    assert [b.message_identifier for b in map_to_broadcast(alert, practice, NOW).broadcasts] == identifiers


def test_a_row_that_is_a_reading_says_so() -> None:
    alert = with_both(parameter=(Named("EU-Alert-Level", "1"),))
    assert rules(alert) == [("3gpp.uncertain", "advice")]


@pytest.mark.parametrize(
    ("alert", "rule", "level"),
    [
        (replace(ALERT, status="Draft"), "3gpp.status", "error"),
        (replace(ALERT, status="System"), "3gpp.status", "error"),
        (replace(ALERT, scope="Private"), "3gpp.scope", "error"),
        (replace(ALERT, info=()), "3gpp.info", "error"),
        (replace(ALERT, msg_type="Ack"), "3gpp.message-type", "advice"),
        (replace(ALERT, msg_type="Error"), "3gpp.message-type", "advice"),
        (with_both(area=(replace(AREA, polygon=()),)), "3gpp.area", "error"),
        (with_both(expires=None), "3gpp.expires", "error"),
        (with_both(expires="2024-06-15T12:31:00+02:00"), "3gpp.expired", "error"),
        (with_both(effective="2024-06-15T19:00:00+02:00"), "3gpp.expired", "error"),
        (with_both(parameter=(Named("CellBroadcastText", "a" * 696),)), "3gpp.text-long", "error"),
        (with_both(parameter=(Named("CellBroadcastText", " "),)), "3gpp.text-missing", "error"),
    ],
)
def test_what_cannot_be_mapped_is_a_finding(alert: Alert, rule: str, level: str) -> None:
    mapping = map_to_broadcast(alert, "nl", NOW)
    assert [(f.rule, f.level) for f in mapping.findings] == [(rule, level)]
    assert mapping.broadcasts == ()
    (finding,) = mapping.findings
    assert finding.where.startswith("/alert")
    assert finding.message.nl != finding.message.en


def test_the_text_may_fill_fifteen_pages() -> None:
    alert = replace(ALERT, info=(replace(DUTCH, parameter=(Named("CellBroadcastText", "a" * 1_395),)),))
    (broadcast,) = map_to_broadcast(alert, "nl", NOW).broadcasts
    assert (broadcast.pages, broadcast.data_coding) == (15, 0x05)
    assert broadcast.period_2g == 31


def test_an_escape_at_the_edge_of_a_page_can_take_a_page_more() -> None:
    text = "a" * 92 + ("€" + "a" * 90) * 14 + "€"
    alert = replace(ALERT, info=(replace(DUTCH, parameter=(Named("CellBroadcastText", text),)),))
    assert (len(text) + text.count("€"), rules(alert)) == (1_382, [("3gpp.text-long", "error")])


@pytest.mark.parametrize(("language", "coding"), [("fr-BE", 0x03), ("pl", 0x0E), ("fil-PH", 0x0F), ("x-oud", 0x0F)])
def test_phones_are_told_the_language(language: str, coding: int) -> None:
    (broadcast,) = map_to_broadcast(replace(ALERT, info=(replace(DUTCH, language=language),)), "nl", NOW).broadcasts
    assert broadcast.data_coding == coding


@pytest.mark.parametrize("language", ["fil-PH", "x-oud", "éé"])
def test_a_language_of_other_than_two_letters_is_left_open_in_ucs2(language: str) -> None:
    info = replace(DUTCH, language=language, parameter=(Named("CellBroadcastText", "naïef"),))
    (broadcast,) = map_to_broadcast(replace(ALERT, info=(info,)), "nl", NOW).broadcasts
    assert broadcast.data_coding == 0x48


def test_a_language_without_a_text_leaves_no_marks() -> None:
    alert = replace(ALERT, info=(DUTCH, replace(ENGLISH, parameter=(Named("CellBroadcastText", ""),))))
    (broadcast,) = map_to_broadcast(alert, "nl", NOW).broadcasts
    assert broadcast.text == broadcast_text(DUTCH)


def test_an_update_replaces_and_a_cancellation_kills() -> None:
    update = replace(ALERT, msg_type="Update", references=EARLIER)
    cancel = replace(ALERT, msg_type="Cancel", references=EARLIER)
    assert map_to_broadcast(update, "nl", NOW).action == "replace"
    killed = map_to_broadcast(cancel, "eu", NOW)
    assert (killed.action, [b.message_identifier for b in killed.broadcasts]) == ("kill", [4371, 4384])


def test_a_cancellation_needs_no_expiry_and_no_area() -> None:
    cancel = replace(with_both(expires=None, area=()), msg_type="Cancel", references=EARLIER)
    killed = map_to_broadcast(cancel, "nl", NOW)
    assert (killed.findings, [b.message_identifier for b in killed.broadcasts]) == ((), [4371])


def test_a_cancellation_is_no_text_and_may_be_long() -> None:
    cancel = replace(with_both(parameter=(Named("CellBroadcastText", "a" * 2_000),)), msg_type="Cancel")
    killed = map_to_broadcast(replace(cancel, references=EARLIER), "nl", NOW)
    (broadcast,) = killed.broadcasts
    assert (killed.findings, broadcast.text, broadcast.pages, broadcast.broadcasts) == ((), "", 0, 0)


def test_a_cancellation_without_info_is_told_where_to_look() -> None:
    killed = map_to_broadcast(replace(ALERT, msg_type="Cancel", references=EARLIER, info=()), "nl", NOW)
    assert (killed.action, killed.broadcasts) == ("kill", ())
    assert [(f.rule, f.level) for f in killed.findings] == [("3gpp.info", "advice")]


def test_six_hours_are_broadcast_each_minute() -> None:
    alert = with_both(expires=format_time(NOW + timedelta(hours=6)))
    (broadcast,) = map_to_broadcast(alert, "nl", NOW).broadcasts
    assert (broadcast.starts, broadcast.ends) == (NOW, NOW + timedelta(hours=6))
    assert (broadcast.period_s, broadcast.broadcasts) == (60, 360)
    # 60 s is 31.9 units of 1.883 s; 31 of them are 58.373 s, and 371 times that is 21,656 s.
    assert (broadcast.period_2g, broadcast.broadcasts_2g) == (31, 371)


def test_a_message_that_takes_effect_later_starts_later() -> None:
    alert = with_both(effective="2024-06-15T14:00:00+02:00", expires="2024-06-15T15:00:00+02:00")
    (broadcast,) = map_to_broadcast(alert, "nl", NOW).broadcasts
    assert broadcast.starts == datetime(2024, 6, 15, 12, tzinfo=UTC)
    assert broadcast.broadcasts == 60


def test_a_broadcast_lasts_a_day_at_most() -> None:
    mapping = map_to_broadcast(with_both(expires="2024-06-20T12:00:00+02:00"), "nl", NOW)
    (broadcast,) = mapping.broadcasts
    assert broadcast.ends == NOW + timedelta(hours=24)
    assert [(f.rule, f.level) for f in mapping.findings] == [("3gpp.duration", "warning")]


@given(st.integers(1, 24 * 3600), st.integers(1, 1_000))
def test_the_broadcasts_cover_the_time_and_no_more_than_that(seconds: int, length: int) -> None:
    text = (Named("CellBroadcastText", "a" * length),)
    info = replace(DUTCH, effective=None, expires=format_time(NOW + timedelta(seconds=seconds)), parameter=text)
    (broadcast,) = map_to_broadcast(replace(ALERT, info=(info,)), "nl", NOW).broadcasts
    unit = Fraction(1_883, 1_000)
    assert (broadcast.broadcasts - 1) * broadcast.period_s < seconds <= broadcast.broadcasts * broadcast.period_s
    one = broadcast.period_2g * unit
    assert (broadcast.broadcasts_2g - 1) * one < seconds <= broadcast.broadcasts_2g * one
    assert 1 <= broadcast.pages <= broadcast.period_2g <= 4_095
    assert 1 <= broadcast.broadcasts_2g <= 65_535


def test_a_character_outside_the_alphabet_makes_the_text_ucs2() -> None:
    info = replace(DUTCH, parameter=(Named("CellBroadcastText", "naïef " * 7),))
    (broadcast,) = map_to_broadcast(replace(ALERT, info=(info,)), "nl", NOW).broadcasts
    # 41 characters: the language in front would take a page more.
    assert (broadcast.data_coding, broadcast.pages) == (0x48, 1)
    assert broadcast.text == ("naïef " * 7).strip()


@pytest.mark.parametrize(
    ("info", "text"),
    [
        (replace(DUTCH, parameter=(Named("CellBroadcastText", " Kort. "),)), "Kort."),
        (replace(DUTCH, description=" ", instruction="Ga weg.", web=None), "Ga weg."),
        (
            replace(DUTCH, description=None, instruction=None),
            "Grote brand in Moerdijk https://www.crisis.nl/",
        ),
        (replace(DUTCH, description=None, headline=None, instruction=None, web=None), ""),
    ],
)
def test_the_text_is_put_together_from_the_message(info: object, text: str) -> None:
    assert broadcast_text(info) == text  # type: ignore[arg-type]


def test_an_unknown_practice_says_which_there_are() -> None:
    with pytest.raises(UnknownPracticeError) as caught:
        map_to_broadcast(ALERT, "jp", NOW)
    assert caught.value.render("en") == 'There is no mapping "jp". Choose from: nl, eu, cmas.'
