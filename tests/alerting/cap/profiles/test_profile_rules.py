# SPDX-License-Identifier: EUPL-1.2
"""What the profiles share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.alerting.cap.alerts import ALERT, DUTCH, EARLIER, ENGLISH, document, with_both
from weerbaar.alerting.cap import Alert, Named
from weerbaar.alerting.cap.profiles.profile_rules import (
    agreement_findings,
    event_findings,
    missing_findings,
    profile_rule,
    reference_findings,
    utc_findings,
)

SUBJECTS = (
    "expires",
    "sender-name",
    "instruction",
    "description",
    "web",
    "contact",
    "response-type",
    "area",
    "shape",
)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_element_that_is_asked_is_missed_in_every_block(subject: str) -> None:
    empty: dict[str, object] = {
        "response-type": {"response_type": ()},
        "area": {"area": ()},
        "shape": {"area": (replace(DUTCH.area[0], polygon=()),)},
    }.get(subject, {subject.replace("-", "_"): " "})  # type: ignore[assignment]
    asked = (profile_rule("x", subject, "error", "bron"),)
    found = list(missing_findings(document(with_both(**empty)), asked))
    assert [(f.rule, f.where, f.level, f.source) for f in found] == [
        (f"x.{subject}", "/alert/info[1]", "error", "bron"),
        (f"x.{subject}", "/alert/info[2]", "error", "bron"),
    ]
    assert list(missing_findings(document(), asked)) == []


@pytest.mark.parametrize(
    ("alert", "count"),
    [
        (ALERT, 0),
        (replace(ALERT, msg_type="Update"), 1),
        (replace(ALERT, msg_type="Cancel", references=" "), 1),
        (replace(ALERT, msg_type="Cancel", references=EARLIER), 0),
        (replace(ALERT, msg_type="Ack"), 0),
    ],
)
def test_a_change_names_what_it_changes(alert: Alert, count: int) -> None:
    rule = profile_rule("x", "references", "error", "bron")
    assert len(list(reference_findings(document(alert), rule))) == count


def test_blocks_agree_with_the_first() -> None:
    categories = profile_rule("x", "categories", "error", "bron")
    codes = profile_rule("x", "event-codes", "error", "bron")
    other = replace(ENGLISH, category=("Health",), event_code=(Named("SAME", "CAE"),))
    read = document(replace(ALERT, info=(DUTCH, ENGLISH, other)))
    assert [(f.rule, f.where) for f in agreement_findings(read, categories, codes)] == [
        ("x.categories", "/alert/info[3]/category[1]"),
        ("x.event-codes", "/alert/info[3]/eventCode[1]"),
    ]
    assert [f.rule for f in agreement_findings(read, None, codes)] == ["x.event-codes"]
    assert list(agreement_findings(document(replace(ALERT, info=())), categories, codes)) == []


def test_the_order_of_categories_is_no_matter() -> None:
    first, second = replace(DUTCH, category=("Fire", "Health")), replace(ENGLISH, category=("Health", "Fire"))
    categories = profile_rule("x", "categories", "error", "bron")
    codes = profile_rule("x", "event-codes", "error", "bron")
    assert list(agreement_findings(document(replace(ALERT, info=(first, second))), categories, codes)) == []


def test_one_language_names_one_event() -> None:
    rule = profile_rule("x", "event-language", "advice", "bron")
    read = document(replace(ALERT, info=(DUTCH, ENGLISH, replace(DUTCH, event="Rook"))))
    (found,) = event_findings(read, rule)
    assert (found.where, found.value) == ("/alert/info[3]/event[1]", "Rook")
    assert '"Grote brand"' in found.message.nl


def test_times_in_utc_are_found_among_those_asked() -> None:
    rule = profile_rule("x", "local-time", "advice", "bron")
    utc = "2024-06-15T16:30:00-00:00"
    read = document(replace(ALERT, sent=utc, info=(replace(DUTCH, onset=utc, expires=utc),)))
    assert [f.where for f in utc_findings(read, rule, ("sent", "expires"))] == [
        "/alert/sent[1]",
        "/alert/info[1]/expires[1]",
    ]
    assert list(utc_findings(document(), rule, ("sent", "effective", "onset", "expires"))) == []
