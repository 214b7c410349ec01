# SPDX-License-Identifier: EUPL-1.2
"""One rule about a CAP message: its lasting name, what it says, what to do, and the paragraph that it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.alerting.cap.document import Document, Path
from weerbaar.alerting.findings import Finding, Level
from weerbaar.base import Text, number

_LONGEST_VALUE = 200
# Of each level. A message with more faults is wrong in one way many times, and nobody reads on.
MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its texts; ``{names}`` in them are filled in for the place where it was broken.

    Attributes:
        name: lasting name of the rule.
        level: how grave it is to break it.
        message: what is wrong and what is allowed.
        fix: what to do.
        source: document and paragraph.
    """

    name: str
    level: Level
    message: Text
    fix: Text
    source: str

    def at(self, document: Document, path: Path, value: str = "", **names: Text | str) -> Finding:
        """Return the finding that the rule is broken at ``path``, where ``value`` was found.

        A long value is cut off after 200 characters.
        """
        shown = value.strip()
        return document.finding(
            self.name,
            self.level,
            _filled(self.message, names) if names else self.message,
            path,
            value=shown if len(shown) <= _LONGEST_VALUE else f"{shown[:_LONGEST_VALUE]}…",
            fix=_filled(self.fix, names) if names else self.fix,
            source=self.source,
        )


def rule(name: str, level: Level, nl: str, en: str, fix_nl: str, fix_en: str, source: str) -> Rule:
    """Return a rule of texts in both languages."""
    return Rule(name, level, Text(nl=nl, en=en), Text(nl=fix_nl, en=fix_en), source)


def most_of(document: Document, findings: Iterable[Finding], book: str) -> list[Finding]:
    """Return at most 200 findings of each level, and then one that says how many were left out.

    With more than 200 errors the verdict is certain, and the rest is not looked for.

    Args:
        document: the message.
        findings: everything found.
        book: what the rules are of, the first part of their names.
    """
    kept: list[Finding] = []
    seen: Counter[Level] = Counter()
    for finding in findings:
        seen[finding.level] += 1
        if seen[finding.level] <= MOST_FINDINGS:
            kept.append(finding)
        elif finding.level == "error":
            more = Text(
                nl=f"Er zijn meer dan {MOST_FINDINGS} fouten; naar de rest is niet gekeken.",
                en=f"There are more than {MOST_FINDINGS} errors; the rest was not looked at.",
            )
            kept.append(document.finding(f"{book}.more", "advice", more))
            return kept
    left_out = seen.total() - len(kept)
    if left_out:
        nl, en = number(left_out, "nl"), number(left_out, "en")
        more = Text(nl=f"Nog {nl} bevindingen zijn weggelaten.", en=f"Another {en} findings were left out.")
        kept.append(document.finding(f"{book}.more", "advice", more))
    return kept


def _filled(text: Text, names: dict[str, Text | str]) -> Text:
    dutch = {name: value if isinstance(value, str) else value.nl for name, value in names.items()}
    english = {name: value if isinstance(value, str) else value.in_("en") for name, value in names.items()}
    return Text(nl=text.nl.format_map(dutch), en=text.en.format_map(english))
