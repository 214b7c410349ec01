# SPDX-License-Identifier: EUPL-1.2
"""The parser of every command: a mistake in the words of a command is one line in the language of the user."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from weerbaar.cli.options import BETWEEN

_SAID = (
    (r"the following arguments are required: (.+)", "geef ook {0}.", "give {0} as well."),
    (r"one of the arguments (.+) is required", "geef een van {0}.", "give one of {0}."),
    (r"argument (.+?): not allowed with argument (.+)", "{0} en {1} gaan niet samen.", "{0} does not go with {1}."),
    (
        r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)",
        "{0}: {1} bestaat niet; kies uit {2}.",
        "{0}: there is no {1}; choose from {2}.",
    ),
    (r"argument (.+?): expected one argument", "{0}: hier hoort een waarde achter.", "{0}: a value belongs after it."),
    (
        r"argument (.+?): expected (?:at least one argument|\d+ arguments)",
        "{0}: hier horen meer waarden achter.",
        "{0}: more values belong after it.",
    ),
    (
        r"argument (.+?): ignored explicit argument (.+)",
        "{0}: hier hoort geen waarde achter, maar er staat {1}.",
        "{0}: no value belongs after it, but there is {1}.",
    ),
    (r"argument (.+?): invalid int value: (.+)", "{0}: {1}: geen geheel getal.", "{0}: {1}: not a whole number."),
    (r"unrecognized arguments: (.+)", "onbekend: {0}.", "unknown: {0}."),
    (
        r"ambiguous option: (.+?) could match (.+)",
        "{0} kan {1} zijn; schrijf het voluit.",
        "{0} can be {1}; write it in full.",
    ),
)
"""What ``argparse`` says, and how it is said here."""


class WrongWordsError(Exception):
    """Words that are no command.

    Attributes:
        prog: the command, as far as it was understood.
        said: by ``argparse``, or two languages with ``options.BETWEEN`` in between.
    """

    def __init__(self, prog: str, said: str) -> None:
        super().__init__(said)
        self.prog, self.said = prog, said

    def render(self, lang: str) -> str:
        """Return what is wrong, and where to read on."""
        en = lang == "en"
        see = f"See {self.prog} --help." if en else f"Zie {self.prog} --help."
        return f"{self.prog}: {self._said(en)}\n{see}"

    def _said(self, en: bool) -> str:
        for pattern, nl_words, en_words in _SAID:
            found = re.fullmatch(pattern, self.said, re.DOTALL)
            if found:
                return (en_words if en else nl_words).format(*(part.replace("'", "") for part in found.groups()))
        subject, colon, rest = self.said.removeprefix("argument ").partition(": ")
        dutch, _, english = rest.partition(BETWEEN)
        return f"{subject}{colon}{(english or dutch) if en else dutch}"


class CommandParser(argparse.ArgumentParser):
    """Raises what ``argparse`` prints below the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse the words.

        Raises:
            WrongWordsError: always.
        """
        raise WrongWordsError(self.prog, message)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Return what was understood; words that are not are refused by the command that they were given to.

        Raises:
            WrongWordsError: some words were not understood.
        """
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown
