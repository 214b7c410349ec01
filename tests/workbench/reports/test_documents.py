# SPDX-License-Identifier: EUPL-1.2
"""What can be chosen about a document."""

from __future__ import annotations

import pytest

from weerbaar.workbench.reports.documents import DOCUMENTS, FORMATS, Question


def test_a_question_survives_being_stored() -> None:
    question = Question("letter", "en", "docx", False, "profiles", 10_000)
    assert Question.of(question.parameters()) == question


@pytest.mark.parametrize(
    "wrong", [{"document": "roman"}, {"lang": "de"}, {"format": "odt"}, {"draws": 5}], ids=lambda w: next(iter(w))
)
def test_what_does_not_exist_cannot_be_asked(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=str(next(iter(wrong.values())))):
        Question(**wrong)  # type: ignore[arg-type]


def test_files_bear_the_round_and_the_language() -> None:
    assert Question("letter", "nl", "pdf").file_name("nrb-2012") == "nrb-2012-brief.pdf"
    assert Question("letter", "en", "csv").file_name("nrb-2012") == "nrb-2012-letter.zip"
    assert Question("letter", "en", "json").file_name("nrb-2012") == "nrb-2012-results.json"
    names = {Question(d, "nl", f).file_name("r") for d in DOCUMENTS for f in FORMATS if f != "json"}
    assert len(names) == len(DOCUMENTS) * (len(FORMATS) - 1)
