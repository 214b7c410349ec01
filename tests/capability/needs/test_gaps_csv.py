# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io

from tests.capability.needs_cases import analysis_of, capability, need, present, task
from weerbaar.capability.needs import Gaps, Needs, gaps, gaps_csv


def found() -> Gaps:
    needs = Needs(
        (
            capability(),
            capability("wagens", name={"nl": "=HYPERLINK(1)"}, unit={"nl": "-wagens"}),
            capability("tenten"),
            capability("geheim"),
        ),
        (task("t", need(12.5, 1.5), need(3, of="wagens"), need(4, of="geheim")),),
        (),
        (present("p", 10), present("g", 1, of="geheim", confidential=True)),
    )
    return gaps(analysis_of(needs), draws=160)


def rows(lang: str) -> list[dict[str, str]]:
    text = gaps_csv(found(), "en" if lang == "en" else "nl").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter="," if lang == "en" else ";"))


def test_one_row_per_need_with_numbers_as_the_language_writes_them() -> None:
    dutch, english = rows("nl"), rows("en")
    assert [row["capaciteit"] for row in dutch] == ["agenten", "wagens", "geheim"]
    assert (dutch[0]["moment (uur)"], dutch[0]["behoefte"], dutch[0]["stand"]) == ("1,5", "12,5", "tekort")
    assert (english[0]["need"], english[0]["expected shortfall"], english[0]["state"]) == ("12.5", "2.5", "short")
    assert english[0]["needed for 95%"] == "2.5"


def test_unknown_and_confidential_are_words_in_every_cell() -> None:
    unknown, secret = rows("nl")[1:]
    assert (unknown["behoefte"], unknown["aanwezig"], unknown["nodig voor 95%"]) == ("3", "onbekend", "onbekend")
    assert (secret["behoefte"], secret["aanwezig"], secret["kans op tekort"]) == ("4", "vertrouwelijk", "vertrouwelijk")
    assert all(None not in row and None not in row.values() for row in rows("nl"))


def test_a_spreadsheet_finds_no_formula() -> None:
    assert (rows("nl")[1]["naam"], rows("nl")[1]["eenheid"]) == ("'=HYPERLINK(1)", "'-wagens")
