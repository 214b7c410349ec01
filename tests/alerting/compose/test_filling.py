# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.filling import examples, fill, fixed_findings
from weerbaar.alerting.compose.templates import template, templates
from weerbaar.base import InputError, Text

_WORDS = st.text(alphabet="abcdefghij ", min_size=1, max_size=30).map(str.strip).filter(bool)


def test_a_filled_frame_reads_as_a_message() -> None:
    frame = template("brand-rook")
    values = examples(frame) | {
        "place": Text(nl="Den Haag", en="The Hague"),
        "own": Text(nl="Help elkaar.", en="Help others."),
    }
    texts = fill(frame, values)
    assert texts.nl.startswith(
        "NL-Alert 26-11-2026 14:05: Brand met veel rook in Den Haag. Blijf uit de rook. Ga naar binnen."
    )
    assert "Zet ventilatie uit. Help elkaar. Bel 112 alleen" in texts.nl
    assert "smoke in The Hague." in texts.en


def test_the_english_of_a_choice_follows_from_the_dutch() -> None:
    frame = template("gevaarlijke-stof")
    assert "chlorine" in fill(frame, examples(frame) | {"substance": Text(nl="chloor")}).en


@pytest.mark.parametrize(
    ("id", "field", "value"),
    [
        ("brand-rook", "place", Text(nl="")),
        ("brand-rook", "place", Text(nl="x" * 61)),
        ("brand-rook", "place", Text(nl="[plaats]")),
        ("brand-rook", "time", Text(nl="24:00")),
        ("brand-rook", "date", Text(nl="31-02-2026")),
        ("brand-rook", "site", Text(nl="geen site")),
        ("brand-rook", "own", Text(nl="x" * 121, en="x")),
        ("brand-rook", "own", Text(nl="alleen Nederlands")),
        ("brand-rook", "action", Text(nl="Ga kijken.", en="Go and look.")),
        ("brand-rook", "nergens", Text(nl="x", en="x")),
        ("evacuatie", "road", Text(nl="Dorpsstraat")),
        ("storing-112", "phone", Text(nl="bel maar")),
        ("gevaarlijke-stof", "substance", Text(nl="iets")),
    ],
)
def test_a_wrong_value_is_named(id: str, field: str, value: Text) -> None:
    frame = template(id)
    with pytest.raises(InputError) as caught:
        fill(frame, examples(frame) | {field: value})
    assert [problem.field for problem in caught.value.problems] == [field]


def test_everything_that_is_missing_is_said_at_once() -> None:
    frame = template("brand-rook")
    with pytest.raises(InputError) as caught:
        fill(frame, {})
    assert [problem.field for problem in caught.value.problems] == [field.id for field in frame.fields]


@given(st.sampled_from(templates()), _WORDS, _WORDS)
def test_whatever_is_filled_in_the_fixed_words_are_there(frame, place: str, own: str) -> None:  # type: ignore[no-untyped-def]
    values = examples(frame)
    if "place" in values:
        values["place"] = Text(nl=place)
    if frame.piece("own"):
        values["own"] = Text(nl=own, en=own)
    assert fixed_findings(frame, fill(frame, values)) == []


def test_a_changed_fixed_word_is_found_in_its_language() -> None:
    frame = template("brand-rook")
    texts = fill(frame, examples(frame))
    changed = Text(nl=texts.nl.replace("Ga naar binnen.", "Ga naar buiten."), en=texts.en)
    (finding,) = fixed_findings(frame, changed)
    assert (finding.rule, finding.level, finding.where) == ("template.fixed", "error", "text.nl")
    assert "Ga naar binnen." in finding.value


def test_fixed_words_in_another_order_are_found() -> None:
    frame = template("evacuatie")
    texts = fill(frame, examples(frame))
    help_first = "Neem medicijnen en papieren mee. Help uw buren. " + texts.nl.replace(
        "Neem medicijnen en papieren mee. Help uw buren. ", ""
    )
    assert fixed_findings(frame, Text(nl=help_first, en=texts.en))


def test_the_mark_after_a_field_is_no_fixed_word() -> None:
    frame = template("brand-rook")
    texts = fill(frame, examples(frame))
    without_marks = Text(nl=texts.nl.replace(".", " "), en=texts.en.replace(".", " "))
    values = [finding.value for finding in fixed_findings(frame, without_marks)]
    assert values
    assert not [value for value in values if not value[0].isalnum()]
