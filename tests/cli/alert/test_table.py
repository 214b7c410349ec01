# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.alerting import Finding
from weerbaar.base import Text
from weerbaar.cli.alert.table import columns, counted, finding_json, findings_lines

WRONG = Finding(
    "cap.x", "error", Text(nl="Fout.", en="Wrong."), Text(nl="Doe dit.", en="Do this."), "/alert[1]", 7, "\x1b[31m"
)


def test_a_finding_shows_all_it_has_and_steers_no_terminal() -> None:
    lines = findings_lines([WRONG], "nl")
    assert lines[0].split() == ["FOUT", "cap.x", "regel", "7", "/alert[1]"]
    assert lines[1].strip() == "Fout. Doe dit."
    assert "\x1b" not in "".join(lines)
    assert findings_lines([WRONG], "en")[0].startswith("ERROR")
    assert finding_json(WRONG)["message"] == {"nl": "Fout.", "en": "Wrong."}


def test_levels_are_counted_in_words() -> None:
    advice = Finding("a", "advice", Text(nl="x"))
    assert counted([WRONG, WRONG, advice], "nl") == "2 fouten, 1 advies"
    assert counted([], "en") == "0 errors"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert columns([("a", "bb"), ("ccc", "1")], right=(1,)) == ["a    bb", "---  --", "ccc   1"]
