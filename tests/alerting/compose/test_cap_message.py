# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from tests.alerting.compose.drafts import STARTS, draft
from weerbaar.alerting.cap import check, read_document, write_alert
from weerbaar.alerting.compose.cap_message import EarlierAlertError, cancel_of, to_cap
from weerbaar.alerting.compose.filling import examples, fill
from weerbaar.alerting.compose.templates import Template, templates
from weerbaar.base import Text

SENT = STARTS.astimezone(UTC)


def test_the_blocks_in_both_languages() -> None:
    alert = to_cap(draft(), SENT)
    nl, en = alert.info
    assert (alert.identifier, alert.sender, alert.sent) == (
        "vr09-2026-0001",
        "vr09@nl-alert.nl",
        "2026-11-26T14:05:00+01:00",
    )
    assert (alert.status, alert.msg_type, alert.scope, alert.references) == ("Actual", "Alert", "Public", None)
    assert (nl.language, nl.event, nl.instruction) == (
        "nl-NL",
        "Brand met veel rook",
        "Ga naar binnen. Sluit ramen en deuren.",
    )
    assert nl.description == "NL-Alert 26-11-2026 14:05: Brand met veel rook in Utrecht. Meer informatie: vru.nl."
    assert (en.language, en.instruction) == ("en-GB", "Go inside. Close windows and doors.")
    assert (nl.expires, nl.web, nl.severity, nl.response_type) == (
        "2026-11-26T18:05:00+01:00", "https://vru.nl", "Extreme", ("Shelter",),
    )  # fmt: skip
    assert nl.area == (type(nl.area[0])("Utrecht", circle=("52.09,5.12 5",), geocode=nl.area[0].geocode),)


def test_an_update_refers_to_the_alert_that_it_replaces() -> None:
    first = to_cap(draft(), SENT)
    second = to_cap(draft(id="vr09-2026-0002", replaces="vr09-2026-0001"), SENT + timedelta(minutes=30), first)
    assert second.msg_type == "Update"
    assert second.references == "vr09@nl-alert.nl,vr09-2026-0001,2026-11-26T14:05:00+01:00"


def test_without_that_alert_or_with_another_there_is_none() -> None:
    other = to_cap(draft(id="iets-anders"), SENT)
    update = draft(id="vr09-2026-0002", replaces="vr09-2026-0001")
    for earlier in (None, other):
        with pytest.raises(EarlierAlertError, match="vr09-2026-0001"):
            to_cap(update, SENT, earlier)


@pytest.mark.parametrize(("status", "written"), [("exercise", "Exercise"), ("test", "Test")])
def test_what_is_not_meant_says_so(status: str, written: str) -> None:
    alert = to_cap(draft(status=status, level=status), SENT)
    assert (alert.status, bool(alert.note)) == (written, True)


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.id)
def test_every_frame_gives_a_message_without_errors_in_the_dutch_profile(one: Template) -> None:
    texts = fill(one, examples(one))
    made = draft(kind=one.kind, level=one.level, urgency=one.urgency, nl=texts.nl, en=texts.en)
    alert = to_cap(made, SENT)
    data = write_alert(alert)
    (verdict,) = check(data, "alert.xml", now=SENT, profile="nl")
    assert [(finding.rule, finding.value) for finding in verdict.findings if finding.level == "error"] == []
    assert read_document(data, "alert.xml").alert == alert


def test_a_withdrawal_names_the_alert_and_asks_nothing_any_more() -> None:
    first = to_cap(draft(), SENT)
    at = SENT + timedelta(minutes=45)
    gone = cancel_of(first, "vr09-2026-0001~cancel", at, Text(nl="De brand is uit.", en="The fire is out."))
    assert (gone.msg_type, gone.identifier) == ("Cancel", "vr09-2026-0001~cancel")
    assert gone.references == "vr09@nl-alert.nl,vr09-2026-0001,2026-11-26T14:05:00+01:00"
    nl, en = gone.info
    assert nl.description == "Dit bericht is om 14:50 uur ingetrokken. De brand is uit."
    assert en.description == "This message was withdrawn at 14:50 hours. The fire is out."
    assert (nl.headline, nl.instruction, nl.urgency) == ("Ingetrokken: Brand met veel rook: Utrecht", None, "Past")
    assert (nl.area, nl.expires) == (first.info[0].area, first.info[0].expires)


@pytest.mark.parametrize("later", [timedelta(minutes=1), timedelta(hours=20)], ids=["before its end", "after its end"])
def test_a_withdrawal_has_no_findings_in_the_dutch_profile(later: timedelta) -> None:
    first = to_cap(draft(), SENT)
    gone = cancel_of(first, "vr09-2026-0001~cancel", SENT + later)
    (verdict,) = check(write_alert(gone), "cancel.xml", now=SENT + later, profile="nl")
    assert verdict.findings == ()
