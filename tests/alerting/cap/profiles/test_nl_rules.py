# SPDX-License-Identifier: EUPL-1.2
"""The list of rules of the Dutch profile."""

from __future__ import annotations

from weerbaar.alerting.cap.profiles import nl_rules
from weerbaar.alerting.cap.prose_rule import Rule


def test_every_rule_of_the_module_is_in_the_list() -> None:
    named = {value for value in vars(nl_rules).values() if isinstance(value, Rule)}
    names = [rule.name for rule in nl_rules.RULES]
    assert {rule.name for rule in named | set(nl_rules.MISSING)} == set(names)
    assert len(names) == len(set(names))


def test_rules_say_what_and_how_in_both_languages() -> None:
    for rule in nl_rules.RULES:
        assert rule.name.startswith("nl.")
        assert rule.message.nl.endswith(".")
        assert rule.message.en.endswith(".")
        assert rule.fix.en
        assert rule.source.startswith("NL-profiel")


def test_the_six_parts_are_asked() -> None:
    subjects = {rule.name.partition(".")[2] for rule in nl_rules.MISSING if rule.level == "error"}
    assert subjects == {"sender-name", "expires", "description", "area", "shape", "instruction", "web"}
