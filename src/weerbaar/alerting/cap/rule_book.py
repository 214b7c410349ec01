# SPDX-License-Identifier: EUPL-1.2
"""All rules in words, as a book to read: those of the standard, and those of each profile."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from weerbaar.alerting.cap import prose_alert, prose_area, prose_info, prose_languages, prose_resource, prose_text
from weerbaar.alerting.cap.profiles import cap_au, cap_cp, google, ipaws, nl_rules
from weerbaar.alerting.cap.prose_rule import Rule

_STANDARD = (prose_alert, prose_info, prose_languages, prose_resource, prose_area, prose_text)
_OF_PROFILE = {"nl": nl_rules, "google": google, "ipaws": ipaws, "cap-cp": cap_cp, "cap-au": cap_au}


def rule_book(profile: str | None = None) -> tuple[Rule, ...]:
    """Return the rules of the standard in words, or those that a profile adds, in the order of a message.

    Their texts hold ``{names}`` where a finding says what was found. What the schema asks is not among them.

    Args:
        profile: one of :data:`weerbaar.alerting.cap.PROFILES`; None for the standard.
    """
    modules = _STANDARD if profile is None else (_OF_PROFILE[profile],)
    return tuple(dict.fromkeys(rule for module in modules for rule in _rules_in(module)))


def _rules_in(module: ModuleType) -> Iterator[Rule]:
    for value in vars(module).values():
        if isinstance(value, Rule):
            yield value
        elif isinstance(value, tuple | dict):
            yield from (one for one in (value.values() if isinstance(value, dict) else value) if isinstance(one, Rule))
