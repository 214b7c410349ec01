# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.compose.drafts import EN, NL, STARTS, draft
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.compose.checking import check_draft
from weerbaar.alerting.compose.contacts import official_contacts
from weerbaar.alerting.compose.filling import examples, fill
from weerbaar.alerting.compose.templates import template
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text

_DO = " Ga naar binnen. Sluit ramen en deuren."


def _check(**changes: Any) -> list[Finding]:
    return check_draft(draft(**changes), contacts=official_contacts(), now=STARTS)


def _grave(**changes: Any) -> set[tuple[str, str]]:
    return {(finding.level, finding.rule) for finding in _check(**changes) if finding.level != "advice"}


def test_a_right_draft_has_nothing_to_look_at() -> None:
    assert _grave() == set()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"nl": "", "en": ""}, {("error", "languages.dutch")}),
        ({"en": ""}, {("warning", "languages.english")}),
        ({"nl": NL.replace(_DO, "")}, {("error", "parts.action"), ("warning", "languages.action")}),
        ({"nl": NL.replace("14:05", ""), "en": EN.replace("14:05", "")}, {("warning", "parts.time")}),
        ({"nl": NL.replace("14:05", "15:05"), "en": EN.replace("14:05", "15:05")}, {("error", "time.differs")}),
        ({"nl": NL.replace("14:05", "14:20"), "en": EN.replace("14:05", "14:20")}, set()),
        ({"nl": NL.replace("26-11", "25-11"), "en": EN.replace("26-11", "25-11")}, {("error", "time.differs")}),
        ({"en": EN.replace("14:05", "14:50")}, {("error", "languages.time")}),
        ({"expires": STARTS}, {("error", "time.expires"), ("error", "time.expired")}),
        ({"expires": STARTS + timedelta(hours=24)}, set()),
        ({"expires": STARTS + timedelta(hours=24, seconds=1)}, {("error", "time.expires-late")}),
        ({"nl": NL + " Bij [straat]."}, {("error", "template.left-open")}),
        ({"nl": NL + " <b>"}, {("error", "template.left-open")}),
        ({"nl": NL.replace("binnen", "binnen ’s nachts")}, {("warning", "size.expensive-character")}),
        ({"nl": NL.replace("vru.nl", "vru.com")}, {("error", "contacts.site-imitation"), ("error", "languages.site")}),
        ({"kind": "all-clear"}, {("error", "all-clear.of-what")}),
        ({"kind": "all-clear", "replaces": "vr09-2026-0000"}, set()),
        ({"replaces": "vr09-2026-0001"}, {("error", "replaces.itself")}),
        ({"level": "test"}, {("error", "status.differs")}),
        ({"level": "exercise", "status": "exercise"}, set()),
        ({"kind": "test"}, {("error", "status.differs")}),
        ({"more_info": "vru.nl"}, set()),
        ({"more_info": "crisis.nl"}, {("warning", "contacts.not-in-text")}),
        ({"phones": ("020-1234567",)}, {("error", "contacts.number-unknown"), ("warning", "contacts.not-in-text")}),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_one_thing_found(changes: dict[str, Any], found: set[tuple[str, str]]) -> None:
    assert _grave(**changes) == found


def test_the_text_of_2019_is_stopped() -> None:
    """Dutch only, and a number that is not of the government: sent during the outage of 112 on 24-06-2019."""
    found = _grave(nl="NL-Alert 26-11-2026 14:05: 112 is in heel Nederland niet bereikbaar. Bel 06-12345678.", en="")
    assert found == {
        ("error", "contacts.number-unknown"),
        ("warning", "languages.english"),
        ("warning", "parts.info"),
    }


def test_the_costly_character_is_named_with_its_place_in_its_own_text() -> None:
    text = EN.replace("Go", "‘Go’")
    found = [finding for finding in _check(en=text) if finding.rule == "size.expensive-character"]
    assert {finding.value: finding.where for finding in found} == {
        character: f"text.en[{text.index(character)}:{text.index(character) + 1}]" for character in "‘’"
    }
    assert found[0].fix.nl == "Schrijf '."


def test_sixteen_pages_are_too_many() -> None:
    assert ("error", "size.too-long") in _grave(nl=NL + " Blijf binnen." * 90)
    assert ("error", "size.too-long") not in _grave(nl=NL + " Blijf binnen." * 70)


def test_the_area_is_checked_too() -> None:
    swapped = Area(Text(nl="Utrecht"), circles=(Circle(5.12, 52.09, 5.0),))
    assert any(finding.rule.startswith("area.") and finding.level == "error" for finding in _check(area=swapped))


def test_fixed_words_of_the_template_are_kept() -> None:
    frame = template("brand-rook")
    texts = fill(frame, examples(frame))
    changed = draft(nl=texts.nl.replace("Zet ventilatie uit.", ""), en=texts.en)
    found = check_draft(changed, contacts=official_contacts(), now=STARTS, template=frame)
    assert "template.fixed" in {finding.rule for finding in found}


def test_errors_come_first() -> None:
    order = [finding.level for finding in _check(nl=NL + " [x] Indien nodig: calamiteit.", en="")]
    assert order == sorted(order, key=["error", "warning", "advice"].index)
    assert set(order) == {"error", "warning", "advice"}


def test_every_finding_speaks_both_languages_and_says_what_to_do() -> None:
    found = _check(nl="[x] Calamiteit! Bel 06-12345678 of bit.ly/x ’", en="Fire [x]", more_info="boef.nl", level="test")
    assert len(found) > 8
    # What the area says is for its own tests.
    own = [finding for finding in found if not finding.rule.startswith("area.")]
    assert [finding.rule for finding in own if not (finding.message.en and finding.fix.nl and finding.fix.en)] == []


@settings(max_examples=60)
@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_typed_there_is_an_answer_that_points_into_the_text(nl: str, en: str) -> None:
    texts = Text(nl=nl, en=en)
    for finding in _check(texts=texts):
        field, _, place = finding.where.partition("[")
        if field in ("text.nl", "text.en") and place:
            start, _, end = place.rstrip("]").partition(":")
            assert 0 <= int(start) < int(end) <= len(texts.nl if field == "text.nl" else texts.en)
