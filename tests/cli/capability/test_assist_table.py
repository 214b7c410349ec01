# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.capability.assistance.situations import line, random_situation, situation, source, text
from weerbaar.capability.assistance import study_assistance
from weerbaar.cli.capability.assist_table import assistance_table


def test_shortage_requests_changes_and_proof_each_have_their_place() -> None:
    unit = source("k", "kmar", 1, 1, 50, ("riot",), 1)
    made = situation([[90], [10]], (line(0, 0, 0, 80), line(0, 0, 1, 2)), (unit,))
    study = study_assistance(made, draws=100)
    shown = assistance_table(study, "nl")
    heads = [row[0] for row in shown.splitlines() if row[:2] in ("1.", "2.", "3.", "4.")]
    assert heads == ["1", "2", "3", "4"]
    assert "Regio 0  d0      ME-inzet  2 pelotons       1  100%" in shown
    assert "nog niemand" in shown
    assert "zonder kmar" in shown
    assert shown.count("bewezen optimaal") == 6
    english = assistance_table(study, "en")
    assert "riot control" in english
    assert "proven optimal" in english


def test_nothing_short_says_so_and_plan_only_leaves_changes_out() -> None:
    made = situation([[90]], (line(0, 0, 0, 80),))
    shown = assistance_table(study_assistance(made, draws=100, what_ifs=False), "nl")
    assert "Niets." in shown
    assert "Er wordt niets gevraagd." in shown
    assert "3. Wat verandert" not in shown


def test_long_tables_are_cut_and_hostile_names_do_not_steer_the_terminal() -> None:
    made = random_situation(4, 25, 3, 0)
    made = replace(made, officers=made.officers // 2, title=text("rood \x1b[31m"))
    study = study_assistance(made, draws=100, what_ifs=False, without=["police"])
    shown = assistance_table(study, "nl")
    assert "\x1b" not in shown
    assert "… en nog" in shown
