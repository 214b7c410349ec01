# SPDX-License-Identifier: EUPL-1.2
"""The report model."""

from __future__ import annotations

from datetime import date

import pytest

from weerbaar.report.model import Columns, Paragraph, Report, Run, Section, Table, plain


@pytest.mark.parametrize(
    ("number", "title"),
    [("", "Kop"), ("2.1", "2.1 Kop"), ("Bijlage 1", "Bijlage 1. Kop"), ("Annex 3", "Annex 3. Kop"), ("a.", "a. Kop")],
)
def test_a_heading_is_printed_with_its_number(number: str, title: str) -> None:
    assert Section("s", 1, number, "Kop").title == title


def test_runs_are_joined_without_their_styles() -> None:
    assert plain((Run("een "), Run("twee", bold=True))) == "een twee"


def test_a_table_aligns_left_where_nothing_is_said() -> None:
    table = Table("t", ("a", "b"), (), align=("center",), languages=(None, "nl"))
    assert (table.column_align(0), table.column_align(1)) == ("center", "left")
    assert (table.column_lang(0), table.column_lang(1), table.column_lang(2)) == (None, "nl", None)


def test_blocks_inside_columns_are_found_in_reading_order() -> None:
    one, two, three = (Paragraph((Run(x),)) for x in "123")
    report = Report(
        "letter",
        "t",
        "s",
        "o",
        "nl",
        2013,
        "r",
        (Section("s", 1, "", "k", (Columns((two,), (three,)),)),),
        front=(one,),
    )
    assert list(report.blocks()) == [one, two, three]


def test_the_stamp_is_the_date_of_publication_or_the_first_of_the_year() -> None:
    report = Report("letter", "t", "s", "o", "nl", 2013, "r", ())
    assert report.stamp == date(2013, 1, 1)
    assert Report("letter", "t", "s", "o", "nl", 2013, "r", (), date(2013, 11, 8)).stamp == date(2013, 11, 8)
