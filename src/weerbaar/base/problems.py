# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with input, and the one exception that carries it all (C11, C12).

A reader collects every :class:`Problem` it meets and raises one :class:`InputError` at the end, so
that a user repairs a file once and not once per mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from weerbaar.base.text import Lang, Text

_LONGEST_VALUE = 60
_LONGEST_FIELD = 120
_MOST_PROBLEMS = 50


@dataclass(frozen=True)
class Problem:
    """One mistake in one place.

    Attributes:
        file: path as the user knows it, relative to what was given.
        message: what is wrong and what is allowed.
        hint: what to do about it.
        line: 1-based line, or None where a file has no lines.
        field: dotted field or cell reference, for instance ``judgements[3].label`` or ``Scores!D7``.
        value: the offending value as it was found; shortened for printing.
        severity: an ``error`` stops the run, a ``warning`` does not.
    """

    file: str
    message: Text
    hint: Text = Text(nl="")
    line: int | None = None
    field: str = ""
    value: str = ""
    severity: Literal["error", "warning"] = "error"

    def render(self, lang: Lang = "nl") -> str:
        """Return the problem as one line: place, field, value, message, what to do."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [place]
        if self.field:
            parts.append(_shorten(self.field, _LONGEST_FIELD))
        text = self.message.in_(lang)
        if self.value:
            text = f'"{_shorten(self.value, _LONGEST_VALUE)}" - {text}'
        hint = self.hint.in_(lang)
        return _on_one_line(f"{': '.join(parts)}: {text}" + (f" {hint}" if hint else ""))


def render_problems(problems: Sequence[Problem], lang: Lang = "nl", *, mark_warnings: bool = False) -> str:
    """Return the first 50 problems, one per line, and in a last line how many more there are.

    Args:
        problems: what was found; of more than 50 the errors are shown before the warnings.
        lang: language of the lines.
        mark_warnings: begin the line of a warning with ``let op:`` / ``note:``.
    """
    shown = problems
    if len(problems) > _MOST_PROBLEMS:
        shown = sorted(problems, key=lambda p: p.severity == "warning")[:_MOST_PROBLEMS]
    mark = "let op: " if lang == "nl" else "note: "
    lines = [(mark if mark_warnings and p.severity == "warning" else "") + p.render(lang) for p in shown]
    more = len(problems) - len(shown)
    if more and lang == "nl":
        lines.append(f"… en nog {more} {'probleem' if more == 1 else 'problemen'}")
    elif more:
        lines.append(f"… and {more} more {'problem' if more == 1 else 'problems'}")
    return "\n".join(lines)


class WeerbaarError(Exception):
    """Base of every error that Weerbaar raises on purpose.

    Errors that reach a user are made with a :class:`Text`, and can be read in both languages.
    """

    def __init__(self, message: Text | str = "") -> None:
        self.message: Text = message if isinstance(message, Text) else Text(nl=message, en=message)
        super().__init__(self.message.in_("en"))

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        # An error crosses from a worker process by pickle, which would call __init__ with the English words.
        return _restored, (type(self), self.args, self.__dict__)

    def render(self, lang: Lang = "nl") -> str:
        """Return the message in ``lang``; of several problems, one per line."""
        return self.message.in_(lang)


def _restored(kind: type[WeerbaarError], args: tuple[object, ...], state: dict[str, object]) -> WeerbaarError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InputError(WeerbaarError):
    """Input that cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(Text(nl=render_problems(self.problems, "nl"), en=render_problems(self.problems, "en")))


class UnknownCellError(WeerbaarError):
    """A question that the method file marks as unknown: there is no answer, and none is guessed."""


def _shorten(value: str, longest: int) -> str:
    return value if len(value) <= longest else f"{value[: longest - 1]}…"


def _on_one_line(text: str) -> str:
    """Replace what could break the line or steer a terminal; names in hostile files hold such characters."""
    return "".join(c if c.isprintable() or c in _SPACES else "\N{REPLACEMENT CHARACTER}" for c in text)


_SPACES = "\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
