# SPDX-License-Identifier: EUPL-1.2
"""Writing a report: numbers of headings, figures and tables."""

from __future__ import annotations

from weerbaar.base import Text
from weerbaar.report.draft import Draft
from weerbaar.report.model import BulletList, Note, Paragraph, Table


def test_headings_are_numbered_per_chapter_and_not_in_annexes() -> None:
    draft = Draft("nl")
    draft.front("Voor", "Front")
    draft.chapter("Een", "One")
    draft.section("Deel", "Part")
    draft.heading(3, "Onder")
    draft.heading(3, "Onder")
    draft.section("Deel", "Part")
    draft.chapter("Twee", "Two")
    draft.section("Deel", "Part")
    draft.annex("Bij", "At")
    draft.section("Deel", "Part")
    draft.annex("Bij", "At", landscape=True)
    sections = draft.sections()
    assert [s.number for s in sections] == [
        "",
        "1",
        "1.1",
        "1.1.1",
        "1.1.2",
        "1.2",
        "2",
        "2.1",
        "Bijlage 1",
        "",
        "Bijlage 2",
    ]
    assert [s.new_page for s in sections if s.level == 1] == [True] * 5
    assert sections[-1].landscape


def test_tables_are_numbered_through() -> None:
    draft = Draft("en")
    draft.chapter("x", "x")
    for _ in range(3):
        draft.table("tabel", "table", ["a"], [["1"]])
    tables = [b for b in draft.sections()[0].blocks if isinstance(b, Table)]
    assert [t.number for t in tables] == [1, 2, 3]
    assert tables[0].caption == "table"


def test_text_of_the_data_is_marked_as_dutch_where_english_is_missing() -> None:
    assert Draft("en").of(Text(nl="ja")).lang == "nl"
    assert Draft("en").of(Text(nl="ja", en="yes")).lang is None
    assert Draft("nl").of(Text(nl="ja")).lang is None


def test_columns_of_published_words_are_dutch_in_english_only() -> None:
    for lang, expected in (("nl", (None, None)), ("en", (None, "nl"))):
        draft = Draft(lang)  # type: ignore[arg-type]
        draft.chapter("x", "x")
        draft.table("t", "t", ["a", "b"], [["1", "2"]], dutch=(1,))
        table = draft.sections()[0].blocks[0]
        assert isinstance(table, Table)
        assert table.languages == expected


def test_an_empty_list_is_left_out() -> None:
    draft = Draft("nl")
    draft.chapter("x", "x")
    draft.bullets([])
    draft.bullets(["een"])
    assert [type(b) for b in draft.sections()[0].blocks] == [BulletList]


def test_what_is_absent_stands_in_a_box() -> None:
    draft = Draft("nl")
    draft.chapter("x", "x")
    draft.absent("Dit ontbreekt.", "This is missing.")
    block = draft.sections()[0].blocks[0]
    assert isinstance(block, Note)
    assert (block.title, block.paragraphs[0][0].text) == ("Niet beschikbaar", "Dit ontbreekt.")


def test_markdown_of_the_data_becomes_blocks() -> None:
    draft = Draft("nl")
    draft.chapter("x", "x")
    draft.data(Text(nl="Een.\n\n- twee"))
    assert [type(b) for b in draft.sections()[0].blocks] == [Paragraph, BulletList]
