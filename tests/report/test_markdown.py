# SPDX-License-Identifier: EUPL-1.2
"""The little Markdown of storylines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.report.markdown import blocks_of, first_paragraph
from weerbaar.report.model import BulletList, Paragraph, Run, plain


def test_paragraphs_and_emphasis() -> None:
    (block,) = blocks_of("Een *twee* **drie** en\nvier.")
    assert block == Paragraph(
        (Run("Een "), Run("twee", italic=True), Run(" "), Run("drie", bold=True), Run(" en vier."))
    )


def test_lists_and_lists_inside_lists() -> None:
    (block,) = blocks_of("- een\n- twee\n  - drie\n\n  vervolg")
    assert isinstance(block, BulletList)
    assert [plain(i.runs) for i in block.items] == ["een", "twee", "drie vervolg"]
    (numbered,) = blocks_of("1. een\n2. twee")
    assert isinstance(numbered, BulletList)
    assert numbered.ordered


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>vet</b> &amp; &lt;",
        "`code` {{ 7*7 }} #read(1)",
        "![plaatje](http://voorbeeld.invalid/x.png)",
        "| a | b |",
    ],
)
def test_all_else_stays_the_characters_that_were_typed(text: str) -> None:
    (block,) = blocks_of(text)
    assert isinstance(block, Paragraph)
    shown = plain(block.runs)
    assert shown == text or shown == "!plaatje (http://voorbeeld.invalid/x.png)"


def test_a_heading_becomes_a_bold_paragraph() -> None:
    assert blocks_of("## Kop") == (Paragraph((Run("Kop", bold=True),)),)


def test_a_link_is_followed_by_its_address() -> None:
    (block,) = blocks_of("Zie [de brief](https://voorbeeld.invalid/brief).")
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "Zie de brief (https://voorbeeld.invalid/brief)."


def test_the_language_is_kept_on_every_run() -> None:
    (block,) = blocks_of("Een *twee*", "nl")
    assert isinstance(block, Paragraph)
    assert {run.lang for run in block.runs} == {"nl"}


def test_first_paragraph_skips_lists() -> None:
    assert plain(first_paragraph("- een\n\nTwee.\n\nDrie.")) == "Twee."
    assert first_paragraph("") == ()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_text_is_accepted_and_no_letter_or_digit_is_lost(text: str) -> None:
    shown = ""
    for block in blocks_of(text):
        if isinstance(block, Paragraph):
            shown += plain(block.runs)
        elif isinstance(block, BulletList):
            shown += "".join(plain(i.runs) for i in block.items)
    assert [c for c in text if c.isalpha()] == [c for c in shown if c.isalpha()]
