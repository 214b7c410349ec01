# SPDX-License-Identifier: EUPL-1.2
"""What PyYAML complains of, in words a user can act on and at the line where the mistake was made."""

from __future__ import annotations

import yaml

from weerbaar.base.text import Text

_CHECK = Text(
    nl="Controleer inspringing, dubbele punten en aanhalingstekens.", en="Check indentation, colons and quotes."
)
_QUOTE = Text(nl="Zet de tekst tussen aanhalingstekens.", en="Put the text between quotes.")

# Part of PyYAML's problem, our words, what to do, and whether the mistake was made where the thing that
# it was reading began (an open quote) rather than where it gave up (the end of the file).
_COMPLAINTS: tuple[tuple[str, Text, Text, bool], ...] = (
    (
        "found character '\\t'",
        Text(nl="inspringen met een tab kan niet in YAML.", en="YAML cannot be indented with a tab."),
        Text(nl="Gebruik spaties.", en="Use spaces."),
        False,
    ),
    (
        "found character",
        Text(nl="een waarde kan niet met dit teken beginnen.", en="a value cannot start with this character."),
        _QUOTE,
        False,
    ),
    (
        "could not find expected ':'",
        Text(nl="hier ontbreekt een dubbele punt (naam: waarde).", en="a colon is missing here (name: value)."),
        _CHECK,
        True,
    ),
    (
        "mapping values are not allowed here",
        Text(nl="hier kan geen dubbele punt staan.", en="a colon is not allowed here."),
        Text(
            nl="Zet tekst met een dubbele punt tussen aanhalingstekens en controleer de inspringing.",
            en="Put text that holds a colon between quotes and check the indentation.",
        ),
        False,
    ),
    (
        "sequence entries are not allowed here",
        Text(nl="hier kan geen lijststreepje (-) staan.", en="a list dash (-) is not allowed here."),
        _CHECK,
        False,
    ),
    (
        "expected <block end>",
        Text(nl="de inspringing klopt niet.", en="the indentation is not right."),
        Text(
            nl="Zet wat bij elkaar hoort even ver naar rechts.", en="Give what belongs together the same indentation."
        ),
        False,
    ),
    (
        "found unexpected end of stream",
        Text(nl="dit aanhalingsteken wordt niet gesloten.", en="this quote is not closed."),
        Text(nl="Sluit het aanhalingsteken.", en="Close the quote."),
        True,
    ),
    (
        "found unexpected document separator",
        Text(nl="dit aanhalingsteken wordt niet gesloten.", en="this quote is not closed."),
        Text(nl="Sluit het aanhalingsteken.", en="Close the quote."),
        True,
    ),
    (
        "expected ',' or ']'",
        Text(
            nl="een [ wordt niet gesloten, of er ontbreekt een komma.", en="a [ is not closed, or a comma is missing."
        ),
        _CHECK,
        True,
    ),
    (
        "expected ',' or '}'",
        Text(
            nl="een { wordt niet gesloten, of er ontbreekt een komma.", en="a { is not closed, or a comma is missing."
        ),
        _CHECK,
        True,
    ),
    (
        "expected the node content",
        Text(nl="hier ontbreekt een waarde.", en="a value is missing here."),
        _CHECK,
        False,
    ),
    (
        "found unknown escape character",
        Text(
            nl="tussen dubbele aanhalingstekens heeft \\ een bijzondere betekenis.",
            en="between double quotes \\ has a special meaning.",
        ),
        Text(nl="Gebruik enkele aanhalingstekens.", en="Use single quotes."),
        False,
    ),
    (
        "found another document",
        Text(nl="meer dan één YAML-document in een bestand.", en="more than one YAML document in a file."),
        Text(nl="Verwijder de regel --- of splits het bestand.", en="Remove the line --- or split the file."),
        False,
    ),
)


def complaint(error: yaml.MarkedYAMLError) -> tuple[Text, Text, int | None]:
    """Return what is wrong, what to do, and the position in the text (in characters) where it is wrong."""
    detail = (error.problem or error.context or "").strip()
    known = next((entry for entry in _COMPLAINTS if entry[0] in detail), None)
    unknown = ("", Text(nl="geen geldige YAML.", en=f"not valid YAML ({detail})."), _CHECK, False)
    _, message, hint, at_start = known or unknown
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    return message, hint, None if mark is None else mark.index
