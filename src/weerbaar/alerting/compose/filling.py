# SPDX-License-Identifier: EUPL-1.2
"""From a template and what was filled in to the two texts; and whether a text still keeps the fixed words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from weerbaar.alerting.compose.facts import phone_digits
from weerbaar.alerting.compose.templates import FIELD, Field, Piece, Template
from weerbaar.alerting.findings import Finding
from weerbaar.base import InputError, Lang, Problem, Text

_LANGUAGES: tuple[Lang, Lang] = ("nl", "en")
_FORMS = {
    "time": (re.compile(r"([01]\d|2[0-3]):[0-5]\d"), "uu:mm", "hh:mm"),
    "date": (re.compile(r"\d{2}-\d{2}-\d{4}"), "dd-mm-jjjj", "dd-mm-yyyy"),
    "road": (re.compile(r"[AN]\d{1,3}"), "A12 of N210", "A12 or N210"),
    "site": (re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9-]*)?"), "vru.nl", "vru.nl"),
}


def fill(template: Template, values: Mapping[str, Text]) -> Text:
    """Return the texts that ``template`` gives with ``values``.

    Args:
        template: a frame or a variant.
        values: a text for each field, and for each free piece that is worded otherwise than proposed. The English of a
            choice follows from the Dutch; the English of another field is the same as the Dutch where it is left out.

    Raises:
        InputError: with every value that is missing, unknown or of the wrong form.
    """
    problems: list[Problem] = []
    given: dict[str, Text] = {}
    for field in template.fields:
        value = values.get(field.id, Text(nl=""))
        fault = _fault(field, value)
        if fault:
            problems.append(Problem(template.id, fault, field=field.id, value=value.nl))
        elif field.choices:
            given[field.id] = next(choice for choice in field.choices if choice.nl == value.nl)
        else:
            given[field.id] = value
    for name, value in values.items():
        piece = template.piece(name)
        if template.field(name) is None and (piece is None or piece.freedom != "free"):
            message = Text(nl="dit kan niet worden ingevuld.", en="this cannot be filled in.")
            problems.append(Problem(template.id, message, field=name, value=value.nl))
        elif piece is not None and max(len(value.nl), len(value.en)) > piece.longest:
            problems.append(Problem(template.id, _too_long(piece.longest), field=name, value=value.nl))
        elif piece is not None and bool(value.nl) != bool(value.en):
            message = Text(nl="vul beide talen in.", en="fill in both languages.")
            problems.append(Problem(template.id, message, field=name, value=value.nl))
    if problems:
        raise InputError(problems)
    nl, en = (
        " ".join(words for piece in template.pieces if (words := _words(piece, values, given, lang)))
        for lang in _LANGUAGES
    )
    return Text(nl=nl, en=en)


def examples(template: Template) -> dict[str, Text]:
    """Return a right value for every field: what a composer shows before anything is filled in."""
    return {field.id: field.example for field in template.fields}


def _words(piece: Piece, values: Mapping[str, Text], given: Mapping[str, Text], lang: Lang) -> str:
    text = values.get(piece.id, piece.text) if piece.freedom == "free" else piece.text
    return FIELD.sub(lambda match: given[match.group(1)].in_(lang), text.in_(lang))


def _fault(field: Field, value: Text) -> Text | None:
    if not value.nl:
        return Text(nl=f"vul in: {field.label.nl}.", en=f"fill in: {field.label.in_('en')}.")
    if field.choices:
        if any(choice.nl == value.nl for choice in field.choices):
            return None
        return Text(
            nl="kies uit: " + " / ".join(choice.nl for choice in field.choices),
            en="choose from: " + " / ".join(choice.in_("en") for choice in field.choices),
        )
    if max(len(value.nl), len(value.en)) > field.longest:
        return _too_long(field.longest)
    if re.search(r"[\[\]{}\n\r]", value.nl + value.en):
        return Text(nl="geen haken of nieuwe regels.", en="no brackets or line breaks.")
    if field.type == "phone" and not 3 <= len(phone_digits(value.nl).lstrip("+")) <= 14:
        return Text(nl="geen telefoonnummer.", en="not a telephone number.")
    form = _FORMS.get(field.type)
    if form and not (form[0].fullmatch(value.nl) and (field.type != "date" or _is_date(value.nl))):
        return Text(nl=f"schrijf {form[1]}.", en=f"write {form[2]}.")
    return None


def _is_date(written: str) -> bool:
    day, month, year = map(int, written.split("-"))
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _too_long(limit: int) -> Text:
    return Text(nl=f"ten hoogste {limit} tekens.", en=f"at most {limit} characters.")


def fixed_findings(template: Template, texts: Text) -> list[Finding]:
    """Return which fixed words of ``template`` are missing from ``texts`` or stand in another order."""
    found: list[Finding] = []
    for lang in _LANGUAGES:
        text, at = " ".join(texts.in_(lang).split()), 0
        for piece in template.pieces:
            if piece.freedom == "free":
                continue
            for part in re.split(FIELD.pattern.replace("(", "(?:"), piece.text.in_(lang)):
                # The full stop or comma after a field is no fixed word.
                words = " ".join(part.split()).lstrip(".,:;!? ")
                if not words:
                    continue
                place = text.find(words, at)
                if place >= 0:
                    at = place + len(words)
                    continue
                found.append(
                    Finding(
                        "template.fixed",
                        "error",
                        Text(
                            nl=f"Dit ligt vast in sjabloon ‘{template.name.nl}’ en ontbreekt: {words}",
                            en=f"This is fixed in template ‘{template.name.in_('en')}’ and is missing: {words}",
                        ),
                        Text(nl="Zet deze woorden terug.", en="Put these words back."),
                        f"text.{lang}",
                        value=words,
                    )
                )
    return found
