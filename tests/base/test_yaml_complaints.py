# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
import yaml

from weerbaar.base.yaml_complaints import complaint


def complaint_about(text: str) -> tuple[str, str, str, int | None]:
    """Dutch message, English message, Dutch hint and 1-based line."""
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        yaml.compose(text, Loader=yaml.SafeLoader)
    message, hint, position = complaint(caught.value)
    line = None if position is None else text.count("\n", 0, position) + 1
    return message.nl, message.in_("en"), hint.nl, line


@pytest.mark.parametrize(
    ("text", "nl", "en", "line"),
    [
        ("a:\n\tb: 1", "inspringen met een tab kan niet in YAML.", "YAML cannot be indented with a tab.", 2),
        ("a: @x", "een waarde kan niet met dit teken beginnen.", "a value cannot start with this character.", 1),
        ("a: `x`", "een waarde kan niet met dit teken beginnen.", "a value cannot start with this character.", 1),
        (
            "a: 1\nb\nc: 2",
            "hier ontbreekt een dubbele punt (naam: waarde).",
            "a colon is missing here (name: value).",
            2,
        ),
        ("a: 1\nb: x: y", "hier kan geen dubbele punt staan.", "a colon is not allowed here.", 2),
        ("a: 1\n b: 2", "hier kan geen dubbele punt staan.", "a colon is not allowed here.", 2),
        ("a: - b", "hier kan geen lijststreepje (-) staan.", "a list dash (-) is not allowed here.", 1),
        ("a:\n  b: 1\n c: 2", "de inspringing klopt niet.", "the indentation is not right.", 3),
        ("- a\nb: 1", "de inspringing klopt niet.", "the indentation is not right.", 2),
        ("a: 1\nb: 'x\nc: 2\nd: 3", "dit aanhalingsteken wordt niet gesloten.", "this quote is not closed.", 2),
        ('a: 1\nb: "x\nc: 2\nd: 3', "dit aanhalingsteken wordt niet gesloten.", "this quote is not closed.", 2),
        ('a: "x\n---\nb: 1', "dit aanhalingsteken wordt niet gesloten.", "this quote is not closed.", 1),
        (
            "a: [1, 2\nb: 3",
            "een [ wordt niet gesloten, of er ontbreekt een komma.",
            "a [ is not closed, or a comma is missing.",
            1,
        ),
        (
            "a: {b: 1\nc: 3",
            "een { wordt niet gesloten, of er ontbreekt een komma.",
            "a { is not closed, or a comma is missing.",
            1,
        ),
        ("a: 1\nb: [", "hier ontbreekt een waarde.", "a value is missing here.", 2),
        (
            'a: "C:\\dossier"',
            "tussen dubbele aanhalingstekens heeft \\ een bijzondere betekenis.",
            "between double quotes \\ has a special meaning.",
            1,
        ),
        ("a: 1\n---\nb: 1", "meer dan één YAML-document in een bestand.", "more than one YAML document in a file.", 2),
    ],
)
def test_common_mistakes_are_told_in_both_languages_at_the_line_to_repair(
    text: str, nl: str, en: str, line: int
) -> None:
    found = complaint_about(text)
    assert (found[0], found[1], found[3]) == (nl, en, line)
    assert found[2]


def test_rare_mistakes_are_told_without_english_in_the_dutch() -> None:
    nl, en, hint, line = complaint_about("%YAML 2.0\n---\na: 1")
    assert nl == "geen geldige YAML."
    assert en == "not valid YAML (found incompatible YAML document (version 1.* is required))."
    assert hint == "Controleer inspringing, dubbele punten en aanhalingstekens."
    assert line == 1


def test_an_error_without_a_place_has_none() -> None:
    assert complaint(yaml.MarkedYAMLError(problem="something"))[2] is None
