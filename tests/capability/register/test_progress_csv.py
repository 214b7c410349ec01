# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io

from tests.capability.register.registers import HEAD, day
from weerbaar.capability.register import load_register, parse_register, progress, progress_csv


def test_a_row_per_subject_as_a_spreadsheet_expects_it() -> None:
    found = progress(load_register("voorbeeld-capaciteiten"), day("2016-06-30"))
    dutch, english = progress_csv(found, "nl"), progress_csv(found, "en")
    assert dutch.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(dutch.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:5] == ["id", "kopje", "ronde", "onderwerp", "stand"]
    assert rows[2][0] == "responsunits"
    assert rows[2][4:9] == [
        "in uitvoering",
        "ja",
        "Ministerie van Veiligheid en Justitie, Ministerie van Defensie",
        "juni 2014",
        "731",
    ]
    assert len(rows) == len(list(csv.reader(io.StringIO(english.decode("utf-8-sig"))))) == 9


def test_no_cell_begins_a_formula() -> None:
    text = HEAD.replace("{nl: Het plan, en: The plan}", "{nl: '=HYPERLINK(1)', en: '+1'}").replace(
        "round: R1", "round: '@x'"
    )
    text += "  - {id: e1, subject: plan, kind: decision, valid_from: 2013, recorded_on: 2014-01-01, "
    text += "responsible: ['-1+1']}\n"
    register, _ = parse_register(text, "r")
    for lang in ("nl", "en"):
        shown = progress_csv(progress(register, day("2014-06-01")), "nl" if lang == "nl" else "en").decode("utf-8-sig")
        (row,) = list(csv.reader(io.StringIO(shown), delimiter=";" if lang == "nl" else ","))[1:]
        assert not [cell for cell in row if cell[:1] in "=+-@" and cell]
        assert row[2] == "'@x"
        assert row[6] == "'-1+1"
