# SPDX-License-Identifier: EUPL-1.2
"""An information block, one mistake at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.alerting.cap.alerts import ALERT, DUTCH, SENT, Wrong, assert_all_tried, assert_found, document, with_info
from weerbaar.alerting import Finding
from weerbaar.alerting.cap import Alert, Document, Named
from weerbaar.alerting.cap.prose_info import RULES, info_findings, is_full_address

INFO = "/alert/info[1]"

WRONG = (
    Wrong("cap.language", with_info(language="xx-NL"), f"{INFO}/language[1]"),
    Wrong("cap.language-region", with_info(language="en-UK"), f"{INFO}/language[1]"),
    Wrong("cap.language-missing", with_info(language=None), INFO),
    Wrong("cap.expires-missing", with_info(expires=None), INFO),
    Wrong("cap.expires-effective", with_info(effective="2024-06-15T18:30:01+02:00"), f"{INFO}/expires[1]"),
    # The same hour on the clock, in another time zone.
    Wrong("cap.expires-effective", with_info(effective="2024-06-15T18:30:00+01:00"), f"{INFO}/expires[1]"),
    Wrong("cap.expires-sent", with_info(expires=SENT), f"{INFO}/expires[1]"),
    Wrong("cap.expires-onset", with_info(onset="2024-06-16T00:00:00+02:00"), f"{INFO}/expires[1]"),
    Wrong(
        "cap.response-instruction",
        with_info(response_type=("Evacuate",), instruction=None),
        f"{INFO}/responseType[1]",
    ),
    Wrong("cap.response-none", with_info(response_type=("Shelter", "None")), f"{INFO}/responseType[2]"),
    Wrong("cap.response-assess", with_info(response_type=("Assess",)), f"{INFO}/responseType[1]"),
    Wrong("cap.headline-long", with_info(headline="a" * 161), f"{INFO}/headline[1]"),
    Wrong("cap.web", with_info(web="www.crisis.nl"), f"{INFO}/web[1]"),
    Wrong("cap.web", with_info(web="https://"), f"{INFO}/web[1]"),
    Wrong("cap.web", with_info(web="https://crisis.nl/a b"), f"{INFO}/web[1]"),
    Wrong("cap.blank", with_info(event=" "), f"{INFO}/event[1]"),
    Wrong("cap.value-blank", with_info(parameter=(Named("", "1"),)), f"{INFO}/parameter[1]/valueName[1]"),
    Wrong("cap.value-blank", with_info(event_code=(Named("SAME", ""),)), f"{INFO}/eventCode[1]/value[1]"),
    Wrong("cap.value-acronym", with_info(event_code=(Named("S.A.M.E.", "CAE"),)), f"{INFO}/eventCode[1]/valueName[1]"),
    Wrong("cap.twice", with_info(category=("Fire", "Fire")), f"{INFO}/category[2]"),
    Wrong("cap.very-likely", with_info(certainty="Very Likely"), f"{INFO}/certainty[1]", "1.1"),
)

RIGHT = (
    ALERT,
    with_info(language="nl"),
    with_info(language="zh-Hant-TW"),
    with_info(language="gsw"),
    with_info(effective=None, onset=None),
    with_info(expires="2024-06-15T12:30:01+02:00", effective=None, onset=None),
    with_info(headline="a" * 160),
    with_info(response_type=("None",)),
    with_info(response_type=("Evacuate", "Avoid")),
    with_info(web="mailto:info@crisis.nl"),
    with_info(parameter=(Named("profile:CAP-CP:0.4", "x"), Named("SAME", "y"))),
    # A cancelled message may have expired, and need not say until when.
    replace(with_info(expires="2024-06-15T12:30:00+02:00", onset=None, effective=None), msg_type="Cancel"),
    replace(with_info(expires=None), msg_type="Cancel"),
)


def found(read: Document) -> list[Finding]:
    return list(info_findings(read, read.alert.info[0], ("info", 0)))


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_wrong_block_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, found(document(wrong.alert, wrong.version)), RULES)


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_block_has_no_findings(right: Alert) -> None:
    assert found(document(right)) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)


def test_assess_is_fine_for_who_is_not_the_public() -> None:
    alert = replace(with_info(response_type=("Assess",)), scope="Restricted", restriction="hulpdiensten")
    assert found(document(alert)) == []


def test_times_that_cannot_be_read_are_left_to_the_schema() -> None:
    alert = with_info(expires="morgen", effective="vandaag", onset="gisteren")
    assert found(document(alert)) == []


def test_a_time_in_utc_is_written_with_a_minus() -> None:
    alert = with_info(effective="2024-06-15T10:30:00+00:00")
    assert [(f.rule, f.where) for f in found(document(alert))] == [("cap.utc", f"{INFO}/effective[1]")]


@pytest.mark.parametrize(
    ("address", "full"),
    [
        ("https://crisis.nl", True),
        ("HTTP://crisis.nl/x?y=1#z", True),
        ("tel:112", True),
        ("//crisis.nl/", False),
        ("kaart.png", False),
        ("https:///kaart.png", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_a_full_address_has_a_scheme_and_a_host(address: str, full: bool) -> None:
    assert is_full_address(address) is full


def test_the_value_says_what_was_found() -> None:
    (finding,) = found(document(with_info(web="crisis")))
    assert (finding.value, DUTCH.web) == ("crisis", "https://www.crisis.nl/")
