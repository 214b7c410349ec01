# SPDX-License-Identifier: EUPL-1.2
"""What an evaluator gets of a use and of a period."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from tests.alerting.register.uses_told import NOON, Told, draft, order, receipt
from weerbaar.alerting.register import (
    Evaluated,
    cells_csv,
    count_period,
    fold,
    period_csv,
    quality,
    quality_csv,
    timeline_markdown,
    use_json,
)

TEXTS = {"nl": "=1+1 NL-Alert\n# Kop", "en": ""}


def _told() -> Told:
    told = Told().whole_use("u1", NOON, texts=TEXTS)
    return told.say("u1", receipt("u1-1", c3="refused"), Evaluated(lessons=("a|b <script>",)), by="C*D")


def test_the_json_holds_the_events_with_their_hashes() -> None:
    events = _told().events
    use = fold(events)["u1"]
    data = json.loads(use_json(use, events))
    assert [e["hash"] for e in data["events"]] == [e.hash for e in events]
    assert data["head"] == {"number": len(events), "hash": events[-1].hash}
    assert data["requestToAirS"] == 15 * 60
    assert data["moments"]["on_air"] == "2026-03-02T12:05:00+01:00"
    assert data["orders"][0]["cells"]["c3"] == {
        "result": "refused",
        "cause": "",
        "broadcasts": None,
        "withdrawal": None,
    }


def test_the_cells_are_a_table_in_both_languages() -> None:
    use = fold(_told().events)["u1"]
    rows = list(csv.reader(io.StringIO(cells_csv(use, "nl").decode("utf-8-sig")), delimiter=";"))
    assert rows[0][4:6] == ["zendcel", "antwoord"]
    assert [row[4:6] for row in rows[1:]] == [["c1", "aangenomen"], ["c2", "aangenomen"], ["c3", "geweigerd"]]
    assert b"refused" in cells_csv(use, "en")


def test_the_timeline_is_in_dutch_time_and_nothing_in_it_is_taken_for_markup() -> None:
    events = _told().events
    use = fold(events)["u1"]
    text = timeline_markdown(use, events, "nl")
    assert "| 02-03-2026 12:03:00 | A. Jansen | Opdracht u1-1 aan bsc-1: 4371/4010, 3 zendcellen. |" in text
    assert "Van verzoek tot uitzending: 15 minuten." in text
    assert "\n    # Kop\n" in text
    assert "C\\*D" in text
    assert "a\\|b \\<script\\>" in text
    assert len([line for line in text.splitlines() if line.startswith("| ")]) == len(events) + 2
    assert "From request to air: 15 minutes." in timeline_markdown(use, events, "en")


def test_an_order_without_approval_stands_at_the_top() -> None:
    events = Told().say("u", draft(), order()).events
    use = fold(events)["u"]
    assert "Let op: verzonden zonder goedkeuring van dit concept: o1." in timeline_markdown(use, events, "nl")
    assert json.loads(use_json(use, events))["unapprovedOrders"] == ["o1"]
    assert "zonder goedkeuring" not in timeline_markdown(fold(_told().events)["u1"], _told().events, "nl")


def test_the_period_is_a_table_in_which_no_cell_is_a_formula() -> None:
    uses = fold(_told().events)
    count = count_period(uses, date(2026, 1, 1), date(2026, 12, 31))
    header, row = csv.reader(io.StringIO(period_csv(uses, count, "nl").decode("utf-8-sig")), delimiter=";")
    found = dict(zip(header, row, strict=True))
    assert found["tekst"] == "'=1+1 NL-Alert\n# Kop"
    assert (found["zendcellen gevraagd"], found["aangenomen"], found["geweigerd"]) == ("3", "2", "1")
    assert found["minuten tot uitzending"] == "15"
    english = next(csv.reader(io.StringIO(period_csv(uses, count, "en").decode("utf-8-sig"))))
    assert english[0] == "incident"
    assert len(english) == len(header)


def test_the_quality_is_a_table_with_counts_and_intervals() -> None:
    rows = quality(fold(_told().events).values(), lambda text: {"action": True})
    header, everything, *_ = csv.reader(io.StringIO(quality_csv(rows, "nl").decode("utf-8-sig")), delimiter=";")
    found = dict(zip(header, everything, strict=True))
    assert (found["veiligheidsregio"], found["berichten"], found["volledig"]) == ("alle", "1", "0")
    assert (found["laag"], found["hoog"]) == ("0,000", "0,793")
    assert found["wat mensen moeten doen"] == "1"
    assert quality_csv(rows, "en").decode("utf-8-sig").startswith("region,year,")
