# SPDX-License-Identifier: EUPL-1.2
"""Problems collected while a catalogue is checked, and the questions that every entry is asked: is this a
number, is this name known, was this given before.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

from weerbaar.base import Location, Problem, Text, number
from weerbaar.cascade.draft import NO_HINT, Place, Unreadable

MOST_PROBLEMS = 1_000
"""After so many the rest of a file is not looked at; a file of a million mistakes would fill the memory."""

_SHOWN = 15
# Control characters, and those that make text run the other way: a reader would see other words than are there.
_FORBIDDEN = re.compile("[^\n -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Range:
    """Which numbers are allowed, in words.

    Attributes:
        lowest, highest: both allowed, unless ``open`` says that the lowest is not.
        hint: what to do.
    """

    lowest: float
    highest: float
    said: Text
    hint: Text
    open: bool = False

    def holds(self, value: float) -> bool:
        """Whether ``value`` is allowed; NaN never is."""
        return self.lowest <= value <= self.highest and not (self.open and value == self.lowest)


PROBABILITY = Range(
    0.0,
    1.0,
    Text(nl="een kans ligt tussen 0 en 1.", en="a probability lies between 0 and 1."),
    Text(nl="Schrijf 5% als 0.05.", en="Write 5% as 0.05."),
)
EURO = Range(
    0.0,
    1e15,
    Text(nl="een bedrag is 0 of meer en ten hoogste 1e15 euro.", en="an amount is 0 or more and at most 1e15 euro."),
    Text(nl="Geef de schade in euro, zonder minteken.", en="Give the damage in euro, without a minus sign."),
)
FACTOR = Range(
    0.0,
    1e6,
    Text(nl="een factor is groter dan 0 en ten hoogste 1e6.", en="a factor is above 0 and at most 1e6."),
    Text(
        nl="Een factor 2 verdubbelt de frequentie, een factor 0.5 halveert haar.",
        en="A factor of 2 doubles the rate, a factor of 0.5 halves it.",
    ),
    open=True,
)
NOT_ZERO = Text(
    nl="Vul 0 in waar het echt nul is; ontbreken is geen nul.", en="Fill in 0 where it is zero; absent is not zero."
)


class EnoughProblemsError(Exception):
    """There are so many problems that looking further helps nobody."""


class Findings:
    """The problems found so far.

    Attributes:
        problems: in the order in which they were found.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._guesses: dict[str, str] = {}
        self._listed: dict[Hashable, str] = {}

    def add(self, place: Place, at: Location, message: Text, hint: Text = NO_HINT, value: object = "") -> None:
        """Keep one problem.

        Raises:
            EnoughProblemsError: this was one too many.
        """
        self.problems.append(place.problem(at, message, hint, value))
        if len(self.problems) >= MOST_PROBLEMS:
            raise EnoughProblemsError

    def number(self, place: Place, at: Location, value: object, allowed: Range) -> float | None:
        """Return ``value`` as a number that is allowed, or keep a problem and return None."""
        if type(value) is float and allowed.holds(value):
            return value
        if value is None:
            self.add(place, at, Text(nl="het getal ontbreekt.", en="the number is missing."), NOT_ZERO)
        elif isinstance(value, Unreadable):
            self.add(place, at, value.reason, allowed.hint if value.typed else NO_HINT, value.shown)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            said = Text(
                nl="moet een getal zijn, zonder scheiding van duizendtallen.",
                en="must be a number, without separators for thousands.",
            )
            self.add(place, at, said, allowed.hint, value)
        elif not math.isfinite(value):
            said = Text(nl="moet een eindig getal zijn (geen NaN of oneindig).", en="must be a finite number.")
            self.add(place, at, said, allowed.hint, value)
        elif not allowed.holds(value):
            self.add(place, at, allowed.said, allowed.hint, value)
        else:
            return float(value)
        return None

    def known(self, place: Place, at: Location, name: str, names: Collection[str], what: Text, hint: Text) -> bool:
        """Return whether ``name`` is among ``names``; keep a problem with the nearest of them otherwise.

        Args:
            place, at: where the name stands.
            names: the names there are, always the same for the same ``what``.
            what: the kind of thing, for instance "intensity".
            hint: what to do when it is really meant.
        """
        if name in names:
            return True
        if not name:
            self.add(place, at, Text(nl=f"leeg; hier hoort {what.nl}.", en=f"empty; {what.en} is expected here."))
            return False
        if name not in self._guesses:
            close = difflib.get_close_matches(name, names, n=1, cutoff=0.75) if len(self._guesses) < 50 else []
            self._guesses[name] = close[0] if close else ""
        guess = self._guesses[name]
        if what.nl not in self._listed:
            self._listed[what.nl] = one_of(names)
        listed = self._listed[what.nl] or "–"
        message = Text(
            nl=f"onbekend; hier hoort {what.nl}. Bekend zijn: {listed}." + (f" Bedoelt u {guess}?" if guess else ""),
            en=f"unknown; {what.en} is expected here. Known are: {listed}."
            + (f" Do you mean {guess}?" if guess else ""),
        )
        self.add(place, at, message, hint, name)
        return False

    def twice(self, place: Place, at: Location, earlier: Place, what: Text, value: str) -> None:
        """Keep a problem about something that was given before, at ``earlier``."""
        there = earlier.locate(at)
        spot = f"{there.file}:{there.line}" if there.line is not None else there.field
        self.add(
            place,
            at,
            Text(
                nl=f"{what.nl} staat er twee keer; eerder in {spot}.",
                en=f"{what.en} is given twice; earlier in {spot}.",
            ),
            Text(nl="Verwijder een van beide.", en="Remove one of them."),
            value,
        )

    def name_form(self, place: Place, at: Location, name: str, reserved: Collection[str] = ()) -> bool:
        """Return whether ``name`` can be the name of something; keep a problem otherwise."""
        if name.casefold() in reserved:
            message = Text(
                nl="dit is de naam van een vaste kolom en kan geen andere naam zijn.",
                en="this is the name of a fixed column and cannot be another name.",
            )
            self.add(place, at, message, Text(nl="Kies een andere naam.", en="Choose another name."), name)
        elif not name:
            self.add(place, at, Text(nl="de naam ontbreekt.", en="the name is missing."))
        elif not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
            message = Text(
                nl=f"letters, cijfers en de tekens . _ + -, met een letter of cijfer vooraan; ten hoogste "
                f"{_LONGEST_NAME} tekens.",
                en=f"letters, digits and the characters . _ + -, starting with a letter or digit; at most "
                f"{_LONGEST_NAME} characters.",
            )
            self.add(place, at, message, Text(nl="Kies een andere naam.", en="Choose another name."), name)
        else:
            return True
        return False

    def words(self, place: Place, at: Location, text: Text, longest: int, *, required: bool, lines: bool) -> None:
        """Keep a problem when ``text`` cannot stand in every kind of file.

        Args:
            place, at: where it stands.
            text: what people read.
            longest: number of characters.
            required: it may not be empty.
            lines: it may have more than one line.
        """
        if required and not text.nl:
            self.add(place, at, Text(nl="de tekst ontbreekt.", en="the text is missing."))
        for part in (text.nl, text.en):
            if len(part) > longest:
                said = f"{number(longest, 'nl')}", f"{number(longest, 'en')}"
                message = Text(
                    nl=f"te lang; ten hoogste {said[0]} tekens.", en=f"too long; at most {said[1]} characters."
                )
                self.add(place, at, message, Text(nl="Kort de tekst in.", en="Shorten the text."), part)
            elif _FORBIDDEN.search(part) or (not lines and "\n" in part):
                message = Text(nl="bevat een verboden stuurteken.", en="holds a forbidden control character.")
                self.add(place, at, message, Text(nl="Verwijder het teken.", en="Remove the character."), part)


def one_of(names: Iterable[str]) -> str:
    """Return the allowed names as a list for a message; long lists are cut."""
    listed = list(names)
    shown = (name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…" for name in listed[:_SHOWN])
    return ", ".join(shown) + (" …" if len(listed) > _SHOWN else "")
