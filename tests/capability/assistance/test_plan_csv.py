# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io

from tests.capability.assistance.situations import line, situation, text
from weerbaar.capability.assistance import AssistanceStudy, assistance_csv, load_assistance, study_assistance


def rows(study: AssistanceStudy, lang: str) -> list[list[str]]:
    content = assistance_csv(study, "nl" if lang == "nl" else "en").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";" if lang == "nl" else ","))


def test_a_row_per_cell_that_balances() -> None:
    study = study_assistance(load_assistance("voorbeeld-capaciteiten"), draws=100, what_ifs=False)
    header, *body = rows(study, "nl")
    assert header[:6] == ["Regio", "Dienst", "Taak", "Eenheid", "Vraag", "Eigen politie"]
    assert header[-2:] == ["Tekort", "Kans op tekort"]
    assert len(body) == int((study.plan.demand > 0).sum())
    for row in body:
        need, *covered, short = (float(v.replace(",", ".")) for v in row[4:-1])
        assert short == max(0.0, need - sum(covered))
    assert rows(study, "en")[0][0] == "Region"


def test_cells_that_look_like_formulas_are_made_harmless() -> None:
    made = situation([[3]], (line(0, 0, 0, 5),))
    evil = made.places[0].__class__("r0", text("=HYPERLINK(1)"), text("@x"), text("x"), 1.0)
    study = study_assistance(made.__class__(**{**vars(made), "places": (evil,)}), draws=100, what_ifs=False)
    assert rows(study, "nl")[1][0] == "'=HYPERLINK(1)"
