# SPDX-License-Identifier: EUPL-1.2
"""What a check found: the rule that was broken, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text

Level = Literal["error", "warning", "advice"]
_ORDER: tuple[Level, ...] = ("advice", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has to say.

    Attributes:
        rule: lasting name of the rule, its book first: ``cap.polygon-closed``, ``nl.expires``, ``parts.sender``.
        level: an error stops what was asked, a warning asks for a look, an advice may be left.
        message: what is wrong and what is allowed.
        fix: what to do, or what to put instead.
        where: XPath in a CAP file; in a draft the field, with the place in the text (``text.nl[34:38]``).
        line: 1-based line in a file; None where there are no lines.
        value: what was found there, as it was found.
        source: the document and paragraph that the rule comes from.
    """

    rule: str
    level: Level
    message: Text
    fix: Text = Text(nl="")
    where: str = ""
    line: int | None = None
    value: str = ""
    source: str = ""


def worst(findings: Iterable[Finding]) -> Level | None:
    """Return the gravest level among ``findings``; None when there are none."""
    return max((finding.level for finding in findings), key=_ORDER.index, default=None)
