# SPDX-License-Identifier: EUPL-1.2
"""What pydantic complains of, in words a user can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from weerbaar.base.text import Text

_NO_HINT = Text(nl="")


class Explained(ValueError):
    """Raised inside a pydantic validator to give the user a message in two languages.

    Attributes:
        text: the message.
    """

    def __init__(self, nl: str, en: str) -> None:
        self.text = Text(nl=nl, en=en)
        super().__init__(nl, en)

    def __str__(self) -> str:
        return self.text.en


@dataclass(frozen=True)
class Complaint:
    """What is wrong and what is allowed, and what to do about it."""

    message: Text
    hint: Text = _NO_HINT

    def or_else(self, other: Complaint) -> Complaint:
        """Return both as one, for a place where either of two things would have been right."""
        return Complaint(
            Text(
                nl=f"{self.message.nl.rstrip('.')}, of {other.message.nl}",
                en=f"{self.message.in_('en').rstrip('.')}, or {other.message.in_('en')}",
            ),
            self.hint if self.hint.nl else other.hint,
        )


_FIELDS = Text(nl="hier horen velden te staan (naam: waarde).", en="fields (name: value) are expected here.")
_LIST = Text(nl="hier hoort een lijst te staan.", en="a list is expected here.")

# Families of pydantic's error types by how their names begin; the first that fits counts.
_FAMILIES = (
    ("float", Text(nl="moet een getal zijn.", en="must be a number.")),
    ("int", Text(nl="moet een geheel getal zijn.", en="must be a whole number.")),
    ("finite_number", Text(nl="moet een eindig getal zijn (geen NaN of oneindig).", en="must be a finite number.")),
    ("bool", Text(nl="moet true of false zijn.", en="must be true or false.")),
    ("date", Text(nl="moet een datum zijn (jjjj-mm-dd).", en="must be a date (yyyy-mm-dd).")),
    ("string_type", Text(nl="hier hoort tekst te staan.", en="text is expected here.")),
    ("tuple", _LIST),
    ("list", _LIST),
    ("dict", _FIELDS),
    ("model", _FIELDS),
    ("mapping", _FIELDS),
    ("missing", Text(nl="verplicht veld ontbreekt.", en="required field is missing.")),
    ("extra_forbidden", Text(nl="onbekend veld.", en="unknown field.")),
    ("too_short", Text(nl="te weinig waarden.", en="too few values.")),
    ("too_long", Text(nl="te veel waarden.", en="too many values.")),
    ("string_too_short", Text(nl="te kort of leeg.", en="too short or empty.")),
    ("string_too_long", Text(nl="te lang.", en="too long.")),
)

_FORMS = {
    r"^[a-z0-9][a-z0-9-]*$": Text(
        nl="kleine letters, cijfers en streepjes, met een letter of cijfer vooraan.",
        en="lower case letters, digits and hyphens, starting with a letter or digit.",
    ),
    r"^[A-Za-z0-9][A-Za-z0-9._+-]*$": Text(
        nl="letters, cijfers en de tekens . _ + -, met een letter of cijfer vooraan.",
        en="letters, digits and the characters . _ + -, starting with a letter or digit.",
    ),
    r"^[0-9]+(\.[0-9]+)*$": Text(
        nl="getallen met punten ertussen, zoals 1.0.", en="numbers with dots between them, such as 1.0."
    ),
}
"""Forms that names in our files have, in words a user can read; other patterns are shown as they are."""


def complaint(kind: str, context: Mapping[str, Any], english: str, value: object) -> Complaint:
    """Return pydantic's error in Dutch and English.

    Args:
        kind: pydantic's name for the type of error.
        context: what pydantic gives with it (limits, allowed values).
        english: pydantic's own message, used where we have no better English.
        value: what stood there, to give a hint that fits it.
    """
    message = _limits(kind, context) or _family(kind)
    if kind in {"value_error", "assertion_error"}:
        cause = context.get("error")
        own = cause.text if isinstance(cause, Explained) else getattr(cause, "message", None)
        message = own if isinstance(own, Text) else Text(nl=f"deze waarde kan hier niet staan ({english}).", en=english)
    elif message is None:
        message = Text(nl="deze waarde kan hier niet staan.", en=f"this value is not allowed here ({english}).")
    if value is None:
        return Complaint(Text(nl=f"leeg; {message.nl}", en=f"empty; {message.in_('en')}"))
    return Complaint(message, _hint(kind, context, value))


def _limits(kind: str, context: Mapping[str, Any]) -> Text | None:
    """Return the message of an error whose context says what is allowed."""
    match kind, context:
        case (("literal_error" | "enum"), {"expected": expected}):
            allowed = str(expected).replace(" or ", ", ").replace("'", "")
            return Text(nl=f"toegestaan is: {allowed}.", en=f"allowed: {allowed}.")
        case "union_tag_invalid", {"expected_tags": expected}:
            allowed = str(expected).replace("'", "")
            return Text(nl=f"toegestaan is: {allowed}.", en=f"allowed: {allowed}.")
        case "union_tag_not_found", {"discriminator": discriminator}:
            name = str(discriminator).replace("'", "")
            return Text(
                nl=f"veld {name} ontbreekt; dat zegt welke soort dit is.",
                en=f"field {name} is missing; it says which kind this is.",
            )
        case "greater_than", {"gt": limit}:
            return Text(nl=f"moet groter zijn dan {_plain(limit, ',')}.", en=f"must be greater than {_plain(limit)}.")
        case "greater_than_equal", {"ge": limit}:
            return Text(nl=f"moet {_plain(limit, ',')} of meer zijn.", en=f"must be {_plain(limit)} or more.")
        case "less_than", {"lt": limit}:
            return Text(nl=f"moet kleiner zijn dan {_plain(limit, ',')}.", en=f"must be less than {_plain(limit)}.")
        case "less_than_equal", {"le": limit}:
            return Text(nl=f"moet {_plain(limit, ',')} of minder zijn.", en=f"must be {_plain(limit)} or less.")
        case "too_short", {"min_length": limit}:
            return Text(nl=f"te weinig waarden; ten minste {limit}.", en=f"too few values; at least {limit}.")
        case "too_long", {"max_length": limit}:
            return Text(nl=f"te veel waarden; ten hoogste {limit}.", en=f"too many values; at most {limit}.")
        case "string_too_short", {"min_length": 1}:
            return Text(nl="mag niet leeg zijn.", en="must not be empty.")
        case "string_too_short", {"min_length": limit}:
            return Text(nl=f"te kort; ten minste {limit} tekens.", en=f"too short; at least {limit} characters.")
        case "string_too_long", {"max_length": limit}:
            return Text(nl=f"te lang; ten hoogste {limit} tekens.", en=f"too long; at most {limit} characters.")
        case "string_pattern_mismatch", {"pattern": pattern}:
            form = _FORMS.get(str(pattern), Text(nl=f"{pattern}."))
            return Text(
                nl=f"heeft niet de juiste vorm: {form.nl}", en=f"does not have the right form: {form.in_('en')}"
            )
    return None


def _family(kind: str) -> Text | None:
    return next((text for start, text in _FAMILIES if kind.startswith(start)), None)


def _hint(kind: str, context: Mapping[str, Any], value: object) -> Text:
    if kind == "extra_forbidden":
        return Text(nl="Controleer de spelling of verwijder het.", en="Check the spelling or remove it.")
    if kind == "string_type" and isinstance(value, bool | int | float):
        return Text(nl="Zet de waarde tussen aanhalingstekens.", en="Put the value between quotes.")
    if kind == "float_parsing" and re.fullmatch(r"[-+]?[0-9]+,[0-9]+", str(value).strip()):
        return Text(nl="Schrijf decimalen met een punt: 0.5.", en="Write decimals with a point: 0.5.")
    if kind == "model_type" and context.get("class_name") == "Text":
        return Text(
            nl="Schrijf nl: met de Nederlandse tekst en zo nodig en: met de Engelse.",
            en="Write nl: with the Dutch text and, if there is one, en: with the English.",
        )
    return _NO_HINT


def _plain(limit: Any, point: str = ".") -> str:
    """A limit without a needless .0 or an exponent, with a decimal comma in Dutch."""
    if isinstance(limit, float):
        limit = int(limit) if limit.is_integer() else format(Decimal(repr(limit)), "f")
    return str(limit).replace(".", point)
