# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.method import describe_method, load_method, mark_words, method_ids
from weerbaar.method.model import Method


def test_every_criterion_class_and_source_is_named(national: Method) -> None:
    text = describe_method(national, "nl")
    for criterion in national.criteria:
        assert criterion.name.nl in text
    for klass in national.likelihood.classes:
        assert klass.word.nl in text
    assert "5-50%" in text
    assert "0,05-0,5%" in text
    assert "grondtal 3" in text
    assert national.sources["S30"] in text


def test_what_is_not_known_is_said(national: Method, british: Method) -> None:
    assert "12 van 12 cellen onbekend [niet gevonden]" in describe_method(national, "nl")
    assert "2 of 7 cells unknown" in describe_method(british, "en")
    assert "no total is computed" in describe_method(british, "en")
    assert "threats over 2 years" in describe_method(british, "en")


@pytest.mark.parametrize("method_id", method_ids())
def test_both_languages(method_id: str) -> None:
    method = load_method(method_id)
    assert method.title.nl in describe_method(method, "nl")
    assert method.title.en in describe_method(method, "en")


def test_marks_in_words() -> None:
    assert mark_words("recalled-low").nl == "bekend uit de literatuur, zekerheid laag"
    assert mark_words("found").en == "found"
