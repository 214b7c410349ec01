# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate means``: who is helped, what is short, every trip as a table, and input that cannot be used."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from weerbaar.cli import main
from weerbaar.evacuation.means import means_schema

MEANS = """\
schema: 1
name: oefening
source: verzonnen
places: {bergen: ZOOMLAND}
means:
  - {id: bussen, kind: bus, number: 40, place: bergen, shift_h: 10, rest_h: 8}
  - {id: ambulances, kind: ambulance, number: 20, place: bergen}
refuges:
  - {place: bergen, name: Bergen op Zoom, beds: 9000}
"""


def _means(tmp_path: Path, text: str, *more: str) -> int:
    path = tmp_path / "means.yaml"
    path.write_text(text, encoding="utf-8")
    return main(["evacuate", "means", "zeeland", "--means", str(path), *more])


def test_all_beds_are_used_and_they_are_what_is_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "trips.csv"
    assert _means(tmp_path, MEANS, "--before", "30", "--schedule", str(table)) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("9.000 van 21.975 mensen")
    assert "tien bedden erbij in bergen" in out
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sum(float(row["people"]) for row in rows) == pytest.approx(9000, abs=len(rows) * 0.05)
    assert all(float(row["safe_h"]) <= 30 for row in rows)


def test_the_data_fit_the_schema_and_say_who_is_helped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _means(tmp_path, MEANS, "--before", "30", "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, means_schema(), cls=jsonschema.Draft202012Validator)
    assert found["helped"] == pytest.approx(9000)
    assert sum(trip["people"] for trip in found["trips"]) == pytest.approx(9000)
    assert sum(need["people"] - need["helped"] for need in found["needs"]) == pytest.approx(
        sum(one["people"] for one in found["unserved"])
    )
    assert [refuge["received"] for refuge in found["refuges"]] == [pytest.approx(9000)]
    assert found["posts"] is None
    assert found["run_record"]["settings"]["means"] == "oefening"


def _data(tmp_path: Path, text: str, *more: str) -> dict[str, Any]:
    path = tmp_path / "found.json"
    assert _means(tmp_path, text, "--before", "30", "--json", str(path), *more) == 0
    found: dict[str, Any] = json.loads(path.read_text())
    jsonschema.validate(found, means_schema(), cls=jsonschema.Draft202012Validator)
    return found


def test_in_the_queues_of_an_evacuation_or_past_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same people are helped; who stands in the queues drives longer, who passes them as long as on free roads."""
    free = _data(tmp_path, MEANS)
    assert "Rijtijden van lege wegen" in capsys.readouterr().out
    queued = _data(tmp_path, MEANS, "--routing", "instantaneous")
    out = " ".join(capsys.readouterr().out.split())
    assert "(ieder kijkt onderweg naar de drukte van dat moment): met de stroom mee staan voertuigen in de file" in out
    assert "Langs de files" not in out
    past = MEANS.replace("kind:", "past_queues: true, kind:")
    passing = _data(tmp_path, past, "--routing", "instantaneous", "--lang", "en")
    assert "Past the queues go: bussen, ambulances." in " ".join(capsys.readouterr().out.split())
    assert [found["routing"] for found in (free, queued, passing)] == [None, "instantaneous", "instantaneous"]
    assert [one["past_queues"] for one in passing["means"]] == [True, True]
    assert free["helped"] == pytest.approx(9000)
    assert queued["helped"] == pytest.approx(9000)
    assert queued["vehicle_hours"] > 1.1 * free["vehicle_hours"]
    assert passing["vehicle_hours"] == pytest.approx(free["vehicle_hours"], rel=0.02)
    assert queued["run_record"]["id"] != free["run_record"]["id"]


def test_measures_are_for_an_evacuation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measures = tmp_path / "measures.yaml"
    measures.write_text("schema: 1\nmeasures: [{kind: weather, speed: 0.8}]\n", encoding="utf-8")
    assert _means(tmp_path, MEANS, "--before", "30", "--measures", str(measures)) == 2
    assert "geef ook --routing" in capsys.readouterr().err


def test_officers_man_the_posts_where_most_are_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = MEANS + "police: {officers: 12, per_post: 2, shift_h: 8, rest_h: 16}\n"
    data = tmp_path / "m.json"
    assert _means(tmp_path, text, "--before", "30", "--json", str(data)) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Van de 12 agenten hebben er 4 tegelijk dienst. Zij bemannen 2 van" in out
    found = json.loads(data.read_text())
    jsonschema.validate(found, means_schema(), cls=jsonschema.Draft202012Validator)
    sent = [post["sent_veh_h"] for post in found["posts"]["posts"]]
    assert sent == sorted(sent, reverse=True)
    assert [post["manned"] for post in found["posts"]["posts"][:3]] == [True, True, False]
    assert found["posts"]["share"] == pytest.approx(sum(sent[:2]) / sum(sent))


def test_by_risk_deaths_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zones = ("0654", "0664", "0678", "0687", "0703", "0716", "0717", "0718", "1676", "1695")
    perils = tmp_path / "perils.csv"
    perils.write_text("zone,before_h,risk\n" + "".join(f"GM{z},24,0.01\n" for z in zones), encoding="utf-8")
    assert _means(tmp_path, MEANS, "--perils", str(perils), "--lang", "en") == 0
    assert "deaths less" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ZOOMLAND", "NERGENS", "NERGENS"),
        ("kind: bus", "kind: koets", "koets"),
        ("number: 40", "number: -1", "number"),
        ("beds: 9000", "beds: veel", "beds"),
        ("name: oefening", "name: oefening\npolice: {officers: -1}", "officers"),
    ],
)
def test_one_clear_message(tmp_path: Path, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert old in MEANS
    assert _means(tmp_path, MEANS.replace(old, new), "--before", "30") == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
