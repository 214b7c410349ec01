# SPDX-License-Identifier: EUPL-1.2
"""Texts that people read, one mistake at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.alerting.cap.alerts import (
    ALERT,
    DUTCH,
    ENGLISH,
    Wrong,
    assert_all_tried,
    assert_found,
    document,
    with_area,
    with_info,
    with_resource,
)
from weerbaar.alerting.cap import Alert
from weerbaar.alerting.cap.prose_text import RULES, text_findings

INFO = "/alert/info[1]"

WRONG = (
    Wrong("cap.html-entities", with_info(description="Rook &amp; vuur"), f"{INFO}/description[1]"),
    Wrong("cap.html-entities", with_info(headline="Rook&#160;en vuur"), f"{INFO}/headline[1]"),
    Wrong("cap.html-entities", replace(ALERT, note="a&nbsp;b"), "/alert/note[1]"),
    Wrong("cap.html-tags", with_info(instruction="Ga <b>nu</b> weg"), f"{INFO}/instruction[1]"),
    Wrong("cap.html-tags", with_info(instruction="Ga weg.<br/>"), f"{INFO}/instruction[1]"),
    Wrong("cap.html-tags", with_area(area_desc='<a href="x">Moerdijk</a>'), f"{INFO}/area[1]/areaDesc[1]"),
    Wrong("cap.template", with_info(description="Brand in {{plaats}}"), f"{INFO}/description[1]"),
    Wrong("cap.template", with_info(description="Brand in [plaats]"), f"{INFO}/description[1]"),
    Wrong("cap.template", with_info(headline="Brand in ${place}"), f"{INFO}/headline[1]"),
    Wrong("cap.template", with_info(headline="Brand in {place}"), f"{INFO}/headline[1]"),
    Wrong("cap.template", with_info(headline="Brand in XXXX"), f"{INFO}/headline[1]"),
    Wrong("cap.template", with_info(headline="Brand in %(place)s"), f"{INFO}/headline[1]"),
    Wrong("cap.template", with_resource(resource_desc="<<kaart>>"), f"{INFO}/resource[1]/resourceDesc[1]"),
    Wrong("cap.broken-characters", with_info(description="CafÃ© in brand"), f"{INFO}/description[1]"),
    Wrong("cap.broken-characters", with_info(description="Caf\ufffd in brand"), f"{INFO}/description[1]"),
    Wrong("cap.broken-characters", with_info(description="dat iemandâ€™s huis"), f"{INFO}/description[1]"),
    Wrong(
        "cap.same-text", replace(ALERT, info=(DUTCH, replace(ENGLISH, event=DUTCH.event))), "/alert/info[2]/event[1]"
    ),
    Wrong("cap.empty", with_info(contact=" "), f"{INFO}/contact[1]"),
    Wrong("cap.empty", replace(ALERT, code=("a", "")), "/alert/code[2]"),
    Wrong("cap.empty", replace(ALERT, note=""), "/alert/note[1]"),
)

RIGHT = (
    ALERT,
    with_info(description="Rook & vuur, 3 < 4 > 2, [52.1, 5.2], {}, 100 % zeker; fish&chips"),
    with_info(description="Temperatuur < -5 en > 3; A&B; ê Ãÿ … 100 %(honderd)"),
    with_info(description="Ât en âge, château, naïef"),
    # English for two countries may be the same.
    replace(ALERT, info=(ENGLISH, replace(ENGLISH, language="en-US"))),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.rule)
def test_a_wrong_text_is_found_where_it_is(wrong: Wrong) -> None:
    assert_found(wrong, text_findings(document(wrong.alert)), RULES)


@pytest.mark.parametrize("right", RIGHT)
def test_a_right_text_has_no_findings(right: Alert) -> None:
    assert list(text_findings(document(right))) == []


def test_every_rule_is_tried() -> None:
    assert_all_tried(WRONG, RULES)


def test_no_language_is_american_english() -> None:
    alert = replace(ALERT, info=(DUTCH, replace(ENGLISH, language=None, headline=DUTCH.headline)))
    (finding,) = text_findings(document(alert))
    assert "nl-NL en en-US" in finding.message.nl


def test_what_was_found_is_shown() -> None:
    (finding,) = text_findings(document(with_info(headline="Brand &eacute;n rook")))
    assert finding.value == "&eacute;"
