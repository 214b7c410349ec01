# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.report.test_pdf import pages_of, text_of
from weerbaar.base import Lang, Text
from weerbaar.report import DecisionSheet, decision_sheet_report, render_docx, render_html, render_pdf

TODAY = datetime.date(2026, 2, 1)
LONG = Text(
    nl="WATER Dijkdoorbraak bij de Waal met gevolgen " * 40, en="WATER Breach along the Waal with effects " * 40
)
MARKED = Text(nl="Dep. VERTROUWELIJK", en="RESTRICTED")

EMPTY = DecisionSheet(title=Text(nl="Hoogwater"), area=Text(nl="Betuwe"), organisation="Regio", made_on=TODAY)
FULL = DecisionSheet(
    title=LONG,
    area=LONG,
    organisation="Veiligheidsregio " * 30,
    made_on=TODAY,
    people=6.2e5,
    affected=5.5e5,
    deaths=(120.0, 4_900.0),
    depth_m=(1.4, 6.2),
    water_h=36.0,
    left_behind=12_345.0,
    first=(LONG,) * 30,
    upward=(LONG,) * 30,
    t90_h=20.0,
    t99_h=30.5,
    last_h=33.0,
    best_h=12.0,
    rules=(LONG,) * 30,
    waiting_eur=-2.7e8,
    false_alarm=0.82,
    too_late=0.03,
    value_of_life_eur=6.7e6,
    not_helped=250.0,
    shortages=(LONG,) * 30,
    roads=(LONG,) * 30,
    uncertainties=(LONG,) * 30,
    sources=(LONG,) * 30,
    runs=("0123456789ab",) * 9,
    marking=MARKED,
)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("sheet", [EMPTY, FULL], ids=["empty", "full"])
def test_it_is_one_page_whatever_the_length(sheet: DecisionSheet, lang: Lang, poppler: Path, tmp_path: Path) -> None:
    assert pages_of(poppler, render_pdf(decision_sheet_report(sheet, lang)), tmp_path) == 1


@pytest.mark.parametrize("title", ["W" * 4000, "\U0001f30a " * 400, "regel\nregel\n" * 200])
def test_strange_words_do_not_need_a_second_page(title: str, poppler: Path, tmp_path: Path) -> None:
    strange = (Text(nl=title),) * 5
    sheet = DecisionSheet(
        Text(nl=title), Text(nl=title), title, TODAY, None, first=strange, upward=strange, rules=strange,
        shortages=strange, roads=strange, uncertainties=strange, sources=strange,
    )  # fmt: skip
    assert pages_of(poppler, render_pdf(decision_sheet_report(sheet)), tmp_path) == 1


def test_the_four_questions_and_their_numbers_are_on_it(poppler: Path, tmp_path: Path) -> None:
    text = text_of(poppler, render_pdf(decision_sheet_report(FULL)), tmp_path)
    for heading in ("Hoe erg is het?", "Welk gebied eerst?", "Wanneer besluiten?", "Welke middelen zijn schaars?"):
        assert heading in text
    for shown in ("550.000", "120 – 4.900", "1,4 – 6,2 m", "36,0 uur", "30,5 uur", "−€ 270 miljoen", "82%", "250"):
        assert shown in text
    assert text.count("Dep. VERTROUWELIJK") == 2
    assert "(en nog 27)" in text


def test_what_is_not_known_says_so_and_none_is_something_else() -> None:
    html = render_html(decision_sheet_report(EMPTY, "nl"))
    assert html.count("onbekend") >= 18
    assert ">0<" not in html
    nobody = DecisionSheet(Text(nl="x"), Text(nl="x"), "x", TODAY, upward=())
    assert "geen" in render_html(decision_sheet_report(nobody)).split("hoge en droge plek")[1][:60]


def test_words_of_the_data_are_no_markup() -> None:
    sheet = DecisionSheet(Text(nl="<b>x</b>"), Text(nl="#x"), "y", TODAY, roads=(Text(nl="<script>"),))
    html = render_html(decision_sheet_report(sheet, "en"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert render_docx(decision_sheet_report(sheet, "en"))[:2] == b"PK"


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render_pdf(decision_sheet_report(FULL)) == render_pdf(decision_sheet_report(FULL))
