# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

from tests.capability.cooperation.registers import register
from weerbaar.capability.cooperation import cooperation_report, load_cooperation, who_may
from weerbaar.cli.capability.cooperation_table import answer_table, report_table

NOW = datetime.date(2024, 1, 1)


def test_hours_that_are_only_a_bound_are_marked_and_what_lacks_is_listed() -> None:
    shown = answer_table(who_may(load_cooperation(), "nuclear-threat", 6, on=NOW), "nl")
    assert "Uniemechanisme voor civiele bescherming*: niet te zeggen; vragen ≥ T+0, toegekend ≥ T+0" in shown
    assert "minister van Justitie en Veiligheid → ERCC (duur onbekend)" in shown
    assert "ontbreekt: hoe ERCC bereikbaar is; het formulier; wie tekent; de duur van stappen 1, 2" in shown
    assert "53 militairen" in shown


def test_what_must_be_checked_is_one_line() -> None:
    answer = who_may(load_cooperation(), "nuclear-threat", 6, on=NOW)
    count = sum(f.kind == "verify" for f in answer.findings)
    lines = answer_table(answer, "en").splitlines()
    assert sum(f"to be checked against the text of the law or with the owner ({count})" in line for line in lines) == 1


def test_a_situation_without_anything_says_so() -> None:
    answer = who_may(register(["a"], []), "cyber", 0, on=NOW)
    shown = answer_table(answer, "nl")
    assert "1. Wie mag nu handelen\nniemand" in shown
    assert "2. Wie moet wie vragen\nniemand hoeft iets te vragen" in shown
    assert "4. Eenheden\ngeen" in shown


def test_confidential_is_written_on_top_of_the_report() -> None:
    report = cooperation_report(load_cooperation("voorbeeld-capaciteiten"), on=NOW, confidential=True)
    assert "VERTROUWELIJK" in report_table(report, "nl").splitlines()
    assert "Vertrouwelijk (" not in report_table(report, "nl")
