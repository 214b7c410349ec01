# SPDX-License-Identifier: EUPL-1.2
"""What the commands of ``weerbaar alert`` print: findings in words and as JSON."""

from __future__ import annotations

import argparse
import functools
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from weerbaar.cli.printing import WIDEST, print_json
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting import Finding, Level
    from weerbaar.base import Lang, Text

_LONGEST_VALUE = 80
_LEVELS: dict[Level, tuple[str, str]] = {
    "error": ("FOUT", "ERROR"),
    "warning": ("LET OP", "WARNING"),
    "advice": ("ADVIES", "ADVICE"),
}


def findings_lines(findings: Iterable[Finding], lang: Lang) -> list[str]:
    """Return every finding: level, rule, line and place, and below it what is wrong and what to do."""
    lines: list[str] = []
    for finding in findings:
        line = "" if finding.line is None else f"{'regel' if lang == 'nl' else 'line'} {finding.line}"
        head = [_LEVELS[finding.level][lang == "en"].ljust(7), finding.rule, line, finding.where]
        lines.append("  ".join(part for part in head if part))
        said = " ".join(part for part in (finding.message.in_(lang), finding.fix.in_(lang)) if part)
        lines += textwrap.wrap(said, WIDEST - 9, initial_indent=" " * 9, subsequent_indent=" " * 9)
        if finding.value:
            value = textwrap.shorten(finding.value, _LONGEST_VALUE, placeholder="…") or finding.value[:_LONGEST_VALUE]
            lines.append(f"{' ' * 9}« {value} »")
    return [printable(line) for line in lines]


def counted(findings: Sequence[Finding], lang: Lang) -> str:
    """Return how many findings of each level there are."""
    words = {
        "error": (("fout", "fouten"), ("error", "errors")),
        "warning": (("waarschuwing", "waarschuwingen"), ("warning", "warnings")),
        "advice": (("advies", "adviezen"), ("advice", "advices")),
    }
    parts = []
    for level, both in words.items():
        count = sum(finding.level == level for finding in findings)
        if count or level == "error":
            parts.append(f"{count} {both[lang == 'en'][count != 1]}")
    return ", ".join(parts)


def text_json(text: Text) -> dict[str, str]:
    """Return the two languages of a text as JSON data."""
    return {"nl": text.nl, "en": text.in_("en")}


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON data."""
    return {
        "rule": finding.rule,
        "level": finding.level,
        "message": text_json(finding.message),
        "fix": text_json(finding.fix),
        "where": finding.where,
        "line": finding.line,
        "value": finding.value,
        "source": finding.source,
    }


def errors_as_json(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Let a command with ``--json`` answer with JSON as well where it is refused or fails: ``{"error": …}``.

    Who reads the answer by machine gets the reason there too; in words it stands on standard error as always.
    """

    @functools.wraps(run)
    def answering(arguments: argparse.Namespace) -> int:
        from weerbaar.base import WeerbaarError

        try:
            return run(arguments)
        except WeerbaarError as error:
            if arguments.json:
                print_json({"error": {"nl": error.render("nl"), "en": error.render("en")}})
            raise
        except BrokenPipeError:
            raise
        except OSError as error:
            if arguments.json:
                print_json({"error": {"nl": str(error), "en": str(error)}})
            raise

    return answering
