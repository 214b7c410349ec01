# SPDX-License-Identifier: EUPL-1.2
"""A rule and the finding that it makes."""

from __future__ import annotations

from tests.alerting.cap.alerts import document
from weerbaar.alerting.cap.prose_rule import MOST_FINDINGS, most_of, rule
from weerbaar.base import Text

RULE = rule("cap.x", "warning", "Er staat {what}.", "It says {what}.", "Schrijf {what}.", "Write {what}.", "bron")


def test_names_are_filled_in_in_both_languages() -> None:
    found = RULE.at(document(), (("sent", 0),), " nu ", what=Text(nl="niets", en="nothing"))
    assert (found.message, found.fix) == (
        Text(nl="Er staat niets.", en="It says nothing."),
        Text(nl="Schrijf niets.", en="Write nothing."),
    )
    assert (found.rule, found.level, found.where, found.value, found.source) == (
        "cap.x",
        "warning",
        "/alert/sent[1]",
        "nu",
        "bron",
    )


def test_braces_in_what_was_found_are_text() -> None:
    assert RULE.at(document(), (), what="{naam.__class__}").message.nl == "Er staat {naam.__class__}."


def test_a_long_value_is_cut_off() -> None:
    assert RULE.at(document(), (), "x" * 500, what="").value == "x" * 200 + "…"


def test_a_few_hundred_findings_are_kept_of_each_level_and_the_rest_is_counted() -> None:
    read = document()
    advice = rule("cap.y", "advice", "a.", "b.", "c.", "d.", "bron")
    found = [RULE.at(read, (), what="x")] * 1_300 + [advice.at(read, ())] * 3
    kept = most_of(read, found, "cap")
    assert [f.rule for f in kept] == ["cap.x"] * MOST_FINDINGS + ["cap.y"] * 3 + ["cap.more"]
    assert kept[-1].message == Text(
        nl="Nog 1.100 bevindingen zijn weggelaten.", en="Another 1,100 findings were left out."
    )


def test_what_is_not_too_much_is_kept_whole() -> None:
    read = document()
    found = [RULE.at(read, (), what="x")] * MOST_FINDINGS
    assert most_of(read, iter(found), "cap") == found
